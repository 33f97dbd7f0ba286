// What was typed about the connection: kept while the window tries it, so that nothing is typed twice.
import {
  connectionFields,
  overridesSchema,
  type ConnectionSource,
  type SecretsReport,
} from '@shared/connection'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { z } from 'zod'
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

export interface ConnectionDraft {
  kind: 'file' | 'fields'
  path: string | null
  report: SecretsReport | null
  overrides: ConnectionTexts
  fields: ConnectionTexts
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

export type Checked = { source: ConnectionSource } | { fields: Record<string, string> }

/** The draft as the calls take it, or the error of each field. Blank overrides mean: as in the file. */
export function checkDraft(draft: ConnectionDraft): Checked {
  if (draft.kind === 'fields') {
    const { port, cipherKey, ...rest } = trimmed(draft.fields)
    const result = connectionFields.safeParse({
      ...rest,
      port: portNumber(port),
      ...(cipherKey === '' ? {} : { cipherKey }),
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

function firstErrors(error: z.ZodError): Record<string, string> {
  const found: Record<string, string[] | undefined> = z.flattenError(error).fieldErrors
  return Object.fromEntries(Object.entries(found).map(([name, messages]) => [name, messages?.[0] ?? '']))
}
