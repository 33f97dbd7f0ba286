// The form of a virtual machine: typed port, write-only secrets, and the rule that an assigned machine is shared.
import { operatorSees } from '@shared/access'
import { vmAdd, vmChanges, vmRow, type VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { keepSecret, secretInput, type EntityForm, type PersonRef, type SecretChange } from './entity-form'

const words = text.form

export interface VmValues {
  name: string
  host: string
  /** As typed; a whole number once it is right. */
  port: string
  username: string
  password: SecretChange
  sshKey: SecretChange
  ownerId: PersonRef | null
  assignedTo: PersonRef | null
  shared: boolean
}

const schema = vmAdd.refine((values) => (values.assignedTo ?? null) === null || values.shared, {
  path: ['shared'],
  message: text.rules.assignedShared,
  // Said while other fields are still wrong, too.
  when: () => true,
})

export const vmForm: EntityForm<VmRow, VmValues> = {
  entity: 'vm',
  blank: {
    name: '',
    host: '',
    port: '22',
    username: '',
    password: keepSecret,
    sshKey: keepSecret,
    ownerId: null,
    assignedTo: null,
    shared: true,
  },
  fromRow: (row) => ({
    name: row.name,
    host: row.host,
    port: String(row.port),
    username: row.username,
    password: keepSecret,
    sshKey: keepSecret,
    ownerId: { id: row.ownerId, username: row.owner },
    assignedTo: row.assignedTo === null ? null : { username: row.assignedTo },
    shared: row.shared,
  }),
  toInput: (values) => ({
    ...values,
    port: portNumber(values.port),
    password: secretInput(values.password),
    sshKey: secretInput(values.sshKey),
    ownerId: values.ownerId?.id ?? null,
    assignedTo: values.assignedTo?.username ?? null,
  }),
  schema,
  // Short, since its box is.
  explain: (field) => (field === 'port' ? words.portRange : undefined),
  restingOn: { assignedTo: ['shared'] },
  labels: {
    name: text.fields.name,
    host: text.fields.host,
    port: text.fields.port,
    username: text.fields.username,
    password: text.fields.password,
    sshKey: text.fields.sshKey,
    ownerId: text.fields.owner,
    assignedTo: text.fields.assignedTo,
    shared: text.fields.shared,
  },
  show: (field, values) => {
    switch (field) {
      case 'password':
      case 'sshKey':
        return values[field].kind === 'clear' ? words.secretRemoved : words.secretShown
      case 'ownerId':
        return values.ownerId?.username ?? words.blank
      case 'assignedTo':
        return values.assignedTo?.username ?? text.fields.nobody
      case 'shared':
        return values.shared ? text.fields.yes : text.fields.no
      default:
        return values[field] || words.blank
    }
  },
  asNew: (values) => ({ ...values, password: typedOnly(values.password), sshKey: typedOnly(values.sshKey) }),
  parseRow: (value) => vmRow.safeParse(value).data ?? null,
  title: (row) => row.name,
  warn({ ownerId, assignedTo, shared }, operator, sharing) {
    // Without an owner nothing is saved yet.
    if (ownerId?.id === undefined) return null
    const machine = { ownerId: ownerId.id, assignedTo: assignedTo?.username ?? null, shared }
    return operatorSees(operator, machine, sharing) ? null : text.access.losesSight
  },
  load: (id, signal) => call('vms.get', { id }, signal ? { signal } : {}),
  add: (values) => call('vms.add', vmAdd.parse(vmForm.toInput(values))),
  update: ({ row, changes }) =>
    call('vms.update', {
      id: row.id,
      version: row.version,
      base: { ...row },
      changes: vmChanges.parse(changes),
    }),
}

/** Nothing is stored any more that could be kept or cleared. */
function typedOnly(change: SecretChange): SecretChange {
  return change.kind === 'set' ? change : keepSecret
}

/** NaN where it is no whole number: the schema then says what to type. */
function portNumber(typed: string): number {
  return /^\s*-?\d{1,9}\s*$/u.test(typed) ? Number(typed) : Number.NaN
}
