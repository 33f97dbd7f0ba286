// What somebody does for a whole afternoon: sort, search, jump about, turn to other pages, open a row and close it.
import { sortableFields } from '@shared/entity'
import { vmEntity } from '@shared/entities/vm'
import type { Page } from './electron'
import { painted, rowsAreThere } from './page-scripts'

const vms = 'Virtual machines'
const link = (name: string) =>
  `[...document.querySelectorAll('nav a')].find((a) => a.textContent.includes(${JSON.stringify(name)}))`
const header = (label: string) =>
  `[...document.querySelectorAll('[role=columnheader]')].find((head) => head.textContent.trim().startsWith(${JSON.stringify(label)}))`
const selectSearch = `(() => { const box = document.querySelector('[role=searchbox], input[type=search]'); box.focus(); box.select() })()`
const isIdle = `document.querySelector('[role=grid]').getAttribute('aria-busy') === null`
const shown = (table: string, place: number | null = 0) => `${isIdle} && ${rowsAreThere(table, place)}`

/** Use the console, signed in on the bench's lab, for that long; `look` is called after each round. */
export async function workFor(page: Page, seconds: number, look: () => void): Promise<void> {
  const until = performance.now() + seconds * 1000
  const fields = sortableFields(vmEntity)
  for (let rounds = 0; performance.now() < until; rounds += 1) {
    await page.click(link(vms))
    await page.run(painted(shown(vms, null)))
    const field = fields[rounds % fields.length]
    if (field !== undefined) await page.click(header(vmEntity.fields[field].label))
    await page.run(painted(shown(vms)))
    await page.click(`document.querySelector('[data-row="0"] [role=gridcell]')`)
    for (const [key, ctrl] of [
      ['PageDown', false],
      ['m', true],
      ['PageDown', false],
      ['Home', true],
    ] as const) {
      await page.press(key, ctrl)
      await page.run(painted(rowsAreThere(vms)))
    }
    await page.run(selectSearch)
    await page.type(`kestrel${rounds % 9}`)
    await page.run(
      painted(
        `[...document.querySelectorAll('[data-row] mark')].some((mark) => mark.textContent.startsWith('kestrel'))`,
      ),
    )
    await page.run(selectSearch)
    await page.press('Backspace')
    await page.run(painted(shown(vms)))
    for (const other of ['Bookmarks', 'Users']) {
      await page.click(link(other))
      await page.run(painted(shown(other, null)))
    }
    look()
  }
}
