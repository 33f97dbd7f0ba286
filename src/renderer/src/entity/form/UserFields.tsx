// The fields of a person, and what the operator may change of them.
import type { UserRow } from '@shared/entities/user'
import {
  asksForUsername,
  grantableRoles,
  mayDo,
  parseRole,
  roles,
  type Act,
  type Operator,
} from '@shared/roles'
import { text } from '@shared/text'
import { FreedNameNote } from '../../history/FreedNameNote'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import { Cell, Note } from './Cell'
import type { FieldsProps } from './entity-form'
import { NewPasswordField } from './NewPasswordField'
import { roleLabel, type UserValues } from './user-form'
import styles from './fields.module.css'

const words = text.form
const label = text.fields

/** Why that may not be done to the person of the form, or null. */
function whyNot(operator: Operator, act: Act, row: UserRow | null): string | null {
  const refusal = row === null ? null : mayDo(operator, act, row)
  return refusal === null || row === null ? null : text.rights.refused[refusal]([row.username])
}

const isEnabled = (row: UserRow | null) => row !== null && !row.disabled

export function UserFields({ form, row, operator }: FieldsProps<UserRow, UserValues>) {
  const lock = whyNot(operator, 'details', row)
  const isLocked = lock !== null
  const { field } = form
  const username = field('username')
  const isRenamed = row !== null && form.changed.includes('username') && !username.isInvalid
  const role = field('role')
  const known = parseRole(role.value) === role.value
  const grantable = grantableRoles(operator)
  const isNew = row !== null && parseRole(row.role) === 'new_user'
  const roleLock = known || isLocked ? whyNot(operator, isNew ? 'approve' : 'role', row) : null
  const stateLock = whyNot(operator, form.initial.disabled ? 'enable' : 'disable', row)
  // Of a whole form that is locked, the note above says why.
  const why = (reason: string | null) => (isLocked ? null : reason)
  const isRaised = !isLocked && role.value === 'admin' && asksForUsername(row?.role ?? null, role.value)
  const raised = [row?.username ?? username.value.trim().toLowerCase()]
  return (
    <div className={styles.fields}>
      {isLocked && (
        <Note tone="warning" isFocusable>
          {lock}
        </Note>
      )}
      <Cell name="username">
        <TextField
          label={label.username}
          {...username}
          isRequired
          isDisabled={isLocked}
          autoComplete="off"
          spellCheck="false"
          description={isRenamed ? words.renameHint(row.username) : words.usernameHint}
        />
      </Cell>
      {(isRenamed || (form.isNew && !username.isInvalid)) && (
        <FreedNameNote username={username.value.trim().toLowerCase()} />
      )}
      <Cell name="email">
        <TextField
          label={label.email}
          {...field('email')}
          isRequired
          isDisabled={isLocked}
          inputMode="email"
          autoComplete="off"
          spellCheck="false"
        />
      </Cell>
      <Cell name="firstName" width="half">
        <TextField
          label={label.firstName}
          {...field('firstName')}
          isRequired
          isDisabled={isLocked}
          autoComplete="off"
        />
      </Cell>
      <Cell name="lastName" width="half">
        <TextField
          label={label.lastName}
          {...field('lastName')}
          isRequired
          isDisabled={isLocked}
          autoComplete="off"
        />
      </Cell>
      <Cell name="password">
        <NewPasswordField {...field('password')} isRequired={form.isNew} isDisabled={isLocked} />
      </Cell>
      <Cell name="role" width="half" why={why(roleLock)}>
        <Select
          label={label.role}
          {...role}
          // What was typed for another role says nothing about this one.
          onChange={(value) => form.set({ role: value, confirmedName: '' })}
          value={known ? role.value : null}
          placeholder={role.value === '' ? words.chooseRole : roleLabel(role.value)}
          choices={roles.map((id) => ({ id, label: text.fields.roles[id] ?? id }))}
          disabledKeys={roles.filter((id) => !grantable.includes(id) && id !== row?.role)}
          isRequired
          isDisabled={roleLock !== null}
          {...(roleLock === null && operator.role !== 'admin' ? { description: words.roleTooHigh } : {})}
        />
      </Cell>
      <Cell name="disabled" width="half" why={why(stateLock)}>
        <StateSwitch {...field('disabled')} isDisabled={stateLock !== null} wasEnabled={isEnabled(row)} />
      </Cell>
      {isRaised && (
        <Cell name="confirmedName">
          <TextField
            label={text.rights.typeUsername(raised)}
            {...field('confirmedName')}
            isRequired
            autoComplete="off"
            spellCheck="false"
            description={text.rights.typeUsernameHint(raised)}
          />
        </Cell>
      )}
    </div>
  )
}

interface StateSwitchProps {
  value: boolean
  onChange(value: boolean): void
  errorMessage: string | undefined
  isDisabled: boolean
  wasEnabled: boolean
}

function StateSwitch({ value, onChange, errorMessage, isDisabled, wasEnabled }: StateSwitchProps) {
  const hint = value ? (wasEnabled ? words.disablesOnly : words.cannotSignIn) : words.canSignIn
  return (
    <div className={styles.stateSwitch}>
      <span className={styles.stateLabel} aria-hidden>
        {label.disabled}
      </span>
      <Switch isSelected={!value} onChange={(isEnabled) => onChange(!isEnabled)} isDisabled={isDisabled}>
        {words.stateEnabled}
      </Switch>
      <p className={`${styles.stateHint} ${errorMessage === undefined ? '' : styles.error}`}>
        {errorMessage ?? hint}
      </p>
    </div>
  )
}
