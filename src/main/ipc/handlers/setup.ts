// Handlers of the first launch: which lab, its connection, its first people. They need no sign-in.
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { applyImprovements, planImprovements } from '../../db/schema/improvements'
import { testConnection } from '../../db/connection-test'
import type { Database } from '../../db/session'
import type { Lab } from '../../lab'
import { isExample } from '../../lab-plans'
import type { Connector } from '../../connector'
import { createAdministrator, holdsSecrets } from '../../services/administrator'
import { hashPassword, type SignInBackOff } from '../../services/password'
import { sampleSignIn } from '../../sample/sample'
import { loadFirstUsers, seed } from '../../seed/seed'
import { readSecrets } from '../../config/secrets'
import type { Log } from '../../log'
import type { Handlers } from '../context'

/** What a file dialog is to find. */
export type FileKind = Parameters<Handlers['setup.chooseFile']>[0]['kind']

export interface SetupParts {
  lab: Lab
  connector: Connector
  log: Log
  backOff: SignInBackOff
  version: string
  /** A file dialog; null where it was closed without a choice. */
  chooseFile(kind: FileKind): Promise<string | null>
  /** The example that ships with the program. */
  exampleFirstUsers: string
  signOutAll(): void
}

type SetupCalls = Extract<keyof Handlers, `${'setup' | 'schema'}.${string}`>

export function setupHandlers(parts: SetupParts): Pick<Handlers, SetupCalls> {
  const { lab, connector, log } = parts
  return {
    'setup.state': () => lab.state(),
    'setup.chooseFile': async ({ kind }) => ({ path: await parts.chooseFile(kind) }),
    'setup.readSecrets': async ({ path }) => (await readSecrets(path)).report,
    'setup.test': async ({ source }, { signal, progress }) => {
      const connection = await connector.connectionOf(source)
      return { steps: await testConnection(connection, { signal, progress }) }
    },
    'setup.connect': async ({ source, keep, profile, corrects }) => {
      parts.signOutAll()
      await connector.connectTo(source, keep, profile, corrects)
    },
    'setup.readFirstUsers': async ({ path }) =>
      (await loadFirstUsers(path ?? parts.exampleFirstUsers)).report,
    'setup.exploreSample': async () => {
      parts.signOutAll()
      await connector.openSample()
      return sampleSignIn
    },
    'setup.startEmbedded': async ({ firstUsers }) => {
      parts.signOutAll()
      await connector.openEmbedded({ firstUsers })
    },
    'setup.loadFirstUsers': async ({ path }, { signal, progress }) => {
      const { report, people } = await loadFirstUsers(path)
      if (!people) throw refused(text.lab.firstUsersRefused(report.path))
      if (lab.plan()?.target.kind === 'server' && (await isExample(parts, path))) {
        throw refused(text.lab.exampleOnServer(path))
      }
      const added = await seed(writable(lab), people, {
        signal,
        progress: (done, total) => progress({ done, total }),
      })
      lab.refresh({ empty: false, seeded: added })
      return { added }
    },
    'setup.createAdministrator': async ({ person, proof }, { session }) => {
      const proved = holdsSecrets(proof, lab.plan()?.proof ?? null, parts.backOff)
      const hash = await hashPassword(person.password)
      const username = await session((open) => createAdministrator(open, { person, hash, proved }))
      log.warn('an administrator was made without a sign-in, by the holder of the secrets file')
      lab.refresh({ empty: false })
      return { username }
    },
    'setup.retry': () => lab.retry(),
    'setup.left': () => connector.left(),
    'setup.leave': async () => {
      parts.signOutAll()
      await connector.leave()
    },

    'schema.plan': (_, { session }) => planImprovements(session),
    'schema.apply': async ({ ids }, { signal, progress }) => {
      const report = await applyImprovements(writable(lab), ids, {
        signal,
        log,
        version: parts.version,
        progress: (done: number, total: number) => progress({ done, total }),
      })
      lab.refresh({ capabilities: report.capabilities })
      return { capabilities: report.capabilities }
    },
  }
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}

/** For what opens its sessions itself. @throws AppError `unavailable`, or `forbidden` where nothing may be written */
function writable(lab: Lab): Database {
  const { database, readOnly } = lab.current()
  if (readOnly !== null) throw new AppError({ code: 'forbidden', message: readOnly })
  return database
}
