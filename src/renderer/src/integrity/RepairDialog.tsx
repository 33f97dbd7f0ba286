// A repair before it is made: how, what will change row by row, and what stays as it is.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  kindFacts,
  maxRepaired,
  type Chosen,
  type FindingKind,
  type Repair,
  type RepairInput,
} from '@shared/integrity'
import { isAppError } from '@shared/errors'
import { roleSchema, roles } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../api/call'
import { formErrors } from '../api/show-error'
import { useAction } from '../api/use-action'
import type { PersonRef } from '../entity/form/entity-form'
import { PersonPicker } from '../entity/form/PersonPicker'
import { outdateOthers } from '../entity/table/tables'
import { offerUndo } from '../history/offer-undo'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { ProgressBar } from '../ui/ProgressBar'
import { Segments } from '../ui/Segments'
import { Select } from '../ui/Select'
import { useChecks } from './checks'
import { RepairPreview } from './RepairPreview'
import styles from './RepairDialog.module.css'

const words = text.integrity
const dialog = words.dialog

export interface RepairDialogProps {
  kind: FindingKind
  chosen: Chosen
  onClose(): void
  /** Something was written. Called before onClose. */
  onRepaired(): void
}

const grantable = roles.filter((role) => role !== 'admin')
const chosenRole = roleSchema.exclude(['admin'])

export function RepairDialog({ kind, chosen, onClose, onRepaired }: RepairDialogProps) {
  const { sharing } = useChecks()
  const ways = kindFacts[kind].repairs.filter((way) => sharing || way !== 'share' || kind !== 'unreachable')
  const [repair, setRepair] = useState<Repair>(ways[0] ?? 'free')
  const [person, setPerson] = useState<(PersonRef & { id: number }) | null>(null)
  const [role, setRole] = useState<RepairInput['role']>(null)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const action = useAction()
  const needsPerson = repair === 'give' || repair === 'pass'
  const needsRole = repair === 'role-choose'
  const isComplete = (!needsPerson || person !== null) && (!needsRole || role !== null)
  const input: RepairInput = {
    kind,
    repair,
    chosen,
    personId: needsPerson ? (person?.id ?? null) : null,
    role: needsRole ? role : null,
  }
  const preview = useQuery({
    queryKey: ['integrity.preview', input],
    queryFn: ({ signal }) => call('integrity.preview', input, { signal }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  const found = isComplete && preview.isSuccess && !preview.isPlaceholderData ? preview.data : null
  const refused = preview.isError ? formErrors(preview.error) : null
  const personError = action.errors.fields['personId'] ?? refused?.fields['personId']

  const go = () =>
    action.run(async (signal) => {
      if (found === null) return
      setProgress(null)
      try {
        const asked = { ...input, previewed: found.digest }
        const done = await call('integrity.repair', asked, { signal, onProgress: setProgress })
        const left = done.skipped.reduce((sum, { count }) => sum + count, 0)
        const more = done.more ? ` ${words.repairedMore}` : ''
        offerUndo(words.repaired(done.repaired, left) + more, done.operation)
        // Machines follow a new username: any table may show what was written.
        outdateOthers('bookmark')
        outdateOthers('user')
        onRepaired()
        onClose()
      } catch (error) {
        if (isAppError(error, 'stale')) await preview.refetch()
        throw error
      }
    })

  return (
    <Dialog
      title={dialog.title(kind)}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen && !action.isRunning) onClose()
      }}
      size="large"
      footer={
        <>
          <Button onPress={() => (action.isRunning ? action.cancel() : onClose())}>
            {action.isRunning ? dialog.stop : dialog.cancel}
          </Button>
          <Button
            variant={repair === 'clear-secret' ? 'danger' : 'primary'}
            autoFocus={!needsPerson && !needsRole && ways.length === 1}
            isDisabled={!isComplete || found?.changed === 0 || preview.isError}
            // While it is looked up what will change it keeps the focus, for Enter.
            isPending={action.isRunning || found === null}
            onPress={() => void go()}
          >
            {action.isRunning
              ? dialog.going
              : found && found.changed > 0
                ? dialog.go(found.changed)
                : words.repair}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {ways.length > 1 && (
          <Segments
            label={dialog.how}
            choices={ways.map((way) => ({ id: way, label: words.repairs[way].label }))}
            value={repair}
            onChange={(next) => {
              setRepair(next)
              setPerson(null)
            }}
          />
        )}
        <p>{words.repairs[repair].does}</p>
        {needsPerson && (
          <PersonPicker
            key={repair}
            label={repair === 'give' ? dialog.assignee : dialog.owner}
            value={person}
            onChange={(next) => {
              setPerson(next)
              action.clear('personId')
            }}
            purpose={repair === 'give' ? 'assignee' : 'owner'}
            errorMessage={personError}
            isRequired
          />
        )}
        {needsRole && (
          <Select
            label={dialog.role}
            placeholder={dialog.rolePlaceholder}
            choices={grantable.map((id) => ({ id, label: text.fields.roles[id] ?? id }))}
            value={role}
            onChange={(next) => setRole(chosenRole.safeParse(next).data ?? null)}
          />
        )}
        <FormError message={action.errors.form ?? refused?.form ?? null} />
        {action.isRunning && <ProgressBar label={dialog.going} value={progress} />}
        {isComplete ? (
          <RepairPreview found={found} isLoading={preview.isFetching} bound={maxRepaired} />
        ) : (
          <p className={styles.muted}>{needsRole ? dialog.choose.role : dialog.choose.person}</p>
        )}
      </div>
    </Dialog>
  )
}
