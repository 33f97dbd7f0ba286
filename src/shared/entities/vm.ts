// A virtual machine: its fields, how a row is read, what may be written.
import { z } from 'zod'
import type { Entity } from '../entity'
import { text } from '../text'
import * as rules from './rules'

const label = text.fields

export const vmEntity = {
  name: 'vm',
  label: label.vm.label,
  plural: label.vm.plural,
  title: 'name',
  defaultSort: 'name',
  fields: {
    name: { label: label.name, kind: 'text', width: 180, sortable: true, search: true },
    host: { label: label.host, kind: 'text', width: 200, sortable: true, search: true },
    port: { label: label.port, kind: 'number', width: 80, sortable: true },
    username: { label: label.username, kind: 'text', width: 130, sortable: true, search: true },
    owner: { label: label.owner, kind: 'person', width: 150, sortable: true, search: true },
    assignedTo: { label: label.assignedTo, kind: 'person', width: 150, sortable: true, search: true },
    shared: { label: label.shared, kind: 'flag', width: 90, sortable: true },
    hasPassword: { label: label.hasPassword, kind: 'flag', width: 120, sortable: true },
    hasKey: { label: label.hasKey, kind: 'flag', width: 100, sortable: true },
    password: { label: label.password, kind: 'secret' },
    sshKey: { label: label.sshKey, kind: 'secret' },
  },
} as const satisfies Entity

/** A stored row, read leniently. Secrets are never read for it, only whether they are there. */
export const vmRow = z.object({
  id: z.int(),
  version: z.string(),
  name: z.string(),
  host: z.string(),
  port: z.int(),
  username: z.string(),
  ownerId: z.int(),
  owner: z.string(),
  assignedTo: z.string().nullable(),
  shared: z.boolean(),
  hasPassword: z.boolean(),
  hasKey: z.boolean(),
})
export type VmRow = z.infer<typeof vmRow>

const assignedTo = z.string().min(1).max(50).nullable()

/** A new machine, checked strictly. Port 22 and shared are the portal's defaults. */
export const vmAdd = z.object({
  name: rules.line(50),
  host: rules.host,
  port: rules.port.default(22),
  username: rules.line(50),
  password: rules.vmPassword.default(null),
  sshKey: rules.sshKey.default(null),
  ownerId: z.int(text.rules.owner),
  assignedTo: assignedTo.default(null),
  shared: z.boolean().default(true),
})
/** Only the fields that were changed. */
export const vmChanges = z.object({
  name: rules.line(50).optional(),
  host: rules.host.optional(),
  port: rules.port.optional(),
  username: rules.line(50).optional(),
  password: rules.vmPassword.optional(),
  sshKey: rules.sshKey.optional(),
  ownerId: z.int(text.rules.owner).optional(),
  assignedTo: assignedTo.optional(),
  shared: z.boolean().optional(),
})
