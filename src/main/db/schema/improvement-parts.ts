// The improvements, each as parts on one table: how to tell that it is there, and the statement that makes it.
import type { Capability } from '@shared/database-state'
import type { EntityName } from '@shared/entity'
import { searchIndex } from '../search-expressions'
import type { Facts, TableFacts } from './introspect'
import { portalTables, quoted, type PortalTable } from './portal-tables'

export type ImprovementId = Exclude<Capability['id'], 'records' | 'history'>
export const improvementIds = ['long-secrets', 'fast-search', 'fast-sort', 'fast-owner'] as const

/** Characters that the widened column holds: the token of the longest secret that the console takes has 4,088. */
const wide = 4096
/** From here on a column counts as wide: an admin may have widened it by hand. */
const wideEnough = 255

export interface Part {
  readonly id: ImprovementId
  readonly table: PortalTable
  /** Set for an index. */
  readonly index?: string
  isThere(table: TableFacts): boolean
  /** `concurrently`: without holding up others' writes, outside a transaction. */
  statement(facts: Facts, concurrently: boolean): string
}

/** All parts. `accents`: see `searchIndex`. */
export function improvementParts(accents: boolean): Part[] {
  return [
    {
      id: 'long-secrets',
      table: 'virtual_machines',
      isThere({ columns }) {
        const length = columns['password']?.length ?? null
        return length === null || length >= wideEnough
      },
      statement: (facts) =>
        `ALTER TABLE ${placed(facts, 'virtual_machines')} ALTER COLUMN password TYPE varchar(${wide})`,
    },
    ...(['user', 'vm', 'bookmark'] as const).map((entity) => searchPart(entity, accents)),
    indexPart('fast-sort', 'virtual_machines', 'name', 'name, id'),
    indexPart('fast-sort', 'virtual_machines', 'host', 'host, id'),
    indexPart('fast-sort', 'bookmarks', 'name', 'name, id'),
    indexPart('fast-owner', 'virtual_machines', 'owner', 'user_id, id'),
    indexPart('fast-owner', 'virtual_machines', 'assignee', 'assigned_to, id'),
    indexPart('fast-owner', 'bookmarks', 'owner', 'user_id, id'),
  ]
}

function indexPart(id: ImprovementId, table: PortalTable, name: string, columns: string): Part {
  return anIndex(id, table, `console_${table}_${name}`, () => `(${columns})`)
}

function searchPart(entity: EntityName, accents: boolean): Part {
  const { name, table, expressions } = searchIndex(entity, accents)
  const known = portalTables.find((candidate) => candidate === table)
  if (!known) throw new Error(`${table} is none of the portal's tables`)
  return anIndex('fast-search', known, name, (facts) => {
    const operators = `${quoted(facts.trigramSchema ?? facts.schema ?? 'public')}.gin_trgm_ops`
    return `USING gin (${expressions.map((expression) => `(${expression}) ${operators}`).join(', ')})`
  })
}

function anIndex(
  id: ImprovementId,
  table: PortalTable,
  index: string,
  definition: (facts: Facts) => string,
): Part {
  return {
    id,
    table,
    index,
    isThere: ({ indexes }) => indexes[index] === true,
    statement: (facts, concurrently) =>
      `CREATE INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${index} ON ${placed(facts, table)} ${definition(facts)}`,
  }
}

/** Installs what the search indexes need, where it isn't there. */
export function trigramStatement(facts: Facts): string | null {
  if (facts.trigramSchema !== null) return null
  return `CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA ${quoted(facts.schema ?? 'public')}`
}

export function placed(facts: Facts, table: PortalTable): string {
  return `${quoted(facts.tables[table]?.schema ?? facts.schema ?? 'public')}.${table}`
}
