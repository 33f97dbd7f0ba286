// The change log of a lab whose database has none: a file of lines of JSON, beside the program's logs.
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
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
    if (size > maxBytes) await rename(path, path.replace(/\.jsonl$/u, '.old.jsonl'))
    await appendFile(path, `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  return (lines) => {
    writing = writing.catch(() => undefined).then(() => append(lines))
    return writing
  }
}
