// The change log in plain words: what an operation did, and what a change was from and to.
import type { HistoryChange, HistoryOperation } from '@shared/calls/history'
import type { EntityName } from '@shared/entity'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'

const words = text.history

/** Usernames by the ids of owners. */
export type Names = Readonly<Record<string, string>>
type Value = string | number | boolean | null | undefined

const secrets: Readonly<Record<EntityName, readonly string[]>> = {
  user: ['password'],
  vm: ['password', 'sshKey'],
  bookmark: [],
}
export const isSecret = (entity: EntityName, field: string): boolean => secrets[entity].includes(field)

/** What an operation did, without who did it: "deleted user lina with 6 virtual machines". */
export function describe(operation: HistoryOperation, names: Names): string {
  const { counts, changes, undoes } = operation
  const [first] = changes
  const back = undoes !== null
  if (!first) return ''
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 1) return back ? backOf(first, names) : describeChange(first, names)
  const done = back ? null : describeDeed(operation, first)
  if (done !== null) return done
  const renaming = !back && changes.find((change) => change.entity === 'user' && change.new?.['username'])
  const assigned = counts.find(({ entity, kind }) => entity === 'vm' && kind === 'update')
  if (renaming && renaming.kind === 'update' && assigned && assigned.count === total - 1) {
    return words.withThem(describeChange(renaming, names), [assigned])
  }
  // People take what they had along: they are named, the rest is counted.
  const users = counts.find(({ entity, kind }) => entity === 'user' && kind !== 'update')
  const others = counts.filter((count) => count !== users)
  if (users && others.every(({ entity }) => entity !== 'user')) {
    const user = changes.find(({ entity, kind }) => entity === 'user' && kind === users.kind)
    const what =
      users.count === 1 && user
        ? words.one(users.kind, 'user', user.label, back)
        : words.several(users.kind, 'user', users.count, back)
    const taken = others.filter(({ kind }) => kind === users.kind)
    return taken.length > 0 ? words.withThem(what, taken) : what
  }
  return words.joined(
    counts.map(({ entity, kind, count }) => {
      const only = changes.find((change) => change.entity === entity && change.kind === kind)
      if (count > 1 || !only) return words.several(kind, entity, count, back)
      return back || kind !== 'update'
        ? words.one(kind, entity, only.label, back)
        : describeChange(only, names)
    }),
  )
}

/** What was done to many at once, where the call by which it was done says more than what became of the rows. */
function describeDeed({ action, counts }: HistoryOperation, first: HistoryChange): string | null {
  const count = (entity: EntityName, kind: HistoryChange['kind']) =>
    counts.find((one) => one.entity === entity && one.kind === kind)?.count ?? 0
  const people = count('user', 'update')
  const machines = count('vm', 'update')
  const rest = counts.filter(({ entity }) => entity !== 'user')
  const role = () => text.fields.roles[String(first.new?.['role'])] ?? String(first.new?.['role'])
  switch (action) {
    case 'waiting.approve':
      return words.deeds.approved(people, role())
    case 'waiting.deny':
      return words.deeds.denied(count('user', 'remove'), String(first.new?.['reason'] ?? ''))
    case 'passwords.reset':
      return words.deeds.newPasswords(people)
    case 'people.giveRole':
      return words.deeds.role(people, role())
    case 'people.disable':
      return words.deeds.disabled(people, people === 1 ? first.label : null, rest)
    case 'people.enable':
      return words.deeds.enabled(people, people === 1 ? first.label : null, rest)
    case 'people.passOn':
      return words.deeds.passedOn(rest)
    case 'machines.assign':
      // Of machines out of sight it is not told to whom.
      if (first.new === null) return null
      return first.new['assignedTo'] == null ? words.deeds.freed(machines) : words.deeds.assigned(machines)
    case 'machines.transfer':
      return words.deeds.passedOn(rest)
    case 'machines.clone':
      return words.deeds.cloned(count('vm', 'add'))
    case 'integrity.repair':
      return words.deeds.repaired(counts)
    default:
      return null
  }
}

function backOf(change: HistoryChange, names: Names): string {
  return change.kind === 'update'
    ? words.putBack(describeChange(change, names))
    : words.one(change.kind, change.entity, change.label, true)
}

/** One change: "renamed lina to lina2". */
export function describeChange(change: HistoryChange, names: Names): string {
  const { entity, kind, label } = change
  const reason = kind === 'remove' ? change.new?.['reason'] : undefined
  if (typeof reason === 'string') return words.denied(label, reason)
  if (kind === 'rekey') return words.rekeyed(Number(change.new?.['renewed']), Number(change.new?.['closed']))
  const fields = Object.keys(change.new ?? {})
  // Of a machine out of sight nothing is told but that it was changed.
  if (kind !== 'update' || fields.length === 0) return words.one(kind, entity, label, false)
  const [field] = fields
  const before = change.old?.[field ?? '']
  const after = change.new?.[field ?? '']
  if (fields.length === 1 && field !== undefined) {
    const special = describeField(entity, field, { label, before, after, names })
    if (special !== null) return special
  }
  return words.changed(
    fields.map((name) => words.field(entity, name)),
    label,
  )
}

function describeField(
  entity: EntityName,
  field: string,
  { label, before, after, names }: { label: string; before: Value; after: Value; names: Names },
): string | null {
  if (field === (entity === 'user' ? 'username' : 'name')) return words.renamed(String(before), String(after))
  if (entity === 'user') {
    if (field === 'disabled') return after === true ? words.disabled(label) : words.enabled(label)
    if (field === 'password') return words.newPassword(label)
    if (field !== 'role') return null
    const to = shownValue(entity, field, after, names)
    return parseRole(String(before)) === 'new_user'
      ? words.approved(label, to)
      : words.role(label, shownValue(entity, field, before, names), to)
  }
  if (field === 'ownerId') return words.passed(label, shownValue(entity, field, after, names))
  if (field !== 'assignedTo') return null
  return typeof after === 'string'
    ? words.assigned(label, after)
    : words.unassigned(label, String(before ?? ''))
}

/** A value as the table shows it; of a secret only whether it is there. */
export function shownValue(entity: EntityName, field: string, value: Value, names: Names): string {
  if (isSecret(entity, field)) return value === true ? words.secretThere : words.nothing
  if (field === 'ownerId' && typeof value === 'number') return names[value] ?? words.personGone(value)
  if (value === null || value === undefined || value === '') {
    return field === 'assignedTo' ? text.fields.nobody : words.nothing
  }
  if (field === 'disabled') return value === true ? text.fields.disabledState : text.fields.enabled
  if (typeof value === 'boolean') return value ? text.fields.yes : text.fields.no
  if (field === 'role') return text.fields.roles[String(value)] ?? String(value)
  return String(value)
}

export interface FieldChange {
  field: string
  label: string
  before: string
  after: string
}

/**
 * The fields of an update with what they were and became. Of a row that came or went those that are not empty, with
 * what was noted beside it; both values are the same.
 */
export function fieldsOf(change: HistoryChange, names: Names): FieldChange[] {
  const { entity, kind } = change
  const all = { ...change.old, ...change.new }
  return Object.keys(all)
    .filter((field) => kind === 'update' || all[field] != null)
    .map((field) => {
      const shown = (values: HistoryChange['old']) => shownValue(entity, field, values?.[field], names)
      const secretChanged = isSecret(entity, field) && change.new?.[field] === true
      const [before, after] =
        kind === 'update'
          ? [shown(change.old), secretChanged ? words.secretChanged : shown(change.new)]
          : [shown(all), shown(all)]
      return { field, label: words.field(entity, field), before, after }
    })
}
