// A million rows: the last is reached at 200 % zoom on a double-density screen, and few are in the page.
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

test('the last of a million rows is reached by keyboard and thumb at 200 % zoom and double density', async ({
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  await lab.sql(`INSERT INTO virtual_machines (name, host, port, username, shared, user_id)
    SELECT 'm-' || lpad(n::text, 7, '0'), 'h' || n, 22, 'u', true, (SELECT min(id) FROM users)
    FROM generate_series(1, 999988) n`)
  await lab.sql('CREATE INDEX ON virtual_machines (name, id)')
  const { page, app } = await open({
    args: ['--force-device-scale-factor=2', `--secrets=${lab.secrets}`],
    size: { width: 1400, height: 900 },
  })
  await new SignInPage(page).signIn('ada', 'abc')
  const vms = await new TablePage(page, 'Virtual machines').open()
  // At once, while main still counts: the end is where the rows end, not where the first ones do.
  await vms.row('lab-01').click()
  await page.keyboard.press('Control+End')
  await expect(vms.row('m-0999988')).toBeVisible()
  await vms.expectCount(1_000_000)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  expect(await page.evaluate(() => devicePixelRatio)).toBe(4)
  await page.keyboard.press('Control+Home')
  await expect(vms.row('lab-01')).toBeVisible()
  await page.keyboard.press('Control+End')
  await expect(vms.row('m-0999988')).toBeVisible()
  await expect(vms.row('m-0999988')).toHaveAttribute('aria-rowindex', '1000001')
  await station(page, 'million-last-row')
  expect(await vms.grid().getByRole('row').count()).toBeLessThan(100)
  await page.keyboard.press('Control+Home')
  await expect(vms.row('lab-01')).toBeVisible()
  const scroller = vms
    .grid()
    .locator('xpath=descendant-or-self::*')
    .evaluateAll((all) => {
      const tall = all.find((element) => element.scrollHeight > element.clientHeight * 100)
      if (tall) tall.scrollTop = tall.scrollHeight
      return tall !== undefined
    })
  expect(await scroller).toBe(true)
  await expect(vms.row('m-0999988')).toBeVisible()
})
