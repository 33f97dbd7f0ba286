// Asks before rows are deleted: counts and names what goes. People have a dialog of their own.
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Output } from '@shared/call'
import type { EntityName } from '@shared/entity'
import { isAppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { asksForName, isName } from '@shared/profile'
import { call } from '../../api/call'
import { useDatabase } from '../../api/database'
import { formErrors } from '../../api/show-error'
import { DeletePeopleDialog } from '../../people/leavers/DeletePeopleDialog'
import { LabNameField } from '../../profiles/LabNameField'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { offerUndo } from '../../history/offer-undo'
import { NameChips } from '../../ui/NameChips'
import { Skeleton } from '../../ui/Skeleton'
import styles from './DeleteDialog.module.css'

const words = text.form

type Consequences = Output<'vms.consequences'>
type Removed = Output<'vms.remove'>
type Plain = Exclude<EntityName, 'user'>

export interface DeleteDialogProps {
  entity: EntityName
  selection: Selection
  onClose(): void
  /** What went, as main counted it. Called before onClose. */
  onRemoved(counts: Removed): void
  /** People were disabled, and not deleted. Called before onClose. */
  onChanged?(): void
}

export function DeleteDialog({ entity, ...props }: DeleteDialogProps) {
  return entity === 'user' ? (
    <DeletePeopleDialog {...props} />
  ) : (
    <DeleteRowsDialog entity={entity} {...props} />
  )
}

/** Mount it to ask; Cancel has the focus. Where the numbers changed meanwhile it shows the new ones and asks again. */
function DeleteRowsDialog(props: DeleteDialogProps & { entity: Plain }) {
  const { entity, selection, onClose, onRemoved } = props
  const nameInput = useRef<HTMLInputElement>(null)
  const [isDeleting, setDeleting] = useState(false)
  const [alert, setAlert] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['consequences', entity, selection],
    queryFn: ({ signal }) => consequencesOf(entity, selection, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const found = query.data
  const count = found ? chosenCount(entity, found) : 0
  const isEmpty = found !== undefined && count === 0
  const profile = useDatabase().ready?.target.profile
  const asksName = profile !== undefined && asksForName(profile, entity, count)
  const [typedName, setTypedName] = useState('')
  const [nameError, setNameError] = useState<string | undefined>()

  async function remove(expected: Consequences): Promise<void> {
    if (asksName && !isName(typedName, profile)) {
      setNameError(text.profiles.typeNameError(profile.name))
      return nameInput.current?.focus()
    }
    setDeleting(true)
    setAlert(null)
    try {
      const confirmed = asksName ? { confirmedName: typedName } : {}
      const removed = await removeRows(entity, selection, expected, confirmed)
      offerUndo(words.deleted(removed), removed.operation)
      onRemoved(removed)
      onClose()
    } catch (error) {
      setDeleting(false)
      if (isAppError(error, 'stale')) {
        await query.refetch()
        return setAlert(words.movedOn)
      }
      const { form, fields } = formErrors(error)
      const { confirmedName, ...others } = fields
      setNameError(confirmedName)
      setAlert(form ?? Object.values(others)[0] ?? null)
    }
  }

  return (
    <Dialog
      title={found && !isEmpty ? words.deleteTitle(entity, count) : words.deleteLoading}
      isOpen
      onOpenChange={(open) => {
        if (!open && !isDeleting) onClose()
      }}
      size="small"
      role="alertdialog"
      footer={
        <>
          <Button autoFocus isDisabled={isDeleting} onPress={onClose}>
            {words.cancel}
          </Button>
          <Button
            variant="danger"
            isDisabled={found === undefined || isEmpty || query.isFetching}
            onPress={() => void (found && !isDeleting && remove(found))}
          >
            {isDeleting ? words.deleting : found ? words.deleteButton(entity, count) : words.remove}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {alert !== null && (
          <p role="alert" className={styles.alert}>
            {alert}
          </p>
        )}
        {query.isError && (
          <div role="alert" className={styles.alert}>
            <p>{formErrors(query.error).form ?? words.loadFailed}</p>
            <Button onPress={() => void query.refetch()}>{words.tryAgain}</Button>
          </div>
        )}
        {query.isPending && <Counting />}
        {isEmpty && <p>{words.nothingLeft}</p>}
        {found && !isEmpty && <Goes found={found} count={count} />}
        {found && !isEmpty && asksName && (
          <LabNameField
            profile={profile}
            value={typedName}
            onChange={(value) => {
              setTypedName(value)
              setNameError(undefined)
            }}
            errorMessage={nameError}
            inputRef={nameInput}
          />
        )}
      </div>
    </Dialog>
  )
}

function Goes({ found, count }: { found: Consequences; count: number }) {
  return (
    <>
      <NameChips names={found.names} total={count} />
      <p>
        <strong>{words.goes(found)}</strong>
      </p>
    </>
  )
}

function Counting() {
  return (
    <div role="status" aria-label={words.counting} aria-busy="true" className={styles.counting}>
      <Skeleton width="70%" height="14px" />
      <Skeleton width="90%" height="14px" />
    </div>
  )
}

function chosenCount(entity: Plain, found: Consequences): number {
  return { vm: found.vms, bookmark: found.bookmarks }[entity]
}

function consequencesOf(entity: Plain, selection: Selection, signal: AbortSignal): Promise<Consequences> {
  switch (entity) {
    case 'vm':
      return call('vms.consequences', { selection }, { signal })
    case 'bookmark':
      return call('bookmarks.consequences', { selection }, { signal })
  }
}

function removeRows(
  entity: Plain,
  selection: Selection,
  { users, vms, bookmarks, assigned }: Consequences,
  confirmed: { confirmedName?: string },
): Promise<Removed> {
  const expected = { users, vms, bookmarks, assigned }
  switch (entity) {
    case 'vm':
      return call('vms.remove', { selection, expected, ...confirmed })
    case 'bookmark':
      return call('bookmarks.remove', { selection, expected, ...confirmed })
  }
}
