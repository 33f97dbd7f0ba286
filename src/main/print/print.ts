// Prints a table: asks where to, reads its rows, lays them out, and hands them to the printer or writes a PDF.
import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '@shared/errors'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { dateTime, paper } from '@shared/text/dates'
import type { Log } from '../log'
import { tableDocument, tableStyles, type Paper, type PrintedTable } from './document'
import { layOut } from './pages'
import type { PrintedRows } from './print-rows'

const words = text.print
/** CSS pixels of all columns together from which on the paper lies on its side. */
const upright = 900

export interface PrintJob {
  to: 'printer' | 'pdf'
  /** What the table is named after, for the file. */
  title: string
  narrowing: readonly string[]
  isSelection: boolean
  operator: Operator
  read(): Promise<PrintedRows>
}

export interface PrintOutcome {
  outcome: 'printed' | 'saved' | 'cancelled'
  rows: number
  path: string | null
}

export type Printer = (job: PrintJob) => Promise<PrintOutcome>

export function createPrinter(parts: {
  window: BrowserWindow
  log: Log
  /** Its own name, and where it is. */ lab(): { name: string; place: string }
}): Printer {
  return async (job) => {
    // Asked first: reading ten thousand rows for a dialog that is closed again would be in vain.
    const path = job.to === 'pdf' ? await choosePath(parts.window, job.title) : null
    if (job.to === 'pdf' && path === null) return { outcome: 'cancelled', rows: 0, path }
    const read = await job.read()
    const table = tableOf(job, read, parts.lab())
    const on = paperFor(read)
    const pages = await layOut(
      parts.window,
      (styles) => tableDocument(table, styles),
      tableStyles(table, on),
      on,
    )
    try {
      const rows = read.rows.length
      if (path === null) {
        const done = await pages.print()
        return { outcome: done ? 'printed' : 'cancelled', rows, path }
      }
      await write(path, await pages.pdf(), parts.log)
      return { outcome: 'saved', rows, path }
    } finally {
      pages.close()
    }
  }
}

function tableOf(job: PrintJob, read: PrintedRows, lab: { name: string; place: string }): PrintedTable {
  const { username, firstName, lastName } = job.operator
  const count = words.counts(read.rows.length + read.gone, read.all, job.isSelection)
  return {
    title: read.entity.plural,
    lab: lab.name,
    place: lab.place === lab.name ? '' : lab.place,
    when: dateTime(new Date()),
    by: `${firstName} ${lastName} (${username})`.trim(),
    content: [count, ...(read.gone > 0 ? [words.gone(read.gone)] : []), ...job.narrowing],
    columns: read.columns,
    rows: read.rows,
  }
}

function paperFor({ columns }: PrintedRows): Paper {
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  return { size: paper(), landscape: width > upright }
}

async function choosePath(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), `${title}.pdf`),
    filters: [{ name: words.fileType, extensions: ['pdf'] }],
  })
  return canceled || !filePath ? null : filePath
}

async function write(path: string, pdf: Buffer, log: Log): Promise<void> {
  try {
    await writeFileAtomic(path, pdf, { mode: 0o600 })
  } catch (error) {
    log.error('a PDF could not be written', error)
    throw new AppError({ code: 'invalid_input', message: words.notSaved(path), fields: {} })
  }
}
