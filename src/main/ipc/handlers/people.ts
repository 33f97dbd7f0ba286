// Handlers of the calls about the waiting list, leavers and passwords.
import type { peopleCalls } from '@shared/calls/people'
import type { Handlers } from '../context'
import { leaverHandlers, type LeaverParts } from './people-leavers'
import { waitingHandlers, type WaitingParts } from './people-waiting'

export type PeopleParts = LeaverParts & WaitingParts

export function peopleHandlers(parts: PeopleParts): Pick<Handlers, keyof typeof peopleCalls> {
  return { ...waitingHandlers(parts), ...leaverHandlers(parts) }
}
