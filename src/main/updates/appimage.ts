// Replaces the AppImage that this program runs from: prepared beside it, and renamed over it when the program quits.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, renameSync } from 'node:fs'
import { chmod, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { UpdateFailure } from './failure'
import type { Downloaded } from './engine'

/** Where the new one waits: in the same folder, so that taking its place is one step that happens or does not. */
function waitingPath(image: string): string {
  return join(dirname(image), `.${basename(image)}.update`)
}

/**
 * Copy a download beside the running AppImage, as executable as that is. The copy itself is what is hashed: what was
 * downloaded lies in a folder of caches until then.
 * @throws UpdateFailure `tampered`, or the disk's own error; nothing is left then
 */
export async function prepareAppImage(image: string, { path, sha512 }: Downloaded): Promise<void> {
  const waiting = waitingPath(image)
  try {
    const { mode } = await stat(image)
    await rm(waiting, { force: true })
    const hash = createHash('sha512')
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(waiting, { flags: 'wx', mode: 0o600, flush: true }),
    )
    if (
      hash.digest('base64') !==
      Buffer.from(sha512, sha512.length === 128 ? 'hex' : 'base64').toString('base64')
    ) {
      throw new UpdateFailure({ kind: 'tampered' })
    }
    await chmod(waiting, (mode & 0o777) | 0o700)
  } catch (error) {
    await rm(waiting, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Put what was prepared in the place of the running one, under its name; the running program keeps the old file open. */
export function swapAppImage(image: string): void {
  renameSync(waitingPath(image), image)
}
