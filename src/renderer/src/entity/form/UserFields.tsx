// The fields of a person, and what the operator may change of them.
import type { UserRow } from '@shared/entities/user'
import { grantableRoles, mayManage, parseRole, roles } from '@shared/roles'
import { text } from '@shared/text'
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

export function UserFields({ form, row, operator }: FieldsProps<UserRow, UserValues>) {
  const isLocked = row !== null && !mayManage(operator, row)
  const isSelf = row?.id === operator.id
  const { field } = form
  const username = field('username')
  const isRenamed = row !== null && form.changed.includes('username') && !username.isInvalid
  const role = field('role')
  const known = parseRole(role.value) === role.value
  const grantable = grantableRoles(operator)
  const roleHint = isSelf
    ? words.ownRole
    : operator.role === 'admin' || isLocked
      ? undefined
      : words.roleTooHigh
  return (
    <div className={styles.fields}>
      {isLocked && <Note tone="warning">{words.notManaged(row.username)}</Note>}
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
      <Cell name="role" width="half">
        <Select
          label={label.role}
          {...role}
          value={known ? role.value : null}
          placeholder={role.value === '' ? words.chooseRole : roleLabel(role.value)}
          choices={roles.map((id) => ({ id, label: text.fields.roles[id] ?? id }))}
          disabledKeys={roles.filter((id) => !grantable.includes(id) && id !== row?.role)}
          isRequired
          isDisabled={isLocked || (isSelf && known)}
          {...(roleHint === undefined ? {} : { description: roleHint })}
        />
      </Cell>
      <Cell name="disabled" width="half">
        <StateSwitch
          {...field('disabled')}
          isDisabled={isLocked || (isSelf && !form.initial.disabled)}
          isSelf={isSelf}
        />
      </Cell>
    </div>
  )
}

interface StateSwitchProps {
  value: boolean
  onChange(value: boolean): void
  errorMessage: string | undefined
  isDisabled: boolean
  isSelf: boolean
}

function StateSwitch({ value, onChange, errorMessage, isDisabled, isSelf }: StateSwitchProps) {
  return (
    <div className={styles.stateSwitch}>
      <span className={styles.stateLabel} aria-hidden>
        {label.disabled}
      </span>
      <Switch isSelected={!value} onChange={(isEnabled) => onChange(!isEnabled)} isDisabled={isDisabled}>
        {words.stateEnabled}
      </Switch>
      <p className={`${styles.stateHint} ${errorMessage === undefined ? '' : styles.error}`}>
        {errorMessage ?? (isSelf ? words.ownDisable : value ? words.cannotSignIn : words.canSignIn)}
      </p>
    </div>
  )
}
