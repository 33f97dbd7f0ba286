// Printing: a table as pages made for paper, as a PDF and to a printer.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { extractText } from 'unpdf'
import { expectAccessible } from './support/axe'
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'

async function pagesOf(file: string): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(readFileSync(file)))
  return text
}

async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Print', exact: true })

test('a table is printed as it is shown, and only its chosen rows where that is wanted', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET name = '<b>lab & 01</b>' WHERE name = 'lab-01'")
  await lab.sql("UPDATE virtual_machines SET password = 'gAAAAcanarytoken' WHERE name = 'lab-02'")
  const { app, page, complaints } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.expectCount(12)
  await page.keyboard.press('Control+p')
  await expect(dialogOf(page)).toContainText('All that are shown: 12 rows')
  const whole = join(temporaryFolder('print'), 'whole.pdf')
  await saveTo(app, whole)
  await dialogOf(page).getByRole('button', { name: 'Save as PDF…' }).click()
  await expect(page.getByText(`Saved as ${whole}.`)).toBeVisible()
  const [first = ''] = await pagesOf(whole)
  for (const part of [
    'Virtual machines',
    lab.name,
    'Ada',
    '(ada)',
    '12 rows',
    'Assigned to',
    '<b>lab & 01</b>',
    'Page 1 of 1',
  ])
    expect(first).toContain(part)
  expect(first).not.toContain('canarytoken')

  await vms.search().fill('lab-0')
  await vms.expectCount(8)
  await vms.row('lab-03').click()
  await vms.row('lab-05').click({ modifiers: ['Control'] })
  await page.keyboard.press('Control+p')
  await expect(dialogOf(page).getByRole('radio', { name: 'Only the selected: 2 rows' })).toBeChecked()
  await expectAccessible(page, 'print')
  const chosen = join(temporaryFolder('print'), 'chosen.pdf')
  await saveTo(app, chosen)
  await dialogOf(page).getByRole('button', { name: 'Save as PDF…' }).click()
  await expect(page.getByText(`Saved as ${chosen}.`)).toBeVisible()
  const [page1 = ''] = await pagesOf(chosen)
  expect(page1).toContain('2 rows, as selected')
  expect(page1).toContain('Search: “lab-0”')
  expect(page1).toContain('lab-03')
  expect(page1).not.toContain('lab-04')
  expect(complaints).toEqual([])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('ten thousand rows are printed without stopping the window, and what is left out is said', async ({
  signedIn,
  lab,
}) => {
  test.setTimeout(120_000)
  await lab.sql(
    `INSERT INTO bookmarks (name, link, user_id)
     SELECT 'mark ' || lpad(n::text, 5, '0'), 'www.example.org/' || n, (SELECT id FROM users WHERE username = 'ada')
     FROM generate_series(1, 10100) n`,
  )
  const { app, page } = await signedIn()
  await new TablePage(page, 'Bookmarks').open()
  await page.keyboard.press('Control+p')
  await expect(dialogOf(page)).toContainText('At most 10,000 rows')
  const file = join(temporaryFolder('print'), 'many.pdf')
  await saveTo(app, file)
  await page.evaluate(() => {
    const gaps: number[] = []
    let last = performance.now()
    const look = () => {
      const now = performance.now()
      gaps.push(now - last)
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Object.assign(window, { gaps })
  })
  await dialogOf(page).getByRole('button', { name: 'Save as PDF…' }).click()
  await expect(dialogOf(page).getByRole('progressbar')).toBeVisible()
  await expect(page.getByText(`Saved as ${file}.`)).toBeVisible({ timeout: 60_000 })
  const worst = await page.evaluate(() => Math.max(...(window as unknown as { gaps: number[] }).gaps))
  expect(worst, 'milliseconds in which the window drew nothing').toBeLessThan(500)

  const pages = await pagesOf(file)
  const [first = ''] = pages
  expect(first).toMatch(/The first 10,000 of 10,\d{3} rows; \d+ are left out/u)
  expect(pages.length).toBeGreaterThan(100)
  pages.forEach((text, index) => {
    expect(text).toContain(`Page ${index + 1} of ${pages.length}`)
    // The header is repeated on each page.
    expect(text).toMatch(/Name\s+Link\s+Owner/u)
  })
  expect(pages.join('\n').match(/mark \d{5}/gu)?.length).toBeGreaterThan(9_900)
})

test('a computer without a printer is told so in words, and a closed dialog changes nothing', async ({
  signedIn,
}) => {
  const { app, page } = await signedIn()
  await app.evaluate(({ app: program }) => {
    program.on('web-contents-created', (_, contents) => {
      contents.print = (_options, done) => done?.(false, 'no valid printers available')
    })
  })
  await page.keyboard.press('Control+p')
  await dialogOf(page).getByRole('button', { name: 'Print…' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('No printer could be used.')
  const file = join(temporaryFolder('print'), 'none.pdf')
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  await dialogOf(page).getByRole('button', { name: 'Save as PDF…' }).click()
  await expect(dialogOf(page).getByRole('button', { name: 'Save as PDF…' })).toBeEnabled()
  expect(existsSync(file)).toBe(false)
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toBeHidden()
})
