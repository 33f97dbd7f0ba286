// Re-keying 100,000 secrets, as a lab with all the console's indexes has them: the figure, and the event loop's pause.
import { loadavg } from 'node:os'
import { expect, it } from 'vitest'
import { decrypt, encrypt, generateKey } from '../../../src/main/crypto/fernet'
import { keyOf } from '../../../src/main/crypto/keyring'
import { startRenewer } from '../../../src/main/crypto/renewer'
import { prepareSchema } from '../../../src/main/db/schema/prepare'
import { rekeySecrets } from '../../../src/main/services/rekey'
import { quiet, servers } from '../../support/database'
import { rekeyWorker } from '../../support/rekey-worker'
import { fill } from './people'

const machines = 60_000
const secrets = 100_000

it('re-keys 100,000 secrets, all of them, and prints how long it took', async () => {
  const [old, next] = [keyOf(generateKey()), keyOf(generateKey())]
  const server = servers().at(-1)
  if (!old || !next || !server) throw new Error('no server')
  const test = await server.open()
  await fill(test)
  await prepareSchema(test.database, { log: quiet, version: '0', readOnly: false, improveExisting: true })
  const tokens = Array.from({ length: 1000 }, (_, index) => encrypt(old, Buffer.from(`Password-${index}!`)))
  const keys = Array.from({ length: 100 }, () => encrypt(old, Buffer.alloc(1700, 'k')))
  await test.sql(
    `INSERT INTO virtual_machines (name, host, port, username, shared, user_id, password, ssh_key)
SELECT 'speed-' || n, '10.0.0.' || n % 250, 22, 'student', true, 2, ($1::text[])[n % 1000 + 1],
  CASE WHEN n <= $3 THEN convert_to(($2::text[])[n % 100 + 1], 'SQL_ASCII') END FROM generate_series(1, $4) n`,
    [tokens, keys, secrets - machines, machines],
  )
  const renewer = startRenewer(await rekeyWorker(), [old], next)
  let longest = 0
  let last = performance.now()
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const started = performance.now()
  const result = await test.database.session((session) =>
    rekeySecrets(session, {
      old: [old],
      next,
      renewer,
      signal: session.signal,
      progress: () => undefined,
      keepKey: async () => undefined,
    }),
  )
  const seconds = (performance.now() - started) / 1000
  clearInterval(beat)
  await renewer.stop()
  process.stdout.write(
    `re-keyed ${result.renewed} secrets in ${seconds.toFixed(1)} s at a load of ${(loadavg()[0] ?? 0).toFixed(1)}; longest pause ${longest.toFixed(0)} ms\n`,
  )
  const [row] = await test.sql<{ password: string }>(
    "SELECT password FROM virtual_machines WHERE name = 'speed-59999'",
  )
  await test.close()
  expect(result).toMatchObject({ renewed: secrets, closed: 0 })
  expect(decrypt(next, row?.password ?? '').ok).toBe(true)
}, 180_000)
