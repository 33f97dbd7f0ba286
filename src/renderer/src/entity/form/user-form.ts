// The form of a person: password only when one is set, role as the operator may give it.
import { z } from 'zod'
import { userAdd, userChanges, userRow, type UserRow } from '@shared/entities/user'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'
import type { EntityForm } from './entity-form'

const words = text.form

export interface UserValues {
  username: string
  email: string
  firstName: string
  lastName: string
  /** Null while no new one is being set. */
  password: string | null
  role: string
  disabled: boolean
  /** The username, typed where they are made an admin; main compares it. */
  confirmedName: string
}

export const userForm: EntityForm<UserRow, UserValues> = {
  entity: 'user',
  blank: {
    username: '',
    email: '',
    firstName: '',
    lastName: '',
    password: '',
    role: '',
    disabled: false,
    confirmedName: '',
  },
  fromRow: ({ username, email, firstName, lastName, role, disabled }) => ({
    username,
    email,
    firstName,
    lastName,
    password: null,
    role,
    disabled,
    confirmedName: '',
  }),
  toInput: (values) => ({ ...values }),
  // A stored password is not looked at: null says that no new one is being set.
  schema: userAdd.extend({ password: userAdd.shape.password.nullable(), confirmedName: z.string() }),
  explain: (field, values) =>
    field === 'role' ? (values.role === '' ? text.rules.role : words.unknownRole(values.role)) : undefined,
  labels: {
    username: text.fields.username,
    email: text.fields.email,
    firstName: text.fields.firstName,
    lastName: text.fields.lastName,
    password: text.fields.password,
    role: text.fields.role,
    disabled: text.fields.disabled,
    confirmedName: words.confirmedName,
  },
  show: (field, values) => {
    switch (field) {
      case 'password':
        return words.secretShown
      case 'disabled':
        return values.disabled ? text.fields.disabledState : text.fields.enabled
      case 'role':
        return roleLabel(values.role)
      default:
        return values[field] || words.blank
    }
  },
  asNew: (values) => ({ ...values, password: values.password ?? '' }),
  parseRow: (value) => userRow.safeParse(value).data ?? null,
  title: (row) => row.username,
  load: (id, signal) => call('users.get', { id }, signal ? { signal } : {}),
  add: (values) => call('users.add', { ...userAdd.parse(values), ...confirmed(values) }),
  update: ({ row, changes }) =>
    call('users.update', {
      id: row.id,
      version: row.version,
      base: { ...row },
      changes: userChanges.parse(changes),
      ...confirmed(changes),
    }),
  advice: (before, after, values) => {
    if (before !== null && !before.disabled && after.disabled) return text.leavers.staysSignedIn
    if (after.disabled) return undefined
    if (before !== null && before.role !== after.role && !before.disabled) return text.leavers.roleLag
    if (before === null) return words.reloadAfterAdd(after.username)
    if (before.disabled) return words.reloadAfterEnable(after.username)
    return values.password === null ? undefined : words.reloadAfterPassword(after.username)
  },
}

function confirmed({ confirmedName }: { confirmedName?: unknown }): { confirmedName?: string } {
  return typeof confirmedName === 'string' && confirmedName !== '' ? { confirmedName } : {}
}

/** The role's own name where the portal knows it, else the stored text. */
export function roleLabel(stored: string): string {
  const known = parseRole(stored)
  return known === stored ? (text.fields.roles[known] ?? stored) : stored || words.blank
}
