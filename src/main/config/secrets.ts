// The secrets file: read, checked and explained, with all problems at once and no value in any of them.
import type { Overrides, SecretsReport } from '@shared/connection'
import type { Problem } from '@shared/problem'
import { parseSharing, type Sharing } from '@shared/sharing'
import { text } from '@shared/text'
import type { TlsSettings } from '@shared/tls'
import { secretsSchema, withoutBrackets, wordsFor, type SecretsValues } from './secrets-schema'
import { readTextFile } from './text-file'
import { readToml, type TomlReading } from './toml-lines'

export interface Secrets {
  connection: {
    address: string
    port: number
    database: string
    username: string
    password: string
    tls?: TlsSettings | undefined
  }
  /** The Fernet key as the file has it; `parseKey` reads it where it is one. Null: stored credentials can't be written. */
  cipherKey: string | null
  /** The least role that uses other people's shared machines; null is off. */
  sharing: Sharing
}
export interface SecretsReading {
  report: SecretsReport
  /** Null where the report has problems. Never log it, never send it to the window. */
  secrets: Secrets | null
}

/** Which key of the file each override replaces. */
const overridden = {
  address: 'db_address',
  port: 'db_port',
  database: 'db_name',
  username: 'db_username',
  password: 'db_password',
} as const satisfies Record<Exclude<keyof Overrides, 'tls'>, string>

/**
 * Reads and checks a secrets file of at most 1 MB; the profile's overrides replace what the file says, so faults
 * of a replaced key don't count. Never throws for the file's own faults: they are the report's problems.
 */
export async function readSecrets(path: string, overrides: Overrides = {}): Promise<SecretsReading> {
  const read = await readTextFile(path, 1_048_576)
  if (!read.ok) {
    const { what, fix, line } = read.failure
    return failed(path, [{ file: path, line, key: null, what, fix }])
  }
  const reading = checkSecrets(path, read.file.text, overrides)
  if (read.file.mode !== null && (read.file.mode & 0o077) !== 0) {
    reading.report.warnings.push(text.secrets.readableByOthers(path, `chmod 600 ${shellQuoted(path)}`))
  }
  return reading
}

function failed(path: string, problems: Problem[]): SecretsReading {
  return {
    report: { path, problems, warnings: [], connection: null, insideOnly: false },
    secrets: null,
  }
}

/** The same for a text already read. */
export function checkSecrets(path: string, source: string, overrides: Overrides = {}): SecretsReading {
  const toml = readToml(source)
  const replaced = new Set<string>()
  const values: Record<string, unknown> = { ...toml.values }
  for (const [field, key] of Object.entries(overridden)) {
    const value = overrides[field as keyof typeof overridden]
    if (value === undefined) continue
    values[key] = value
    replaced.add(key)
  }
  // The portal's file must give a password; an override may be empty, for a server that asks for none.
  if (overrides.password === '') values['db_password'] = 'none'

  const parsed = secretsSchema.safeParse(values)
  const problems: Problem[] = toml.problems.map((problem) => ({ file: path, ...problem }))
  const keyWarnings: string[] = []
  const faulty = new Set<string>()
  for (const issue of parsed.error?.issues ?? []) {
    const key = String(issue.path[0])
    if (faulty.has(key)) continue
    faulty.add(key)
    const problem = problemOf(key, issue.message, toml)
    if (problem === null) continue
    // Everything but stored secrets works without it, so it keeps nobody out.
    if (key === 'cipher_key')
      keyWarnings.push(text.secrets.keyUnusable(problem.line, problem.what, problem.fix))
    else problems.push({ file: path, key, ...problem })
  }
  problems.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity))

  const reading = failed(path, problems)
  reading.report.warnings.push(...keyWarnings)
  const connection = connectionOf(values, faulty)
  if (connection !== null) {
    reading.report.connection = connection
    // Only the portal's containers resolve this name; whoever overrides the address knows better.
    reading.report.insideOnly = connection.address === 'db' && !replaced.has('db_address')
  }
  const usable =
    keyWarnings.length === 0 ? parsed : secretsSchema.safeParse({ ...values, cipher_key: undefined })
  if (problems.length === 0 && usable.success) {
    reading.secrets = secretsOf(usable.data)
    // Kept as it is: main says then that there is one, but none that can be used.
    if (keyWarnings.length > 0) reading.secrets.cipherKey = String(values['cipher_key']).trim() || null
    if (overrides.password === '') reading.secrets.connection.password = ''
    if (overrides.tls) reading.secrets.connection.tls = overrides.tls
  }
  return reading
}

function problemOf(
  key: string,
  fault: string,
  toml: TomlReading,
): { line: number | null; what: string; fix: string } | null {
  const top = toml.keys.find((entry) => entry.key === key && !entry.inTable)
  if (fault !== 'missing') return { line: top?.line ?? null, ...wordsFor(fault, key) }
  const inTable = toml.keys.find((entry) => entry.key === key && entry.inTable)
  // On a line that is told as faulty already, or in a file of which nothing could be read.
  if (top !== undefined || toml.problems.some((problem) => problem.key === key)) return null
  if (inTable !== undefined) return { line: inTable.line, ...text.secrets.insideTable(key) }
  return { line: null, ...wordsFor(fault, key) }
}

function connectionOf(
  values: Record<string, unknown>,
  faulty: ReadonlySet<string>,
): SecretsReport['connection'] {
  const keys = ['db_address', 'db_port', 'db_name', 'db_username'] as const
  if (keys.some((key) => faulty.has(key))) return null
  return {
    address: withoutBrackets(String(values['db_address'])),
    port: Number(values['db_port']),
    database: String(values['db_name']),
    username: String(values['db_username']),
  }
}

function secretsOf(values: SecretsValues): Secrets {
  return {
    connection: {
      address: values.db_address,
      port: values.db_port,
      database: values.db_name,
      username: values.db_username,
      password: values.db_password,
    },
    cipherKey: values.cipher_key?.trim() ?? null,
    sharing: parseSharing(values.vm_sharing_minimum_permissions ?? ''),
  }
}

function shellQuoted(path: string): string {
  return /^[\w./-]+$/u.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
