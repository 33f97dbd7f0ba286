// The server hangs, dies and comes back under the running window.
import { createServer } from 'node:net'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../support/servers'
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { station } from './support/station'
import { prepareLab, secretsToml } from './support/prepare'

test('what was typed stays while the server is away, and is saved when it is back', async ({ open }) => {
  const server = await startServer(15)
  try {
    const secrets = await prepareLab(server, 'outage_test')
    const { page } = await open({ args: [`--secrets=${secrets}`] })
    await new SignInPage(page).signIn('ada', 'abc')
    const bookmarks = await new TablePage(page, 'Bookmarks').open()
    await bookmarks.expectCount(2)
    const dialog = await bookmarks.openRow('Handbook')
    await dialog.getByLabel('Name', { exact: true }).fill('Lab handbook, second edition')
    await server.kill9()
    await bookmarks.save()
    await expect(page.getByText('What you typed is kept.', { exact: false })).toBeVisible()
    await expect(page.getByText(/Next try in \d+ second/u)).toBeVisible()
    await station(page, 'outage')
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Lab handbook, second edition')
    await server.start()
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect(page.getByText('What you typed is kept.', { exact: false })).toBeHidden({ timeout: 30_000 })
    await bookmarks.save()
    await expect(bookmarks.row('second edition')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('a server that is dead at the start leaves a usable window, which comes right by itself', async ({
  open,
}) => {
  const server = await startServer(15)
  try {
    const secrets = await prepareLab(server, 'dead_test')
    await server.stop()
    const { page } = await open({ args: [`--secrets=${secrets}`] })
    await expect(page.getByText('cannot be reached', { exact: false }).first()).toBeVisible()
    await station(page, 'unavailable')
    await server.start()
    await expect(new SignInPage(page).button()).toBeVisible({ timeout: 40_000 })
    await new SignInPage(page).signIn('ada', 'abc')
    await new TablePage(page, 'Users').expectCount(6)
  } finally {
    await server.remove()
  }
})

test('a server that accepts and says nothing never leaves a blank screen', async ({ open }) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const secrets = join(temporaryFolder('silent'), 'secrets.toml')
  writeFileSync(secrets, secretsToml({ host: '127.0.0.1', port, user: 'x', password: 'y' }, 'z'), {
    mode: 0o600,
  })
  const { page } = await open({ args: [`--secrets=${secrets}`] })
  await expect(page.getByText('Connecting to z on 127.0.0.1', { exact: false })).toBeVisible()
  await expect(page.getByText('cannot be reached', { exact: false }).first()).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('button', { name: 'Connect to another lab…' })).toBeEnabled()
  silent.close()
})
