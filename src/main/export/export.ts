// Writes a table to a CSV file: asks where to, then reads and writes page by page.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Log } from '../log'
import type { ExportedPage } from '../services/export'
import { writeGrowing } from './growing-file'

const words = text.machines.export

export interface ExportJob {
  /** What the table is named after, for the file. */
  title: string
  /** Rows wanted, known once it is certain that they are. */
  count(): Promise<number>
  pages(): AsyncIterable<ExportedPage>
  progress(done: number, total: number): void
}

export interface ExportOutcome {
  outcome: 'saved' | 'cancelled'
  rows: number
  neutralised: number
  path: string | null
  /** By which `showInFolder` knows it: the window names no paths. */
  file: string | null
}

export interface Exporter {
  write(job: ExportJob): Promise<ExportOutcome>
  /** Does nothing for a file that this run did not write. */
  showInFolder(file: string): void
}

/** Files that can still be shown in their folder. */
const remembered = 20

export function createExporter(parts: { window: BrowserWindow; log: Log }): Exporter {
  const written = new Map<string, string>()
  return {
    async write(job) {
      const path = await choosePath(parts.window, job.title)
      if (path === null) return { outcome: 'cancelled', rows: 0, neutralised: 0, path, file: null }
      const total = await job.count()
      let rows = 0
      let neutralised = 0
      const pieces = async function* () {
        job.progress(0, total)
        for await (const page of job.pages()) {
          yield page.text
          rows += page.rows
          neutralised += page.neutralised
          job.progress(Math.min(rows, total), total)
        }
      }
      try {
        await writeGrowing(path, pieces())
      } catch (error) {
        if (error instanceof AppError) throw error
        parts.log.error('a CSV file could not be written', error)
        throw new AppError({ code: 'invalid_input', message: words.notSaved(path), fields: {} })
      }
      const file = randomUUID()
      written.set(file, path)
      const [oldest] = written.keys()
      if (written.size > remembered && oldest !== undefined) written.delete(oldest)
      return { outcome: 'saved', rows, neutralised, path, file }
    },
    showInFolder(file) {
      const path = written.get(file)
      if (path !== undefined) shell.showItemInFolder(path)
    },
  }
}

async function choosePath(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), `${title}.csv`),
    filters: [{ name: words.fileType, extensions: ['csv'] }],
  })
  return canceled || !filePath ? null : filePath
}
