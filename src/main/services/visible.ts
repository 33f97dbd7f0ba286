// That a machine is in the session's sight, for what is done with its secrets beyond the repository.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { find } from '../db/repository'
import type { Session } from '../db/session'

/** @throws AppError `not_found` for a machine that is gone, or that the session's operator does not see */
export async function requireVisible(session: Session, vmId: number): Promise<void> {
  if (await find(session, 'vm', vmId)) return
  throw new AppError({ code: 'not_found', message: text.services.gone(text.services.vm) })
}
