// A file that is written piece by piece beside its place, and takes that place only when it is whole.
import { randomUUID } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'

/**
 * Write the pieces one after the other, for the owner's eyes only (0600). Whatever had the name before stays until the
 * last piece is on the disk; where a piece fails or throws, nothing of the new file is left.
 */
export async function writeGrowing(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.part`
  const file = await open(draft, 'wx', 0o600)
  try {
    try {
      for await (const piece of pieces) await file.writeFile(piece, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
}
