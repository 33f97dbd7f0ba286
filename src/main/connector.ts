// Which lab to connect to: at the start, by the guide's choice, and what is remembered of it.
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { ConnectionSource } from '@shared/connection'
import { AppError } from '@shared/errors'
import type { Options } from '@shared/options.mjs'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { findSecretsFile } from './config/find-secrets'
import { openProfileStore, type Keep, type KeyStore } from './config/profile'
import { readSecrets, type Secrets } from './config/secrets'
import { generateKey, parseKey, type FernetKey } from './crypto/fernet'
import { findForSignIn } from './db/people'
import type { Database } from './db/session'
import type { Lab } from './lab'
import { embeddedPlan, samplePlan, serverPlan, type PlanParts } from './lab-plans'
import { sampleSignIn } from './sample/sample'

const words = text.lab

export interface Connector {
  /** Connect to what the options, the environment, the profile or the current folder name; else to nothing. */
  atStart(): Promise<void>
  /** The sample lab with its own account signed in, the first time it is ready. */
  atStartDemo(): void
  connectionOf(source: ConnectionSource): Promise<Secrets['connection']>
  connectTo(source: ConnectionSource, keep: Keep): Promise<void>
  openSample(): Promise<void>
  openEmbedded(choice: { firstUsers: string | null }): Promise<void>
  /** Close what is open and forget the profile: the guide comes up. */
  forget(): Promise<void>
}

export function createConnector(
  parts: PlanParts & { lab: Lab; keyStore: KeyStore; options: Options; cwd: string; env: NodeJS.ProcessEnv },
): Connector {
  const { lab, options, userData } = parts
  const profiles = openProfileStore(userData, parts.keyStore)

  async function connectServer(secrets: Secrets, path: string | null, warnings: string[]): Promise<void> {
    const firstUsers = options.firstUsers ?? (path === null ? null : await besides(path))
    lab.connect(serverPlan(parts, secrets, { firstUsers, warnings }))
  }

  async function connectEmbedded(firstUsers: string | null, warnings: string[]): Promise<void> {
    const cipherKey = await labKey(join(userData, 'embedded-lab.key'))
    lab.connect(embeddedPlan(parts, { firstUsers, cipherKey, warnings }))
  }

  async function secretsOf(source: ConnectionSource): Promise<{ secrets: Secrets; warnings: string[] }> {
    if (source.kind === 'fields') {
      const { cipherKey, ...connection } = source.fields
      return { secrets: { connection, cipherKey: cipherKey || null, sharing: null }, warnings: [] }
    }
    const { report, secrets } = await readSecrets(source.path, source.overrides)
    if (!secrets) throw refused(report.problems)
    return { secrets, warnings: report.warnings }
  }

  async function fromStart(): Promise<void> {
    const { profile, needsPassword, warnings } = await profiles.load()
    const place = await findSecretsFile({
      option: options.secrets,
      env: parts.env.VMLAB_SECRETS,
      profile,
      cwd: parts.cwd,
    })
    if (place.kind === 'nothing') return lab.leave(warnings.map((what) => problem(userData, what)))
    if (place.kind === 'file') {
      if (place.problem) return lab.leave([place.problem])
      if (place.origin === 'profile' && needsPassword) return lab.leave([passwordNeeded(place.path)])
      const { report, secrets } = await readSecrets(place.path, place.overrides)
      if (!secrets) return lab.leave(report.problems)
      return connectServer(secrets, place.path, [...warnings, ...report.warnings])
    }
    switch (place.profile.kind) {
      case 'fields': {
        if (needsPassword) return lab.leave([passwordNeeded(place.profile.fields.address)])
        const { secrets } = await secretsOf({ kind: 'fields', fields: place.profile.fields })
        return connectServer(secrets, null, warnings)
      }
      case 'embedded':
        return connectEmbedded(options.firstUsers ?? place.profile.firstUsers, warnings)
      case 'sample':
        return lab.connect(samplePlan(parts))
    }
  }

  return {
    async atStart() {
      try {
        await fromStart()
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        await lab.leave([problem(userData, error.body.message)])
      }
    },
    atStartDemo() {
      let isFirst = true
      const account = async (database: Database) => {
        // Opened again after a crash: whoever had signed out stays so.
        if (!isFirst) return null
        const person = await database.session((session) => findForSignIn(session, sampleSignIn.username), {
          readOnly: true,
        })
        isFirst = false
        return person?.id ?? null
      }
      lab.connect(samplePlan(parts, account))
    },
    connectionOf: async (source) => (await secretsOf(source)).secrets.connection,
    async connectTo(source, keep) {
      const { secrets, warnings } = await secretsOf(source)
      await profiles.save(source, keep)
      await connectServer(secrets, source.kind === 'file' ? source.path : null, warnings)
    },
    async openSample() {
      await profiles.save({ kind: 'sample' }, 'session')
      lab.connect(samplePlan(parts))
    },
    async openEmbedded({ firstUsers }) {
      await profiles.save({ kind: 'embedded', firstUsers }, 'session')
      // What was confirmed person by person in the guide goes before the option.
      await connectEmbedded(firstUsers ?? options.firstUsers ?? null, [])
    },
    async forget() {
      await profiles.clear()
      await lab.leave()
    },
  }
}

/** `first_users.yaml` beside the secrets file, where there is one. */
async function besides(secretsPath: string): Promise<string | null> {
  const path = join(dirname(secretsPath), 'first_users.yaml')
  return stat(path).then(
    () => path,
    () => null,
  )
}

/** The embedded lab has no secrets file, so it keeps a cipher key of its own beside its folder. */
async function labKey(path: string): Promise<FernetKey> {
  const stored = await readFile(path, 'utf8').catch(() => null)
  const known = stored === null ? null : parseKey(stored)
  if (known?.ok) return known.key
  // A damaged key is never overwritten: what was stored with it could not be read again.
  if (stored !== null) throw new AppError({ code: 'unavailable', message: words.keyDamaged(path) })
  await writeFileAtomic(path, `${generateKey()}\n`, { mode: 0o600 })
  return labKey(path)
}

function refused(problems: readonly Problem[]): AppError {
  const lines = problems.map(({ key, line, what, fix }) =>
    [line === null ? null : words.line(line), key, `${what} ${fix}`]
      .filter((part) => part !== null)
      .join(' · '),
  )
  return new AppError({ code: 'invalid_input', message: lines.join('\n'), fields: {} })
}

function problem(file: string, what: string): Problem {
  return { file, line: null, key: null, what, fix: '' }
}

function passwordNeeded(address: string): Problem {
  return { file: address, line: null, key: null, what: words.passwordNotKept, fix: words.passwordNotKeptFix }
}
