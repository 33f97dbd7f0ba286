// docs/roles.md as the tables of src/shared/roles.ts say it.
import { acts, grants, mayBeAssigned, mayDo, mayOwn, roles, type Act, type Operator } from '@shared/roles'
import { text } from '@shared/text'

const said: Record<Act, string> = {
  see: 'See them, and what they have',
  details: 'Change names and email',
  rename: 'Change the username',
  password: 'Give a new password',
  role: 'Change the role',
  approve: 'Approve (give a new user a role)',
  deny: 'Deny (delete a new user)',
  disable: 'Disable',
  enable: 'Enable',
  pass: 'Pass on their machines, bookmarks and assignments',
  delete: 'Delete, once disabled',
}
const operators = ['manager', 'admin'] as const
const nameOf = (role: string) => text.fields.roles[role] ?? role
/** Only new users are approved or denied, and their role is given by approving them. */
const applies = (act: Act, role: string) =>
  act === 'approve' || act === 'deny' ? role === 'new_user' : act !== 'role' || role !== 'new_user'

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function rightsOf(role: Operator['role']): string {
  const operator = { id: 1, role }
  const cell = (act: Act, person: { id: number; role: string }) =>
    !applies(act, person.role) ? '' : mayDo(operator, act, person) === null ? 'yes' : 'no'
  const rows = acts.map((act) => [
    said[act],
    // Whoever is signed in is enabled.
    act === 'enable' ? '' : cell(act, { id: 1, role }),
    ...roles.map((other) => cell(act, { id: 2, role: other })),
    cell(act, { id: 2, role: 'unknown' }),
  ])
  return table(['', 'Themselves', ...roles.map(nameOf), 'Unknown role'], rows)
}

/** The whole page. */
export function rolesPage(): string {
  const gives = roles.map((role) => [
    nameOf(role),
    ...operators.map((operator) => (grants[operator].includes(role) ? 'yes' : 'no')),
    mayOwn(role) ? 'yes' : 'no',
    mayBeAssigned(role) ? 'yes' : 'no',
  ])
  return `# Who may do what

Made from the tables in \`src/shared/roles.ts\`, by which the main process refuses and the window disables.
\`npx vitest run --project unit test/unit/shared/roles.test.ts -u\` makes it again; the unit tests fail where it differs.

Roles in other capitals, or with blanks around them, mean the same; a role that the portal doesn't know ranks below all.

## What a manager may do to whom

${rightsOf('manager')}

## What an admin may do to whom

${rightsOf('admin')}

Admin rights are given by typing the username of whoever gets them.

## Roles

${table(['Role', 'A manager may give it', 'An admin may give it', 'Owns machines and bookmarks', 'May be assigned machines'], gives)}

## For everybody

- Nobody changes their own role, disables or deletes their own account.
- The last enabled admin can't be disabled, demoted or deleted, not even by two consoles at once.
- Only disabled people can be deleted.
- Whoever is made the owner of machines or bookmarks is enabled and has a role that owns things; whoever gets machines assigned is enabled and has a role that machines are assigned to.
- Machines and bookmarks have no ranks: whoever sees a machine may change, assign, pass on, clone and delete it, an admin's too, and see its secrets after typing their own password. An admin sees all; a manager their own, assigned ones, and shared ones where \`vm_sharing_minimum_permissions\` lets managers. Bookmarks are everybody's to see and change here.
`
}
