// A real PgBouncer in transaction mode in front of a test server: sessions share few connections to it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, unprivilegedUser, type ServerAddress } from './servers'

export interface Pooler {
  readonly port: number
  /** Ends it, and with it all connections through it. */
  stop(): Promise<void>
  /** Starts again after stop, on the same port. */
  start(): Promise<void>
  remove(): Promise<void>
}

const program = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
  .map((folder) => path.join(folder, 'pgbouncer'))
  .find((file) => existsSync(file))

/** PgBouncer is not to be had on every machine; where it lacks, so do its tests. */
export const hasPooler = program !== undefined

/** All databases of the server, under their own names; the server's superuser may sign in. */
export async function startPooler(server: ServerAddress): Promise<Pooler> {
  if (program === undefined) throw new Error('There is no PgBouncer on this machine')
  const executable = program
  const owner = unprivilegedUser()
  const folder = mkdtempSync(path.join(tmpdir(), 'vmlab-pooler-'))
  const port = await freePort(server.host)
  const settings = path.join(folder, 'pgbouncer.ini')
  const people = path.join(folder, 'people.txt')
  writeFileSync(people, `"${server.user}" "${server.password}"\n`, { mode: 0o600 })
  writeFileSync(
    settings,
    [
      '[databases]',
      `* = host=${server.host} port=${server.port}`,
      '[pgbouncer]',
      `listen_addr = ${server.host}`,
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${people}`,
      'pool_mode = transaction',
      // Fewer than the program has connections, so that they really are shared.
      'default_pool_size = 2',
      '',
    ].join('\n'),
  )
  for (const file of [folder, settings, people]) {
    if (owner.uid !== undefined) chownSync(file, owner.uid, owner.gid)
  }
  const launch = () => spawn(executable, [settings], { ...owner, stdio: ['ignore', 'ignore', 'pipe'] })
  let child: ReturnType<typeof launch> | undefined

  async function start(): Promise<void> {
    const started = launch()
    child = started
    await new Promise<void>((resolve, reject) => {
      let log = ''
      started.stderr.on('data', (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-4000)
        if (log.includes('process up')) resolve()
      })
      started.on('error', reject)
      started.on('exit', () => reject(new Error(`PgBouncer ended at its start:\n${log}`)))
    })
  }
  async function stop(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  await start()
  return {
    port,
    start,
    stop,
    async remove() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In front of a server, for every machine: refuses who sends time limits at the start in PgBouncer's words, and passes on the rest. */
export async function startRefusing(
  server: ServerAddress,
): Promise<{ port: number; refused(): number; close(): void }> {
  let refused = 0
  const proxy = createServer((client) => {
    client.on('error', () => client.destroy())
    const listen = () => client.once('data', (first: Buffer) => answer(first))
    const answer = (first: Buffer) => {
      // The question whether it encrypts is eight bytes.
      if (first.length === 8) {
        client.write('N')
        listen()
      } else if (first.includes('statement_timeout')) {
        refused += 1
        client.end(refusal)
      } else {
        const behind = connect({ host: server.host, port: server.port })
        behind.on('error', () => client.destroy())
        behind.write(first)
        client.pipe(behind).pipe(client)
      }
    }
    listen()
  }).listen(0, server.host)
  await once(proxy, 'listening')
  return { port: (proxy.address() as AddressInfo).port, refused: () => refused, close: () => proxy.close() }
}

const refusalFields = ['SFATAL', 'C08P01', 'Munsupported startup parameter: statement_timeout', '']
const refusalBody = Buffer.from(refusalFields.join('\0') + '\0')
const refusal = Buffer.concat([Buffer.from([0x45, 0, 0, 0, refusalBody.length + 4]), refusalBody])
