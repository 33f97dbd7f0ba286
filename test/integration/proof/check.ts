// Holds what happened against what was asked and answered: each breach of a promise in words.
import { changedColumns, columnOfField, type Noted } from './audit'
import type { Attempt } from './console'

/** What a row's change may bring along by the portal's rules, where it was not asked for by itself. */
function isConsequence(noted: Noted, column: string, attempt: Attempt, audit: readonly Noted[]): boolean {
  if (noted.table !== 'virtual_machines') return false
  // An assigned machine, and a disabled person's, becomes shared.
  if (column === 'shared') return noted.new?.shared === true
  if (column !== 'assigned_to') return false
  const people = audit.filter((other) => other.op === attempt.op && other.table === 'users')
  const before = people.map(({ old }) => old?.username)
  // A rename is carried through; somebody deleted is assigned nothing.
  return before.includes(noted.old?.assigned_to) || attempt.call === 'users.remove'
}

/** Every breach; none is the proof. */
export function breaches(audit: readonly Noted[], attempts: readonly Attempt[]): string[] {
  const found: string[] = []
  const byOp = new Map<string, Noted[]>()
  for (const noted of audit) {
    if (noted.op !== '') byOp.set(noted.op, [...(byOp.get(noted.op) ?? []), noted])
  }
  const known = new Map(attempts.map((attempt) => [attempt.op, attempt]))
  for (const op of byOp.keys()) if (!known.has(op)) found.push(`${op}: written by nobody who was answered`)

  for (const attempt of attempts) {
    const { op, call, outcome, base, changes, id } = attempt
    const written = byOp.get(op) ?? []
    const tell = (what: string) => found.push(`${op} ${call} ${id} ${JSON.stringify(changes)}: ${what}`)
    if (!outcome.ok) {
      if (written.length > 0) tell(`was refused (${outcome.error.code}) and has written`)
      if (outcome.error.code !== 'stale') continue
      const theirs = outcome.error.theirs as Readonly<Record<string, unknown>>
      for (const field of outcome.error.fields) {
        if (theirs[field] === base?.[field]) tell(`was told of a change to ${field} that nobody made`)
        if (!(field in changes)) tell(`was told of ${field}, which it did not change`)
      }
      continue
    }
    for (const noted of written) {
      if (!noted.assignable && changedColumns(noted).includes('assigned_to') && 'assignedTo' in changes) {
        tell(`assigned to ${String(noted.new?.assigned_to)}, who may not be`)
      }
      if (!call.endsWith('.update')) continue
      const asked = Object.keys(changes).filter(() => noted.id === id && isOwn(noted, call))
      for (const column of changedColumns(noted)) {
        const field = asked.find((one) => columnOfField(one) === column)
        if (field === undefined) {
          if (!isConsequence(noted, column, attempt, audit)) tell(`wrote ${noted.table}.${column}, unasked`)
        } else if (noted.old?.[column] !== base?.[field]) {
          tell(
            `overwrote ${column} ${JSON.stringify(noted.old?.[column])}, having seen ${JSON.stringify(base?.[field])}`,
          )
        }
      }
    }
    if (!call.endsWith('.update')) continue
    const { row: answered } = outcome.value as { row: Readonly<Record<string, unknown>> }
    for (const [field, value] of Object.entries(changes)) {
      if (answered[field] !== value) tell(`was answered ${field} ${JSON.stringify(answered[field])}`)
      const stored = written.some(
        (noted) => noted.id === id && isOwn(noted, call) && noted.new?.[columnOfField(field)] === value,
      )
      if (!stored && !hadAlready(audit, attempt, field, value))
        tell(`was told it is done, and ${field} is lost`)
    }
  }
  return found
}

function isOwn({ table }: Noted, call: string): boolean {
  return (table === 'users') === call.startsWith('users.')
}

/** Somebody had given it this value before, so that nothing was to be written. */
function hadAlready(audit: readonly Noted[], attempt: Attempt, field: string, value: unknown): boolean {
  if (attempt.base?.[field] === value) return true
  return audit.some(
    (noted) =>
      noted.id === attempt.id && isOwn(noted, attempt.call) && noted.new?.[columnOfField(field)] === value,
  )
}

/**
 * Machines that a rename or deletion in the console left assigned to the name that was free then. Those that the
 * portal assigned may be so by its own haste; `setUp` is the last change that was there before anybody began.
 */
export function orphans(audit: readonly Noted[], setUp: number): string[] {
  const found: string[] = []
  const assigned = new Map<number, { name: unknown; isSure: boolean }>()
  const lastOf = new Map(audit.map(({ op, seq }) => [op, seq]))
  const freed = new Map<string, unknown[]>()
  for (const { op, seq, table, id, old, new: now } of audit) {
    const isConsoles = op !== ''
    if (table === 'users' && isConsoles && old && old.username !== now?.username) {
      freed.set(op, [...(freed.get(op) ?? []), old.username])
    }
    if (table === 'virtual_machines') {
      if (!now) assigned.delete(id)
      else if (!old || old.assigned_to !== now.assigned_to)
        assigned.set(id, { name: now.assigned_to, isSure: isConsoles || Number(seq) <= setUp })
    }
    // Only when the whole operation has written what belongs together.
    if (!isConsoles || lastOf.get(op) !== seq) continue
    for (const name of freed.get(op) ?? []) {
      for (const [machine, holder] of assigned) {
        if (holder.name === name && holder.isSure && !isLeftSoon(audit, machine, Number(seq)))
          found.push(`${op} left machine ${machine} assigned to ${String(name)}`)
      }
    }
  }
  return found
}

/** So many changes later, whoever was writing the machine when the name was freed has long committed. */
const soon = 50

/**
 * Whether a machine's assignee was changed, or the machine deleted, just after: by somebody who had its row already, for
 * whom the rename waited. Their change is noted behind it.
 */
function isLeftSoon(audit: readonly Noted[], machine: number, seq: number): boolean {
  return audit.some(
    (noted) =>
      noted.table === 'virtual_machines' &&
      noted.id === machine &&
      Number(noted.seq) > seq &&
      Number(noted.seq) <= seq + soon &&
      noted.old?.assigned_to !== noted.new?.assigned_to,
  )
}

export interface Figures {
  asked: number
  done: number
  merged: number
  told: number
  refused: number
}

/** `merged`: written although somebody else had changed the row meanwhile; `told`: answered as stale. */
export function figuresOf(audit: readonly Noted[], attempts: readonly Attempt[]): Figures {
  const done = attempts.filter(({ outcome }) => outcome.ok)
  const told = attempts.filter(({ outcome }) => !outcome.ok && outcome.error.code === 'stale').length
  const merged = done.filter(({ op, base, id, call }) => {
    if (!base) return false
    const first = audit.find((noted) => noted.op === op && noted.id === id && isOwn(noted, call))
    const differs = (field: string) =>
      first?.old != null &&
      columnOfField(field) in first.old &&
      first.old[columnOfField(field)] !== base[field]
    return Object.keys(base).some((field) => field !== 'id' && differs(field))
  }).length
  return {
    asked: attempts.length,
    done: done.length,
    merged,
    told,
    refused: attempts.length - done.length - told,
  }
}
