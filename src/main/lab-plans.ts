// How each kind of lab is opened, prepared and filled: a server, an embedded lab, the sample lab.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/errors'
import type { Target } from '@shared/database-state'
import type { ProfileFacts } from '@shared/profile'
import { defaultSharing } from '@shared/sharing'
import { text } from '@shared/text'
import type { Secrets } from './config/secrets'
import type { FernetKey } from './crypto/fernet'
import { keyOf } from './crypto/keyring'
import { openDatabase } from './db/connect'
import { testConnection } from './db/connection-test'
import { startEmbedded, type ForkHost } from './db/embedded/client'
import { hasUsers } from './db/people'
import { prepareSchema } from './db/schema/prepare'
import type { Database } from './db/session'
import type { LabPlan, SeedOutcome } from './lab'
import type { Log } from './log'
import { openHistoryFile } from './history-file'
import { fillSample, sampleCipherKey } from './sample/sample'
import { loadFirstUsers, seed } from './seed/seed'

const words = text.lab

export interface PlanParts {
  log: Log
  /** The program's version, for the records of what it changed. */
  version: string
  userData: string
  fork: ForkHost
  /** The example that ships with the program. */
  exampleFirstUsers: string
}

/** The lab a secrets file or typed fields describe. `firstUsers`: the file to fill an empty table from. */
export function serverPlan(
  parts: PlanParts,
  secrets: Secrets,
  profile: ProfileFacts,
  options: { firstUsers: string | null; warnings: string[] },
): LabPlan {
  const { connection } = secrets
  const { readOnly } = profile
  const port = connection.address.startsWith('/') ? null : connection.port
  const target: Target = {
    kind: 'server',
    label: words.serverLabel(connection.database, connection.address, port),
    address: connection.address,
    port,
    database: connection.database,
    username: connection.username,
    profile,
  }
  const cipherKey = keyOf(secrets.cipherKey)
  const history = { cipherKey, elsewhere: historyFile(parts, profile) }
  return {
    target,
    cipherKey,
    sharing: secrets.sharing,
    isKeyMalformed: secrets.cipherKey !== null && cipherKey === null,
    proof: connection.password,
    warnings: options.warnings,
    open: () => {
      const database = openDatabase({ kind: 'server', ...connection, readOnly }, parts.log, history)
      return Promise.resolve({ database, close: () => database.close() })
    },
    prepare: (database) =>
      prepareSchema(database, { ...schemaOptions(parts, profile), improveExisting: false }),
    seed: async (database, run) =>
      seedFrom(database, options.firstUsers, run, await isExample(parts, options.firstUsers)),
    test: (signal) => testConnection(connection, { signal }),
    async explain(error, signal) {
      // The connection test knows each way in which a server can be out of reach, and what to do about it.
      const steps = await testConnection(connection, { signal }).catch(() => [])
      const failed = steps.find((step) => !step.ok)
      if (!failed) return describe(parts.log, error, words.lostRemedy)
      const where = failed.step === 'encryption' ? ` ${text.encryption.whereToChange}` : ''
      return { reason: failed.detail, remedy: `${failed.remedy}${where}` }
    },
  }
}

/** A lab of its own on this computer, in the user's data folder. */
export function embeddedPlan(
  parts: PlanParts,
  profile: ProfileFacts,
  options: {
    firstUsers: string | null
    cipherKey: FernetKey
    olderKeys: readonly FernetKey[]
    warnings: string[]
  },
): LabPlan {
  const plan = localPlan(parts, 'embedded', profile, options.cipherKey)
  return {
    ...plan,
    cipherKey: options.cipherKey,
    olderKeys: options.olderKeys,
    warnings: options.warnings,
    seed: (database, run) => seedFrom(database, options.firstUsers, run),
  }
}

/** The sample lab: made up, always the same, filled when its folder is new. `signsIn` finds its account. */
export function samplePlan(parts: PlanParts, profile: ProfileFacts, signsIn?: LabPlan['signsIn']): LabPlan {
  const cipherKey = keyOf(sampleCipherKey)
  const plan = localPlan(parts, 'sample', profile, cipherKey)
  return {
    ...plan,
    ...(signsIn && { signsIn }),
    cipherKey,
    async seed(database, run) {
      await fillSample(database, run)
      return { seeded: [], warnings: [], problems: [], empty: false }
    },
  }
}

function localPlan(
  parts: PlanParts,
  kind: 'embedded' | 'sample',
  profile: ProfileFacts,
  cipherKey: FernetKey | null,
): Omit<LabPlan, 'seed' | 'cipherKey'> {
  const label = { embedded: words.embeddedLabel, sample: words.sampleLabel }[kind]
  const folder = join(parts.userData, `${kind}-lab`)
  const { readOnly } = profile
  return {
    target: { kind, label, address: '', port: null, database: kind, username: '', profile },
    sharing: defaultSharing,
    proof: null,
    warnings: [],
    async open() {
      const host = await startEmbedded({ folder, fork: parts.fork, log: parts.log })
      const database = openDatabase({ kind: 'embedded', stream: () => host.stream(), readOnly }, parts.log, {
        cipherKey,
        elsewhere: historyFile(parts, profile),
      })
      return {
        database,
        close: async () => {
          await database.close().catch(() => undefined)
          await host.stop()
        },
        onEnd: (listener) => host.onExit(listener),
      }
    },
    prepare: (database) =>
      prepareSchema(database, { ...schemaOptions(parts, profile), improveExisting: true }),
    explain: (error) => Promise.resolve(describe(parts.log, error, words.localRemedy)),
  }
}

/** Where changes are noted while the database has no table for them. */
function historyFile({ userData }: PlanParts, { id }: ProfileFacts) {
  return openHistoryFile(join(userData, 'logs', `changes-${id}.jsonl`))
}

function schemaOptions({ log, version }: PlanParts, { readOnly }: ProfileFacts) {
  return { log, version, readOnly }
}

async function seedFrom(
  database: Database,
  path: string | null,
  run: { signal: AbortSignal; progress: (done: number, total: number) => void },
  refused = false,
): Promise<SeedOutcome> {
  const outcome: SeedOutcome = { seeded: [], warnings: [], problems: [], empty: false }
  if (await database.session(hasUsers, { readOnly: true })) return outcome
  if (path === null) return { ...outcome, empty: true }
  if (refused) return { ...outcome, warnings: [words.exampleOnServer(path)], empty: true }
  const { report, people } = await loadFirstUsers(path)
  if (!people) {
    return { ...outcome, warnings: [words.firstUsersRefused(path)], problems: report.problems, empty: true }
  }
  const seeded = await seed(database, people, run)
  return { ...outcome, seeded, warnings: report.warnings }
}

/** Whether this is the example file, or a copy of it: its passwords are public, so no server gets them. */
export async function isExample(
  { exampleFirstUsers }: Pick<PlanParts, 'exampleFirstUsers'>,
  path: string | null,
): Promise<boolean> {
  if (path === null) return false
  const [example, given] = await Promise.all(
    [exampleFirstUsers, path].map((file) => readFile(file, 'utf8').catch(() => null)),
  )
  return example !== null && example === given
}

function describe(log: Log, error: unknown, remedy: string): { reason: string; remedy: string } {
  if (error instanceof AppError && error.body.code !== 'internal') {
    return { reason: error.body.message, remedy }
  }
  return { reason: words.failed, remedy: words.failedRemedy(log.error('opening the database failed', error)) }
}
