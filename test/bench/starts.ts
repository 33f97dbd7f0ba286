// From the start of the process to what a person sees and can use, beside a bare Electron window's first paint.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type App, type Program } from './electron'
import type { Labs } from './lab'
import { databaseIsReady, firstPaint, painted, rowsAreThere, signInIsThere } from './page-scripts'
import type { Report } from './report'

const root = process.cwd()
const rounds = 10
const section = 'Process start (milliseconds from spawning it)'

export async function measureStarts(labs: Labs, report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-bench-starts-'))
  const data = (name: string) => {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const bare: number[] = []
  const server = {
    paint: [] as number[],
    form: [] as number[],
    ready: [] as number[],
    rows: [] as number[],
    whole: [] as number[],
  }
  const local = { paint: [] as number[], rows: [] as number[] }
  // The first round makes the folders that every later start finds, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const floor = await bareStart(join(root, 'test/bench/bare'), data('bare'))
    const onServer = await serverStart(root, labs, data('server'))
    const embedded = await embeddedStart(root, data('embedded'))
    if (round === 0) continue
    bare.push(floor)
    server.paint.push(onServer.paint)
    server.form.push(onServer.form)
    server.ready.push(onServer.ready)
    server.rows.push(onServer.rows)
    server.whole.push(onServer.ready + onServer.rows)
    local.paint.push(embedded.paint)
    local.rows.push(embedded.rows)
  }
  const floor = { floor: bare, floorIs: 'bare window' }
  const add = (what: string, ours: number[], max?: number) =>
    report.add({
      section,
      what,
      ours,
      ...floor,
      ...(max === undefined ? {} : { bound: { of: 'ratio', max } }),
    })
  add('server: first paint', server.paint, 1.15)
  add('server: sign-in form usable, after a start in which somebody signed in', server.form)
  add('server: the database ready behind it', server.ready)
  report.add({ section, what: 'server: from the sign-in’s answer to rows on the screen', ours: server.rows })
  add('server: first rows (the two above together: no typing, no bcrypt)', server.whole, 1.3)
  add('embedded, folder there: first paint', local.paint)
  add('embedded, folder there, signed in: first rows', local.rows, 2)

  const first: number[] = []
  for (let round = 0; round < 3; round += 1) first.push(await firstLaunch(labs, data(`first-${round}`)))
  report.add({
    section,
    what: 'first launch ever on an empty server database: 8 users hashed, form usable',
    ours: first,
  })
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

export async function bareStart(app: App, userData: string): Promise<number> {
  const program = await launch(app, [`--user-data-dir=${userData}`])
  const paint = (await program.page.run<number>(firstPaint)) - program.spawnedAt
  await program.close()
  return paint
}

export async function serverStart(
  app: App,
  labs: Labs,
  userData: string,
): Promise<{ paint: number; form: number; ready: number; rows: number }> {
  const program = await launch(app, [`--secrets=${labs.million.secrets}`, `--user-data-dir=${userData}`])
  const form = (await program.page.run<number>(painted(signInIsThere))) - program.spawnedAt
  const ready = (await program.page.run<number>(painted(databaseIsReady))) - program.spawnedAt
  const paint = (await program.page.run<number>(firstPaint)) - program.spawnedAt
  const rows = await signInToRows(program, userData)
  await program.close()
  return { paint, form, ready, rows }
}

/**
 * Sign in by the form. The answer's time is main's own, from its log: a person's typing and bcrypt's quarter of a
 * second are no part of the figure.
 */
async function signInToRows({ page }: Program, userData: string): Promise<number> {
  await signIn(page)
  const seen = await page.run<number>(painted(rowsAreThere('Users')))
  const logs = join(userData, 'logs')
  const log = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n')
  const answered = log
    .split('\n')
    .findLast((line) => line.includes('signed in'))
    ?.split(' ')[0]
  return seen - Date.parse(answered ?? '')
}

/** Fill in the form as the bench's admin and send it. */
export async function signIn(page: Program['page']): Promise<void> {
  await page.run(`document.querySelector('input[name=username]').select()`)
  await page.type('ada')
  await page.run(`document.querySelector('input[name=password]').select()`)
  await page.type('abc')
  await page.press('Enter')
}

export async function embeddedStart(app: App, userData: string): Promise<{ paint: number; rows: number }> {
  const program = await launch(app, ['--demo', `--user-data-dir=${userData}`])
  const rows = (await program.page.run<number>(painted(rowsAreThere('Users')))) - program.spawnedAt
  const paint = (await program.page.run<number>(firstPaint)) - program.spawnedAt
  await program.close()
  return { paint, rows }
}

async function firstLaunch(labs: Labs, userData: string): Promise<number> {
  const lab = await labs.empty()
  const file = join(userData, 'first_users.yaml')
  const people = Array.from({ length: 8 }, (_, index) =>
    [
      `  - username: person${index}`,
      `    email: person${index}@lab.example.edu`,
      '    first_name: Person',
      '    last_name: Example',
      `    password: "Bench-${index}-Pass!"`,
      `    role: ${index === 0 ? 'admin' : 'regular'}`,
    ].join('\n'),
  )
  writeFileSync(file, `first_users:\n${people.join('\n')}\n`)
  const program = await launch(root, [
    `--secrets=${lab.secrets}`,
    `--first-users=${file}`,
    `--user-data-dir=${join(userData, 'data')}`,
  ])
  const form = (await program.page.run<number>(painted(signInIsThere))) - program.spawnedAt
  await program.close()
  return form
}
