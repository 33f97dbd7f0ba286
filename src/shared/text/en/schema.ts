// Sentences about the database's tables, and about what the console may add to them.
import { list } from '../plural'

export const schema = {
  newer: (program: string) =>
    `This database was set up by a newer version of this program${program === '' ? '' : ` (${program})`}, so it is opened read-only. Update the program to make changes.`,
  standby:
    'This server only answers reads (it is a copy that follows another server), so the lab is opened read-only. Connect to the main server to make changes.',
  readsOnly: (role: string) =>
    `The database role ${role} may read the lab’s tables but not change them, so the lab is opened read-only. Ask the database’s owner for INSERT, UPDATE and DELETE on users, virtual_machines and bookmarks.`,
  oldServer: (version: string) => ({
    reason: `This server runs PostgreSQL ${version}, and the console needs 13 or newer.`,
    remedy: 'Ask whoever runs the server to update it, then connect again.',
  }),
  missing: (tables: readonly string[], role: string, schemaName: string) => ({
    reason: `The tables ${list(tables)} are not in this database, and the role ${role} may not make them.`,
    remedy: `If this is the right database, let its owner start the portal once, or run: GRANT CREATE ON SCHEMA ${schemaName} TO ${role}. If it is another one, correct the database’s name.`,
  }),
  missingReferences: (table: string, role: string) => ({
    reason: `Some of the lab’s tables are missing, and the role ${role} may not make ones that refer to ${table}.`,
    remedy: `Let the database’s owner start the portal once, or run: GRANT REFERENCES ON ${table} TO ${role}.`,
  }),
  noSchema: (role: string) => ({
    reason: `The role ${role} has no schema to look for the lab’s tables in.`,
    remedy: `Let the database’s owner run: GRANT USAGE ON SCHEMA public TO ${role}.`,
  }),
  elsewhere: (schemaName: string, role: string) => ({
    reason: `The lab’s tables are in the schema ${schemaName}, where the role ${role} does not look for them.`,
    remedy: `Let the database’s owner run: ALTER ROLE ${role} SET search_path = ${schemaName}, public. Then connect again.`,
  }),
  otherSchemas: (tables: readonly string[]) => ({
    reason: `The tables ${list(tables)} are in different schemas of this database.`,
    remedy:
      'Move them into one schema, or give this role a search_path with only the lab’s schema; then connect again.',
  }),
  notTable: (table: string, kind: string) => ({
    reason: `${table} is a ${kind} in this database, and the console needs the table itself to notice other people’s changes.`,
    remedy:
      'Connect to the database that holds the portal’s own tables, or give this role a search_path that finds them first.',
  }),
  kinds: {
    v: 'view',
    m: 'materialized view',
    f: 'foreign table',
    other: 'relation that is no table',
  } as Record<string, string>,
  unreadable: (table: string, role: string) => ({
    reason: `The database role ${role} may not read ${table}.`,
    remedy: `Let the database’s owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role}.`,
  }),
  columnMissing: (table: string, column: string) => ({
    reason: `The table ${table} has no column ${column}, so this is not a database of the portal, or one of another version.`,
    remedy:
      'Check that the database’s name is the portal’s. If it is, update the portal and this program to versions that belong together.',
  }),
  columnType: (table: string, column: string, found: string, wanted: string) => ({
    reason: `The column ${column} of the table ${table} is of type ${found}, and the console needs ${wanted}.`,
    remedy:
      'Check that the database’s name is the portal’s. If it is, update the portal and this program to versions that belong together.',
  }),
  noNumbers: (table: string) => ({
    reason: `The table ${table} gives new rows no id by itself, so nothing could be added.`,
    remedy: `Let the database’s owner give the column id of ${table} a sequence as its default, as the portal’s own tables have.`,
  }),
  types: { integer: 'integer', text: 'character varying or text', bytes: 'bytea', flag: 'boolean' },

  capabilities: {
    records: {
      label: 'Record of set-up',
      costs:
        'The console cannot note what it set up here, so an older version of it would not notice that it is too old.',
    },
    history: {
      label: 'Change log',
      costs:
        'What is changed here is noted in a file of this computer only: nothing can be looked up or taken back.',
    },
    'long-secrets': {
      label: 'Long passwords of machines',
      costs:
        'Passwords of machines longer than 31 bytes cannot be stored: their column is too short for them.',
    },
    'fast-search': {
      label: 'Fast search',
      costs: 'Searching reads every row: slow where there are more than some ten thousand.',
    },
    'fast-sort': {
      label: 'Fast sorting',
      costs:
        'Opening and sorting a table reads every row: slow where there are more than some hundred thousand.',
    },
    'fast-owner': {
      label: 'Fast lookup by person',
      costs: 'Listing or deleting what belongs to a person reads every row of the tables.',
    },
  },
  improving:
    'Another console is improving this database at the moment. Wait until it is done, then look again.',
  lockBusy: (table: string) =>
    `The table ${table} was in use for too long to change it, and nothing was changed. Try again when the lab is quiet.`,
  notAllowed: (role: string) =>
    `The database role ${role} may not change these tables: only their owner may. Ask the owner to run the statements shown.`,
  dependentView: (table: string) =>
    `A view of this database uses the column that was to be widened in ${table}, so it was left as it is. Ask the database’s owner.`,
}
