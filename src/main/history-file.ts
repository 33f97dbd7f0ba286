// The change log of a lab whose database has none: a file of lines of JSON, beside the program's logs.
import { appendFile, mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Turned over at this size; one old file is kept. */
const maxBytes = 5 * 1024 * 1024

/** Appends lines to a file that only this account may read. Resolves when they are written. */
export function openHistoryFile(path: string): (lines: readonly string[]) => Promise<void> {
  let writing: Promise<void> = Promise.resolve()
  const append = async (lines: readonly string[]) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    const isFull = size > maxBytes
    if (isFull) await rename(path, path.replace(/\.jsonl$/u, '.old.jsonl'))
    // What was cut short, by a full disk or the program's end, must not take the next line with it.
    const start = size === 0 || isFull || (await endsInLine(path, size)) ? '' : '\n'
    await appendFile(path, `${start}${lines.join('\n')}\n`, { mode: 0o600 })
  }
  return (lines) => {
    writing = writing.catch(() => undefined).then(() => append(lines))
    return writing
  }
}

async function endsInLine(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 0x0a
  } finally {
    await file.close()
  }
}
