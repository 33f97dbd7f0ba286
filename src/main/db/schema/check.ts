// Judges what was found: whether the console can work with this database, and whether it may write to it.
import { text } from '@shared/text'
import type { Facts, TableFacts } from './introspect'
import { newest } from './migrations'
import { kindTypes, portalColumns, portalTables, type ColumnKind, type PortalTable } from './portal-tables'

const words = text.schema
const oldest = 130_000

export interface Incompatible {
  reason: string
  remedy: string
}

export function missingTables(facts: Facts): PortalTable[] {
  return portalTables.filter((table) => facts.tables[table] === undefined)
}

/** Why the console cannot work here, or null. Missing tables that the role may make are no reason. */
export function findIncompatible(facts: Facts): Incompatible | null {
  if (facts.version < oldest) return words.oldServer(String(Math.trunc(facts.version / 10_000)))
  if (facts.schema === null) return words.noSchema(facts.role)
  const missing = missingTables(facts)
  if (missing.length > 0) {
    // Made here, new empty tables would hide the lab's own.
    if (facts.elsewhere !== null) return words.elsewhere(facts.elsewhere, facts.role)
    if (!facts.mayCreate || facts.standby) return words.missing(missing, facts.role, facts.schema)
    if (facts.tables['users']?.referable === false) return words.missingReferences('users', facts.role)
  }
  const found = portalTables.filter((table) => facts.tables[table] !== undefined)
  if (new Set(found.map((table) => facts.tables[table]?.schema)).size > 1) return words.otherSchemas(found)
  for (const table of found) {
    const problem = checkTable(table, facts.tables[table] as TableFacts, facts.role)
    if (problem) return problem
  }
  return null
}

function checkTable(table: PortalTable, facts: TableFacts, role: string): Incompatible | null {
  if (facts.kind !== 'r' && facts.kind !== 'p') {
    return words.notTable(table, words.kinds[facts.kind] ?? words.kinds['other'] ?? '')
  }
  if (!facts.readable) return words.unreadable(table, role)
  for (const [column, kind] of Object.entries(portalColumns[table]) as [string, ColumnKind][]) {
    const found = facts.columns[column]
    if (!found) return words.columnMissing(table, column)
    if (!kindTypes[kind].includes(found.type)) {
      return words.columnType(table, column, found.type, words.types[kind])
    }
  }
  return facts.columns['id']?.filled === true ? null : words.noNumbers(table)
}

/** A sentence why nothing may be written, or null. */
export function findReadOnly(facts: Facts): string | null {
  const unknown = facts.records.filter((record) => record.id > newest)
  if (unknown.length > 0) return words.newer(unknown.at(-1)?.program ?? '')
  if (facts.standby) return words.standby
  const found = portalTables.flatMap((table) => facts.tables[table] ?? [])
  return found.length > 0 && found.every((table) => !table.writable) ? words.readsOnly(facts.role) : null
}
