// Handlers of the calls about leavers and roles.
import { operationOf } from '../../db/history'
import { holdingsOf } from '../../db/holdings'
import type { Lists } from '../../db/lists'
import { disablePeople, enablePeople, passOn, restorableOf } from '../../services/leavers'
import { giveRole } from '../../services/role-giving'
import { selectedIds } from '../../services/selection'
import type { Handlers } from '../context'

export interface LeaverParts {
  lists(): Lists
}

type LeaverCalls =
  | 'people.disable'
  | 'people.restorable'
  | 'people.enable'
  | 'people.passOn'
  | 'people.giveRole'
  | 'people.holdings'

export function leaverHandlers({ lists }: LeaverParts): Pick<Handlers, LeaverCalls> {
  return {
    'people.disable': async ({ selection, ...request }, { session, operator }) => {
      const ids = await selectedIds(lists(), 'user', selection)
      const done = await disablePeople(session, operator, { ...request, ids })
      return { ...done, operation: operationOf(session) }
    },
    'people.restorable': async ({ selection }, { session }) =>
      restorableOf(session, await selectedIds(lists(), 'user', selection)),
    'people.enable': async ({ selection, putBack }, { session, operator }) => {
      const ids = await selectedIds(lists(), 'user', selection)
      const done = await enablePeople(session, operator, { ids, putBack })
      return { ...done, operation: operationOf(session) }
    },
    'people.passOn': async ({ selection, ...heirs }, { session, operator }) => {
      const done = await passOn(session, operator, await selectedIds(lists(), 'user', selection), heirs)
      return { ...done, operation: operationOf(session) }
    },
    'people.giveRole': async ({ selection, ...request }, { session, operator }) => {
      const ids = await selectedIds(lists(), 'user', selection)
      const changed = await giveRole(session, operator, { ...request, ids })
      return { changed, operation: operationOf(session) }
    },
    'people.holdings': ({ id }, { session }) => holdingsOf(session, id),
  }
}
