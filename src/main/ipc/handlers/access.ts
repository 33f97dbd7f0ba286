// Handlers of the calls about who can reach which machine, and giving machines to people.
import type { accessCalls } from '@shared/calls/access'
import { AppError } from '@shared/errors'
import type { Sharing } from '@shared/sharing'
import { text } from '@shared/text'
import { whatReaches, whoReaches } from '../../db/reach'
import { find } from '../../db/repository'
import type { Handlers } from '../context'

export interface AccessParts {
  /** Of the lab that is open. */
  sharing(): Sharing
}

export function accessHandlers(parts: AccessParts): Pick<Handlers, keyof typeof accessCalls> {
  return {
    'access.whoReaches': async ({ vmId, ...wish }, { session }) => {
      const machine = await find(session, 'vm', vmId)
      if (!machine) throw gone('vm')
      const sharing = parts.sharing()
      const { assigneeExists, ...found } = await whoReaches(session, machine, sharing, wish)
      return { machine: { ...machine, assigneeExists }, sharing, ...found }
    },
    'access.whatReaches': async ({ userId, ...wish }, { session }) => {
      const user = await find(session, 'user', userId)
      if (!user) throw gone('user')
      const sharing = parts.sharing()
      return { sharing, ...(await whatReaches(session, user, sharing, wish)) }
    },
  }
}

function gone(entity: 'vm' | 'user'): AppError {
  return new AppError({ code: 'not_found', message: text.services.gone(text.services[entity]) })
}
