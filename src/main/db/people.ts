// Questions about people that go beyond a row: who signs in, who may be picked, who is an admin, who has what.
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { Query } from '@shared/paging'
import { mayBeAssigned, mayOwn, roles, type Purpose } from '@shared/roles'
import { col, fn, Op, where } from 'sequelize'
import { column } from './columns'
import { noteChanges } from './history'
import { noteAdded } from './history-notes'
import { findByHost } from './hosts'
import { list, type Values } from './repository'
import { isId, oneRow, self } from './rows'
import { contains, pattern, searchText } from './search-expressions'
import type { Session } from './session'
import { read, returningXid, serverOf, throughModels, write } from './statements'

export { consequencesOfRemoving, removeUsers } from './people-removal'

export interface Person {
  id: number
  username: string
  firstName: string
  lastName: string
  email: string
  role: string
  disabled: boolean
}

const personFields = ['id', 'username', 'firstName', 'lastName', 'email', 'role', 'disabled'] as const
export const personColumns = personFields
  .map((field) => `${column('user', field, self)} AS "${field}"`)
  .join(', ')

/**
 * Whom a name at sign-in means: a username, else an email address, in any capitals. `name` comes trimmed and in
 * lower case. `hash` is the stored bcrypt hash.
 */
export async function findForSignIn(
  session: Session,
  name: string,
): Promise<(Person & { hash: string }) | null> {
  const found = await throughModels(session, (models, transaction) =>
    models.user.findAll({
      attributes: [...personFields, ['password', 'hash']],
      where: { [Op.or]: [where(fn('lower', col('username')), name), where(fn('lower', col('email')), name)] },
      order: ['id'],
      raw: true,
      transaction,
    }),
  )
  // Two rows may differ in capitals only; the exact one is meant, and a username before an address.
  const people = found as unknown as (Person & { hash: string })[]
  const closeness = [
    (person: Person) => person.username === name,
    (person: Person) => person.username.toLowerCase() === name,
    (person: Person) => person.email === name,
    () => true,
  ]
  for (const close of closeness) {
    const person = people.find(close)
    if (person) return person
  }
  return null
}

/** Who the operator is now; asked before every call. */
export async function findOperator(session: Session, id: number): Promise<Person | null> {
  if (!isId(id)) return null
  const rows = await read<Person>(session, {
    text: `SELECT ${personColumns} FROM users ${self} WHERE ${self}.id = $1`,
    values: [id],
    prepare: true,
  })
  return rows[0] ?? null
}

/** An enabled admin to ask, as "First Last (email)", or null where there is none. */
export async function findAdminContact(session: Session): Promise<string | null> {
  const admin = await throughModels(session, (models, transaction) =>
    models.user.findOne({
      attributes: ['firstName', 'lastName', 'email'],
      where: usableAdmin,
      order: ['id'],
      raw: true,
      transaction,
    }),
  )
  return admin ? `${`${admin.firstName} ${admin.lastName}`.trim()} (${admin.email})` : null
}

const usableAdmin = { [Op.and]: [{ disabled: false }, where(fn('lower', fn('btrim', col('role'))), 'admin')] }

/**
 * People whose name, username or address contains the text, best first: those whose username begins with it.
 * `owner`: enabled people who may own machines; `assignee`: enabled people to whom machines may be assigned.
 */
export async function findPeople(
  session: Session,
  text: string,
  purpose: Purpose,
  limit: number,
): Promise<Person[]> {
  const { accents } = serverOf(session)
  const inside = pattern(text, accents)
  return read<Person>(session, {
    text: `SELECT ${personColumns} FROM users ${self}
WHERE ${contains(searchText('user', accents, self), '$1')}
  AND ${fits(purpose, '$2')}
ORDER BY ${self}.username NOT ILIKE $3, ${self}.username, ${self}.id LIMIT $4::int`,
    values: [inside, fitting[purpose], inside.slice(1), limit],
  })
}

const fitting: Readonly<Record<Purpose, readonly string[] | null>> = {
  any: null,
  owner: roles.filter(mayOwn),
  assignee: roles.filter(mayBeAssigned),
}

/** The condition that somebody may be chosen for that; `parameter` holds the roles that fit. */
function fits(purpose: Purpose, parameter: string): string {
  const role = `(${parameter}::text[] IS NULL OR lower(btrim(${self}.role)) = ANY(${parameter}::text[]))`
  return purpose === 'any' ? role : `(${role} AND NOT ${self}.disabled)`
}

/** People whose name, username or address begins with the text, and who may not be chosen for that. */
export async function findUnfit(
  session: Session,
  text: string,
  purpose: Purpose,
  limit: number,
): Promise<Person[]> {
  if (purpose === 'any' || text.trim() === '') return []
  const { accents } = serverOf(session)
  const folded = searchText('user', accents, self)
  const inside = pattern(text, accents)
  return read<Person>(session, {
    text: `SELECT ${personColumns} FROM users ${self}
WHERE ${contains(folded, '$1')} AND ${contains(`(E'\\x01' || ${folded})`, `('%' || E'\\x01' || $3)`)}
  AND NOT ${fits(purpose, '$2')}
ORDER BY ${self}.username NOT ILIKE $3, ${self}.username, ${self}.id LIMIT $4::int`,
    values: [inside, fitting[purpose], inside.slice(1), limit],
  })
}

export async function findPersonByUsername(session: Session, username: string): Promise<Person | null> {
  return throughModels(session, (models, transaction) =>
    models.user.findOne({ attributes: [...personFields], where: { username }, raw: true, transaction }),
  )
}

/** Usernames by id, of those who are there. */
export async function usernamesOf(session: Session, ids: readonly number[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const rows = await read<{ id: number; username: string }>(session, {
    text: 'SELECT id, username FROM users WHERE id = ANY($1::int[])',
    values: [ids.filter(isId)],
  })
  return Object.fromEntries(rows.map(({ id, username }) => [id, username]))
}

export async function hasUsers(session: Session): Promise<boolean> {
  const anybody = await throughModels(session, (models, transaction) =>
    models.user.findOne({ attributes: ['id'], raw: true, transaction }),
  )
  return anybody !== null
}

/** Whether an enabled admin is left. Lost passwords the database doesn't know of. */
export async function hasUsableAdmin(session: Session): Promise<boolean> {
  const admin = await throughModels(session, (models, transaction) =>
    models.user.findOne({ attributes: ['id'], where: usableAdmin, raw: true, transaction }),
  )
  return admin !== null
}

/** How many machines are assigned to this username, whether or not such a person exists. */
export async function countAssignedTo(session: Session, username: string): Promise<number> {
  const rows = await read<{ count: number }>(session, {
    text: `SELECT count(*)::int AS count FROM virtual_machines WHERE ${column('vm', 'assignedTo')} = $1`,
    values: [username],
  })
  return rows[0]?.count ?? 0
}

/** Keep everybody else from writing users, the portal too, until the session ends. Reading goes on. */
export async function lockUsers(session: Session): Promise<void> {
  await read(session, { text: 'LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE' })
}

/** Insert many people in one statement; answers their rows in the same order. `password` holds bcrypt hashes. */
export async function addUsers(session: Session, values: readonly Values['user'][]): Promise<UserRow[]> {
  if (values.length === 0) return []
  const fields = ['username', 'email', 'firstName', 'lastName', 'role', 'disabled', 'password'] as const
  const names = fields.map((field) => column('user', field))
  const arrays = fields.map((field, index) => `$${index + 1}::${field === 'disabled' ? 'boolean' : 'text'}[]`)
  const rows = await write<UserRow>(
    session,
    {
      text: `INSERT INTO users AS ${self} (${names.join(', ')}) SELECT ${names.map((name) => `v.${name}`).join(', ')}
FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS v(${names.join(', ')}, place) ORDER BY v.place RETURNING ${oneRow('user', true)}, ${returningXid}`,
      values: fields.map((field) => values.map((value) => value[field])),
    },
    { entity: 'user' },
  )
  for (const row of rows) Object.freeze(row)
  noteAdded(
    session,
    'user',
    rows.map(({ id }, index) => ({ id, values: values[index] ?? {} })),
  )
  return rows
}

/** Machines assigned to `from` are now assigned to `to`; answers how many. */
export async function renameAssignments(session: Session, from: string, to: string): Promise<number> {
  const assignedTo = column('vm', 'assignedTo')
  const rows = await write<{ id: number; name: string }>(session, {
    text: `UPDATE virtual_machines SET ${assignedTo} = $2 WHERE ${assignedTo} = $1 RETURNING id, name, ${returningXid}`,
    values: [from, to],
  })
  noteChanges(
    session,
    rows.map(({ id, name }) => ({
      entity: 'vm',
      rowId: id,
      label: name,
      kind: 'update',
      old: { assignedTo: from },
      new: { assignedTo: to },
    })),
  )
  return rows.length
}

/** A few people and machines that contain the text, for the palette: machines of just this host before all others. */
export async function searchEverything(
  session: Session,
  text: string,
  limit: number,
): Promise<{ users: UserRow[]; vms: VmRow[] }> {
  const query = (field: string): Query => ({
    search: text,
    sort: [{ field, direction: 'ascending' }],
    filters: {},
  })
  const exact = await findByHost(session, text, limit)
  const known = new Set(exact.map(({ id }) => id))
  const others = exact.length < limit ? await list(session, 'vm', query('name'), { limit }) : []
  return {
    users: await list(session, 'user', query('username'), { limit }),
    vms: [...exact, ...others.filter(({ id }) => !known.has(id))].slice(0, limit),
  }
}
