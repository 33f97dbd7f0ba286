// Finding and repairing what breaks the portal's rules: a repair is planned row by row, on rows that are held.
import { createHash } from 'node:crypto'
import {
  kindFacts,
  maxRepaired,
  onDemand,
  pageSize,
  type FindingKind,
  type PlannedRow,
  type RepairInput,
  type SkipReason,
} from '@shared/integrity'
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import { mayBeAssigned, mayOwn } from '@shared/roles'
import { text } from '@shared/text'
import type { FernetKey } from '../crypto/fernet'
import { holdFindings, namesInUse, readFindings, type FindingRows } from '../db/integrity'
import { writeChanges, type RowChange } from '../db/integrity-writes'
import { find } from '../db/repository'
import type { Session } from '../db/session'
import { planLink, planMachine, planPerson, wantedNames, type Plan, type Receiver } from './integrity-plans'
import { clearSecrets, planSecrets } from './integrity-secrets'
import { fieldError } from './people-rules'

const words = text.services

/** What the lab says about findings beside its rows. */
export interface LabRules {
  /** Nobody is shown other people's shared machines. */
  sharingOff: boolean
  /** Secrets that none of them opens are closed. */
  keys: readonly FernetKey[]
}

interface Outcome {
  changed: number
  /** Of all that is changed: the findings as they were read, and what becomes of them. */
  digest: string
  skipped: Map<SkipReason, number>
  /** There are more findings than one repair writes. */
  more: boolean
}

type Step = (plans: readonly Plan[]) => void

/** Rows of one step: one statement each for holding, reading or writing them. */
const stepSize = 10_000
/** Rows that the preview shows one by one. */
const shown = 20

/** What a repair would do: the first rows one by one, and how many in all. Holds nothing. */
export async function previewRepair(session: Session, input: RepairInput, rules: LabRules) {
  const rows: PlannedRow[] = []
  const outcome = await eachStep(session, input, rules, { lock: false }, (plans) => {
    for (const plan of plans.slice(0, shown - rows.length)) rows.push(plannedOf(plan))
  })
  const { changed, more, digest } = outcome
  return { rows, changed, skipped: listed(outcome), more, digest }
}

/**
 * Write what was previewed: all of it, and nothing else. `previewed`: the preview's digest.
 * @throws AppError `stale` where other findings, or other values, would be written by now
 */
export async function repair(
  session: Session,
  { previewed, ...input }: RepairInput & { previewed: string },
  rules: LabRules,
  progress: (done: number) => void,
) {
  const { entity } = kindFacts[input.kind]
  const changes: RowChange[] = []
  const outcome = await eachStep(session, input, rules, { lock: true }, (plans) => {
    changes.push(...plans.filter((plan): plan is RowChange => 'fields' in plan))
  })
  if (outcome.digest !== previewed) {
    throw new AppError({ code: 'stale', message: text.integrity.movedOn, fields: [], theirs: null })
  }
  for (let start = 0; start < changes.length; start += stepSize) {
    const part = changes.slice(start, start + stepSize)
    if (input.repair === 'clear-secret') await clearSecrets(session, part)
    else await writeChanges(session, entity, part)
    progress(start + part.length)
  }
  return { repaired: outcome.changed, skipped: listed(outcome), more: outcome.more }
}

async function eachStep(
  session: Session,
  input: RepairInput,
  rules: LabRules,
  options: { lock: boolean },
  step: Step,
): Promise<Outcome> {
  const { kind } = input
  if (!kindFacts[kind].repairs.includes(input.repair)) throw unfitting()
  // Which secrets don't open is only known of those that the check has named.
  if (kind === onDemand && !('ids' in input.chosen)) throw unfitting()
  const receiver = await receiverOf(session, input)
  if (input.repair === 'role-choose' && input.role === null) throw fieldError('role', text.rules.role)
  const outcome: Outcome = { changed: 0, digest: '', skipped: new Map(), more: false }
  const hash = createHash('sha256')
  const skip = (reason: SkipReason, count: number) => {
    if (count > 0) outcome.skipped.set(reason, (outcome.skipped.get(reason) ?? 0) + count)
  }
  const given = new Set<string>()
  let after = -0x7fffffff
  let met = 0
  while (met < maxRepaired) {
    const part = { after, limit: stepSize, chosen: input.chosen, sharingOff: rules.sharingOff }
    const { rows, plans, seen } = await planStep({ session, input, part, ...options, rules, receiver, given })
    const last = seen.at(-1)
    if (last === undefined) break
    met += seen.length
    after = last
    skip('mended', seen.length - plans.length)
    for (const [index, plan] of plans.entries()) {
      if ('fields' in plan) {
        outcome.changed += 1
        hash.update(JSON.stringify([rows[index], plan.fields]))
      } else skip(plan.skip, 1)
    }
    step(plans)
  }
  outcome.digest = hash.digest('hex')
  if ('ids' in input.chosen) skip('mended', new Set(input.chosen.ids).size - met)
  outcome.more = met >= maxRepaired
  return outcome
}

interface StepParts {
  session: Session
  input: RepairInput
  part: Parameters<typeof readFindings>[3]
  lock: boolean
  rules: LabRules
  receiver: Receiver | null
  /** Usernames given in this repair. */
  given: Set<string>
}

/** One step's findings with their plans. `seen`: ids of all; those without a plan were mended while this waited. */
async function planStep(
  parts: StepParts,
): Promise<{ rows: FindingRows[EntityName][]; plans: Plan[]; seen: number[] }> {
  const { session, input, rules } = parts
  const { kind, repair } = input
  switch (kindFacts[kind].entity) {
    case 'vm': {
      const { rows, seen } = await findingsOf(parts, 'vm')
      if (repair === 'clear-secret') {
        return { rows, plans: await planSecrets(session, rows, kind, rules.keys), seen }
      }
      // Held by now with the people of the machines, and looked at as they are now.
      const receiver = parts.lock && parts.receiver ? await receiverOf(session, input) : parts.receiver
      const choice = { repair, receiver, sharingOff: rules.sharingOff }
      return { rows, plans: rows.map((row) => planMachine(row, choice)), seen }
    }
    case 'user': {
      const { rows, seen } = await findingsOf(parts, 'user')
      const wanted = rows.flatMap((row) => wantedNames(row, repair))
      const names = await namesInUse(session, wanted)
      const choice = { repair, role: input.role, names, given: parts.given }
      return { rows, plans: rows.map((row) => planPerson(row, choice)), seen }
    }
    case 'bookmark': {
      const { rows, seen } = await findingsOf(parts, 'bookmark')
      return { rows, plans: rows.map(planLink), seen }
    }
  }
}

async function findingsOf<E extends EntityName>(parts: StepParts, entity: E) {
  const { session, input, part, lock, receiver } = parts
  if (lock) return holdFindings(session, entity, input.kind, part, receiver === null ? [] : [receiver.id])
  const rows = await readFindings(session, entity, input.kind, part)
  return { rows, seen: idsOf(rows) }
}

/** Who is given machines sees them afterwards. */
async function receiverOf(session: Session, input: RepairInput): Promise<Receiver | null> {
  if (input.repair !== 'give' && input.repair !== 'pass') return null
  if (input.personId === null) throw fieldError('personId', text.integrity.choosePerson)
  const person = await find(session, 'user', input.personId)
  if (!person) throw fieldError('personId', text.integrity.personGone)
  if (person.disabled) throw fieldError('personId', words.assigneeDisabled(person.username))
  const isFit = input.repair === 'give' ? mayBeAssigned(person.role) : mayOwn(person.role)
  if (!isFit) {
    const refusal = input.repair === 'give' ? words.assigneeRole(person.username) : words.ownerRole
    throw fieldError('personId', refusal)
  }
  return { id: person.id, username: person.username }
}

/** One page of findings in words. `ids`: the rows that the check of secrets has named. */
export async function pageOfFindings(
  session: Session,
  input: { kind: FindingKind; after: number; ids: readonly number[] | null },
  rules: LabRules,
) {
  const { kind, after } = input
  const { entity } = kindFacts[kind]
  const chosen = kind === onDemand ? { ids: [...(input.ids ?? [])] } : { except: [] }
  const part = { after, limit: pageSize + 1, chosen, sharingOff: rules.sharingOff }
  const says = text.integrity.kinds[kind]
  const rows = (await readFindings(session, entity, kind, part)).map((row) => ({
    id: row.id,
    title: 'email' in row ? row.username : row.name,
    says: says.row(row as never),
  }))
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize }
}

function plannedOf(plan: Plan): PlannedRow {
  if ('skip' in plan) return { id: plan.id, title: plan.title, changes: [], skipped: plan.skip }
  const changes = Object.entries(plan.shown ?? plan.fields).map(([field, change]) => ({ field, ...change }))
  return { id: plan.id, title: plan.title, changes, skipped: null }
}

function listed({ skipped }: Outcome) {
  return [...skipped].map(([reason, count]) => ({ reason, count }))
}

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id)
}

function unfitting(): AppError {
  return new AppError({ code: 'invalid_input', message: text.errors.invalidCall, fields: {} })
}
