// Who reaches a machine and what a person reaches: counted by the server in groups, each judged by the one rule.
import {
  reach,
  type Grant,
  type Reach,
  type ReachMachine,
  type ReachPerson,
  type Refusal,
} from '@shared/access'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { Sharing } from '@shared/sharing'
import { column } from './columns'
import { findPeople, findPersonByUsername, type Person } from './people'
import { list } from './repository'
import { complete, fromRows, rowColumns, self } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'

/** How many there are by the rule that lets them, and by the first rule against those who are not let. */
export interface Tally {
  /** Who may, or what may be used. */
  total: number
  /** Listed by the portal, and refused at Connect. */
  listedOnly: number
  by: { rule: Grant; count: number }[]
  against: { rule: Refusal; count: number }[]
}
export interface PersonReach extends Reach {
  person: Person
}
export interface MachineReach extends Reach {
  vm: VmRow
}

/** Up to so many more may come out of the database than the rule then keeps: owner and assignee. */
const spare = 2

interface Wish {
  text: string
  limit: number
}

/**
 * All who have a machine listed, owner and assignee first, then by name; or, with a text, anybody whose name or
 * address contains it, with why or why not, and no counts.
 */
export async function whoReaches(
  session: Session,
  vm: VmRow,
  sharing: Sharing,
  wish: Wish,
): Promise<{ tally: Tally | null; people: PersonReach[]; more: boolean; assigneeExists: boolean }> {
  const machine = machineOf(vm)
  const { tally, found } =
    wish.text.trim() === ''
      ? await allWhoReach(session, vm, sharing, wish.limit)
      : { tally: null, found: await findPeople(session, wish.text, 'any', wish.limit + 1) }
  const people = found
    .map((person) => ({ person, ...reach(person, machine, sharing) }))
    .filter(({ sees }) => sees || tally === null)
  return {
    tally,
    people: people.slice(0, wish.limit),
    more: people.length > wish.limit,
    assigneeExists:
      machine.assignedTo !== null && (await findPersonByUsername(session, machine.assignedTo)) !== null,
  }
}

/** Counts everybody, and finds enabled people of the roles that have it listed, the owner and the assignee first. */
async function allWhoReach(
  session: Session,
  vm: VmRow,
  sharing: Sharing,
  limit: number,
): Promise<{ tally: Tally; found: Person[] }> {
  const near = [vm.ownerId, vm.assignedTo ?? '']
  const groups = await read<{ role: string; disabled: boolean; own: boolean; mine: boolean; count: number }>(
    session,
    {
      text: `SELECT role, disabled, id = $1::int AS own, username = $2::text AS mine, count(*)::int AS count FROM users GROUP BY 1, 2, 3, 4`,
      values: near,
    },
  )
  const machine = machineOf(vm)
  const judged = groups.map((group) => ({ ...group, ...reach(likeThose(group, machine), machine, sharing) }))
  const roles = judged.filter(({ sees }) => sees).map(({ role }) => role)
  const isNear = `(${self}.id = $1::int OR ${self}.username = $2::text)`
  const fields = ['id', 'username', 'firstName', 'lastName', 'email', 'role', 'disabled'] as const
  const found = await read<Person>(session, {
    text: `SELECT ${fields.map((field) => `${column('user', field, self)} AS "${field}"`).join(', ')} FROM users ${self}
WHERE NOT ${self}.disabled AND (${self}.role = ANY($3::text[]) OR ${isNear})
ORDER BY ${isNear} DESC, ${self}.username, ${self}.id LIMIT $4::int`,
    values: [...near, roles, limit + 1 + spare],
  })
  return { tally: tallyOf(judged), found }
}

/**
 * The machines that a person has listed, by name; or, with a text, any that the search finds, with why or why not,
 * and no counts. Only those in the operator's sight.
 */
export async function whatReaches(
  session: Session,
  user: UserRow,
  sharing: Sharing,
  wish: Wish,
): Promise<{ tally: Tally | null; machines: MachineReach[]; more: boolean }> {
  const { tally, found } =
    wish.text.trim() === ''
      ? await allThatIsReached(session, user, sharing, wish.limit)
      : { tally: null, found: await list(session, 'vm', byName(wish.text), { limit: wish.limit + 1 }) }
  const machines = found.map((vm) => ({ vm, ...reach(user, machineOf(vm), sharing) }))
  return { tally, machines: machines.slice(0, wish.limit), more: machines.length > wish.limit }
}

async function allThatIsReached(
  session: Session,
  user: UserRow,
  sharing: Sharing,
  limit: number,
): Promise<{ tally: Tally; found: VmRow[] }> {
  const groups = await machineGroups(session, user)
  const judged = groups.map((group) => ({ ...group, ...reach(user, likeThoseOf(group.key, user), sharing) }))
  const listed = judged.filter(({ sees }) => sees)
  const tally = tallyOf(judged)
  const sum = (of: readonly { count: number }[]) => of.reduce((total, { count }) => total + count, 0)
  if (listed.length === 0) return { tally, found: [] }
  // Where most are listed, the server soon has enough along the index of names; where few are, it must not take it.
  const name = sum(listed) * 5 > sum(judged) ? `${self}.name` : `(${self}.name || '')`
  const onlyNear = listed.every(({ key }) => (key & nearBits) !== 0)
  const values: unknown[] = [user.id, user.username, listed.map(({ key }) => key), limit + 1]
  const seen = andInSight(session, 'vm', self, values)
  const rows = await read<VmRow>(session, {
    text: `SELECT ${rowColumns('vm')} FROM ${fromRows('vm')} WHERE ${onlyNear ? `${near} AND ` : ''}${groupKey} = ANY($3::int[])${seen} ORDER BY ${name}, ${self}.id LIMIT $4::int`,
    values,
  })
  return { tally, found: await complete(session, 'vm', rows) }
}

const assignee = column('vm', 'assignedTo', self)
const isOwn = `${column('vm', 'ownerId', self)} = $1::int`
const isMine = `coalesce(${assignee} = $2::text, false)`
const isAssigned = `coalesce(${assignee} <> '', false)`
const bits = [isOwn, isMine, isAssigned, `${self}.shared`]
/** Those that are the person's by the row itself, few as a rule. */
const near = `(${isOwn} OR ${assignee} = $2::text)`
const nearBits = 1 + 2
/** What the rule looks at in a machine, as one number: owned by the person, assigned to them, to anybody, shared. */
const groupKey = `(${bits.map((bit, place) => `(${bit})::int * ${2 ** place}`).join(' + ')})`

/**
 * How many machines there are of each key. All of them are only counted, which several processors of the server do
 * together; sorted into groups are those that have to do with the person.
 */
async function machineGroups(session: Session, user: UserRow): Promise<{ key: number; count: number }[]> {
  const values: unknown[] = [user.id, user.username]
  const seen = andInSight(session, 'vm', self, values)
  const groups = await read<{ key: number; count: number }>(session, {
    text: `SELECT ${groupKey} AS key, count(*)::int AS count FROM virtual_machines ${self} WHERE ${near}${seen} GROUP BY 1`,
    values,
  })
  const all: unknown[] = []
  const [whole] = await read<{ all: number; assigned: number; shared: number; both: number }>(session, {
    text: `SELECT count(*)::int AS all, count(*) FILTER (WHERE ${isAssigned})::int AS assigned, count(*) FILTER (WHERE ${self}.shared)::int AS shared,
  count(*) FILTER (WHERE ${isAssigned} AND ${self}.shared)::int AS both FROM virtual_machines ${self} WHERE true${andInSight(session, 'vm', self, all)}`,
    values: all,
  })
  if (!whole) throw new Error('A count without an answer')
  const counts = new Map([
    [0, whole.all - whole.assigned - whole.shared + whole.both],
    [4, whole.assigned - whole.both],
    [8, whole.shared - whole.both],
    [12, whole.both],
  ])
  for (const { key, count } of groups) {
    const others = key & ~nearBits
    counts.set(others, (counts.get(others) ?? 0) - count)
    if (others !== key) counts.set(key, count)
  }
  return [...counts].flatMap(([key, count]) => (count > 0 ? [{ key, count }] : []))
}

/** A machine as all of a group are, for the rule. */
function likeThoseOf(key: number, user: UserRow): ReachMachine {
  const [own, mine, assigned, shared] = bits.map((_, place) => (key & (2 ** place)) !== 0)
  return {
    ownerId: own ? user.id : user.id - 1,
    assignedTo: assigned ? (mine ? user.username : `${user.username}*`) : null,
    shared: shared === true,
    hasSecret: true,
  }
}

/** A person as all of a group are, for the rule. */
function likeThose(
  group: { role: string; disabled: boolean; own: boolean; mine: boolean },
  machine: ReachMachine,
): ReachPerson {
  return {
    id: group.own ? machine.ownerId : machine.ownerId - 1,
    username: group.mine ? (machine.assignedTo ?? '') : `${machine.assignedTo ?? ''}*`,
    role: group.role,
    disabled: group.disabled,
  }
}

function tallyOf(judged: readonly (Reach & { count: number })[]): Tally {
  const by = new Map<Grant, number>()
  const against = new Map<Refusal, number>()
  let listedOnly = 0
  for (const { may, sees, by: rule, against: rules, count } of judged) {
    if (may && rule !== null) by.set(rule, (by.get(rule) ?? 0) + count)
    const [first] = rules
    if (!may && first !== undefined) against.set(first, (against.get(first) ?? 0) + count)
    if (sees && !may) listedOnly += count
  }
  const counted = <R>(map: Map<R, number>) => [...map].map(([rule, count]) => ({ rule, count }))
  const most = (a: { count: number }, b: { count: number }) => b.count - a.count
  return {
    total: [...by.values()].reduce((total, count) => total + count, 0),
    listedOnly,
    by: counted(by).sort(most),
    against: counted(against).sort(most),
  }
}

function machineOf(vm: VmRow): ReachMachine {
  const { ownerId, shared, hasPassword, hasKey } = vm
  const assignedTo = vm.assignedTo === '' ? null : vm.assignedTo
  return { ownerId, assignedTo, shared, hasSecret: hasPassword || hasKey }
}

function byName(search: string) {
  return { search, sort: [{ field: 'name', direction: 'ascending' as const }], filters: {} }
}
