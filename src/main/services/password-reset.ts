// Giving people new passwords: typed for one, made for many; hashed side by side before one short transaction.
import { randomFillSync } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { UserRow } from '@shared/entities/user'
import { AppError } from '@shared/errors'
import { generatePassword } from '@shared/generate-password'
import { parseRole, type Operator } from '@shared/roles'
import { text } from '@shared/text'
import { resetLimit } from '@shared/waiting'
import { operationOf } from '../db/history'
import { lockPeople } from '../db/lock-people'
import { findMany } from '../db/repository'
import type { Session } from '../db/session'
import { setPasswords } from '../db/waiting'
import { hashPassword } from './password'
import { requireManage } from './people-rules'

const words = text.passwords
/** So many of those who get a password are named beforehand. */
const named = 5

/** Whose password it is, as it stands on their slip. Never logged, never stored. */
export interface Slip {
  id: number
  username: string
  firstName: string
  lastName: string
  disabled: boolean
  password: string
}

/**
 * Who the passwords are for, before anything is made: those of the ids who are there. Of several, the operator is left
 * out: nobody means to lose their own password in passing.
 * @throws AppError `forbidden` naming those this operator may not change, `not_found` where nobody is left,
 * `invalid_input` over the limit, or where one password is meant for several
 */
export async function readReset(
  session: Session,
  operator: Operator,
  ids: readonly number[],
  typed: string | null,
): Promise<UserRow[]> {
  if (ids.length > resetLimit) throw refused(words.tooMany(resetLimit))
  if (typed !== null && ids.length > 1) throw refused(words.typedForOne)
  const others = ids.length > 1 ? ids.filter((id) => id !== operator.id) : ids
  const people = (await findMany(session, 'user', others)).filter((person) => person !== null)
  if (people.length === 0) throw new AppError({ code: 'not_found', message: words.gone })
  requireManage(operator, people)
  return people
}

/** Whom a reset of these would be for, in numbers and with the first few names. @throws AppError as `readReset` */
export async function whoseReset(session: Session, operator: Operator, ids: readonly number[]) {
  const people = await readReset(session, operator, ids, null)
  return {
    count: people.length,
    names: people.slice(0, named).map(({ username }) => username),
    admins: people.filter(({ role }) => parseRole(role) === 'admin').length,
    disabled: people.filter(({ disabled }) => disabled).length,
    leavesOutOwn: ids.length > 1 && ids.includes(operator.id),
  }
}

export interface Prepared extends Slip {
  hash: string
}

/** Make the passwords and hash them, as many at a time as there are cores. @throws AppError `cancelled` */
export async function preparePasswords(
  people: readonly UserRow[],
  typed: string | null,
  run: { signal: AbortSignal; progress(done: number, total: number): void },
): Promise<Prepared[]> {
  const prepared: Prepared[] = []
  const waiting = people.entries()
  let done = 0
  const work = async () => {
    for (const [place, { id, username, firstName, lastName, disabled }] of waiting) {
      if (run.signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
      const password = typed ?? generatePassword((bytes) => randomFillSync(bytes))
      const hash = await hashPassword(password)
      prepared[place] = { id, username, firstName, lastName, disabled, password, hash }
      run.progress((done += 1), people.length)
    }
  }
  // libuv has four threads for this; one is left for sign-ins and name look-ups.
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 3) }, work))
  return prepared
}

/** Store them; whoever was deleted meanwhile is left out of the answer. @throws AppError as `readReset` */
export async function resetPasswords(
  session: Session,
  operator: Operator,
  prepared: readonly Prepared[],
): Promise<{ operation: string; slips: Slip[] }> {
  const people = await lockPeople(session, { ids: prepared.map(({ id }) => id) })
  if (people.length === 0) throw new AppError({ code: 'not_found', message: words.gone })
  requireManage(operator, people)
  const now = new Map(people.map((person) => [person.id, person]))
  const kept = prepared.flatMap((each) => {
    const person = now.get(each.id)
    return person ? [{ ...each, ...person }] : []
  })
  await setPasswords(session, kept)
  return {
    operation: operationOf(session),
    slips: kept.map(({ id, username, firstName, lastName, disabled, password }) => {
      return { id, username, firstName, lastName, disabled, password }
    }),
  }
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: { selection: message } })
}
