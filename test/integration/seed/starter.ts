// A program that does nothing but seed, run as a process of its own so that tests can kill it. Prints what it added.
import { openDatabase, type ConnectionOptions } from '../../../src/main/db/connect'
import type { Log } from '../../../src/main/log'
import { loadFirstUsers, seed } from '../../../src/main/seed/seed'

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => 'none' }

async function start(): Promise<void> {
  const [connection = '', file = ''] = process.argv.slice(2)
  const database = openDatabase(JSON.parse(connection) as ConnectionOptions, quiet)
  const { people } = await loadFirstUsers(file)
  if (people === null) throw new Error('the file has problems')
  const added = await seed(database, people, {
    progress: (done, total) => process.stdout.write(`hashed ${done} of ${total}\n`),
  })
  process.stdout.write(`added ${JSON.stringify(added)}\n`)
  await database.close()
}

void start()
