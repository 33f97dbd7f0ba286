// What was typed about the connection: kept while the window tries it, so that nothing is typed twice.
import {
  connectionFields,
  overridesSchema,
  type ConnectionSource,
  type OpenSource,
  type SecretsReport,
} from '@shared/connection'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { defaultTlsMode, type TlsMode, type TlsSettings } from '@shared/tls'
import type { z } from 'zod'
import { onDatabaseReady } from '../api/database'

export type Keep = 'file' | 'key-store' | 'session'

export interface ConnectionTexts {
  address: string
  port: string
  database: string
  username: string
  password: string
  cipherKey: string
}

/** Null is not chosen: the mode that is usual for the address, and no file. */
export interface TlsChoice {
  mode: TlsMode | null
  ca: string | null
  cert: string | null
  key: string | null
}

export interface ConnectionDraft {
  kind: 'file' | 'fields'
  path: string | null
  report: SecretsReport | null
  overrides: ConnectionTexts
  fields: ConnectionTexts
  /** Of either kind. */
  tls: TlsChoice
  keep: Keep
}

const blank: ConnectionTexts = {
  address: '',
  port: '',
  database: '',
  username: '',
  password: '',
  cipherKey: '',
}

export const emptyDraft: ConnectionDraft = {
  kind: 'file',
  path: null,
  report: null,
  overrides: blank,
  fields: { ...blank, port: '5432' },
  tls: { mode: null, ca: null, cert: null, key: null },
  keep: 'file',
}

let draft = emptyDraft

/** Holds a typed password in this window's memory only, until the lab is reached. */
export function keepDraft(next: ConnectionDraft): void {
  draft = next
}

onDatabaseReady(() => keepDraft(emptyDraft))

/** What was kept; else the file that was found at this launch and has these problems. */
export function startDraft(problems: readonly Problem[]): ConnectionDraft {
  const path = problems[0]?.file
  return draft === emptyDraft && path !== undefined ? { ...emptyDraft, path } : draft
}

/** A draft of how a lab was to be reached before; what is secret is to be typed again. The file's report is still to come. */
export function draftOf(source: OpenSource): ConnectionDraft {
  const { tls, port, ...given } = source.kind === 'file' ? source.overrides : source.fields
  const rest = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const texts = { ...blank, ...rest, port: port === undefined ? '' : String(port) }
  const { mode, ca = null, cert = null, key = null } = tls ?? { mode: null }
  return {
    ...emptyDraft,
    kind: source.kind,
    ...(source.kind === 'file' ? { path: source.path, overrides: texts } : { fields: texts }),
    // A given authority is asked in the weaker modes too: under its own name it is shown as what it is.
    tls: {
      mode: ca !== null && mode !== null && mode !== 'off' && !asksAuthority(mode) ? 'verify-ca' : mode,
      ca,
      cert,
      key,
    },
  }
}

export type Checked = { source: ConnectionSource } | { fields: Record<string, string> }

/** Where the draft connects to, as far as it is known; empty where it is not. */
export function addressOf({ kind, fields, overrides, report }: ConnectionDraft): string {
  if (kind === 'fields') return fields.address.trim()
  return overrides.address.trim() || (report?.connection?.address ?? '')
}

/** What is chosen, or usual for the address. */
export function tlsModeOf(draft: ConnectionDraft): TlsMode {
  return draft.tls.mode ?? defaultTlsMode(addressOf(draft))
}

/** Only the files that the mode has a field for: what is not shown does not count. */
function chosenTls(draft: ConnectionDraft): { tls?: TlsSettings } {
  const { mode: chosen, ca, cert, key } = draft.tls
  const mode = tlsModeOf(draft)
  const files = Object.fromEntries(
    Object.entries({ ca: asksAuthority(mode) ? ca : null, ...(mode === 'off' ? {} : { cert, key }) }).filter(
      ([, path]) => path !== null,
    ),
  )
  return chosen === null && Object.keys(files).length === 0 ? {} : { tls: { mode, ...files } }
}

/** Elsewhere an authority would be asked too; but “without verifying” is to mean what it says. */
export function asksAuthority(mode: TlsMode): mode is 'verify-ca' | 'verify-full' {
  return mode === 'verify-ca' || mode === 'verify-full'
}

/** The draft as the calls take it, or the error of each field. Blank overrides mean: as in the file. */
export function checkDraft(draft: ConnectionDraft): Checked {
  if (draft.kind === 'fields') {
    const { port, cipherKey, ...rest } = trimmed(draft.fields)
    const result = connectionFields.safeParse({
      ...rest,
      port: portNumber(port),
      ...(cipherKey === '' ? {} : { cipherKey }),
      ...chosenTls(draft),
    })
    return result.success
      ? { source: { kind: 'fields', fields: result.data } }
      : { fields: firstErrors(result.error) }
  }
  if (draft.path === null) return { fields: { path: text.setup.chooseFirst } }
  if (draft.report === null || draft.report.problems.length > 0)
    return { fields: { path: text.setup.correctFirst } }
  const { port, cipherKey: _, ...rest } = trimmed(draft.overrides)
  const given = Object.entries(rest).filter(([, value]) => value !== '')
  const result = overridesSchema.safeParse({
    ...Object.fromEntries(given),
    ...(port === '' ? {} : { port: portNumber(port) }),
    ...chosenTls(draft),
  })
  if (!result.success) return { fields: firstErrors(result.error) }
  if (draft.report.insideOnly && result.data.address === undefined) {
    return { fields: { address: text.setup.addressNeeded } }
  }
  return { source: { kind: 'file', path: draft.path, overrides: result.data } }
}

/** Everything but the password, whose blanks may be meant. */
function trimmed(texts: ConnectionTexts): ConnectionTexts {
  const { password, ...rest } = texts
  return {
    address: rest.address.trim(),
    port: rest.port.trim(),
    database: rest.database.trim(),
    username: rest.username.trim(),
    cipherKey: rest.cipherKey.trim(),
    password,
  }
}

/** NaN for what is no whole number, so that the schema's own sentence says what to type. */
function portNumber(typed: string): number {
  return /^\d{1,6}$/u.test(typed) ? Number(typed) : Number.NaN
}

/** By the field's name, as in `port` or `tls.ca`. */
function firstErrors(error: z.ZodError): Record<string, string> {
  const found = error.issues.map(({ path, message }) => [path.join('.'), message] as const)
  // The first of each field stays.
  return Object.fromEntries(found.toReversed())
}
