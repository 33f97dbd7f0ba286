// The smallest window, and 200 % zoom: nothing runs out of the window, and what one needs is within reach.
import type { Page } from '@playwright/test'
import type { Console } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station, zoomedStation } from './support/station'

/** Neither the page nor what is in it is wider than the window. */
async function expectFits(page: Page, screen: string): Promise<void> {
  const over = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const wide = document.documentElement.scrollWidth > width ? ['the page'] : []
    const buttons = [...document.querySelectorAll<HTMLElement>('button, input, [role=dialog], h1, h2')]
    return [
      ...wide,
      ...buttons
        .filter(
          (element) => element.checkVisibility() && !element.closest('[data-grid-root], .visually-hidden'),
        )
        .filter((element) => {
          const box = element.getBoundingClientRect()
          return box.width > 1 && (box.right > width + 1 || box.left < -1)
        })
        .map((element) => `${element.tagName} ${element.textContent} ${element.ariaLabel ?? ''}`),
    ]
  })
  expect(over, screen).toEqual([])
}

for (const { name, size, zoom } of [
  { name: '900x600', size: { width: 900, height: 600 }, zoom: 1 },
  { name: '1400x900-at-200', size: { width: 1400, height: 900 }, zoom: 2 },
]) {
  test(`every page fits a window of ${name.replaceAll('-', ' ')}${zoom === 1 ? '' : ' % zoom'}`, async ({
    open,
    lab,
  }) => {
    let opened: Console
    const start = async (args: string[]) => {
      opened = await open({ size, args })
      const { page, app } = opened
      await expect(page.getByRole('heading').first()).toBeVisible()
      const setZoom = () =>
        app.evaluate(
          ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor),
          zoom,
        )
      await expect(setZoom).toPass()
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width / zoom)
      return page
    }
    const look = async (page: Page, screen: string) => {
      await zoomedStation(opened.app, page, `${name}-${screen}`)
      await expectFits(page, screen)
    }

    const guide = await start([])
    await expect(guide.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
    await look(guide, 'guide')
    await guide.getByRole('radio', { name: 'Type them in' }).check({ force: true })
    await look(guide, 'guide-fields')
    await guide.getByRole('button', { name: 'Use the example file' }).click()
    await expect(guide.getByRole('dialog')).toContainText('will be added')
    await look(guide, 'preview')

    const page = await start([`--secrets=${lab.secrets}`])
    const signIn = new SignInPage(page)
    await expect(signIn.button()).toBeInViewport()
    await look(page, 'sign-in')
    await signIn.signIn('ada', 'abc')
    for (const table of ['Users', 'Virtual machines', 'Bookmarks'] as const) {
      const screen = table.toLowerCase().replace(' ', '-')
      const shown = await new TablePage(page, table).open()
      await expect(shown.grid().getByRole('row').nth(1)).toBeVisible()
      await expect(page.getByRole('button', { name: /^Add / })).toBeInViewport({ ratio: 1 })
      await look(page, screen)
      const dialog = await shown.add()
      await shown.save()
      await expect(dialog.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 })
      await look(page, `${screen}-form`)
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await look(page, 'filters')
    await page.keyboard.press('F1')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await look(page, 'shortcuts')
    await page.keyboard.press('Escape')
    await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
    await expect(page.getByRole('heading', { name: 'Database' }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Switch on', exact: true })).toBeVisible()
    await look(page, 'database')
  })
}

test('beside an open row in a small window the toolbar is whole, and its buttons keep their names', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn({ size: { width: 900, height: 600 } })
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.search().fill('lab')
  await expect(page.getByText('12 of 12')).toBeVisible()
  await vms.openRow('lab-03')
  await lab.sql("UPDATE virtual_machines SET port = 2200 WHERE name = 'lab-09'")
  const tools = page.getByRole('group', { name: 'Table tools' })
  await expect(tools.getByRole('button', { name: '1 change' })).toBeVisible()
  const panel = await vms.dialog().boundingBox()
  // Exporting and refreshing stay in the menus and on their keys.
  for (const name of ['1 change', 'Filters', 'Columns', 'More actions', 'Delete', 'Add virtual machine']) {
    const box = await tools.getByRole('button', { name, exact: true }).boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? Infinity), name).toBeLessThanOrEqual(panel?.x ?? 0)
    expect(box?.width, name).toBe(28)
  }
  await station(page, 'toolbar-beside-panel')
})

test('the filters reach as far as the table, and stand under their headers, scrolled or not', async ({
  signedIn,
}) => {
  const { page, app } = await signedIn({ size: { width: 900, height: 600 } })
  const bookmarks = await new TablePage(page, 'Bookmarks').open()
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const filters = page.getByRole('group', { name: 'Filters of bookmarks' })
  const edges = async () => {
    const [grid, group, header, filter] = await Promise.all(
      [bookmarks.grid(), filters, bookmarks.header('Owner'), filters.locator('[data-filter=owner]')].map(
        (part) => part.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect),
      ),
    )
    return { short: (grid?.right ?? 0) - (group?.right ?? 0), aside: (filter?.x ?? 0) - (header?.x ?? 0) }
  }
  await expect.poll(edges).toEqual({ short: 0, aside: 4 })
  await bookmarks.grid().evaluate((grid) => {
    grid.scrollLeft = grid.scrollWidth
  })
  await expect.poll(() => bookmarks.grid().evaluate((grid) => grid.scrollLeft)).toBeGreaterThan(100)
  await expect.poll(edges).toEqual({ short: 0, aside: 4 })
  await station(page, 'filters-scrolled')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1400, 600))
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1400)
  await expect.poll(edges).toEqual({ short: 0, aside: 4 })
  await station(page, 'filters-wide')
})
