// The window follows the system: forced colours, less motion, its way to write numbers, its accent colour.
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'
import { station } from './support/station'

test('forced colours leave everything to be seen: what is chosen, focused, on and off', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-02').click()
  const row = vms.row('lab-02')
  const other = vms.row('lab-03')
  const outline = (of: typeof row) => of.evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(await outline(row)).toBe('solid')
  expect(await outline(other)).toBe('none')
  await station(page, 'forced-table')
  await vms.openRow('lab-02')
  await station(page, 'forced-form')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+F1')
  await expect(page.getByRole('dialog', { name: 'Guide' })).toBeVisible()
  await station(page, 'forced-guide')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+7')
  await expect(page.getByRole('heading', { name: 'Database', exact: true })).toBeVisible()
  await station(page, 'forced-database')
})

test('with less motion nothing moves without end', async ({ open }) => {
  const { page } = await open()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Save a diagnostics bundle')
  await page.getByRole('option', { name: 'Save a diagnostics bundle…' }).click()
  await expect(page.getByRole('region', { name: 'What will be saved' })).toBeVisible()
  const moving = await page.evaluate(() => {
    // One element of each animation that the window has, made for the occasion.
    const names = [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSKeyframesRule ? [rule.name] : [])),
    )
    return names.map((name) => {
      const element = document.createElement('div')
      element.style.animation = `${name} 3s linear infinite`
      document.body.append(element)
      const { animationIterationCount, animationDuration } = getComputedStyle(element)
      element.remove()
      return `${animationIterationCount} ${animationDuration}`
    })
  })
  expect(moving.length).toBeGreaterThan(0)
  expect(new Set(moving)).toEqual(new Set(['1 0.001s']))
})

test('numbers are written as the system writes them, and its accent is followed', async ({
  signedIn,
  lab,
}) => {
  await lab.sql(
    `INSERT INTO bookmarks (name, link, user_id)
     SELECT 'mark ' || n, 'www.example.org', (SELECT id FROM users WHERE username = 'ada') FROM generate_series(1, 1500) n`,
  )
  const { app, page } = await signedIn({ env: { LANG: 'de_DE.UTF-8', LC_ALL: '' } })
  await new TablePage(page, 'Bookmarks').open()
  await expect(page.getByText(/^1\.5\d\d bookmarks$/u)).toBeVisible()
  const accent = () =>
    page.evaluate(() => {
      const probe = document.createElement('div')
      probe.style.color = 'var(--accent)'
      document.body.append(probe)
      const { color } = getComputedStyle(probe)
      probe.remove()
      return color
    })
  const before = await accent()
  await app.evaluate(({ BrowserWindow }) => {
    const value = { numbers: 'en-GB', dates: 'en-GB', hour12: null, accent: '#b0006d' }
    BrowserWindow.getAllWindows()[0]?.webContents.send('vmlab:event', { name: 'formats.changed', value })
  })
  await expect.poll(accent).toBe('rgb(176, 0, 109)')
  await station(page, 'accent-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await station(page, 'accent-dark')
  await app.evaluate(({ BrowserWindow }) => {
    const value = { numbers: 'en-GB', dates: 'en-GB', hour12: null, accent: null }
    BrowserWindow.getAllWindows()[0]?.webContents.send('vmlab:event', { name: 'formats.changed', value })
  })
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(accent).toBe(before)
})
