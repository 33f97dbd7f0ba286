// The ends of the logs: enough to see what happened last, little enough to be read.
import { open, readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'

export interface LogTail {
  /** Its name below the folder. */
  file: string
  lines: string[]
}

const bytesEach = 64 * 1024
const mostFiles = 4

/** Whole lines from the ends of the logs that were written last, the newest file first. None is no error. */
export async function readLogTails(folder: string): Promise<LogTail[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        return { path, changed: (await stat(path)).mtimeMs }
      }),
  )
  const newest = files.sort((left, right) => right.changed - left.changed).slice(0, mostFiles)
  return Promise.all(
    newest.map(async ({ path }) => ({ file: relative(folder, path), lines: await tail(path) })),
  )
}

async function tail(path: string): Promise<string[]> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - bytesEach)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    const lines = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/u)
    // The first line is cut somewhere: half of a name would not be known as one.
    if (start > 0) lines.shift()
    return lines.filter((line) => line !== '')
  } finally {
    await file.close()
  }
}
