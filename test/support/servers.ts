// Real PostgreSQL servers for tests, each in a temporary folder: one of each major version for vitest's
// integration project (this file is its global set-up), and more on request for end-to-end tests and benchmarks.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'

export type ServerVersion = 15 | 18

/** How to connect: the `postgres` user is a superuser. `socketDir` holds the Unix socket of the same port. */
export interface ServerAddress {
  version: ServerVersion
  host: string
  port: number
  user: string
  password: string
  socketDir: string
}

export interface ServerOptions {
  /** Survive a crash of the machine, as real servers do; tests don't need it and are quicker without. */
  durable?: boolean
  /** More settings for postgresql.conf, for example `{ max_connections: '5' }`. */
  settings?: Record<string, string>
  /** Files for the data folder before the first start, for example server.key and server.crt. */
  files?: Record<string, string>
}

export interface Server extends ServerAddress {
  /** Shuts down in order: connections are closed, the data stays. */
  stop(): Promise<void>
  /** Starts again after stop or kill9, on the same port. */
  start(): Promise<void>
  /** Ends it without a farewell. */
  kill9(): Promise<void>
  /** It keeps its connections and answers nothing, until resume. */
  hang(): void
  resume(): void
  /** Ends it and deletes its folder. */
  remove(): Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: ServerAddress[]
  }
}

/** Vitest calls it once per run; tests read `inject('servers')`. Versions that this machine lacks are left out. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const present = await availableVersions()
  const servers = await Promise.all(present.map((version) => startServer(version)))
  project.provide(
    'servers',
    servers.map(({ version, host, port, user, password, socketDir }) => {
      return { version, host, port, user, password, socketDir }
    }),
  )
  return async () => {
    await Promise.all(servers.map((server) => server.remove()))
  }
}

export async function availableVersions(): Promise<ServerVersion[]> {
  const { findPostgres } = await finder()
  return ([15, 18] as const).filter((version) => findPostgres(version) !== undefined)
}

/** Playwright compiles what is imported at the top to CommonJS, even a .mjs; a dynamic import it leaves alone. */
function finder(): Promise<typeof import('../../scripts/postgres-binaries.mjs')> {
  return import('../../scripts/postgres-binaries.mjs')
}

export async function startServer(version: ServerVersion, options: ServerOptions = {}): Promise<Server> {
  const { findPostgres } = await finder()
  const found = findPostgres(version)
  if (found === undefined) throw new Error(`There is no PostgreSQL ${version} on this machine`)
  const owner = unprivilegedUser()
  const folder = mkdtempSync(path.join(os.tmpdir(), `vmlab-pg${version}-`))
  const data = path.join(folder, 'data')
  const password = randomBytes(12).toString('hex')
  const host = '127.0.0.1'
  const port = await freePort(host)
  give(folder)
  const bin = reachable(found)
  let child: ChildProcess | undefined

  initialise()
  const atExit = () => {
    killAll('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', atExit)
  await start()
  return {
    version,
    host,
    port,
    user: 'postgres',
    password,
    socketDir: folder,
    stop,
    start,
    kill9,
    hang,
    resume,
    remove,
  }

  function initialise(): void {
    const secret = path.join(folder, 'password')
    writeFileSync(secret, password, { mode: 0o600 })
    give(secret)
    // Names are sorted and folded as on a usual server; plain C would not fold é.
    const locale = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C'
    const fixed = ['-U', 'postgres', '-E', 'UTF8', '--auth=scram-sha-256', '--no-sync', '--no-instructions']
    const args = ['-D', data, `--pwfile=${secret}`, `--locale=${locale}`, ...fixed]
    execFileSync(path.join(bin, 'initdb'), args, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    rmSync(secret)
    for (const [name, content] of Object.entries(options.files ?? {})) {
      writeFileSync(path.join(data, name), content, { mode: 0o600 })
      give(path.join(data, name))
    }
  }

  async function start(): Promise<void> {
    const settings: Record<string, string> = {
      listen_addresses: host,
      port: String(port),
      unix_socket_directories: process.platform === 'win32' ? '' : folder,
      shared_buffers: '64MB',
      lc_messages: 'C',
      ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
      ...options.settings,
    }
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const started = spawn(path.join(bin, 'postgres'), ['-D', data, ...flags], {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      let log = ''
      started.stderr.on('data', (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-4000)
        if (log.includes('ready to accept connections')) resolve()
      })
      started.on('error', reject)
      started.on('exit', () => reject(new Error(`PostgreSQL ${version} ended at its start:\n${log}`)))
    })
  }

  async function stop(): Promise<void> {
    resume()
    await end('SIGINT')
  }

  async function kill9(): Promise<void> {
    const backends = childrenOf(child?.pid)
    await end('SIGKILL')
    // They notice by themselves that the postmaster is gone; waiting for that would make start() guess.
    for (const pid of backends) signal(pid, 'SIGKILL')
  }

  function hang(): void {
    killAll('SIGSTOP')
  }

  function resume(): void {
    killAll('SIGCONT')
  }

  async function remove(): Promise<void> {
    resume()
    await end('SIGQUIT')
    process.off('exit', atExit)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async function end(how: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(how)
    await gone
  }

  /** The postmaster first, so that it starts nobody meanwhile. */
  function killAll(how: NodeJS.Signals): void {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const backends = childrenOf(child.pid)
    for (const pid of [child.pid, ...backends]) signal(pid, how)
  }

  function give(file: string): void {
    if (owner.uid !== undefined) chownSync(file, owner.uid, owner.gid)
  }

  /** PostgreSQL refuses root, and another user may not get at root's clone: then it runs from a copy. */
  function reachable(folderOfBinaries: string): string {
    if (
      spawnSync(path.join(folderOfBinaries, 'initdb'), ['--version'], { ...owner, cwd: folder }).status === 0
    ) {
      return folderOfBinaries
    }
    const copy = path.join(folder, 'programs')
    mkdirSync(copy)
    cpSync(path.dirname(folderOfBinaries), copy, { recursive: true, verbatimSymlinks: true })
    return path.join(copy, 'bin')
  }
}

/** As whom to run the server: ourselves, unless we are root. Any user without rights will do. */
export function unprivilegedUser(): { uid: number; gid: number } | { uid?: never; gid?: never } {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
}

export async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

function childrenOf(parent: number | undefined): number[] {
  if (parent === undefined || process.platform === 'win32') return []
  const pairs = process.platform === 'linux' ? processesFromProc() : processesFromPs()
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid)
}

/** Small Linux images have no ps. */
function processesFromProc(): [pid: number, ppid: number][] {
  return readdirSync('/proc').flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return []
    try {
      // The name in brackets may hold anything, so count from its end.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return [[Number(name), Number(fields[1])]]
    } catch {
      return []
    }
  })
}

function processesFromPs(): [pid: number, ppid: number][] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return [...listed.matchAll(/(\d+)\s+(\d+)/g)].map((match) => [Number(match[1]), Number(match[2])])
}

function signal(pid: number, how: NodeJS.Signals): void {
  try {
    process.kill(pid, how)
  } catch {
    // It is gone already.
  }
}
