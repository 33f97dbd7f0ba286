// axe finds nothing on any screen, in both themes; a whole journey works by keyboard alone.
import type { Page } from '@playwright/test'
import { source } from 'axe-core'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'

/** What axe finds wrong, in short. It is evaluated over the debugging protocol, which the page's policy does not bind. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[]
        }>
      }
    }
    const { violations } = await run.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in the ${colorScheme} theme`, async ({ open, lab }) => {
    test.setTimeout(120_000)
    const guide = await open({ colorScheme })
    await expect(guide.page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
    expect(await faults(guide.page), 'guide').toEqual([])
    await guide.app.close()
    const { page } = await open({ colorScheme, args: [`--secrets=${lab.secrets}`] })
    const signIn = new SignInPage(page)
    await expect(signIn.button()).toBeVisible()
    expect(await faults(page), 'sign-in').toEqual([])
    await signIn.signIn('ada', 'wrong')
    await expect(signIn.alert()).toBeVisible()
    expect(await faults(page), 'sign-in with an error').toEqual([])
    await signIn.signIn('ada', 'abc')
    for (const name of ['Users', 'Virtual machines', 'Bookmarks'] as const) {
      const table = await new TablePage(page, name).open()
      await expect(table.grid().getByRole('row').nth(1)).toBeVisible()
      expect(await faults(page), name).toEqual([])
      await station(page, `${colorScheme}-${name.toLowerCase().replace(' ', '-')}`)
      await table.add()
      await table.save()
      expect(await faults(page), `${name}, form with errors`).toEqual([])
      await station(page, `${colorScheme}-${name.toLowerCase().replace(' ', '-')}-form`)
      await table
        .dialog()
        .getByRole('button', { name: 'Discard' })
        .or(table.dialog().getByRole('button', { name: 'Close' }))
        .first()
        .click()
      await table.grid().getByRole('row').nth(1).click()
      await page.keyboard.press('Delete')
      await expect(page.getByRole('alertdialog')).toBeVisible()
      expect(await faults(page), `${name}, delete`).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox').first()).toBeVisible()
    expect(await faults(page), 'palette').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
    await expect(page.getByRole('heading', { name: 'Database' }).first()).toBeVisible()
    expect(await faults(page), 'database').toEqual([])
    await station(page, `${colorScheme}-database`)
  })
}

test('sign in, find, edit, save, delete: by keyboard alone', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`], size: { width: 900, height: 600 } })
  const signIn = new SignInPage(page)
  await expect(signIn.username()).toBeFocused()
  await page.keyboard.type('ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('abc')
  await page.keyboard.press('Enter')
  await new TablePage(page, 'Users').expectCount(6)
  await page.keyboard.press('ControlOrMeta+2')
  const vms = new TablePage(page, 'Virtual machines')
  await vms.expectCount(12)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null))
    .toBe(true)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await expect(vms.dialog()).toContainText('lab-12')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null))
    .toBe(true)
  await vms.dialog().getByLabel('Host', { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('typed.example.edu')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => lab.sql("SELECT host FROM virtual_machines WHERE name = 'lab-12'"))
    .toEqual([{ host: 'typed.example.edu' }])
  await expect(vms.dialog()).toBeHidden()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null))
    .toBe(true)
  await station(page, 'keyboard-900x600')
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('1 virtual machine')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await page.keyboard.press('Delete')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await vms.expectCount(11)
  await page.keyboard.press('ControlOrMeta+n')
  await expect(vms.dialog()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(vms.dialog()).toBeHidden()
})
