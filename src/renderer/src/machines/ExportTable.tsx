// Ctrl+E on a table: writes all rows that match, or the chosen ones, to a CSV file.
import { useEffect, useState } from 'react'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { useCommands } from '../commands/commands'
import { keepFocus } from '../entity/table/keep-focus'
import type { Table } from '../entity/table/use-table'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { notify } from '../ui/notices'
import { ProgressBar } from '../ui/ProgressBar'

const words = text.machines.export
/** Milliseconds of writing after which progress is shown: a short table is there before anybody could read it. */
const longAfter = 400

/** Registers the commands while its table is shown; the system asks where to. */
export function ExportTable({ table }: { table: Table }) {
  const { store, selection } = table
  const [running, setRunning] = useState<AbortController | null>(null)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)

  const write = async (chosen: Selection | null) => {
    const { listId } = store.state()
    if (listId === null || running) return
    const controller = new AbortController()
    setRunning(controller)
    try {
      const { outcome, rows, neutralised, path, file } = await call(
        'export.table',
        { listId, selection: chosen },
        { signal: controller.signal, onProgress: setProgress },
      )
      if (outcome === 'cancelled' || path === null || file === null) return
      const safe = neutralised > 0 ? ` ${words.neutralised(neutralised)}` : ''
      notify({
        tone: 'success',
        text: words.saved(rows, path) + safe,
        action: {
          label: words.show,
          run: () => void call('export.showInFolder', { file }).catch(showError),
        },
      })
    } catch (error) {
      showError(error)
    } finally {
      setRunning(null)
      setProgress(null)
      keepFocus(table.grid)
    }
  }
  const writeChosen = async () => {
    try {
      const chosen = await selection.resolve()
      if (chosen) await write(chosen)
    } catch (error) {
      showError(error)
    }
  }
  const isReady = () => store.rowCount() > 0 && store.state().listId !== null && running === null
  useCommands([
    {
      id: 'table.export',
      label: words.command,
      group: text.table.group,
      shortcut: 'mod+e',
      run: () => void write(null),
      when: isReady,
    },
    {
      id: 'table.exportChosen',
      label: words.chosen,
      group: text.table.group,
      shortcut: 'mod+shift+e',
      run: () => void writeChosen(),
      when: () => isReady() && selection.count() > 0,
    },
  ])
  if (!running || !progress) return null
  return <WritingDialog progress={progress} onCancel={() => running.abort()} />
}

function WritingDialog(props: { progress: { done: number; total: number }; onCancel(): void }) {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longAfter)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <Dialog
      title={words.title}
      size="small"
      role="alertdialog"
      isOpen
      onOpenChange={(open) => !open && props.onCancel()}
      footer={
        <Button autoFocus onPress={props.onCancel}>
          {words.cancel}
        </Button>
      }
    >
      <ProgressBar label={words.progress} value={props.progress} />
    </Dialog>
  )
}
