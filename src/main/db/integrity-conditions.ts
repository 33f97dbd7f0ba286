// What makes a row a finding, in SQL: one condition for each kind, by the portal's rules.
import type { FindingKind } from '@shared/integrity'
import { roles } from '@shared/roles'
import { self } from './rows'

const trimmed = (value: string) => `btrim(${value}, E' \\t\\n\\r\\f\\v')`
const folded = (value: string) => `lower(${trimmed(value)})`
const exactRoles = roles.map((role) => `'${role}'`).join(', ')
// What begins with a letter is told by that letter: trimming a million texts takes a second.
const isBlank = (...values: string[]) =>
  `(${values.map((value) => `(ascii(${value}) <= 32 AND ${trimmed(value)} = '')`).join(' OR ')})`

/** Machine `t` with its owner `o` and whoever has the name it is assigned to, `a`; roles are folded. */
export function fromMachines(people: 'once' | 'looked-up'): { with: string; from: string } {
  // A count meets every person many times over: their roles are folded once. A few rows look their people up.
  const materialized = people === 'once' ? 'MATERIALIZED' : 'NOT MATERIALIZED'
  return {
    with: `WITH people AS ${materialized} (SELECT id, username, disabled, role, role IN ('sidekick', 'manager', 'admin') AS sees, role IN ('regular', 'sidekick') AS takes, role = 'regular' AS is_regular FROM (SELECT id, username, disabled, ${folded('role')} AS role FROM users) r)`,
    from: `virtual_machines ${self} JOIN people o ON o.id = ${self}.user_id LEFT JOIN people a ON a.username = ${self}.assigned_to`,
  }
}

/** Only sidekicks and above see what they own; only regular users and sidekicks see what is assigned to them. */
const ownerSees = `o.sees`
const assigneeSees = `a.takes`

// 100 characters up to 15 plain bytes, 120 to 31, ...: version, time and vector, blocks of 16, a signature. So the
// length alone tells how many = are at the end, or that it was cut.
const rest = (length: string) => `((${length} / 4 * 3 - 73) % 16)`
const fits = (length: string) => `${length} >= 100 AND ${length} % 4 = 0 AND ${rest(length)} <= 2`
const isToken = (value: string) =>
  `(${fits(`octet_length(${value})`)} AND ${value} ~ '^gAAAA[A-Za-z0-9_+/-]+={0,2}$' AND right(${value}, 3) ~ (CASE ${rest(`octet_length(${value})`)} WHEN 2 THEN '[^=]==$' WHEN 1 THEN '[^=]=$' ELSE '[^=]$' END))`
/** Bytes of a token; only its ends are looked at: it may be a megabyte, and is stored apart. */
const isTokenBytes = (value: string, length = `octet_length(${value})`) =>
  `(${fits(length)} AND substring(${value} FROM 1 FOR 5) = '\\x6741414141'::bytea AND encode(substring(${value} FROM ${length} - 2), 'escape') ~ (CASE ${rest(length)} WHEN 2 THEN '[^=]==$' WHEN 1 THEN '[^=]=$' ELSE '[^=]$' END))`
const password = `${self}.password`
const key = `${self}.ssh_key`

/** A stored password that no key ever opens: cut by its column, or never a token. Blanks around it do no harm. */
export const cutPassword = `(CASE WHEN coalesce(${password}, '') = '' OR ${isToken(password)} THEN false ELSE NOT ${isToken(trimmed(password))} END)`
/** The same of a key. */
export const cutKey = `(CASE WHEN coalesce(octet_length(${key}), 0) = 0 OR ${isTokenBytes(key)} THEN false ELSE NOT ${isTokenBytes(`btrim(${key}, '\\x20090a0b0c0d'::bytea)`)} END)`

/** A better claim to a name that somebody else has in other capitals: it is the one sign-in finds, or the older one. */
const twin = (field: string, better: string) =>
  `${trimmed(`${self}.${field}`)} <> '' AND EXISTS (SELECT FROM users k WHERE ${folded(`k.${field}`)} = ${folded(`${self}.${field}`)} AND k.id <> ${self}.id AND (${better}))`
const canonical = (alias: string) => `${alias}.username = ${folded(`${alias}.username`)}`
const nameTwin = twin('username', `${canonical('k')} OR (NOT ${canonical(self)} AND k.id < ${self}.id)`)

/** `$1`: whether the portal shows nobody other people's shared machines. */
export const conditions: Readonly<Record<FindingKind, string>> = {
  'assigned-nobody': `(${self}.assigned_to <> '' AND a.id IS NULL)`,
  'assigned-disabled': `a.disabled`,
  'assigned-role': `(NOT a.disabled AND NOT ${assigneeSees})`,
  // An assignment that does not stand is taken away, and the machine with it would have been shown to everybody.
  'assigned-unshared': `(NOT ${self}.shared AND NOT a.disabled AND ${assigneeSees})`,
  unreachable: `(coalesce(${self}.assigned_to, '') = '' AND (o.disabled OR NOT ${ownerSees}) AND (NOT ${self}.shared OR $1::boolean))`,
  'owner-blind': `(NOT o.disabled AND NOT ${ownerSees} AND NOT (o.is_regular AND ${self}.assigned_to IS NOT DISTINCT FROM o.username))`,
  'vm-blank': isBlank(`${self}.name`, `${self}.host`, `${self}.username`),
  'vm-port': `${self}.port NOT BETWEEN 1 AND 65535`,
  'secret-cut': `(${cutPassword} OR ${cutKey})`,
  // Whether they open is found out by opening them: see the service.
  'secret-closed': `(coalesce(${self}.password, '') <> '' OR coalesce(octet_length(${key}), 0) > 0)`,
  'role-form': `(${self}.role NOT IN (${exactRoles}) AND ${folded(`${self}.role`)} IN (${exactRoles}))`,
  'role-unknown': `${folded(`${self}.role`)} NOT IN (${exactRoles})`,
  'name-form': `(NOT ${canonical(self)} AND ${trimmed(`${self}.username`)} <> '' AND NOT (${nameTwin}))`,
  'name-twin': `(${nameTwin})`,
  'email-twin': `(${twin('email', `k.id < ${self}.id`)})`,
  'person-blank': isBlank(
    ...['username', 'email', 'first_name', 'last_name'].map((name) => `${self}.${name}`),
  ),
  'link-broken': `${self}.link !~* '^(www\\.[^\\s]+|https?://[^\\s]+)$'`,
  'bookmark-blank': isBlank(`${self}.name`),
}

const assignmentKinds: readonly FindingKind[] = [
  'assigned-nobody',
  'assigned-disabled',
  'assigned-role',
  'assigned-unshared',
  'unreachable',
  'owner-blind',
]
/** Whether a kind is told only by the people beside the machine. */
export function needsPeople(kind: FindingKind): boolean {
  return assignmentKinds.includes(kind)
}

/** What one scan counts together; what looks for twins has a scan of its own, by a join. The quick ones first. */
export const scans: readonly (readonly FindingKind[])[] = [
  ['role-form', 'role-unknown', 'person-blank'],
  ['name-form'],
  ['name-twin'],
  ['email-twin'],
  ['link-broken', 'bookmark-blank'],
  assignmentKinds,
  ['vm-blank', 'vm-port', 'secret-cut'],
]
