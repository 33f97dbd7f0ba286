// Reading the change log for the window, with the names of people that it has by their ids.
import type { Output, ParsedInput } from '@shared/call'
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import type { Change } from '../db/history'
import {
  findFreedName,
  findLast,
  findLastWriter,
  findOperation,
  listOfOperation,
  listOfRow,
  listOperations,
  namesOfGone,
  operationsPerPage,
} from '../db/history-log'
import { hasHistoryTable } from '../db/history-state'
import { usernamesOf } from '../db/people'
import type { Session } from '../db/session'

/** Changes of a row or an operation that are sent at a time. */
const changesPerPage = 100
/** For so many days the portal's cookie signs in whoever has the name by then. */
const cookieDays = 30

/** @throws AppError `in_use` where this database has no change log */
export function requireHistory(session: Session): void {
  if (!hasHistoryTable(session)) throw new AppError({ code: 'in_use', message: text.history.noTable })
}

export async function listHistory(
  session: Session,
  operator: Operator,
  { filter, after }: ParsedInput<'history.list'>,
): Promise<Output<'history.list'>> {
  requireHistory(session)
  const found = await listOperations(session, operator, filter, after)
  const operations = found.slice(0, operationsPerPage)
  const last = operations.at(-1)
  const changes = operations.flatMap((operation) => operation.changes)
  return {
    operations,
    names: await namesOf(session, changes),
    next: found.length > operationsPerPage && last ? { at: last.cursor, operation: last.operation } : null,
  }
}

export async function historyOfRow(
  session: Session,
  operator: Operator,
  { entity, id, before }: ParsedInput<'history.ofRow'>,
): Promise<Output<'history.ofRow'>> {
  requireHistory(session)
  const found = await listOfRow(session, operator, { entity, id }, before, changesPerPage + 1)
  return page(session, found)
}

export async function historyOfOperation(
  session: Session,
  operator: Operator,
  { operation, after }: ParsedInput<'history.ofOperation'>,
): Promise<Output<'history.ofOperation'>> {
  requireHistory(session)
  const about = await findOperation(session, operator, operation)
  if (!about) throw new AppError({ code: 'not_found', message: text.history.unknown })
  const found = await listOfOperation(session, operator, operation, after, changesPerPage + 1)
  return { about, ...(await page(session, found)) }
}

export async function lastOfOperator(
  session: Session,
  operator: Operator,
  seconds: number,
): Promise<Output<'history.last'>> {
  requireHistory(session)
  const operation = await findLast(session, operator, seconds)
  return { operation, names: await namesOf(session, operation?.changes ?? []) }
}

/** Who wrote a row as it is now, where the log knows it and it was not the operator. */
export async function lastWriter(
  session: Session,
  operator: Operator,
  entity: EntityName,
  id: number,
): Promise<string | null> {
  if (!hasHistoryTable(session)) return null
  const actor = await findLastWriter(session, entity, id)
  return actor === null || actor === '' || actor === operator.username ? null : actor
}

/** Whether a username was somebody else's until lately: the portal's cookie holds only the name. */
export async function freedName(
  session: Session,
  username: string,
): Promise<Output<'history.freedName'>['freed']> {
  return hasHistoryTable(session) ? findFreedName(session, username, cookieDays) : null
}

async function page<C extends Change>(session: Session, found: C[]) {
  const changes = found.slice(0, changesPerPage)
  return { changes, names: await namesOf(session, changes), isMore: found.length > changesPerPage }
}

async function namesOf(session: Session, changes: readonly Change[]): Promise<Record<string, string>> {
  const ids = changes.flatMap((change) => [change.old?.['ownerId'], change.new?.['ownerId']])
  const owners = [...new Set(ids.filter((id) => typeof id === 'number'))]
  const names = await usernamesOf(session, owners)
  const gone = await namesOfGone(
    session,
    owners.filter((id) => names[id] === undefined),
  )
  for (const [id, name] of Object.entries(gone)) names[id] = text.history.nameGone(name)
  return names
}
