// Stored secrets in the window: shown for a while after one's own password, copied, replaced, set from a file.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { decrypt, encrypt, parseKey, type FernetKey } from '../../src/main/crypto/fernet'
import { asPutty, keyText, saidOf } from '../support/ssh-keys'
import { filesWith, resize, temporaryFolder, type Console } from './support/console'
import { field } from './support/form'
import { expect, test, type LabDatabase } from './support/lab'
import { TablePage } from './support/pages'
import { cipherKey } from './support/prepare'
import { station } from './support/station'

const secret = 'Canary-machine-7741!'
const key = keyOf(cipherKey)
const otherKey = keyOf('xaotrbm7Q2FZBd2rLpMVn6sz4F7Yz0Scx5MwEqZ-6ts=')

function keyOf(text: string): FernetKey {
  const parsed = parseKey(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}

async function store(
  lab: LabDatabase,
  name: string,
  password: string | null,
  sshKey: string | null,
  by = key,
) {
  await lab.sql('UPDATE virtual_machines SET password = $2, ssh_key = $3 WHERE name = $1', [
    name,
    password && encrypt(by, Buffer.from(password)),
    sshKey && Buffer.from(encrypt(by, Buffer.from(sshKey)), 'latin1'),
  ])
}

async function stored(lab: LabDatabase, name: string, by = key) {
  const [row] = await lab.sql<{ password: string | null; ssh_key: Buffer | null }>(
    'SELECT password, ssh_key FROM virtual_machines WHERE name = $1',
    [name],
  )
  const open = (token: string | undefined | null) => {
    if (token == null) return null
    const opened = decrypt(by, token)
    return opened.ok ? opened.bytes.toString('utf8') : opened.reason
  }
  return { password: open(row?.password), key: open(row?.ssh_key?.toString('latin1')) }
}

const clipboardOf = ({ app }: Console) => app.evaluate(({ clipboard }) => clipboard.readText())
const shown = (page: Page): Locator => page.getByRole('dialog').getByRole('group', { name: 'Password' })

async function credentialsOf(page: Page, name: string): Promise<Locator> {
  const panel = await (await new TablePage(page, 'Virtual machines').open()).openRow(name)
  await panel.getByRole('tab', { name: 'Credentials' }).click()
  return panel
}

test('credentials: a password is shown after one’s own, hidden by time, blur and wish, and left nowhere', async ({
  signedIn,
  lab,
}) => {
  await store(lab, 'lab-01', secret, keyText('openssh-ed25519'))
  const userData = temporaryFolder('credentials')
  const { page, app } = await signedIn({ userData })
  const panel = await credentialsOf(page, 'lab-01')
  await expect(
    panel.getByRole('tabpanel', { name: 'Credentials' }).getByText('Both a password and a key are there'),
  ).toBeVisible()
  await expect(panel.getByText(/SHA256:\S+/u)).toHaveText(saidOf['openssh-ed25519']?.split(' ')[1] ?? '')
  await expect(panel.getByText('Ed25519, 256 bits · OpenSSH')).toBeVisible()
  await expect(panel.getByText('throwaway ed25519')).toBeVisible()
  await station(page, 'credentials-tab')

  await page.clock.install()
  await panel.getByRole('button', { name: 'Show password…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Password of lab-01' })
  const own = dialog.getByLabel('Your own password')
  await expect(own).toBeFocused()
  await own.fill('wrong')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('This is not your password.')).toBeVisible()
  await expect(own).toBeFocused()
  await own.fill('abc')
  await page.keyboard.press('Enter')
  await expect(shown(page)).toHaveText(secret)
  await expect(dialog.getByText(/^Hidden in \d+ seconds$/u)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused()
  await station(page, 'credentials-shown')

  await page.clock.runFor(29_000)
  await expect(shown(page)).toHaveText(secret)
  await page.clock.runFor(1_500)
  await expect(dialog.getByText('Hidden after 30 seconds.')).toBeVisible()
  expect(await page.content()).not.toContain(secret)
  await station(page, 'credentials-hidden')

  // Within five minutes it is not asked for again.
  await expect(dialog.getByRole('button', { name: 'Show again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(shown(page)).toHaveText(secret)
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(dialog.getByText('Hidden, because the window was left.')).toBeVisible()
  expect(await page.content()).not.toContain(secret)
  await dialog.getByRole('button', { name: 'Show again' }).click()
  await dialog.getByRole('button', { name: 'Hide', exact: true }).click()
  await expect(dialog.getByText('Hidden.', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await page.content()).not.toContain(secret)

  // Nothing of it is in what the program wrote.
  await app.close()
  expect(filesWith(userData, secret)).toEqual([])
  expect(filesWith(userData, keyText('openssh-ed25519').split('\n')[3] ?? '')).toEqual([])
})

test('credentials: by keyboard alone, copied and taken off the clipboard after a while', async ({
  signedIn,
  lab,
}) => {
  await store(lab, 'lab-01', secret, null)
  const console = await signedIn()
  const { page, app } = console
  await new TablePage(page, 'Virtual machines').open()
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('lab-01')
  await expect(new TablePage(page, 'Virtual machines').row('lab-01')).toBeVisible()
  await new TablePage(page, 'Virtual machines').expectCount(1)
  await page.keyboard.press('Escape')
  await new TablePage(page, 'Virtual machines').row('lab-01').click()
  // The program's own 45 seconds, without waiting for them.
  await app.evaluate(() => {
    const real = globalThis.setTimeout
    const kept: (() => void)[] = []
    Object.assign(globalThis, {
      vmlabRun: () => kept.splice(0).forEach((run) => run()),
      setTimeout: (run: () => void, wait?: number) => {
        if (wait !== 45_000) return real(run, wait)
        kept.push(run)
        return real(() => undefined, 0)
      },
    })
  })
  const runTimers = () => app.evaluate(() => (globalThis as unknown as { vmlabRun(): void }).vmlabRun())
  await page.keyboard.press('ControlOrMeta+Shift+c')
  await page.getByLabel('Your own password').waitFor()
  await page.keyboard.type('abc')
  await page.keyboard.press('Enter')
  await expect(page.getByText('It is taken off the clipboard in 45 seconds')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await page.content()).not.toContain(secret)
  expect(await clipboardOf(console)).toBe(secret)
  await runTimers()
  await expect.poll(() => clipboardOf(console)).toBe('')

  await page.keyboard.press('ControlOrMeta+Shift+c')
  await expect.poll(() => clipboardOf(console)).toBe(secret)
  await app.evaluate(({ clipboard }) => clipboard.writeText('a letter'))
  await runTimers()
  await expect.poll(() => clipboardOf(console)).toBe('a letter')
})

test('credentials: a machine’s password is replaced with four keys or clicks', async ({ signedIn, lab }) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-02').click()
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await expect(page.getByLabel('New password')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Fill this in.')).toBeVisible()
  await page.keyboard.type('Fresh-Password-1')
  await station(page, 'credentials-replace')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The password of lab-02 was replaced.')).toBeVisible()
  expect(await stored(lab, 'lab-02')).toMatchObject({ password: 'Fresh-Password-1' })

  await vms.row('lab-03').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Replace password…' }).click()
  await page.getByRole('button', { name: 'Generate' }).click()
  await page.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(page.getByText('The password of lab-03 was replaced.')).toBeVisible()
  expect((await stored(lab, 'lab-03')).password).toMatch(/^\S{16}$/u)
})

test('credentials: what is not whole is told where it is shown, and set again there', async ({
  signedIn,
  lab,
}) => {
  await lab.sql("UPDATE virtual_machines SET password = 'gAAAAABcut', ssh_key = 'junk' WHERE name = 'lab-04'")
  const { page } = await signedIn()
  const panel = await credentialsOf(page, 'lab-04')
  await expect(
    panel.getByText('the portal takes the key, which it cannot use', { exact: false }),
  ).toBeVisible()
  await expect(panel.getByText('The stored password is not whole', { exact: false })).toBeVisible()
  await station(page, 'credentials-broken')
  await panel.getByRole('button', { name: 'Replace password…' }).click()
  await page.getByLabel('New password').fill('Fresh-Password-4')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The password of lab-04 was replaced.')).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Show password…' })).toBeVisible()
  expect(await stored(lab, 'lab-04')).toMatchObject({ password: 'Fresh-Password-4' })
})

test('credentials: a key is set from a file, by dropping and by choosing, and garbage is refused in words', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const panel = await vms.openRow('lab-04')
  const keyField = field(panel, 'SSH key')
  const drop = async (name: string, content: string) => {
    const data = await page.evaluateHandle(
      ([fileName, text]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([text ?? ''], fileName ?? ''))
        return transfer
      },
      [name, content] as const,
    )
    await keyField.dispatchEvent('dragover', { dataTransfer: data })
    await keyField.dispatchEvent('drop', { dataTransfer: data })
  }
  await drop('id.pub', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea a')
  await expect(panel.getByText('This is a public key')).toBeVisible()
  await expect(keyField).toHaveValue('')
  await drop('notes.txt', 'x'.repeat(70_000))
  await expect(panel.getByText('This file is too large for a key')).toBeVisible()
  await drop('lab.ppk', asPutty('openssh-rsa-2048', 3))
  await expect(panel.getByText('RSA, 2048 bits · PuTTY')).toBeVisible()
  await expect(panel.getByText('stored in OpenSSH’s form')).toBeVisible()
  await expect(panel.getByText('This file is too large')).toBeHidden()
  await station(page, 'credentials-dropped')
  await vms.save()
  await expect(page.getByText('lab-04 was saved.')).toBeVisible()
  expect((await stored(lab, 'lab-04')).key).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/u)

  const second = await vms.openRow('lab-05')
  await second
    .locator('input[type=file]')
    .setInputFiles({ name: 'id', mimeType: 'text/plain', buffer: Buffer.from(keyText('pem-rsa-2048')) })
  await expect(second.getByText('RSA, 2048 bits · PEM')).toBeVisible()
  await vms.save()
  await expect(page.getByText('lab-05 was saved.')).toBeVisible()
  expect((await stored(lab, 'lab-05')).key).toBe(keyText('pem-rsa-2048'))

  const third = await vms.openRow('lab-06')
  await field(third, 'SSH key').fill('hunter2')
  await expect(third.getByText('This is no private key.')).toBeVisible()
  await vms.save()
  await expect(third.getByText('This is no private key.')).toBeVisible()
  expect((await stored(lab, 'lab-06')).key).toBeNull()
})

test('credentials: a wrong cipher key is said across the window, in the form and on the Database page', async ({
  signedIn,
  lab,
}) => {
  await store(lab, 'lab-01', secret, null, otherKey)
  const { app, page } = await signedIn({ colorScheme: 'dark' })
  await resize(app, { width: 900, height: 600 })
  const banner = page.getByRole('status').filter({ hasText: 'cipher key does not open' })
  await expect(banner).toBeVisible()
  await station(page, 'credentials-wrong-key')
  await page.getByRole('button', { name: 'Look at the cipher key' }).click()
  await expect(page.getByRole('region', { name: 'Cipher key' })).toContainText(
    'the one stored secret that was tried does not open',
  )
  await station(page, 'credentials-database-page')
  const panel = await credentialsOf(page, 'lab-01')
  await expect(panel.getByText('It does not open with the lab’s cipher key')).toBeVisible()
  await station(page, 'credentials-does-not-open')
  await panel.getByRole('tab', { name: 'Details' }).click()
  await expect(panel.getByText('does not open what is stored')).toBeVisible()
})

test('credentials: a malformed cipher key keeps nobody out', async ({ signedIn, lab }) => {
  writeFileSync(lab.secrets, readFileSync(lab.secrets, 'utf8').replace(cipherKey, 'short'), { mode: 0o600 })
  const { page } = await signedIn()
  await expect(page.getByText('cipher_key is not base64', { exact: false }).first()).toBeVisible()
  const vms = await new TablePage(page, 'Virtual machines').open()
  const panel = await vms.openRow('lab-01')
  await expect(panel.getByText('The lab has no usable cipher key')).toBeVisible()
  await field(panel, 'Password').fill('x')
  await vms.save()
  await expect(panel.getByText('There is no usable cipher_key')).toBeVisible()
  await field(panel, 'Password').fill('')
  await field(panel, 'Port').fill('2222')
  await vms.save()
  await expect(page.getByText('lab-01 was saved.')).toBeVisible()
})

test('credentials: all are re-keyed, an older key is given first, and the steps for the portal are told', async ({
  signedIn,
  lab,
}) => {
  await store(lab, 'lab-01', 'one', keyText('pem-ecdsa-256'))
  await store(lab, 'lab-02', 'two', null, otherKey)
  await lab.sql("UPDATE virtual_machines SET password = 'no token' WHERE name = 'lab-03'")
  const { app, page } = await signedIn()
  await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
  const card = page.getByRole('region', { name: 'Cipher key' })
  await expect(card).toContainText('1 of 2 stored secrets tried open')
  await card.getByRole('button', { name: 'Try an older key…' }).click()
  const older = page.getByRole('dialog', { name: 'Try an older key' })
  await expect(older.getByLabel('Cipher key')).toBeFocused()
  await page.keyboard.type('too short')
  await page.keyboard.press('Enter')
  await expect(older.getByText('This is no cipher key.')).toBeVisible()
  await older.getByLabel('Cipher key').fill('xaotrbm7Q2FZBd2rLpMVn6sz4F7Yz0Scx5MwEqZ-6ts=')
  await page.keyboard.press('Enter')
  await expect(page.getByText('With it 2 of 2 stored secrets tried open.')).toBeVisible()
  await expect(card).toContainText('1 of them only with an older key')

  const copy = join(dirname(lab.secrets), 'secrets.new-key.toml')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, copy)
  await card.getByRole('button', { name: 'Re-key…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Re-key all secrets' })
  await expect(dialog.getByText('4 stored secrets will be encrypted')).toBeVisible()
  await dialog.getByRole('button', { name: 'Re-key', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Re-key', exact: true })).toBeFocused()
  await expect(dialog.getByText('Choose where the copy is written.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Choose place…' }).click()
  await expect(dialog.getByText(copy)).toBeVisible()
  await station(page, 'credentials-rekey')
  await dialog.getByRole('button', { name: 'Re-key', exact: true }).click()
  const done = page.getByRole('dialog', { name: '3 secrets have the new key' })
  await expect(done.getByText('3 secrets were re-keyed.')).toBeVisible()
  await expect(done.getByText('Close', { exact: true })).toBeFocused()
  await expect(done.getByText('lab-03: password')).toBeVisible()
  await expect(done.getByText('Start the portal.')).toBeVisible()
  await station(page, 'credentials-rekeyed')
  await page.keyboard.press('Escape')
  await expect(done).toBeHidden()
  await expect(card).toContainText('It is the right one')

  // The portal reads it with the copy, of which nothing but the key has changed.
  const written = readFileSync(copy, 'utf8')
  const newKey = /cipher_key = "(.*)"/u.exec(written)?.[1] ?? ''
  expect(newKey).not.toBe(cipherKey)
  expect(written.replace(newKey, cipherKey)).toBe(readFileSync(lab.secrets, 'utf8'))
  if (process.platform !== 'win32') expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect((await stored(lab, 'lab-01', keyOf(newKey))).key).toBe(keyText('pem-ecdsa-256'))
  expect((await stored(lab, 'lab-02', keyOf(newKey))).password).toBe('two')
  expect(await page.content()).not.toContain(newKey)

  // What is stored from now on has the new key, before the portal's file has it.
  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.row('lab-04').click()
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await page.getByLabel('New password').fill('after')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The password of lab-04 was replaced.')).toBeVisible()
  expect((await stored(lab, 'lab-04', keyOf(newKey))).password).toBe('after')
})
