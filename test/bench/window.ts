// What a person waits for in the window with a million rows: calls, pages, jumps, scrolling, and the memory it takes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { sortableFields } from '@shared/entity'
import { vmEntity } from '@shared/entities/vm'
import { launch, memoryOf, type Page } from './electron'
import type { Labs } from './lab'
import { emptyScroller, measureFrames, reportFrames, type Frames } from './frames'
import { painted, rowsAreThere, signInIsThere, watch } from './page-scripts'
import type { Report } from './report'
import { signIn } from './starts'
import { summarise } from './statistics'

const root = process.cwd()
const vms = 'Virtual machines'
const link = (name: string) =>
  `[...document.querySelectorAll('nav a')].find((a) => a.textContent.includes(${JSON.stringify(name)}))`

export async function measureWindow(labs: Labs, report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-bench-window-'))
  const client = await labs.million.client()
  // One window at a time: one that is covered gets no frames.
  const floor = await measureBare(join(folder, 'bare'))
  const program = await launch(root, [
    `--secrets=${labs.million.secrets}`,
    `--user-data-dir=${join(folder, 'data')}`,
  ])
  const { page } = program
  await page.run(painted(signInIsThere))
  await signIn(page)
  await page.run(painted(rowsAreThere('Users')))
  await page.click(link(vms))
  await page.run(painted(rowsAreThere(vms)))
  await settled(client)
  const memory = {
    section: 'Memory of all processes (PSS; nothing else may run on this Electron)',
    floor: floor.memory,
    floorIs: 'bare window',
    unit: 'MB',
  }
  report.add({
    ...memory,
    what: '1M machines open',
    ours: memoryOf(program.pid),
    bound: { of: 'ratio', max: 1.6 },
  })
  reportFrames(await measureFrames(page, '[role=grid]'), floor.frames, report)
  await measureCalls(page, report)
  await measureClicks(page, client, report)
  await measureJumps(page, client, report)
  await measureSearch(page, client, report)
  report.add({ ...memory, what: '1M machines open, after all of the above', ours: memoryOf(program.pid) })
  await program.close()
  await client.end()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measureBare(userData: string): Promise<{ frames: Frames; memory: number }> {
  const bare = await launch(join(root, 'test/bench/bare'), [`--user-data-dir=${userData}`])
  await bare.page.run(painted('true'))
  const memory = memoryOf(bare.pid)
  await bare.page.run(emptyScroller)
  const frames = await measureFrames(bare.page, '#scroller')
  await bare.close()
  return { frames, memory }
}

/** Wait until nothing of the console runs on the server: the order of all rows has been read. */
async function settled(client: Client): Promise<void> {
  const sql = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'VM Lab Console' AND state <> 'idle'`
  while (((await client.query<{ count: number }>(sql)).rows[0]?.count ?? 0) > 0);
}

/** A call as the page makes it, timed in the page. */
const callInPage = `async (name, input) => {
  const started = performance.now()
  const answer = await window.vmlab.call(crypto.randomUUID(), name, input)
  if (!answer.ok) throw new Error(name + ': ' + answer.error.message)
  return { time: performance.now() - started, value: answer.value }
}`

async function measureCalls(page: Page, report: Report): Promise<void> {
  const section = 'Calls from the window'
  const one = await page.run<number>(`(async () => {
    const call = ${callInPage}
    for (let n = 0; n < 200; n += 1) await call('app.info')
    const started = performance.now()
    for (let n = 0; n < 1000; n += 1) await call('app.info')
    return 1e6 / (performance.now() - started)
  })()`)
  report.add({
    section,
    what: 'a call of nothing (app.info), one after the other',
    ours: one,
    unit: 'per second',
  })
  const many = await page.run<number>(`(async () => {
    const call = ${callInPage}
    const started = performance.now()
    for (let n = 0; n < 100; n += 1) await Promise.all(Array.from({ length: 32 }, () => call('app.info')))
    return 3.2e6 / (performance.now() - started)
  })()`)
  report.add({ section, what: 'a call of nothing, 32 at once', ours: many, unit: 'per second' })
  const nothing = await page.run<number[]>(`(async () => {
    const call = ${callInPage}
    const times = []
    for (let n = 0; n < 300; n += 1) times.push((await call('app.info')).time)
    return times
  })()`)
  const all: number[] = []
  let worst = { field: '', p95: 0 }
  for (const field of sortableFields(vmEntity)) {
    const times = await page.run<number[]>(`(async () => {
      const call = ${callInPage}
      const query = { search: '', sort: [{ field: '${field}', direction: 'ascending' }], filters: {} }
      const { listId } = (await call('vms.list', query)).value
      const { total } = (await call('lists.total', { listId })).value
      const times = []
      for (let n = 0; n < 70; n += 1) {
        const start = Math.floor(((n * 0.618034) % 1) * (total - 100))
        const { time, value } = await call('vms.rows', { listId, start, count: 100 })
        if (value.rows.length !== 100) throw new Error('not 100 rows')
        if (n >= 10) times.push(time)
      }
      await call('lists.close', { listId })
      return times
    })()`)
    all.push(...times)
    const { p95 } = summarise(times)
    if (p95 > worst.p95) worst = { field, p95 }
  }
  report.add({
    section,
    what: '100 rows anywhere in 1M machines, all sort columns (vms.rows)',
    ours: all,
    floor: nothing,
    floorIs: 'a call of nothing',
    bound: { of: 'p95', max: 20 },
  })
  report.add({
    section,
    what: '100 rows anywhere: p95 of the slowest column',
    note: worst.field,
    ours: worst.p95,
    bound: { of: 'value', max: 20 },
  })
}

/** Do something and answer how long it took from its event to the condition on the screen. */
async function after(
  page: Page,
  event: string,
  condition: string,
  act: () => Promise<void>,
): Promise<number> {
  await page.run(watch(event, condition))
  await act()
  // The condition is said too, so that a wait in vain says for what.
  return page.run<number>(`window.bench /* ${condition} */`)
}

async function measureClicks(page: Page, client: Client, report: Report): Promise<void> {
  const section = 'On the screen, 1M machines (milliseconds from the event to rows painted)'
  const first: number[] = []
  const again: number[] = []
  for (let round = 0; round < 10; round += 1) {
    // A page that is loaded again has everything to fetch anew.
    await page.reload()
    await page.run(painted(signInIsThere))
    await signIn(page)
    await page.run(painted(rowsAreThere('Users')))
    await settled(client)
    first.push(await after(page, 'click', rowsAreThere(vms), () => page.click(link(vms))))
    await settled(client)
    await page.click(link('Bookmarks'))
    await page.run(painted(rowsAreThere('Bookmarks')))
    await settled(client)
    again.push(await after(page, 'click', rowsAreThere(vms), () => page.click(link(vms))))
    await settled(client)
  }
  report.add({
    section,
    what: 'click on “Virtual machines”, never opened before',
    ours: first,
    bound: { of: 'median', max: 50 },
  })
  report.add({
    section,
    what: 'click on “Virtual machines”, opened before',
    ours: again,
    bound: { of: 'median', max: 50 },
  })
}

/** The page knows how many rows there are: before, the last one it can jump to is the last it has. */
const isCounted = (total: number) =>
  `document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '${total + 1}'`

async function measureJumps(page: Page, client: Client, report: Report): Promise<void> {
  const section = 'On the screen, 1M machines (milliseconds from the event to rows painted)'
  const { rows } = await client.query<{ total: number }>(
    'SELECT count(*)::int AS total FROM virtual_machines',
  )
  const { total } = rows[0] ?? { total: 0 }
  const end: number[] = []
  const middle: number[] = []
  const sorting: number[] = []
  const atOnce: number[] = []
  const header = (label: string) =>
    `[...document.querySelectorAll('[role=columnheader]')].find((head) => head.textContent.trim().startsWith(${JSON.stringify(label)}))`
  const firstCell = `document.querySelector('[data-row="0"] [role=gridcell]')`
  let soon = false
  for (const field of sortableFields(vmEntity)) {
    const { label } = vmEntity.fields[field]
    for (const direction of ['ascending', 'descending']) {
      const isSorted = `(${header(label)}).getAttribute('aria-sort') === '${direction}' && document.querySelector('[role=grid]').getAttribute('aria-busy') === null && ${rowsAreThere(vms, 0)}`
      sorting.push(await after(page, 'click', isSorted, () => page.click(header(label))))
      if (!soon) {
        await settled(client)
        await page.run(painted(isCounted(total)))
      }
      await page.click(firstCell)
      const jump = await after(page, 'keydown', rowsAreThere(vms, total - 1), () => page.press('End', true))
      ;(soon ? atOnce : end).push(jump)
      await settled(client)
      middle.push(
        await after(page, 'keydown', rowsAreThere(vms, Math.floor(total / 2)), () => page.press('m', true)),
      )
      await page.press('Home', true)
      await page.run(painted(rowsAreThere(vms, 0)))
      soon = !soon && end.length >= 2
    }
  }
  report.add({ section, what: 'Ctrl+End under each sort', ours: end, bound: { of: 'median', max: 50 } })
  report.add({
    section,
    what: 'Ctrl+M (middle) under each sort',
    ours: middle,
    bound: { of: 'median', max: 50 },
  })
  report.add({ section, what: 'Ctrl+End at once after sorting, the order still being read', ours: atOnce })
  report.add({ section, what: 'click on a header: first rows in the new order', ours: sorting })
}

const selectSearch = `(() => { const box = document.querySelector('[role=searchbox], input[type=search]'); box.focus(); box.select() })()`

async function measureSearch(page: Page, client: Client, report: Report): Promise<void> {
  const section = 'On the screen, 1M machines (milliseconds from the event to rows painted)'
  const times: number[] = []
  for (let round = 0; round < 9; round += 1) {
    await page.run(selectSearch)
    const word = `kestrel${round}`
    const found = `[...document.querySelectorAll('[data-row] mark')].some((mark) => mark.textContent === '${word}')`
    times.push(await after(page, 'input', found, () => page.type(word)))
    await settled(client)
  }
  await page.run(selectSearch)
  await after(page, 'input', rowsAreThere(vms, 0, 15), () => page.press('Backspace'))
  await settled(client)
  report.add({
    section,
    what: 'a rare word typed: from the last letter to its rows',
    note: '80 ms of it wait for more typing',
    ours: times,
  })
}
