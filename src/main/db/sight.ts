// Which machines a session's operator may see: set once by the dispatcher, and part of every statement that reads them.
import type { EntityName } from '@shared/entity'
import { parseRole, type Operator } from '@shared/roles'
import { sharingLets, type Sharing } from '@shared/sharing'
import { column } from './columns'
import type { Session } from './session'

/** A manager's part of the machines: own, assigned ones, and shared ones where the lab's setting lets them. */
export interface Sight {
  readonly ownerId: number
  readonly shared: boolean
}

const sights = new WeakMap<Session, Sight>()

/**
 * Let a session see what this operator may see; admins see everything, and so does the program itself, for which
 * nothing is said. Holds for all reading and writing of machines by the repository and the lists.
 */
export function seeAs(session: Session, operator: Operator, sharing: Sharing): void {
  if (operator.role === 'admin') sights.delete(session)
  else setSight(session, { ownerId: operator.id, shared: sharingLets(sharing, parseRole(operator.role)) })
}

/** Null: everything. For work that goes on in another session on the same operator's behalf. */
export function sightOf(session: Session): Sight | null {
  return sights.get(session) ?? null
}

export function setSight(session: Session, sight: Sight | null): void {
  if (sight) sights.set(session, sight)
  else sights.delete(session)
}

/**
 * The condition that a row of an entity is in sight, or null where all are; `bind` adds a value to the statement's
 * and answers its `$n`. The same rule as `operatorSees` of shared/access. For every statement on machines that names their rows.
 */
export function inSight(
  sight: Sight | null,
  entity: EntityName,
  alias: string,
  bind: (value: unknown) => string,
): string | null {
  if (sight === null || entity !== 'vm') return null
  const ways = [
    `${column('vm', 'ownerId', alias)} = ${bind(sight.ownerId)}`,
    `${column('vm', 'assignedTo', alias)} <> ''`,
    ...(sight.shared ? [column('vm', 'shared', alias)] : []),
  ]
  return `(${ways.join(' OR ')})`
}

/** `inSight` behind an AND, with the value at the end of `values`. */
export function andInSight(session: Session, entity: EntityName, alias: string, values: unknown[]): string {
  const condition = inSight(sightOf(session), entity, alias, (value) => `$${values.push(value)}`)
  return condition === null ? '' : ` AND ${condition}`
}
