// "Give a role…" to one or many: what it means for what they have, and the typing that admin rights ask for.
import { useRef, useState } from 'react'
import { areUsernames, asksForUsername, grantableRoles, mayBeAssigned, mayOwn, roles } from '@shared/roles'
import type { Role } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { useAction } from '../../api/use-action'
import { useOperator } from '../../auth/operator'
import type { ActionDialogProps } from '../../entity/actions'
import { offerUndo } from '../../history/offer-undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { focusFirstError } from '../../ui/focus-first-error'
import { FormError } from '../../ui/FormError'
import { Select } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { LeavingState } from './LeavingState'
import styles from './leavers.module.css'
import { useLeaving, type Leaving } from './use-leaving'

const words = text.leavers
const formId = 'give-role'
const roleName = (role: string) => text.fields.roles[role] ?? role

/** To more at once admin rights are not given: nobody types so many names. */
const mostAdmins = 20

export function GiveRoleDialog({ selection, rows, count, onClose, onDone }: ActionDialogProps) {
  const operator = useOperator()
  const query = useLeaving(selection)
  const action = useAction()
  const form = useRef<HTMLFormElement>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [typed, setTyped] = useState('')
  const grantable = grantableRoles(operator)
  const offered = roles.filter((id) => grantable.includes(id) && (id !== 'admin' || count <= mostAdmins))
  const raised = rows.flatMap((row) =>
    role !== null && 'role' in row && asksForUsername(row.role, role) ? [row.username] : [],
  )
  const found = query.data

  async function give(): Promise<void> {
    const fields = {
      ...(role === null && { role: words.chooseRole }),
      ...(!areUsernames(typed, raised) && { confirmedName: text.rights.typeUsernameError(raised) }),
    }
    if (role === null || Object.keys(fields).length > 0) {
      action.setErrors({ form: null, fields })
      return focusFirstError(form.current)
    }
    const done = await action.run(async (signal) => {
      const given = await call(
        'people.giveRole',
        { selection, role, ...(raised.length > 0 && { confirmedName: typed }) },
        { signal },
      )
      const said =
        given.changed === 0
          ? words.roleSame
          : `${words.roleGiven(given.changed, roleName(role))} ${words.roleLag}`
      offerUndo(said, given.operation)
      onDone()
      onClose()
    })
    if (!done) focusFirstError(form.current)
  }

  const { role: roleError, confirmedName, ...others } = action.errors.fields
  return (
    <Dialog
      title={words.giveRoleTitle(found?.names ?? [], found?.users ?? count)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={!found || action.isRunning}>
            {action.isRunning ? words.givingRole : words.giveRoleButton}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className={styles.content}
        onSubmit={(event) => {
          event.preventDefault()
          void give()
        }}
      >
        <FormError message={action.errors.form ?? Object.values(others)[0] ?? null} />
        <Select
          autoFocus
          name="role"
          label={text.fields.role}
          value={role}
          placeholder={text.form.chooseRole}
          choices={offered.map((id) => ({ id, label: roleName(id) }))}
          onChange={(id) => {
            setRole(roles.find((one) => one === id) ?? null)
            action.setErrors({ form: null, fields: {} })
          }}
          errorMessage={roleError}
          {...(operator.role === 'admin' ? {} : { description: words.someBeyond })}
        />
        {raised.length > 0 && (
          <TextField
            name="confirmedName"
            label={text.rights.typeUsername(raised)}
            description={text.rights.typeUsernameHint(raised)}
            value={typed}
            onChange={(value) => {
              setTyped(value)
              action.clear('confirmedName')
            }}
            errorMessage={confirmedName}
            autoComplete="off"
            spellCheck="false"
          />
        )}
        <LeavingState query={query} />
        {found && role !== null && <Losses found={found} role={role} />}
      </form>
    </Dialog>
  )
}

function Losses({ found, role }: { found: Leaving; role: Role }) {
  return (
    <>
      {found.vms > 0 && !mayOwn(role) && (
        <p className={`${styles.note} ${styles.warning}`}>{words.losesOwned(found.vms)}</p>
      )}
      {found.assignedAny > 0 && !mayBeAssigned(role) && (
        <p className={`${styles.note} ${styles.warning}`}>{words.losesGiven(found.assignedAny)}</p>
      )}
    </>
  )
}
