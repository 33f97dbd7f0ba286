// A user of the lab: its fields, how a row is read, what may be written.
import { z } from 'zod'
import type { Entity } from '../entity'
import { roles, roleSchema, unfits } from '../roles'
import { text } from '../text'
import * as rules from './rules'

const label = text.fields

export const userEntity = {
  name: 'user',
  label: label.user.label,
  plural: label.user.plural,
  title: 'username',
  defaultSort: 'username',
  fields: {
    username: { label: label.username, kind: 'text', width: 160, sortable: true, search: true },
    firstName: { label: label.firstName, kind: 'text', width: 140, sortable: true, search: true },
    lastName: { label: label.lastName, kind: 'text', width: 140, sortable: true, search: true },
    email: { label: label.email, kind: 'text', width: 240, sortable: true, search: true },
    role: { label: label.role, kind: 'choice', width: 110, sortable: true, choices: roles },
    disabled: { label: label.disabled, kind: 'flag', width: 110, sortable: true },
    vmCount: { label: label.vmCount, kind: 'number', width: 140, sortable: true },
    password: { label: label.password, kind: 'secret' },
  },
} as const satisfies Entity

/** A stored row, read leniently: the portal leaves roles in capitals, blank names and worse. */
export const userRow = z.object({
  id: z.int(),
  version: z.string(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  role: z.string(),
  disabled: z.boolean(),
  vmCount: z.int(),
})
export type UserRow = z.infer<typeof userRow>

/** Somebody to choose, and somebody who can't be chosen, with the reason. */
export const personRow = userRow.omit({ version: true, vmCount: true })
export const unfitRow = personRow.extend({ why: z.enum(unfits) })

/** A new user, checked strictly. */
export const userAdd = z.object({
  username: rules.username,
  email: rules.email,
  firstName: rules.personName,
  lastName: rules.personName,
  password: rules.password,
  role: roleSchema,
  disabled: z.boolean().default(false),
})
/** Only the fields that were changed. */
export const userChanges = z.object({
  username: rules.username.optional(),
  email: rules.email.optional(),
  firstName: rules.personName.optional(),
  lastName: rules.personName.optional(),
  password: rules.password.optional(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
})
