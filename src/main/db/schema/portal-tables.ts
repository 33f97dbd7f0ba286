// The portal's three tables: what the console needs of existing ones, and how missing ones are made.
export const portalTables = ['users', 'virtual_machines', 'bookmarks'] as const
export type PortalTable = (typeof portalTables)[number]

export type ColumnKind = 'integer' | 'text' | 'bytes' | 'flag'

/** Columns the console reads and writes. Further ones are the portal's and left alone. */
export const portalColumns: Readonly<Record<PortalTable, Readonly<Record<string, ColumnKind>>>> = {
  users: {
    id: 'integer',
    username: 'text',
    password: 'text',
    email: 'text',
    first_name: 'text',
    last_name: 'text',
    role: 'text',
    disabled: 'flag',
  },
  virtual_machines: {
    id: 'integer',
    name: 'text',
    host: 'text',
    port: 'integer',
    username: 'text',
    ssh_key: 'bytes',
    password: 'text',
    shared: 'flag',
    assigned_to: 'text',
    user_id: 'integer',
  },
  bookmarks: { id: 'integer', name: 'text', link: 'text', user_id: 'integer' },
}

/** Names of PostgreSQL's types that do for a kind. `bigint` does not: the driver reads it as text. */
export const kindTypes: Readonly<Record<ColumnKind, readonly string[]>> = {
  integer: ['int4'],
  text: ['varchar', 'text'],
  bytes: ['bytea'],
  flag: ['bool'],
}

/** The statement that makes a missing table, as the portal's own SQL script does. */
export function createTable(table: PortalTable, schema: string): string {
  const name = (plain: string) => `${quoted(schema)}.${plain}`
  switch (table) {
    case 'users':
      return `CREATE TABLE ${name('users')} (
  id serial PRIMARY KEY,
  username varchar(50) UNIQUE NOT NULL,
  password varchar(128) NOT NULL,
  email varchar(100) UNIQUE NOT NULL,
  first_name varchar(50) NOT NULL,
  last_name varchar(50) NOT NULL,
  role varchar(10) NOT NULL,
  disabled boolean NOT NULL DEFAULT false
)`
    case 'virtual_machines':
      return `CREATE TABLE ${name('virtual_machines')} (
  id serial PRIMARY KEY,
  name varchar(50) NOT NULL,
  host varchar(50) NOT NULL,
  port integer NOT NULL,
  username varchar(50) NOT NULL,
  ssh_key bytea,
  password varchar(128),
  shared boolean NOT NULL DEFAULT true,
  assigned_to varchar(50),
  user_id integer NOT NULL REFERENCES ${name('users')}(id) ON DELETE CASCADE
)`
    case 'bookmarks':
      return `CREATE TABLE ${name('bookmarks')} (
  id serial PRIMARY KEY,
  name varchar(50) NOT NULL,
  link varchar(255) NOT NULL,
  user_id integer NOT NULL REFERENCES ${name('users')}(id) ON DELETE CASCADE
)`
  }
}

/** An identifier for SQL, whatever characters it has. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
