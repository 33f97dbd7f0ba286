// Which improvements this database has, which it lacks, and which of those the role may make.
import type { Capability } from '@shared/database-state'
import { text } from '@shared/text'
import { improvementIds, improvementParts, type ImprovementId, type Part } from './improvement-parts'
import { historyTables, recordsTable, type Facts } from './introspect'

const words = text.schema.capabilities

/** The parts that are missing on tables that are there. */
export function pendingParts(facts: Facts, accents: boolean, ids: readonly string[]): Part[] {
  return improvementParts(accents).filter((part) => {
    const table = facts.tables[part.table]
    return ids.includes(part.id) && table !== undefined && !part.isThere(table)
  })
}

/** Whether the role may make that part: it must own the table, and an index needs CREATE on the schema too. */
export function isAllowed(part: Part, facts: Facts): boolean {
  if (facts.standby || facts.tables[part.table]?.owned !== true) return false
  if (part.index === undefined) return true
  return (
    facts.mayCreate && (part.id !== 'fast-search' || facts.trigramSchema !== null || facts.mayInstallTrigram)
  )
}

/** The console's capabilities in this database. */
export function capabilitiesOf(facts: Facts, accents: boolean): Capability[] {
  const records = facts.tables[recordsTable]
  return [
    {
      id: 'records',
      ...words.records,
      on: records?.readable === true && records.writable,
      allowed: records === undefined && facts.mayCreate && !facts.standby,
    },
    {
      id: 'history',
      ...words.history,
      on: hasHistory(facts),
      allowed: missingHistory(facts).length > 0 && facts.mayCreate && !facts.standby,
    },
    ...improvementIds.map((id) => improvement(id, facts, accents)),
  ]
}

/** Whether the change log can be written. */
export function hasHistory(facts: Facts): boolean {
  return historyTables.every(
    (table) => facts.tables[table]?.readable === true && facts.tables[table].writable,
  )
}

export function missingHistory(facts: Facts): (typeof historyTables)[number][] {
  return historyTables.filter((table) => facts.tables[table] === undefined)
}

function improvement(id: ImprovementId, facts: Facts, accents: boolean): Capability {
  const pending = pendingParts(facts, accents, [id])
  return {
    id,
    ...words[id],
    on: pending.length === 0,
    allowed: pending.length > 0 && pending.every((part) => isAllowed(part, facts)),
  }
}
