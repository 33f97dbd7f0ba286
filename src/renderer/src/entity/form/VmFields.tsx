// The fields of a virtual machine: address, write-only secrets, and who owns it, has it, may use it.
import { WandSparkles } from 'lucide-react'
import { useState } from 'react'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import { CipherNote } from '../../credentials/CipherNote'
import { KeyField } from '../../credentials/KeyField'
import { Button } from '../../ui/Button'
import { Checkbox } from '../../ui/Checkbox'
import { TextField } from '../../ui/TextField'
import { Cell, Note } from './Cell'
import type { FieldsProps, PersonRef } from './entity-form'
import { generatePassword } from '@shared/generate-password'
import { PersonPicker } from './PersonPicker'
import { SecretField } from './SecretField'
import type { FieldProps, FormApi } from './use-entity-form'
import type { VmValues } from './vm-form'
import styles from './fields.module.css'

const words = text.form
const label = text.fields

export function VmFields({ form, row }: FieldsProps<VmRow, VmValues>) {
  const { field, values } = form
  const hasPassword = willBeThere(values.password.kind, row?.hasPassword ?? false)
  const hasKey = willBeThere(values.sshKey.kind, row?.hasKey ?? false)
  return (
    <div className={styles.fields}>
      <Cell name="name">
        <TextField label={label.name} {...field('name')} isRequired autoComplete="off" />
      </Cell>
      <Cell name="host" width="half">
        <TextField label={label.host} {...field('host')} isRequired autoComplete="off" spellCheck="false" />
      </Cell>
      <Cell name="port" width="narrow">
        <TextField label={label.port} {...field('port')} isRequired inputMode="numeric" autoComplete="off" />
      </Cell>
      <Cell name="username">
        <TextField
          label={label.username}
          {...field('username')}
          isRequired
          autoComplete="off"
          spellCheck="false"
        />
      </Cell>
      <CipherNote />
      <Cell name="password">
        <SecretField
          label={label.password}
          {...field('password')}
          isStored={row?.hasPassword ?? false}
          description={words.writeOnly}
        />
        <Button
          variant="quiet"
          icon={WandSparkles}
          onPress={() =>
            form.set({
              password: { kind: 'set', value: generatePassword((bytes) => crypto.getRandomValues(bytes)) },
            })
          }
        >
          {text.credentials.generate}
        </Button>
      </Cell>
      <Cell name="sshKey">
        <KeyField label={label.sshKey} {...field('sshKey')} isStored={row?.hasKey ?? false} />
      </Cell>
      {hasPassword && hasKey && <Note>{words.keyWins}</Note>}
      <div className={styles.divider} />
      <Cell name="ownerId">
        <PersonPicker label={label.owner} {...field('ownerId')} purpose="owner" isRequired />
      </Cell>
      <Assignment form={form} />
    </div>
  )
}

function willBeThere(change: 'keep' | 'clear' | 'set', isStored: boolean): boolean {
  return change === 'set' || (change === 'keep' && isStored)
}

/** The assignee, and Shared, which an assignment needs. */
function Assignment({ form }: { form: FormApi<VmValues> }) {
  const [wasTurnedOn, setTurnedOn] = useState(false)
  const assignee = form.values.assignedTo

  function assign(person: PersonRef | null): void {
    const turnsOn = person !== null && !form.values.shared
    setTurnedOn(turnsOn || (wasTurnedOn && person !== null))
    form.set(turnsOn ? { assignedTo: person, shared: true } : { assignedTo: person })
  }
  function share(isShared: boolean): void {
    if (!isShared && assignee !== null) {
      form.setError('shared', words.assignedStaysShared(assignee.username))
      return
    }
    setTurnedOn(false)
    form.set({ shared: isShared })
  }
  return (
    <>
      <Cell name="assignedTo">
        <PersonPicker
          label={label.assignedTo}
          {...form.field('assignedTo')}
          onChange={assign}
          purpose="assignee"
          allowNobody
        />
      </Cell>
      <Cell name="shared">
        <SharedBox
          {...form.field('shared')}
          onChange={share}
          hint={wasTurnedOn ? words.sharedByAssignment : words.sharedHint}
        />
      </Cell>
    </>
  )
}

function SharedBox({
  value,
  onChange,
  onBlur,
  errorMessage,
  isInvalid,
  hint,
}: FieldProps<boolean> & { hint: string }) {
  return (
    <div className={styles.toggle}>
      <Checkbox
        isSelected={value}
        onChange={onChange}
        onBlur={onBlur}
        isInvalid={isInvalid}
        aria-describedby="shared-hint"
      >
        {label.shared}
      </Checkbox>
      <p id="shared-hint" className={`${styles.below} ${isInvalid ? styles.error : ''}`} role="status">
        {errorMessage ?? hint}
      </p>
    </div>
  )
}
