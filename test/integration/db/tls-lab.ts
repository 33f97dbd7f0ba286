// A PostgreSQL with TLS for tests: certificates of every kind, and how a connection to it comes out.
import { expect } from 'vitest'
import type { TestStep } from '@shared/connection'
import { isAppError } from '@shared/errors'
import type { TlsMode, TlsSettings } from '@shared/tls'
import { openDatabase } from '../../../src/main/db/connect'
import { testConnection, type TestedServer } from '../../../src/main/db/connection-test'
import { execute } from '../../../src/main/db/statements'
import { openWorkshop, type Authority, type Workshop } from '../../support/certificates'
import { quiet } from '../../support/database'
import { startTlsServer, type TlsServer } from '../../support/tls-server'

/** This computer, by a name that no rule takes for loopback: as if it were far away. */
export const faraway = '127.1'
/** The password of the roles `certified` (with a client certificate), `plain` (not encrypted), `secure` (encrypted). */
export const canary = 'canary-p@ssw0rd'

export type Kind = 'right' | 'selfSigned' | 'expired' | 'early' | 'wrongName' | 'unknown'

export interface TlsLab {
  workshop: Workshop
  lab: Authority
  other: Authority
  server: TlsServer<Kind>
  there(change?: Partial<TestedServer>): TestedServer
  /** The test's last step; and whether connecting comes to the same, and how. */
  outcome(change: Partial<TestedServer>): Promise<TestStep & { connected: string }>
  /** As a setting of the mode, with the lab's authority where one is wanted. */
  setting(mode: TlsMode): TlsSettings
  remove(): Promise<void>
}

export async function openTlsLab(): Promise<TlsLab> {
  const workshop = openWorkshop()
  const addresses = 'DNS:localhost,DNS:127.1,IP:127.0.0.1'
  const lab = workshop.authority('Lab authority')
  const other = workshop.authority('Somebody else')
  const certificates = {
    right: lab.issue('db1', { names: addresses }),
    selfSigned: workshop.selfSigned('lonely', addresses),
    expired: lab.issue('db1', { names: addresses, from: -20, until: -10 }),
    early: lab.issue('db1', { names: addresses, from: 5 }),
    wrongName: lab.issue('db2', { names: 'DNS:db2.lab.example,IP:192.0.2.7' }),
    unknown: other.issue('db1', { names: addresses }),
  }
  const server = await startTlsServer(certificates, {
    clients: lab.cert,
    hba: [
      'hostssl all certified all scram-sha-256 clientcert=verify-full',
      'hostssl all plain all reject',
      'hostnossl all secure all reject',
    ],
  })
  const there: TlsLab['there'] = (change = {}) => {
    const { port, user: username, password } = server
    return { address: 'localhost', port, database: 'postgres', username, password, ...change }
  }
  const superuser = openDatabase({ kind: 'server', ...there({ address: server.socketDir }) }, quiet)
  for (const role of ['certified', 'plain', 'secure']) {
    const sql = `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${canary}'`
    await superuser.session((session) => execute(session, sql))
  }
  await superuser.close()
  return {
    workshop,
    lab,
    other,
    server,
    there,
    async outcome(change) {
      const given = there(change)
      const steps = await testConnection(given, {})
      const last = steps.at(-1)
      if (!last) throw new Error('No step at all')
      for (const secret of [given.password, 'PRIVATE KEY'])
        expect(JSON.stringify(steps)).not.toContain(secret)
      const connected = await howConnected(given)
      expect(connected === 'refused').toBe(!last.ok)
      return { ...last, connected }
    },
    setting: (mode) => (mode.startsWith('verify') ? { mode, ca: lab.cert } : { mode }),
    async remove() {
      await server.remove()
      workshop.remove()
    },
  }
}

async function howConnected(given: TestedServer): Promise<string> {
  const database = openDatabase({ kind: 'server', ...given }, quiet)
  try {
    const question = 'SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
    const { rows } = await database.session((session) =>
      execute<{ version: string | null }>(session, question),
    )
    return rows[0]?.version ?? 'plain'
  } catch (error) {
    expect(isAppError(error, 'unavailable')).toBe(true)
    return 'refused'
  } finally {
    await database.close()
  }
}
