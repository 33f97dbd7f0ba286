// The tables of the change log: one row for each row that was written, and what is kept of secrets apart from it.
import type { historyTables } from './introspect'
import { quoted } from './portal-tables'

/**
 * The statements that make those of the two tables that are missing. `people`: ids of those whom a change concerns.
 * `kept`: a Fernet token under the lab's cipher key; `mark`: SHA-256 of the stored secret that was written, to tell
 * whether it is still there. See docs/adr/0019. Under the nil operation, with the entity `key`: fingerprints of the keys
 * that the lab was re-keyed from and to, docs/adr/0020.
 */
export function createHistory(missing: readonly (typeof historyTables)[number][], schema: string): string[] {
  const place = quoted(schema)
  const tables = {
    console_changes: [
      `CREATE TABLE ${place}.console_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operation uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id integer,
  actor text NOT NULL,
  computer text NOT NULL,
  action text NOT NULL,
  undoes uuid,
  entity text NOT NULL,
  row_id integer NOT NULL,
  label text NOT NULL,
  kind text NOT NULL,
  people integer[] NOT NULL,
  old jsonb,
  new jsonb
)`,
      `CREATE INDEX console_changes_time ON ${place}.console_changes (at, operation)`,
      `CREATE INDEX console_changes_operation ON ${place}.console_changes (operation, id)`,
      `CREATE INDEX console_changes_row ON ${place}.console_changes (entity, row_id, id)`,
      `CREATE INDEX console_changes_actor ON ${place}.console_changes (actor_id, at)`,
      `CREATE INDEX console_changes_people ON ${place}.console_changes USING gin (people)`,
      `CREATE INDEX console_changes_undoes ON ${place}.console_changes (undoes) WHERE undoes IS NOT NULL`,
    ],
    console_kept: [
      `CREATE TABLE ${place}.console_kept (
  operation uuid NOT NULL,
  entity text NOT NULL,
  row_id integer NOT NULL,
  field text NOT NULL,
  kept bytea,
  mark bytea,
  PRIMARY KEY (operation, entity, row_id, field)
)`,
    ],
  } satisfies Record<(typeof historyTables)[number], string[]>
  return missing.flatMap((table) => tables[table])
}
