// Reads a small text file that an admin wrote, and says in words why it can't be read.
import { open, stat, type FileHandle } from 'node:fs/promises'
import { text } from '@shared/text'

const words = text.secrets.file

export interface TextFile {
  text: string
  /** POSIX permission bits; null where the platform has none. */
  mode: number | null
}
export type TextFileFailure = { what: string; fix: string; line: number | null }

const textOf = { 1_048_576: '1 MB', 524_288: '512 KB' } as const
export type SizeLimit = keyof typeof textOf

/** Reads at most `limit` bytes of UTF-8; a byte order mark is dropped. Never throws for the file's own faults. */
export async function readTextFile(
  path: string,
  limit: SizeLimit,
): Promise<{ ok: true; file: TextFile } | { ok: false; failure: TextFileFailure }> {
  let handle: FileHandle | undefined
  try {
    // Before opening: opening a named pipe would wait for its writer.
    const kind = await stat(path)
    if (kind.isDirectory()) return fail(words.folder)
    if (!kind.isFile()) return fail(words.special)
    handle = await open(path, 'r')
    const { mode } = await handle.stat()
    const bytes = Buffer.alloc(limit + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length)
      length += bytesRead
      if (bytesRead === 0 || length === bytes.length) break
    }
    if (length > limit) return fail(words.tooLarge(textOf[limit]))
    const decoded = decode(bytes.subarray(0, length))
    if ('failure' in decoded) return { ok: false, failure: decoded.failure }
    return {
      ok: true,
      file: { text: decoded.text, mode: process.platform === 'win32' ? null : mode & 0o777 },
    }
  } catch (error) {
    return fail(wordsFor(error))
  } finally {
    await handle?.close()
  }
}

function fail(failure: { what: string; fix: string }): { ok: false; failure: TextFileFailure } {
  return { ok: false, failure: { ...failure, line: null } }
}

function wordsFor(error: unknown): { what: string; fix: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (
    code === 'ENOENT' ||
    code === 'ENOTDIR' ||
    code === 'ENAMETOOLONG' ||
    code === 'ERR_INVALID_ARG_VALUE'
  ) {
    return words.missing
  }
  if (code === 'EACCES' || code === 'EPERM') return words.forbidden
  if (code === 'EISDIR') return words.folder
  return words.unreadable
}

function decode(bytes: Buffer): { text: string } | { failure: TextFileFailure } {
  const bom = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (bom === 0xfffe || bom === 0xfeff) return { failure: { ...words.utf16, line: null } }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    return { text: decoder.decode(bytes) }
  } catch {
    return { failure: { ...words.notUtf8, line: firstBadLine(bytes) } }
  }
}

/** No UTF-8 sequence spans a line feed, so each line can be tried by itself. */
function firstBadLine(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start)
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    start = end + 1
  }
}
