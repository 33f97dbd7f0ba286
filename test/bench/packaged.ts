// The packaged program as people get it: its starts beside a bare packaged window, its sizes, and what it takes idle
// and after long use.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { effortOf, launch, memoryByKind, memoryOf, type App, type Program } from './electron'
import type { Labs } from './lab'
import { painted, rowsAreThere, signInIsThere } from './page-scripts'
import type { Report } from './report'
import { bareStart, embeddedStart, serverStart, signIn } from './starts'
import { workFor } from './work'

const root = process.cwd()
const dist = join(root, 'dist')
const unpacked = join(dist, 'linux-unpacked')
const console: App = { executable: join(unpacked, 'vm-lab-console') }
const rounds = { cold: 4, warm: 8 }
/** What a start leaves behind, garbage above all, is seen to in its first half minute. */
const settleSeconds = 30
const idleSeconds = 60
const lastRounds = 8

export async function measurePackaged(
  labs: Labs,
  report: Report,
  minutes: number,
  say: (text: string) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-bench-packaged-'))
  measureSizes(report)
  const bare = await packBare(folder)
  await measurePackagedStarts(labs, bare, folder, report)
  const program = await open(labs, join(folder, 'use'))
  await measureIdle(program, report)
  await measureUse(program, report, minutes, say)
  await program.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** The bare window in the very same files, with the same fuses. */
async function packBare(folder: string): Promise<App> {
  const made = join(folder, 'bare-unpacked')
  cpSync(unpacked, made, { recursive: true })
  rmSync(join(made, 'resources'), { recursive: true })
  await createPackage(join(root, 'test/bench/bare'), join(made, 'resources/app.asar'))
  return { executable: join(made, 'vm-lab-console') }
}

async function measurePackagedStarts(labs: Labs, bare: App, folder: string, report: Report): Promise<void> {
  for (const kind of ['cold', 'warm'] as const) {
    const times = {
      bare: [] as number[],
      paint: [] as number[],
      server: [] as number[],
      sample: [] as number[],
    }
    const settle = kind === 'cold' ? () => forgetFiles([unpacked, folder]) : () => undefined
    // The first round makes the folders that every later start finds, and is not counted.
    for (let round = 0; round <= rounds[kind]; round += 1) {
      settle()
      const floor = await bareStart(bare, join(folder, 'bare'))
      settle()
      const server = await serverStart(console, labs, join(folder, 'server'))
      settle()
      const sample = await embeddedStart(console, join(folder, 'sample'))
      if (round === 0) continue
      times.bare.push(floor)
      times.paint.push(server.paint)
      times.server.push(server.form + server.rows)
      times.sample.push(sample.rows)
    }
    const line = {
      section: 'Packaged: process start (milliseconds from spawning it)',
      floor: times.bare,
      floorIs: 'bare packaged window',
    }
    report.add({ ...line, what: `${kind}, server: first paint`, ours: times.paint })
    report.add({
      ...line,
      what: `${kind}, server: first rows (no typing, no bcrypt)`,
      ours: times.server,
      bound: { of: 'ratio', max: 1.5 },
    })
    report.add({ ...line, what: `${kind}, embedded, signed in: first rows`, ours: times.sample })
  }
}

/** Take files out of the page cache: all of them where the kernel lets us, else those in the folders. */
function forgetFiles(folders: readonly string[]): void {
  spawnSync('sync')
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3')
  } catch {
    for (const file of folders.flatMap(filesIn)) spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'])
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
}

function measureSizes(report: Report): void {
  const section = 'Packaged: sizes'
  const megabytes = (bytes: number) => bytes / 1024 / 1024
  const files = filesIn(unpacked)
  const size = (some: readonly string[]) =>
    megabytes(some.reduce((sum, file) => sum + statSync(file).size, 0))
  report.add({
    section,
    what: 'installed, beside the runtime in it',
    ours: size(files),
    floor: size(files.filter((file) => !/\/resources\/(?:app|inspect)/u.test(file))),
    floorIs: 'runtime',
    unit: 'MB',
    bound: { of: 'ratio', max: 1.12 },
  })
  for (const name of readdirSync(dist).filter((one) => /\.(?:deb|rpm|tar\.gz|AppImage)$/u.test(one))) {
    report.add({
      section,
      what: `download, ${name}`,
      ours: megabytes(statSync(join(dist, name)).size),
      unit: 'MB',
    })
  }
}

/** Signed in on a million machines, the table open. */
async function open(labs: Labs, userData: string): Promise<Program> {
  const program = await launch(console, [`--secrets=${labs.million.secrets}`, `--user-data-dir=${userData}`])
  await program.page.run(painted(signInIsThere))
  await signIn(program.page)
  await program.page.run(painted(rowsAreThere('Users')))
  return program
}

async function measureIdle(program: Program, report: Report): Promise<void> {
  await pause(settleSeconds)
  const before = effortOf(program.pid)
  await pause(idleSeconds)
  const after = effortOf(program.pid)
  const section = 'Packaged: idle, signed in on a server, a table open'
  report.add({
    section,
    what: `processor, of one core, over ${idleSeconds} s`,
    ours: ((after.seconds - before.seconds) / idleSeconds) * 100,
    unit: '%',
    bound: { of: 'value', max: 0.5 },
  })
  report.add({
    section,
    what: 'wake-ups of all threads',
    ours: (after.wakeUps - before.wakeUps) / idleSeconds,
    unit: 'per second',
  })
}

async function measureUse(
  program: Program,
  report: Report,
  minutes: number,
  say: (text: string) => void,
): Promise<void> {
  const fresh = memoryOf(program.pid)
  // Each round's end, for what a collector has just freed or is about to free is chance.
  const samples: number[] = []
  const look = () => void samples.push(memoryOf(program.pid))
  await workFor(program.page, 60, look)
  const first = samples.slice(-lastRounds)
  say(`memory after a minute: ${describe(program.pid)}`)
  for (let past = 0; past < minutes; past += 1) {
    await workFor(program.page, 60, look)
    if (past % 5 === 0) say(`memory after ${past + 2} minutes: ${describe(program.pid)}`)
  }
  const section = 'Packaged: memory of all processes in scripted use (PSS), 1M machines'
  report.add({
    section,
    what: `after a minute of use, the last ${lastRounds} rounds`,
    ours: first,
    floor: fresh,
    floorIs: 'just signed in',
    unit: 'MB',
  })
  report.add({
    section,
    what: `after ${minutes} more`,
    note: `${samples.length} rounds of sorting, searching, jumping, turning pages`,
    ours: samples.slice(-lastRounds),
    floor: first,
    floorIs: 'after a minute',
    unit: 'MB',
    bound: { of: 'ratio', max: 1.1 },
  })
}

function describe(pid: number): string {
  return [...memoryByKind(pid)].map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(0)}`).join(', ')
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
