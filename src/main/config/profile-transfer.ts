// A profile as a file to hand to a colleague: where the lab is and how careful to be with it, and never a secret.
import { isAbsolute } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '@shared/errors'
import { profileFacts } from '@shared/profile'
import { text } from '@shared/text'
import type { TlsSettings } from '@shared/tls'
import { z } from 'zod'
import type { StoredProfile } from './profile-file'
import { openServer } from './profile'
import { readTextFile } from './text-file'

const words = text.profiles
const format = 'vm-lab-console-profile'
const version = 1
const sizeLimit = 524_288

/** Keys that are not named here are dropped, whatever a file has: a password in it goes nowhere. */
const transferred = z.object({
  profile: profileFacts.omit({ id: true }).extend({ lab: openServer }),
})
const header = z.object({ format: z.literal(format), version: z.int().positive() })

/**
 * The file's text. It is built from the schema that has no place for secrets, not by leaving them out.
 * @throws AppError `invalid_input` for a lab on this computer
 */
export function exported(profile: StoredProfile): string {
  if (profile.lab.kind !== 'file' && profile.lab.kind !== 'fields') throw refused(words.notExported)
  return `${JSON.stringify({ format, version, ...transferred.parse({ profile }) }, null, 2)}\n`
}

/** @throws AppError `invalid_input` where the place cannot be written */
export async function writeExport(profile: StoredProfile, path: string): Promise<void> {
  const content = exported(profile)
  try {
    await writeFileAtomic(path, content, { mode: 0o644 })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw refused(words.notWritten(path, reason))
  }
}

/** @throws AppError `invalid_input` with why it is no profile that can be taken in */
export async function readImport(path: string): Promise<Omit<StoredProfile, 'id'>> {
  const read = await readTextFile(path, sizeLimit)
  if (!read.ok) throw refused(words.notImported(path, `${read.failure.what} ${read.failure.fix}`))
  const parsed = imported(read.file.text)
  if (typeof parsed === 'string') throw refused(words.notImported(path, parsed))
  return parsed
}

/** The profile, or a sentence why it is none. */
export function imported(source: string): Omit<StoredProfile, 'id'> | string {
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch {
    return words.notAProfile
  }
  const head = header.safeParse(json)
  if (!head.success) return words.notAProfile
  if (head.data.version > version) return words.newerProfile
  const parsed = transferred.safeParse(json)
  if (!parsed.success) return words.notAProfile
  const { lab, ...rest } = parsed.data.profile
  if (lab.kind === 'file') {
    const path = isLocalPath(lab.path) ? lab.path : ''
    const overrides = localTls(lab.overrides)
    return { ...rest, lab: { kind: 'file', path, overrides, kept: { keep: 'nothing' } } }
  }
  return { ...rest, lab: { kind: 'fields', fields: localTls(lab.fields), kept: { keep: 'session' } } }
}

/** Without its encryption settings where they name files that are not on a disk of this computer: the default holds. */
function localTls<T extends { tls?: TlsSettings | undefined }>(given: T): T {
  const { ca, cert, key } = given.tls ?? {}
  const isLocal = [ca, cert, key].every((path) => path === undefined || isLocalPath(path))
  return isLocal ? given : { ...given, tls: undefined }
}

/** Merely looking at a network path signs in to its server, on Windows: a file from elsewhere may not name one. */
function isLocalPath(path: string): boolean {
  return isAbsolute(path) && !/^[\\/]{2}/u.test(path)
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}
