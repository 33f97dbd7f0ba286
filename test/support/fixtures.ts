// The portal's schema in its two forms, and rows to fill it with: clean ones, and as the portal leaves them.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Values } from '../../src/main/db/repository'

const folder = resolve('test/support/fixtures')

/** `sql`: by the portal's script; `models`: by its classes, without cascades, defaults and the usual names. */
export const schemas = {
  sql: readFileSync(resolve(folder, 'portal.sql'), 'utf8'),
  models: readFileSync(resolve(folder, 'portal-models.sql'), 'utf8'),
} as const
export type SchemaForm = keyof typeof schemas

/** A bcrypt hash's form; nobody's password. */
export const someHash = '$2b$12$abcdefghijklmnopqrstuuVU5Z8Vb8d1q2w3e4r5t6y7u8i9o0pAbC'

export function aUser(username: string, rest: Partial<Values['user']> = {}): Values['user'] {
  return {
    username,
    email: `${username}@lab.example.edu`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    role: 'sidekick',
    disabled: false,
    password: someHash,
    ...rest,
  }
}

export function aVm(name: string, ownerId: number, rest: Partial<Values['vm']> = {}): Values['vm'] {
  return {
    name,
    host: `${name}.lab.example.edu`,
    port: 22,
    username: 'student',
    ownerId,
    assignedTo: null,
    shared: true,
    password: null,
    sshKey: null,
    ...rest,
  }
}

/** Rows as the portal leaves them; they need an empty database. The key is 1 MB and no text in any encoding. */
export const dirtyRows = `
INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES
  ('Boss', 'no hash', 'Boss@Lab.Example.Edu', '', ' ', 'Admin', false),
  ('odd', '', 'no address', E'tab\\there', 'x', ' MANAGER ', true),
  ('what', 'x', 'what@lab.example.edu', 'What', 'Ever', 'wizard', false);
INSERT INTO virtual_machines (name, host, port, username, ssh_key, password, shared, assigned_to, user_id) VALUES
  ('', '', -1, '', (SELECT string_agg(decode('ff00fe80c3', 'hex'), '') FROM generate_series(1, 200000)), '', false, 'nobody-there', (SELECT id FROM users WHERE username = 'Boss')),
  ('   ', 'a b', 0, ' ', '', 'not a token', true, '', (SELECT id FROM users WHERE username = 'odd')),
  ('zero', 'zero', 2147483647, 'root', NULL, NULL, true, NULL, (SELECT id FROM users WHERE username = 'what'));
INSERT INTO bookmarks (name, link, user_id) VALUES ('', 'javascript:alert(1)', (SELECT id FROM users WHERE username = 'what'));
`
