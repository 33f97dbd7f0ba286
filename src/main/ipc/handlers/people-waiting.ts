// Handlers of the waiting list, and of resetting passwords.
import type { ProfileFacts } from '@shared/profile'
import type { Lists } from '../../db/lists'
import type { SlipPrinter } from '../../print/slips'
import { preparePasswords, readReset, resetPasswords, whoseReset } from '../../services/password-reset'
import type { PasswordSheets } from '../../services/password-sheets'
import { requireConfirmed } from '../../services/production'
import { selectedIds } from '../../services/selection'
import { approve, deny } from '../../services/waiting'
import type { Handlers } from '../context'

export interface WaitingParts {
  lists(): Lists
  profile(): ProfileFacts | null
  passwordSheets: PasswordSheets
  slipPrinter: SlipPrinter
}

type WaitingCalls = Extract<keyof Handlers, `${'waiting' | 'passwords'}.${string}`>

export function waitingHandlers(parts: WaitingParts): Pick<Handlers, WaitingCalls> {
  return {
    'waiting.list': ({ search, sort }, { session }) =>
      parts.lists().open(session, 'user', {
        search,
        // Who signed up last has the highest id: the portal notes no time.
        sort: sort.length > 0 ? sort : [{ field: 'id', direction: 'descending' }],
        filters: { role: { kind: 'choice', values: ['new_user'] } },
      }),
    'waiting.approve': async ({ selection, seen, role }, { session, operator }) =>
      approve(session, operator, { ids: await selectedIds(parts.lists(), 'user', selection), seen }, role),
    'waiting.deny': async ({ selection, seen, reason, confirmedName }, { session, operator }) => {
      const ids = await selectedIds(parts.lists(), 'user', selection)
      requireConfirmed(parts.profile(), 'user', ids.length, confirmedName)
      return deny(session, operator, { ids, seen }, reason)
    },
    'passwords.whose': async ({ selection }, { session, operator }) =>
      whoseReset(session, operator, await selectedIds(parts.lists(), 'user', selection)),
    'passwords.reset': async ({ selection, password }, { session, operator, signal, progress }) => {
      const ids = await selectedIds(parts.lists(), 'user', selection)
      const people = await session((open) => readReset(open, operator, ids, password), { readOnly: true })
      const prepared = await preparePasswords(people, password, {
        signal,
        progress: (done, total) => progress({ done, total }),
      })
      const { operation, slips } = await session((open) => resetPasswords(open, operator, prepared))
      return { operation, slips, sheet: parts.passwordSheets.keep(operator.id, slips) }
    },
    'passwords.print': async ({ sheet }, { operator }) => ({
      printed: await parts.slipPrinter(parts.passwordSheets.find(sheet, operator.id)),
    }),
    'passwords.forget': () => parts.passwordSheets.forget(),
  }
}
