// What is there: the portal's tables as the catalogue has them, the console's records, and what the role may do.
import { z } from 'zod'
import type { Session } from '../session'
import { read } from '../statements'
import { portalTables } from './portal-tables'

export const recordsTable = 'console_migrations'
/** The change log, and apart from it what of deleted and overwritten secrets is kept to take that back. */
export const historyTables = ['console_changes', 'console_kept'] as const

const columnSchema = z.object({
  type: z.string(),
  /** Of a varchar; null where any length fits. */
  length: z.int().nullable(),
  /** It has a default or is an identity. */
  filled: z.boolean(),
})
const tableSchema = z.object({
  schema: z.string(),
  /** pg_class.relkind: r table, p partitioned, v view, m materialized view, f foreign table. */
  kind: z.string(),
  /** Whether the role is, or is a member of, the owner. */
  owned: z.boolean(),
  readable: z.boolean(),
  writable: z.boolean(),
  referable: z.boolean(),
  columns: z.record(z.string(), columnSchema),
  /** Names of the console's indexes on it, and whether each is whole: one that was cut short is not. */
  indexes: z.record(z.string(), z.boolean()),
})
export type TableFacts = z.infer<typeof tableSchema>

const factsSchema = z.object({
  version: z.int(),
  role: z.string(),
  /** Where an unqualified new table would go; null where no schema of the search path can be used. */
  schema: z.string().nullable(),
  mayCreate: z.boolean(),
  standby: z.boolean(),
  /** Another schema that has the portal's tables but is not searched. */
  elsewhere: z.string().nullable(),
  /** The schema pg_trgm is installed in. */
  trigramSchema: z.string().nullable(),
  mayInstallTrigram: z.boolean(),
  tables: z.record(z.string(), tableSchema),
})

const recordsSchema = z.array(z.object({ id: z.int(), program: z.string() }))

export interface Facts extends z.infer<typeof factsSchema> {
  records: z.infer<typeof recordsSchema>
}

// One round trip: this runs at every start. `to_regclass` finds tables as unqualified names do, by search_path.
const sql = `
WITH found AS (
  SELECT w.name, c.oid, c.relkind, c.relowner, n.nspname
  FROM unnest($1::text[]) AS w(name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(w.name))
  JOIN pg_namespace n ON n.oid = c.relnamespace
), place AS (
  SELECT coalesce((SELECT nspname FROM found WHERE name <> ALL ($2::text[]) LIMIT 1), current_schema()) AS name
)
SELECT json_build_object(
  'version', current_setting('server_version_num')::int,
  'role', current_user,
  'schema', place.name,
  'mayCreate', coalesce(has_schema_privilege(place.name, 'CREATE'), false),
  'standby', pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
  'elsewhere', (
    SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = 'virtual_machines' AND c.relkind IN ('r', 'p') AND to_regclass('virtual_machines') IS NULL
      AND EXISTS (SELECT FROM pg_class u WHERE u.relnamespace = n.oid AND u.relname = 'users') LIMIT 1),
  'trigramSchema', (
    SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'),
  'mayInstallTrigram', NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') AND EXISTS (
    SELECT FROM pg_available_extension_versions v, pg_roles r
    WHERE v.name = 'pg_trgm' AND r.rolname = current_user AND (r.rolsuper
      OR (to_jsonb(v) ->> 'trusted')::boolean AND has_database_privilege(current_database(), 'CREATE'))),
  'tables', coalesce((SELECT json_object_agg(f.name, json_build_object(
    'schema', f.nspname,
    'kind', f.relkind::text,
    'owned', pg_has_role(f.relowner, 'USAGE'),
    'readable', has_table_privilege(f.oid, 'SELECT'),
    'writable', has_table_privilege(f.oid, 'INSERT') AND has_table_privilege(f.oid, 'UPDATE')
      AND has_table_privilege(f.oid, 'DELETE'),
    'referable', has_table_privilege(f.oid, 'REFERENCES'),
    'columns', (SELECT json_object_agg(a.attname, json_build_object(
        'type', coalesce(b.typname, t.typname),
        'length', CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 WHEN t.typtypmod > 4 THEN t.typtypmod - 4 END,
        'filled', a.atthasdef OR a.attidentity <> ''))
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = nullif(t.typbasetype, 0)
      WHERE a.attrelid = f.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'indexes', coalesce((SELECT json_object_agg(i.relname, x.indisvalid AND x.indisready)
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = f.oid AND i.relname LIKE 'console\\_%'), '{}')
  )) FROM found f), '{}')
) AS facts
FROM place`

/** Runs a statement that only reads; answers its rows. */
export type Ask = (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>

/** Look at the database. Cheap: one round trip, two where there are records. */
export function introspect(session: Session): Promise<Facts> {
  return introspectBy((text, values) => read(session, { text, values }))
}

/** The same over any connection, for the connection test, which has no session. */
export async function introspectBy(ask: Ask): Promise<Facts> {
  const own = [recordsTable, ...historyTables]
  const [row] = await ask(sql, [[...portalTables, ...own], own])
  const facts = factsSchema.parse(row?.['facts'])
  const known = facts.tables[recordsTable]
  if (known?.readable !== true) return { ...facts, records: [] }
  const records = await ask(`SELECT id, program FROM ${recordsTable} ORDER BY id`, [])
  return { ...facts, records: recordsSchema.parse(records) }
}
