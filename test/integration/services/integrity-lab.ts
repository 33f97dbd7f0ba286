// A lab in which every kind of finding is there, and a check of all its rows that shares nothing with the SQL.
import { encrypt, decrypt, type FernetKey } from '../../../src/main/crypto/fernet'
import type { FindingKind } from '@shared/integrity'
import type { Change } from '../../../src/main/db/history'
import type { TestDatabase } from '../../support/database'
import { aUser, someHash } from '../../support/fixtures'

interface User {
  id: number
  username: string
  email: string
  first_name: string
  last_name: string
  role: string
  disabled: boolean
}
interface Vm {
  id: number
  name: string
  host: string
  port: number
  username: string
  shared: boolean
  assigned_to: string | null
  user_id: number
  password: string | null
  ssh_key: Uint8Array | null
}
interface Bookmark {
  id: number
  name: string
  link: string
  user_id: number
}

const people: [username: string, role: string, disabled?: boolean, rest?: object][] = [
  ['ada', 'admin'],
  ['tobe', 'manager'],
  ['lina', 'sidekick'],
  ['raul', 'regular'],
  ['yui', 'new_user'],
  ['gone', 'sidekick', true],
  ['left', 'regular', true],
  ['Boss', ' Manager'],
  ['boss2', 'REGULAR'],
  [' spaced ', 'sidekick'],
  ['LINA', 'regular', false, { email: 'LINA@lab.example.edu' }],
  ['Lina', 'wizard'],
  ['KIM', 'regular'],
  ['Kim', 'sidekick'],
  ['odd', 'root', true],
  ['', 'regular', false, { email: 'empty@lab.example.edu' }],
  [' ', 'regular', false, { email: ' ', firstName: '\t' }],
  ['nameless', 'regular', false, { lastName: '' }],
]
const assignees = [null, null, '', 'nobody-there', 'Ada ', ...people.map(([username]) => username)]
const links = [
  'www.lab.example.edu/a',
  'https://x.example.edu',
  'HTTP://X.example.edu/y',
  'lab.example.edu/wiki',
  ' https://blank.example.edu',
  'http:/one.example.edu',
  'javascript:alert(1)',
  '',
  'https://',
  'just words',
]

/** Every owner with every assignee, shared and not; secrets, ports, blanks and links of each sort among them. */
export async function fillBroken(test: TestDatabase, key: FernetKey, otherKey: FernetKey): Promise<void> {
  await test.clear()
  for (const [username, role, disabled = false, rest = {}] of people) {
    const user = aUser(username, { role, disabled, password: someHash, ...rest })
    await test.sql(
      'INSERT INTO users (username, password, email, first_name, last_name, role, disabled) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [username, user.password, user.email, user.firstName, user.lastName, role, disabled],
    )
  }
  const token = (secret: string, by = key) => encrypt(by, Buffer.from(secret))
  const passwords = [
    null,
    '',
    token('short'),
    token('x'.repeat(20)),
    token('other', otherKey),
    token('y'.repeat(40)).slice(0, 128),
    token('z').slice(0, 99),
    'plain text',
  ]
  const long = token('-----BEGIN KEY-----'.repeat(30))
  const keys = [
    null,
    '',
    long,
    token(long, otherKey),
    long.slice(0, 128),
    'no token',
    '=',
    `${long}\n`,
    `${long.slice(0, -4)}====`,
  ]
  const ports = [22, 22, 22, 1, 65535, 0, -1, 65536]
  let n = 0
  const rows: unknown[][] = []
  for (let owner = 1; owner <= people.length; owner += 1) {
    for (const assignee of assignees) {
      n += 1
      const password = passwords[n % passwords.length] ?? null
      const sshKey = keys[n % keys.length] ?? null
      rows.push([
        n % 37 === 0 ? ' ' : `vm-${n}`,
        n % 41 === 0 ? '' : `10.0.0.${n % 250}`,
        ports[n % ports.length],
        n % 43 === 0 ? '\t' : 'student',
        sshKey === null ? null : Buffer.from(sshKey),
        password,
        n % 2 === 0,
        assignee,
        owner,
      ])
    }
  }
  const width = 9
  const places = rows.map(
    (_, row) =>
      `(${Array.from({ length: width }, (_none, place) => `$${row * width + place + 1}`).join(', ')})`,
  )
  await test.sql('ALTER TABLE virtual_machines ALTER COLUMN password TYPE varchar(1000)')
  await test.sql(
    `INSERT INTO virtual_machines (name, host, port, username, ssh_key, password, shared, assigned_to, user_id) VALUES ${places.join(', ')}`,
    rows.flat(),
  )
  for (const [index, link] of links.entries()) {
    await test.sql('INSERT INTO bookmarks (name, link, user_id) VALUES ($1, $2, $3)', [
      index % 4 === 3 ? ' ' : `mark ${index}`,
      link,
      1 + index,
    ])
  }
}

/** The ids of every kind, by looking at each row with all others beside it. */
export async function naiveFindings(
  test: TestDatabase,
  options: { sharingOff: boolean; key: FernetKey },
): Promise<Record<FindingKind, number[]>> {
  const users = await test.sql<User>('SELECT * FROM users ORDER BY id')
  const vms = await test.sql<Vm>('SELECT * FROM virtual_machines ORDER BY id')
  const bookmarks = await test.sql<Bookmark>('SELECT * FROM bookmarks ORDER BY id')
  const known = ['admin', 'manager', 'sidekick', 'regular', 'new_user']
  const roleOf = (user: User) => user.role.trim().toLowerCase()
  const sees = (user: User) => ['admin', 'manager', 'sidekick'].includes(roleOf(user))
  const takes = (user: User) => ['regular', 'sidekick'].includes(roleOf(user))
  const ownerOf = (vm: Vm) => users.find((user) => user.id === vm.user_id) as User
  const assigneeOf = (vm: Vm) => users.find((user) => user.username === vm.assigned_to)
  const isAssigned = (vm: Vm) => vm.assigned_to !== null && vm.assigned_to !== ''
  const fold = (value: string) => value.trim().toLowerCase()
  const isBlank = (value: string) => value.trim() === ''
  const isCut = (token: string) => {
    if (token === '') return false
    const opened = decrypt(options.key, token)
    return !opened.ok && opened.reason !== 'other key or damaged'
  }
  const textOf = (bytes: Uint8Array | null) => (bytes === null ? '' : Buffer.from(bytes).toString('latin1'))
  const closed = (token: string) => token !== '' && !decrypt(options.key, token).ok
  const twins = (user: User) =>
    isBlank(user.username) ? [] : users.filter((other) => fold(other.username) === fold(user.username))
  const keeper = (group: User[]) => group.find((user) => user.username === fold(user.username)) ?? group[0]
  const idsOf = <R extends { id: number }>(rows: R[], isFound: (row: R) => boolean) =>
    rows.filter(isFound).map(({ id }) => id)
  const vmIds = (isFound: (vm: Vm, owner: User, assignee: User | undefined) => boolean) =>
    idsOf(vms, (vm) => isFound(vm, ownerOf(vm), assigneeOf(vm)))
  const opens = (link: string) => /^(www\.\S+|https?:\/\/\S+)$/iu.test(link)
  return {
    'assigned-nobody': vmIds((vm, _, to) => isAssigned(vm) && !to),
    'assigned-disabled': vmIds((_vm, _, to) => to?.disabled === true),
    'assigned-role': vmIds((_vm, _, to) => to !== undefined && !to.disabled && !takes(to)),
    'assigned-unshared': vmIds((vm, _, to) => to !== undefined && !to.disabled && takes(to) && !vm.shared),
    unreachable: vmIds(
      (vm, owner) =>
        !isAssigned(vm) && (owner.disabled || !sees(owner)) && (!vm.shared || options.sharingOff),
    ),
    'owner-blind': vmIds(
      (vm, owner) =>
        !owner.disabled &&
        !sees(owner) &&
        !(roleOf(owner) === 'regular' && vm.assigned_to === owner.username),
    ),
    'vm-blank': vmIds((vm) => [vm.name, vm.host, vm.username].some(isBlank)),
    'vm-port': vmIds((vm) => vm.port < 1 || vm.port > 65535),
    'secret-cut': vmIds((vm) => isCut(vm.password ?? '') || isCut(textOf(vm.ssh_key))),
    'secret-closed': vmIds((vm) => closed(vm.password ?? '') || closed(textOf(vm.ssh_key))),
    'role-form': idsOf(users, (user) => !known.includes(user.role) && known.includes(roleOf(user))),
    'role-unknown': idsOf(users, (user) => !known.includes(roleOf(user))),
    'name-form': idsOf(
      users,
      (user) =>
        !isBlank(user.username) && user.username !== fold(user.username) && keeper(twins(user)) === user,
    ),
    'name-twin': idsOf(users, (user) => !isBlank(user.username) && keeper(twins(user)) !== user),
    'email-twin': idsOf(
      users,
      (user) =>
        !isBlank(user.email) &&
        users.some((other) => other.id < user.id && fold(other.email) === fold(user.email)),
    ),
    'person-blank': idsOf(users, (user) =>
      [user.username, user.email, user.first_name, user.last_name].some(isBlank),
    ),
    'link-broken': idsOf(bookmarks, ({ link }) => !opens(link)),
    'bookmark-blank': idsOf(bookmarks, ({ name }) => isBlank(name)),
  }
}

type Fields = Record<string, string | number | boolean | null>

/** Every stored field but secrets, by entity, id and the entity's own names of fields. */
export async function fieldsNow(test: TestDatabase): Promise<Record<string, Fields>> {
  const tables = { user: 'users', vm: 'virtual_machines', bookmark: 'bookmarks' } as const
  const names: Record<string, string> = { user_id: 'ownerId', assigned_to: 'assignedTo' }
  const all: Record<string, Fields> = {}
  for (const [entity, table] of Object.entries(tables)) {
    for (const { id, password: _, ssh_key: __, ...row } of await test.sql<Fields>(`SELECT * FROM ${table}`)) {
      all[`${entity} ${id}`] = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [names[name] ?? name, value]),
      )
    }
  }
  return all
}

/** What differs, as "vm 3 shared: false > true". */
export function differences(before: Record<string, Fields>, after: Record<string, Fields>): string[] {
  return Object.entries(before)
    .flatMap(([row, fields]) =>
      Object.entries(fields)
        .filter(([field, value]) => after[row]?.[field] !== value)
        .map(([field, value]) => `${row} ${field}: ${value} > ${after[row]?.[field]}`),
    )
    .sort()
}

/** What was noted, in the same words; several notes of one field come to its first and its last value. */
export function noted(changes: readonly Change[]): string[] {
  const lines = changes.flatMap(({ entity, rowId, old, new: now }) =>
    Object.entries(now ?? {}).map(
      ([field, value]) => `${entity} ${rowId} ${field}: ${old?.[field]} > ${value}`,
    ),
  )
  return lines.sort()
}

/** The secrets that open, by machine. */
export async function opening(test: TestDatabase, key: FernetKey): Promise<Record<number, string[]>> {
  const vms = await test.sql<Vm>('SELECT * FROM virtual_machines ORDER BY id')
  const opened = (token: string) => {
    const result = decrypt(key, token)
    return result.ok ? [result.bytes.toString('latin1')] : []
  }
  return Object.fromEntries(
    vms.map((vm) => [
      vm.id,
      [...opened(vm.password ?? ''), ...opened(Buffer.from(vm.ssh_key ?? []).toString('latin1'))],
    ]),
  )
}
