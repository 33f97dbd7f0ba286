// The profile chosen last in this program: which database, with what overrides, and where its password is kept.
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { connectionFields, overridesSchema } from '@shared/connection'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { z } from 'zod'

const words = text.secrets.profile

/** The operating system's key store (Electron's safeStorage), handed in so that this file knows no Electron. */
export interface KeyStore {
  available(): boolean
  /** Sealed, in base64. */
  encrypt(plain: string): string
  decrypt(sealed: string): string
}

/** Where typed secrets are kept: in the profile's own file, in the key store, or not beyond this run. */
export type Keep = 'file' | 'key-store' | 'session'

const placeOnly = connectionFields.omit({ password: true, cipherKey: true })
export type Profile =
  | { kind: 'file'; path: string; overrides: z.infer<typeof overridesSchema> }
  | { kind: 'fields'; fields: z.infer<typeof connectionFields> }
  | { kind: 'embedded'; firstUsers: string | null }
  | { kind: 'sample' }

export interface LoadedProfile {
  profile: Profile | null
  /** The typed password was not kept, or can't be had back: ask for it before connecting. */
  needsPassword: boolean
  warnings: string[]
}

const secretsSchema = z.object({ password: z.string().optional(), cipherKey: z.string().optional() })
type Secrets = z.infer<typeof secretsSchema>
const keptSchema = z.discriminatedUnion('keep', [
  z.object({ keep: z.literal('file'), secrets: secretsSchema }),
  z.object({ keep: z.literal('key-store'), sealed: z.base64() }),
  z.object({ keep: z.literal('session') }),
  /** Nothing was typed that is secret: the portal's file has it. */
  z.object({ keep: z.literal('nothing') }),
])
type Kept = z.infer<typeof keptSchema>

const storedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string().min(1),
    overrides: overridesSchema.omit({ password: true }),
    kept: keptSchema,
  }),
  z.object({ kind: z.literal('fields'), fields: placeOnly, kept: keptSchema }),
  z.object({ kind: z.literal('embedded'), firstUsers: z.string().nullable() }),
  z.object({ kind: z.literal('sample') }),
])
type Stored = z.infer<typeof storedSchema>

/** Of the form in which `profile.json` is written. Files from before it was written down have that form too. */
const version = 1
const versionSchema = z.object({ version: z.int().positive().default(version) })

export interface ProfileStore {
  /** Never throws: a damaged file is moved aside and said, one of a newer program left as it is and said. */
  load(): Promise<LoadedProfile>
  /**
   * Writes nothing over the file of a newer program: what was chosen lasts until this one ends, as `load` said.
   * @throws AppError `invalid_input` where the key store is asked for and not there, `unavailable` where the disk refuses.
   */
  save(profile: Profile, keep: Keep): Promise<void>
  /** Forget the profile, with what was kept for it; that of a newer program stays. */
  clear(): Promise<void>
}

/** The one profile of this version, as `profile.json` (readable by its owner alone) in the user's data folder. */
export function openProfileStore(folder: string, keyStore: KeyStore): ProfileStore {
  const path = join(folder, 'profile.json')
  return {
    async load() {
      let content: string
      try {
        content = await readFile(path, 'utf8')
      } catch (error) {
        const none = { profile: null, needsPassword: false }
        return isMissing(error) ? { ...none, warnings: [] } : { ...none, warnings: [words.unreadable] }
      }
      const stored = parseStored(content)
      if (stored === 'newer') {
        return { profile: null, needsPassword: false, warnings: [words.newer(path)] }
      }
      if (stored !== null) return unseal(stored, keyStore)
      return { profile: null, needsPassword: false, warnings: [await moveAside(path)] }
    },
    async save(profile, keep) {
      const stored = { version, ...seal(profile, keep, keyStore) }
      if (await isNewer(path)) return
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFileAtomic(path, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'error'
        throw new AppError({ code: 'unavailable', message: words.notSaved(reason) }, { cause: error })
      }
    },
    async clear() {
      if (!(await isNewer(path))) await rm(path, { force: true })
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Whether the file in the way was written by a newer program. One that can't be read is not known to be. */
async function isNewer(path: string): Promise<boolean> {
  const content = await readFile(path, 'utf8').catch(() => '')
  return parseStored(content) === 'newer'
}

function parseStored(content: string): Stored | 'newer' | null {
  try {
    const json: unknown = JSON.parse(content)
    const form = versionSchema.safeParse(json)
    if (!form.success) return null
    if (form.data.version > version) return 'newer'
    const parsed = storedSchema.safeParse(json)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

async function moveAside(path: string): Promise<string> {
  const aside = `${path}.damaged`
  try {
    await rename(path, aside)
    return words.damaged(aside)
  } catch {
    return words.unreadable
  }
}

function seal(profile: Profile, keep: Keep, keyStore: KeyStore): Stored {
  switch (profile.kind) {
    case 'file': {
      const { password, ...overrides } = profile.overrides
      const kept = keptAs(password === undefined ? {} : { password }, keep, keyStore)
      return { kind: 'file', path: profile.path, overrides, kept }
    }
    case 'fields': {
      const { password, cipherKey, ...fields } = profile.fields
      const secrets = cipherKey === undefined ? { password } : { password, cipherKey }
      return { kind: 'fields', fields, kept: keptAs(secrets, keep, keyStore) }
    }
    case 'embedded':
    case 'sample':
      return profile
  }
}

function keptAs(secrets: Secrets, keep: Keep, keyStore: KeyStore): Kept {
  if (Object.keys(secrets).length === 0) return { keep: 'nothing' }
  if (keep === 'file') return { keep, secrets }
  if (keep === 'session') return { keep }
  const unavailable = { code: 'invalid_input', message: words.keyStoreUnavailable, fields: {} } as const
  if (!keyStore.available()) throw new AppError(unavailable)
  try {
    return { keep, sealed: keyStore.encrypt(JSON.stringify(secrets)) }
  } catch {
    // Without its cause: nobody knows what a key store puts into its errors.
    throw new AppError(unavailable)
  }
}

function unseal(stored: Stored, keyStore: KeyStore): LoadedProfile {
  if (stored.kind === 'sample' || stored.kind === 'embedded') {
    return { profile: stored, needsPassword: false, warnings: [] }
  }
  const secrets = secretsOf(stored.kept, keyStore)
  const lost = stored.kept.keep === 'session' || secrets === null
  const rest = {
    needsPassword: lost,
    warnings: secrets === null ? [words.keyStoreLost] : [],
  }
  const { password, cipherKey } = secrets ?? {}
  switch (stored.kind) {
    case 'file': {
      const overrides = password === undefined ? stored.overrides : { ...stored.overrides, password }
      return { profile: { kind: 'file', path: stored.path, overrides }, ...rest }
    }
    case 'fields': {
      const fields = { ...stored.fields, password: password ?? '' }
      return {
        profile: { kind: 'fields', fields: cipherKey === undefined ? fields : { ...fields, cipherKey } },
        ...rest,
      }
    }
  }
}

/** Null where the key store no longer opens what it sealed: another account, another computer, a new login keyring. */
function secretsOf(kept: Kept, keyStore: KeyStore): Secrets | null {
  if (kept.keep === 'file') return kept.secrets
  if (kept.keep !== 'key-store') return {}
  try {
    const parsed = secretsSchema.safeParse(JSON.parse(keyStore.decrypt(kept.sealed)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
