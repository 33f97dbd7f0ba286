// Asks the catalogue which column a violated uniqueness is about: its name differs from database to database.
import type { EntityName } from '@shared/entity'
import { fieldOf, tables } from './columns'
import { codeOf, driverError } from './errors'
import type { Work } from './work'

const sql = `
SELECT a.attname AS name
FROM pg_class i
JOIN pg_index x ON x.indexrelid = i.oid
JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
WHERE n.nspname = $1 AND t.relname = $2 AND i.relname = $3
  AND (a.attnum = ANY(x.indkey) OR EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = i.oid AND d.refobjid = t.oid AND d.refobjsubid = a.attnum))
ORDER BY a.attnum`

/**
 * The entity's field that an error of the server is about, or null. Asks on the work's own connection, which must
 * have no failed transaction open; what was learnt is kept.
 */
export async function uniqueField(work: Work, error: unknown): Promise<string | null> {
  const cause = driverError(error)
  const facts: Readonly<Record<string, unknown>> = cause instanceof Error ? { ...cause } : {}
  const fact = (key: 'schema' | 'table' | 'constraint' | 'column') => {
    const value = facts[key]
    return typeof value === 'string' ? value : ''
  }
  const table = fact('table')
  if (codeOf(cause) === '23502') return fieldOfTable(table, fact('column'))
  if (codeOf(cause) !== '23505') return null
  const key = [fact('schema'), table, fact('constraint')].join('/')
  let column = work.parts.constraints.get(key)
  if (column === undefined) {
    const { rows } = await work.client.ask<{ name: string }>({ text: sql, values: key.split('/') })
    column = rows[0]?.name ?? null
    work.parts.constraints.set(key, column)
  }
  return column === null ? null : fieldOfTable(table, column)
}

function fieldOfTable(table: string, column: string): string | null {
  const entity = (Object.keys(tables) as EntityName[]).find((name) => tables[name] === table)
  return entity === undefined ? null : fieldOf(entity, column)
}
