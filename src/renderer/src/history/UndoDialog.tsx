// Asks before something is taken back: what it was, what comes of it, and what stands in the way.
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { mayTakeBack, type HistoryChange } from '@shared/calls/history'
import { asksForName, isName } from '@shared/profile'
import { text } from '@shared/text'
import { dateTime } from '@shared/text/dates'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { queryClient } from '../api/query'
import { formErrors } from '../api/show-error'
import { runCommand } from '../commands/commands'
import { outdateOthers } from '../entity/table/tables'
import { LabNameField } from '../profiles/LabNameField'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Skeleton } from '../ui/Skeleton'
import { describe, fieldsOf, isSecret, type Names } from './describe'
import { offerUndo, withdrawUndo } from './offer-undo'
import { closeUndo, useAskedUndo } from './undo-store'
import styles from './UndoDialog.module.css'

const words = text.history
/** Rows that are named; of the others, how many there are. */
const shown = 6

/** Mounted once, in the shell. */
export function UndoHost() {
  const operation = useAskedUndo()
  return operation === null ? null : <UndoDialog key={operation} operation={operation} />
}

function UndoDialog({ operation }: { operation: string }) {
  const [isRunning, setRunning] = useState(false)
  const [alert, setAlert] = useState<string | null>(null)
  const [typedName, setTypedName] = useState('')
  const [nameError, setNameError] = useState<string | undefined>()
  const form = useId()
  const nameInput = useRef<HTMLInputElement>(null)
  const found = useQuery({
    queryKey: ['history', 'operation', operation],
    queryFn: ({ signal }) => call('history.ofOperation', { operation, after: null }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const check = useQuery({
    queryKey: ['history', 'check', operation],
    queryFn: ({ signal }) => call('history.check', { operation }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const { data } = found
  const what = data ? words.sentence(data.about.actor, describe(data.about, data.names)) : null
  const profile = useDatabase().ready?.target.profile
  const asksName =
    profile !== undefined &&
    data !== undefined &&
    data.about.counts.some(({ entity, kind, count }) => kind === 'add' && asksForName(profile, entity, count))
  const refused =
    alert ??
    check.data?.refused ??
    (found.isError ? formErrors(found.error).form : check.isError ? formErrors(check.error).form : null)

  async function takeBack(): Promise<void> {
    if (isRunning) return
    if (asksName && !isName(typedName, profile)) {
      setNameError(text.profiles.typeNameError(profile.name))
      return nameInput.current?.focus()
    }
    setRunning(true)
    try {
      const done = await call('history.undo', { operation, ...(asksName && { confirmedName: typedName }) })
      closeUndo()
      withdrawUndo(operation)
      const said = [words.undone(what ?? ''), ...done.notes].join(' ')
      offerUndo(said, done.operation)
    } catch (error) {
      setRunning(false)
      const { form, fields } = formErrors(error)
      const { confirmedName, ...others } = fields
      setNameError(confirmedName)
      setAlert(form ?? (Object.values(others).join(' ') || null))
    }
    // Also after a refusal: the world has moved on.
    for (const entity of ['user', 'vm'] as const) outdateOthers(entity)
    runCommand('table.refresh')
    void queryClient.invalidateQueries()
  }

  return (
    <Dialog
      title={words.undoTitle}
      isOpen
      onOpenChange={(open) => {
        if (!open && !isRunning) closeUndo()
      }}
      size="medium"
      role="alertdialog"
      footer={
        refused !== null ? (
          <Button key="close" autoFocus onPress={closeUndo}>
            {words.close}
          </Button>
        ) : (
          <>
            <Button isDisabled={isRunning} onPress={closeUndo}>
              {words.cancel}
            </Button>
            <Button type="submit" form={form} variant="primary" autoFocus isPending={isRunning}>
              {isRunning ? words.undoing : words.undoButton}
            </Button>
          </>
        )
      }
    >
      <form
        id={form}
        noValidate
        className={styles.content}
        aria-busy={found.isPending || check.isPending}
        onSubmit={(event) => {
          event.preventDefault()
          void takeBack()
        }}
      >
        {refused !== null && (
          <Banner tone="warning" role="alert" inset>
            {refused}
          </Banner>
        )}
        {data && (
          <p>
            <strong className={styles.what}>{what}</strong>
            <span className={styles.when}>
              {`${dateTime(new Date(data.about.at))}, ${words.on(data.about.computer)}`}
            </span>
          </p>
        )}
        {found.isPending && <Skeleton width="60%" />}
        {data && refused === null && (
          <>
            <h3 className={styles.heading}>{words.comesBack}</h3>
            <Outcome changes={data.changes} total={countOf(data.about.counts)} names={data.names} />
            {check.data?.notes.map((note) => (
              <Banner key={note} tone="info" inset>
                {note}
              </Banner>
            ))}
            {asksName && (
              <LabNameField
                autoFocus
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
          </>
        )}
      </form>
    </Dialog>
  )
}

const countOf = (counts: readonly { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0)

function Outcome(props: { changes: readonly HistoryChange[]; total: number; names: Names }) {
  // The people first: what went with them follows.
  const rest = props.changes.filter(({ kind }) => mayTakeBack(kind))
  const order = rest.toSorted((one, other) => Number(other.entity === 'user') - Number(one.entity === 'user'))
  const named = order.slice(0, shown)
  return (
    <ul className={styles.outcome}>
      {named.map((change) => (
        <li key={`${change.entity} ${change.rowId} ${change.kind}`}>{outcomeOf(change, props.names)}</li>
      ))}
      {props.total > named.length && <li>{words.andMore(props.total - named.length)}</li>}
    </ul>
  )
}

/** What becomes of a row when its change is taken back. */
function outcomeOf(change: HistoryChange, names: Names): string {
  const what = words.of(change.entity, change.label)
  if (change.kind === 'add') return words.willRemove(what)
  if (change.kind === 'remove') return words.willAdd(what)
  const fields = fieldsOf(change, names).map(({ field, label, before, after }) => {
    if (!isSecret(change.entity, field)) return words.fromTo(label, after, before)
    return change.old?.[field] === true ? words.secretBack(label) : words.secretTakenAway(label)
  })
  if (fields.length === 0) return words.willPutBack(what)
  return words.willUpdate(what, fields.join('; '))
}
