// The small lab as a role opens it that may write the portal's tables and make none of its own.
import { randomBytes } from 'node:crypto'
import type { FernetKey } from '../../../src/main/crypto/fernet'
import { openDatabase, type OpenDatabase } from '../../../src/main/db/connect'
import type { HistoryOptions } from '../../../src/main/db/history-state'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { quiet, type servers, type TestDatabase } from '../../support/database'
import { fill } from '../services/people'
import { aKey } from './lab'

export interface LimitedLab {
  readonly test: TestDatabase
  readonly database: OpenDatabase
  readonly key: FernetKey
  /** Take a right on a table away from the role. */
  revoke(right: string, table: string): Promise<void>
  close(): Promise<void>
}

/** `withTables`: somebody else has made the change log's tables, and the role may write them. */
export async function openLimitedLab(
  kind: ReturnType<typeof servers>[number],
  elsewhere: HistoryOptions['elsewhere'],
  options: { withTables?: boolean } = {},
): Promise<LimitedLab> {
  const test = await kind.open()
  await fill(test)
  const { options: address } = test
  if (address.kind !== 'server') throw new Error('Servers only')
  if (options.withTables === true) await prepareSchema(test.database, { improveExisting: false, log: quiet })
  const [role, password] = [`limited_${randomBytes(6).toString('hex')}_test`, randomBytes(8).toString('hex')]
  await test.sql(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`)
  await test.sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
  await test.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
  await test.sql(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
  const key = aKey()
  const database = openDatabase({ ...address, username: role, password }, quiet, {
    cipherKey: key,
    elsewhere,
  })
  await prepareSchema(database, { improveExisting: false, log: quiet })
  return {
    test,
    database,
    key,
    revoke: async (right, table) => void (await test.sql(`REVOKE ${right} ON ${table} FROM ${role}`)),
    async close() {
      await database.close()
      await test.sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
      await test.close()
    },
  }
}
