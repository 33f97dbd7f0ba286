// What must be read and checked before a lab can be opened: its secrets, its first users, its key.
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { ConnectionSource } from '@shared/connection'
import { AppError } from '@shared/errors'
import type { Problem } from '@shared/problem'
import type { ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'
import type { LabSource } from './config/profile'
import { readSecrets, type Secrets } from './config/secrets'
import { generateKey, type FernetKey } from './crypto/fernet'
import { keyOf } from './crypto/keyring'
import type { LabPlan } from './lab'
import { embeddedPlan, samplePlan, serverPlan, type PlanParts } from './lab-plans'

const words = text.lab

/** A lab that can be opened: its plan is made anew where its profile's marks change. */
export type Opening = (profile: ProfileFacts) => LabPlan

/**
 * Reads and checks all that a lab needs, before anything is closed for it. `firstUsers`: the file that the option
 * names. @throws AppError `invalid_input` with the secrets file's problems
 */
export async function openingOf(
  parts: PlanParts,
  source: LabSource,
  given: { firstUsers: string | null; warnings: string[] },
): Promise<Opening> {
  switch (source.kind) {
    case 'file':
    case 'fields': {
      const { secrets, warnings } = await secretsOf(source)
      const firstUsers = given.firstUsers ?? (source.kind === 'file' ? await besides(source.path) : null)
      return (profile) =>
        serverPlan(parts, secrets, profile, { firstUsers, warnings: [...given.warnings, ...warnings] })
    }
    case 'embedded': {
      const [cipherKey, ...olderKeys] = await labKeys(embeddedKeyFile(parts.userData))
      // What was confirmed person by person in the guide goes before the option.
      const firstUsers = source.firstUsers ?? given.firstUsers
      return (profile) =>
        embeddedPlan(parts, profile, { firstUsers, cipherKey, olderKeys, warnings: given.warnings })
    }
    case 'sample':
      return (profile) => samplePlan(parts, profile)
  }
}

/** @throws AppError `invalid_input` with the secrets file's problems */
export async function secretsOf(source: ConnectionSource): Promise<{ secrets: Secrets; warnings: string[] }> {
  if (source.kind === 'fields') {
    const { cipherKey, ...connection } = source.fields
    return { secrets: { connection, cipherKey: cipherKey || null, sharing: null }, warnings: [] }
  }
  const { report, secrets } = await readSecrets(source.path, source.overrides)
  if (!secrets) throw refused(report.problems)
  return { secrets, warnings: report.warnings }
}

/** `first_users.yaml` beside the secrets file, where there is one. */
async function besides(secretsPath: string): Promise<string | null> {
  const path = join(dirname(secretsPath), 'first_users.yaml')
  return stat(path).then(
    () => path,
    () => null,
  )
}

/** Of the embedded lab, which has no secrets file: beside its folder, a line for each key. The first one encrypts. */
export function embeddedKeyFile(userData: string): string {
  return join(userData, 'embedded-lab.key')
}

async function labKeys(path: string): Promise<[FernetKey, ...FernetKey[]]> {
  const stored = await readFile(path, 'utf8').catch(() => null)
  const known = stored?.trim().split(/\s+/u).map(keyOf) ?? []
  const [first, ...others] = known
  if (first && others.every((key) => key !== null)) return [first, ...others]
  // A damaged key is never overwritten: what was stored with it could not be read again.
  if (stored !== null) throw new AppError({ code: 'unavailable', message: words.keyDamaged(path) })
  await writeFileAtomic(path, `${generateKey()}\n`, { mode: 0o600 })
  return labKeys(path)
}

function refused(problems: readonly Problem[]): AppError {
  const lines = problems.map(({ key, line, what, fix }) =>
    [line === null ? null : words.line(line), key, `${what} ${fix}`]
      .filter((part) => part !== null)
      .join(' · '),
  )
  return new AppError({ code: 'invalid_input', message: lines.join('\n'), fields: {} })
}
