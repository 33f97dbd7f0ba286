// One lab as a profile remembers it: which database, with what overrides, and where its typed secrets are kept.
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

/** A lab to connect to, with whatever secrets were typed for it. */
export type LabSource =
  | { kind: 'file'; path: string; overrides: z.infer<typeof overridesSchema> }
  | { kind: 'fields'; fields: z.infer<typeof connectionFields> }
  | { kind: 'embedded'; firstUsers: string | null }
  | { kind: 'sample' }

const secretsSchema = z.object({ password: z.string().optional(), cipherKey: z.string().optional() })
/** What is typed and secret. */
export type TypedSecrets = z.infer<typeof secretsSchema>

const keptSchema = z.discriminatedUnion('keep', [
  z.object({ keep: z.literal('file'), secrets: secretsSchema }),
  z.object({ keep: z.literal('key-store'), sealed: z.base64() }),
  z.object({ keep: z.literal('session') }),
  /** Nothing was typed that is secret: the portal's file has it. */
  z.object({ keep: z.literal('nothing') }),
])
type Kept = z.infer<typeof keptSchema>

/** A server without anything secret: what may leave this computer. The path is of the portal's secrets file. */
export const openServer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string().max(4096),
    overrides: overridesSchema.omit({ password: true }),
  }),
  z.object({
    kind: z.literal('fields'),
    fields: connectionFields.omit({ password: true, cipherKey: true }),
  }),
])
export type OpenServer = z.infer<typeof openServer>

const [file, fields] = openServer.options
/** A lab as it is written down. */
export const storedLab = z.discriminatedUnion('kind', [
  file.extend({ kept: keptSchema }),
  fields.extend({ kept: keptSchema }),
  z.object({ kind: z.literal('embedded'), firstUsers: z.string().nullable() }),
  z.object({ kind: z.literal('sample') }),
])
export type StoredLab = z.infer<typeof storedLab>

/**
 * The form in which a lab is written down.
 * @throws AppError `invalid_input` where the key store is asked for and not there
 */
export function seal(lab: LabSource, keep: Keep, keyStore: KeyStore): StoredLab {
  if (lab.kind === 'embedded' || lab.kind === 'sample') return lab
  const { place, secrets } = split(lab)
  return { ...place, kept: keptAs(secrets, keep, keyStore) }
}

export interface Unsealed {
  lab: LabSource
  /** The typed password was not kept, or can't be had back: ask for it before connecting. */
  needsPassword: boolean
  warnings: string[]
}

/** The lab with its secrets again. `typed`: those of this run, where they are kept no longer than it lasts. */
export function unseal(stored: StoredLab, keyStore: KeyStore, typed: TypedSecrets | null): Unsealed {
  if (stored.kind === 'sample' || stored.kind === 'embedded') {
    return { lab: stored, needsPassword: false, warnings: [] }
  }
  const known = secretsOf(stored.kept, keyStore)
  const secrets = typed ?? known
  return {
    lab: joined(stored, secrets ?? {}),
    needsPassword: secrets === null || (typed === null && stored.kept.keep === 'session'),
    warnings: known === null && typed === null ? [words.keyStoreLost] : [],
  }
}

/** What is secret of a lab, apart from where it is. */
export function split(lab: Extract<LabSource, { kind: 'file' | 'fields' }>): {
  place: OpenServer
  secrets: TypedSecrets
} {
  if (lab.kind === 'file') {
    const { password, ...overrides } = lab.overrides
    return {
      place: { kind: 'file', path: lab.path, overrides },
      secrets: password === undefined ? {} : { password },
    }
  }
  const { password, cipherKey, ...rest } = lab.fields
  return {
    place: { kind: 'fields', fields: rest },
    secrets: cipherKey === undefined ? { password } : { password, cipherKey },
  }
}

function joined(place: OpenServer, { password, cipherKey }: TypedSecrets): LabSource {
  if (place.kind === 'file') {
    const { path, overrides } = place
    return { kind: 'file', path, overrides: password === undefined ? overrides : { ...overrides, password } }
  }
  const withPassword = { ...place.fields, password: password ?? '' }
  return {
    kind: 'fields',
    fields: cipherKey === undefined ? withPassword : { ...withPassword, cipherKey },
  }
}

function keptAs(secrets: TypedSecrets, keep: Keep, keyStore: KeyStore): Kept {
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

/** Null where the key store no longer opens what it sealed: another account, another computer, a new login keyring. */
function secretsOf(kept: Kept, keyStore: KeyStore): TypedSecrets | null {
  if (kept.keep === 'file') return kept.secrets
  if (kept.keep !== 'key-store') return {}
  try {
    const parsed = secretsSchema.safeParse(JSON.parse(keyStore.decrypt(kept.sealed)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
