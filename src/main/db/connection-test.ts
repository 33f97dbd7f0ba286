// Tests a server connection step by step, and says at the first step that fails why, and what to do about it.
import { Client } from 'pg'
import type { TestStep } from '@shared/connection'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { defaultTlsMode, type Encrypted } from '@shared/tls'
import { encryptionOf, passwordFor, passwordInClear, type TlsOptions } from './encryption'
import { alertOf, clientCertificateRefusal } from './encryption-failures'
import { codeOf, type Finding } from './finding'
import { findName, inTime, openPort, stepPatience, tryEncryption } from './server-reach'
import { capabilitiesOf } from './schema/capabilities'
import { findIncompatible, findReadOnly, missingTables } from './schema/check'
import { introspectBy, type Facts } from './schema/introspect'

const words = text.connectionTest
const seconds = stepPatience / 1000

/** The address is a name, IPv4, IPv6 or the folder of a socket. No URL is ever built from the parts. */
export interface TestedServer extends Encrypted {
  port: number
  database: string
  username: string
  password: string
}

/**
 * Test name, port, encryption, sign-in, database, tables and rights, in this order, each within 10 seconds. Ends
 * with the first step that fails. Changes nothing on the server. `progress` hears each step as it ends.
 * @throws AppError `cancelled` when the signal aborts
 */
export async function testConnection(
  server: TestedServer,
  options: { signal?: AbortSignal; progress?: (step: TestStep) => void },
): Promise<TestStep[]> {
  const signal = options.signal ?? new AbortController().signal
  const steps: TestStep[] = []
  try {
    for await (const [step, finding] of run(server, signal)) {
      signal.throwIfAborted()
      const told = {
        step,
        ok: finding.remedy === undefined,
        detail: finding.detail,
        remedy: finding.remedy ?? '',
        ...(finding.offer && { offer: finding.offer }),
      }
      // What the server thinks of a client certificate is only heard at the sign-in: then encryption failed after all.
      if (steps.at(-1)?.step === step) steps.pop()
      steps.push(told)
      options.progress?.(told)
      if (!told.ok) break
    }
    signal.throwIfAborted()
    return steps
  } catch (error) {
    if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
    throw error
  }
}

async function* run(server: TestedServer, signal: AbortSignal): AsyncGenerator<[TestStep['step'], Finding]> {
  const { address, port } = server
  yield ['name', await findName(address, signal)]
  const opened = await openPort(address, port, signal)
  try {
    yield ['port', opened.finding]
    if (!opened.socket) return
    const { finding, encrypt } = await tryEncryption(opened.socket, server, signal)
    yield ['encryption', finding]
    const signedIn = await signIn(server, encrypt, signal)
    try {
      if (signedIn.encryption) yield ['encryption', signedIn.encryption]
      yield ['signIn', signedIn.signIn]
      if (signedIn.database) yield ['database', signedIn.database]
      if (!signedIn.client) return
      yield* lookInside(signedIn.client, server, signal)
    } finally {
      hangUp(signedIn.client)
    }
  } finally {
    opened.socket?.destroy()
  }

  async function* lookInside(client: Client, { database }: TestedServer, aborting: AbortSignal) {
    const ask = async (sql: string, values: unknown[]) => {
      const answer = await inTime(aborting, () => client.query<Record<string, unknown>>(sql, values))
      if (answer === 'too late') throw new Error('too late')
      return answer.rows
    }
    try {
      const [row] = await ask('SHOW server_version', [])
      const version = String(row?.['server_version']).split(' ')[0] ?? ''
      yield ['database', { detail: words.databaseThere(database, version) }] satisfies Yielded
      const facts = await introspectBy(ask)
      yield ['tables', await judgeTables(facts, ask)] satisfies Yielded
      yield ['rights', judgeRights(facts)] satisfies Yielded
    } catch (error) {
      if (aborting.aborted) throw error
      yield [
        'tables',
        codeOf(error) === '' ? words.broken : words.unreadable(codeOf(error)),
      ] satisfies Yielded
    }
  }
}

type Yielded = [TestStep['step'], Finding]

interface SignedIn {
  signIn: Finding
  /** Only where the client certificate, or that there was none, is the reason why it failed. */
  encryption?: Finding
  /** Only where the database is the reason why it failed. */
  database?: Finding
  client: Client | null
}

async function signIn(
  server: TestedServer,
  encrypt: TlsOptions | null,
  signal: AbortSignal,
): Promise<SignedIn> {
  const first = await connect(server, encrypt, signal)
  if ('client' in first) return { signIn: { detail: words.signedIn(server.username) }, client: first.client }
  if (encrypt && codeOf(first.error) === '28000' && encryptionOf(server).mode === 'prefer') {
    // Some servers admit a role without encryption only; so does the console, then.
    const second = await connect(server, null, signal)
    if ('client' in second) {
      return { signIn: { detail: words.signedInPlain(server.username) }, client: second.client }
    }
  }
  return { ...explain(first.error, server), client: null }
}

async function connect(
  server: TestedServer,
  encrypt: TlsOptions | null,
  signal: AbortSignal,
): Promise<{ client: Client } | { error: unknown }> {
  const secret = passwordFor(server, encrypt !== null)
  const client = new Client({
    host: server.address,
    port: server.port,
    database: server.database,
    user: server.username,
    password: secret.password,
    application_name: 'VM Lab Console',
    ssl: encrypt === null ? false : { ...encrypt },
    sslnegotiation: 'postgres',
  })
  client.on('error', () => undefined)
  secret.watch(client.connection)
  try {
    const done = await inTime(signal, () => client.connect())
    if (done !== 'too late') return { client }
    hangUp(client)
    return { error: done }
  } catch (error) {
    hangUp(client)
    return { error }
  }
}

// At once: `end` would wait for a server that hangs.
function hangUp(client: Client | null): void {
  client?.connection.stream.destroy()
}

function explain(error: unknown, server: TestedServer): Omit<SignedIn, 'client'> {
  const { username, database } = server
  const refused = alertOf(error) ?? clientCertificateRefusal(error, server)
  if (refused) return { signIn: refused, encryption: refused }
  switch (codeOf(error)) {
    case '3D000':
      return { signIn: { detail: words.signedIn(username) }, database: words.databaseMissing(database) }
    case '42501':
      return {
        signIn: { detail: words.signedIn(username) },
        database: words.databaseForbidden(database, username),
      }
    case '28P01': {
      if (server.password === '') return { signIn: words.passwordNeeded(username) }
      const wrong = words.wrongPassword(username)
      const remedy = `${wrong.remedy} ${text.encryption.orOtherRole}`
      return { signIn: server.tls?.cert === undefined ? wrong : { ...wrong, remedy } }
    }
    case '28000': {
      if (server.tls?.mode !== 'off') return { signIn: words.notAdmitted(username) }
      // Which of both it is, the server says in its own language only.
      const wanted = { ...text.encryption.encryptionWanted(username), offer: defaultTlsMode(server.address) }
      return /no encryption|SSL off/u.test(String(error))
        ? { signIn: wanted, encryption: wanted }
        : { signIn: words.notAdmitted(username) }
    }
    case passwordInClear:
      return { signIn: words.passwordInClear }
    case '53300':
      return { signIn: words.full }
    case '57P03':
    case '57P01':
    case '57P02':
      return { signIn: words.starting }
    case 'ECONNRESET':
    case 'EPIPE':
    case '': {
      const found = explainDriver(error, server)
      // The reason that the server gives can be lost with the connection.
      return found === words.broken && server.tls?.cert !== undefined
        ? { signIn: found, encryption: text.encryption.clientMaybe }
        : { signIn: found }
    }
    default:
      return { signIn: words.signInFailed(codeOf(error)) }
  }
}

// The driver's own complaints have no code.
function explainDriver(error: unknown, { username }: TestedServer): Finding {
  if (error === 'too late') return words.signInSlow(seconds)
  const said = error instanceof Error ? error.message : ''
  if (/password must be/u.test(said)) return words.passwordNeeded(username)
  if (/SASL|authentication/iu.test(said)) return words.unknownMethod
  return words.broken
}

async function judgeTables(
  facts: Facts,
  ask: (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>,
): Promise<Finding> {
  const incompatible = findIncompatible(facts)
  if (incompatible) return { detail: incompatible.reason, remedy: incompatible.remedy }
  const missing = missingTables(facts)
  if (missing.length > 0) return { detail: words.tablesToMake(missing) }
  const [counted] = await ask('SELECT count(*)::int AS users FROM users', [])
  return { detail: words.tablesThere(Number(counted?.['users'])) }
}

function judgeRights(facts: Facts): Finding {
  // Reading alone is enough to connect: a passed step that says so.
  const readOnly = findReadOnly(facts)
  if (readOnly !== null) return { detail: readOnly }
  const without = capabilitiesOf(facts, true).filter((capability) => !capability.on && !capability.allowed)
  if (missingTables(facts).length > 0 || without.length === 0) return { detail: words.rightsFull }
  return { detail: words.rightsWithout(without.map((capability) => capability.label.toLowerCase())) }
}
