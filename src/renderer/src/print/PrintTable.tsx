// Ctrl+P on a table: what to print, then the printer or a PDF.
import { useState } from 'react'
import { printLimit } from '@shared/print'
import { text } from '@shared/text'
import { list } from '@shared/text/plural'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { useCommands } from '../commands/commands'
import { entities } from '../entity/table/calls'
import { keepFocus } from '../entity/table/keep-focus'
import { columnsOf } from '../entity/table/layout'
import type { Table } from '../entity/table/use-table'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { ProgressBar } from '../ui/ProgressBar'
import { Segments } from '../ui/Segments'
import { narrowingOf } from './narrowing'
import styles from './PrintTable.module.css'

const words = text.print

/** Registers the command while its table is shown. */
export function PrintTable({ table }: { table: Table }) {
  const [isOpen, setOpen] = useState(false)
  useCommands([
    {
      id: 'table.print',
      label: words.command,
      group: text.table.group,
      shortcut: 'mod+p',
      run: () => setOpen(true),
      when: () => table.store.rowCount() > 0 && table.store.state().listId !== null,
    },
  ])
  if (!isOpen) return null
  return (
    <PrintDialog
      table={table}
      onClose={() => {
        setOpen(false)
        keepFocus(table.grid)
      }}
    />
  )
}

function PrintDialog({ table, onClose }: { table: Table; onClose(): void }) {
  const { store, selection, layout, entity, state } = table
  const about = entities[entity]
  const shown = columnsOf(about, layout).filter(({ hidden }) => !hidden)
  const total = store.rowCount()
  const chosen = selection.count()
  // One chosen row is mostly just the one that was looked at last.
  const canChoose = chosen > 1 && chosen < total
  const [what, setWhat] = useState<'all' | 'chosen'>(canChoose ? 'chosen' : 'all')
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const action = useAction()
  const count = what === 'chosen' ? chosen : total

  const print = (to: 'printer' | 'pdf') =>
    action.run(async (signal) => {
      const { listId } = store.state()
      if (listId === null) return
      setProgress(null)
      const { outcome, path } = await call(
        'print.table',
        {
          listId,
          selection: what === 'chosen' ? await selection.resolve() : null,
          fields: shown.map(({ id }) => id),
          narrowing: narrowingOf(about, state.query),
          to,
        },
        { signal, onProgress: setProgress },
      )
      if (outcome === 'cancelled') return
      onClose()
      notify({ tone: 'success', text: path === null ? words.printed : words.saved(path) })
    })

  return (
    <Dialog
      title={words.title}
      isOpen
      onOpenChange={(open) => {
        if (open) return
        action.cancel()
        onClose()
      }}
      footer={
        <>
          <Button
            onPress={() => {
              action.cancel()
              onClose()
            }}
          >
            {words.cancel}
          </Button>
          <Button isPending={action.isRunning} onPress={() => void print('pdf')}>
            {words.toFile}
          </Button>
          <Button
            variant="primary"
            autoFocus
            isPending={action.isRunning}
            onPress={() => void print('printer')}
          >
            {words.toPaper}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {canChoose ? (
          <Segments<'all' | 'chosen'>
            label={words.what}
            choices={[
              { id: 'chosen', label: words.chosen(chosen) },
              { id: 'all', label: words.all(total) },
            ]}
            value={what}
            onChange={setWhat}
          />
        ) : (
          <p>{words.all(total)}</p>
        )}
        {narrowingOf(about, state.query).map((part) => (
          <p key={part} className={styles.muted}>
            {part}
          </p>
        ))}
        <p className={styles.muted}>{words.columns(list(shown.map(({ field }) => field.label)))}</p>
        {count > printLimit && <p role="note">{words.limit(printLimit)}</p>}
        {action.isRunning && <ProgressBar label={words.preparing} value={progress} />}
        <FormError message={action.errors.form} />
      </div>
    </Dialog>
  )
}
