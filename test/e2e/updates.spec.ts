// Newer versions in the real window: offered, refused where something is wrong, installed at quit; and the settings.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { channelFile, startFeed } from '../support/update-feed'
import { expectAccessible } from './support/axe'
import { allText, electronPath, temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { station } from './support/station'

const content = Buffer.alloc(3_000_000, 'the new program ')
const release = {
  version: '9.9.9',
  file: { name: `VMLabConsole-9.9.9-${process.arch}.AppImage`, content },
  notes: '## Faster lists\n\n- A million rows in a second\n- <b>No HTML</b> is run\n',
}
const canary = 'feed-canary-51b'

/** What an AppImage finds when it was started, with a feed of the test's. */
function appImage(feed: string) {
  const folder = temporaryFolder('image')
  const image = join(folder, 'Console.AppImage')
  const config = join(folder, 'app-update.yml')
  const policy = join(folder, 'policy.json')
  writeFileSync(image, 'the old program', { mode: 0o755 })
  writeFileSync(config, JSON.stringify({ provider: 'generic', url: feed, updaterCacheDirName: 'updates' }))
  mkdirSync(join(folder, 'cache'))
  const env = {
    APPIMAGE: image,
    APPDIR: dirname(electronPath()),
    XDG_CACHE_HOME: join(folder, 'cache'),
    VMLAB_UPDATE_CONFIG: config,
    VMLAB_POLICY: policy,
  }
  return { env, image, policy, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

// Only there does the program replace itself in the form that this test gives it.
test('a newer version is offered, checked, and installed at quit', async ({ signedIn }) => {
  const feed = await startFeed(release)
  const { env, image, remove } = appImage(feed.url.replace('//', `//lab:${canary}@`))
  const { app, page, userData } = await signedIn({ env })

  const banner = page.getByRole('status').filter({ hasText: 'Version 9.9.9 of VM Lab Console is available.' })
  await expect(banner).toBeVisible({ timeout: 20_000 })
  expect(feed.asked).toEqual([channelFile])
  await station(page, 'update-banner')
  await page.getByRole('button', { name: 'See what is new' }).click()
  const dialog = page.getByRole('dialog', { name: 'Version 9.9.9 is available' })
  await expect(dialog).toContainText('<b>No HTML</b> is run')
  await expect(dialog).toContainText('The download is 3 MB.')
  await expectAccessible(page, 'update-offered')

  // Nothing that is wrong gets in, and each says why.
  const download = dialog.getByRole('button', { name: 'Download', exact: true })
  const failed = page.getByRole('dialog', { name: 'Updates' })
  const again = failed.getByRole('button', { name: 'Try again' })
  feed.manner = 'tampered'
  await expect(download).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(failed.getByRole('alert')).toContainText('is not the one that was announced')
  await expectAccessible(page, 'update-failed')
  for (const [manner, words] of [
    ['cut', 'broke off before the download was complete'],
    ['redirected', 'to another or an unencrypted address'],
  ] as const) {
    feed.manner = manner
    await again.click()
    await expect(failed.getByRole('alert')).toContainText(words)
  }
  feed.manner = 'hang'
  await again.click()
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await station(page, 'update-downloading')
  await dialog.getByRole('button', { name: 'Stop the download' }).click()
  await expect(download).toBeVisible()
  expect(readFileSync(image, 'utf8')).toBe('the old program')

  feed.manner = 'whole'
  await download.click()
  await expect(dialog.getByRole('status')).toContainText('will be installed when you quit')
  await station(page, 'update-ready')
  expect(readFileSync(image, 'utf8')).toBe('the old program')
  expect(allText(join(userData, 'logs'))).not.toContain(canary)
  const closed = app.waitForEvent('close')
  await dialog.getByRole('button', { name: 'Quit and install' }).click()
  await closed
  expect(readFileSync(image).equals(content)).toBe(true)
  await feed.close()
  remove()
})

test('the settings by keyboard alone, and a policy that turns updates off', async ({ open }) => {
  const feed = await startFeed({ ...release, version: '0.0.1' })
  const { env, policy, remove } = appImage('https://updates.invalid/')
  const { app, page, userData, complaints } = await open({ env, size: { width: 900, height: 600 } })
  await expect(page.getByRole('heading').first()).toBeVisible()
  const stored = () => JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8')) as unknown
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const openUpdates = async () => {
    await page.keyboard.press('Control+,')
    await expect(settings).toBeVisible()
    // The button that closes it comes first.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(settings.getByRole('tab', { name: 'General' })).toBeFocused()
    // The last of the sections.
    await page.keyboard.press('End')
    await expect(settings.getByRole('tabpanel', { name: 'Updates' })).toContainText('newer versions')
  }

  await page.keyboard.press('Control+,')
  await expect(settings).toContainText(userData)
  await expectAccessible(page, 'settings-general')
  await page.keyboard.press('Escape')
  await openUpdates()
  await expect(settings).toContainText('None is set.')
  await page.keyboard.press('Tab')
  const daily = settings.getByRole('switch')
  await expect(daily).toBeFocused()
  await page.keyboard.press('Space')
  await expect(daily).not.toBeChecked()
  await expect.poll(stored).toMatchObject({ updates: { check: false } })

  // An address counts once the person has agreed outside the window.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const address = settings.getByRole('textbox', { name: 'Address' })
  await expect(address).toBeFocused()
  await page.keyboard.type('http://updates.example.org')
  await page.keyboard.press('Enter')
  await expect(settings).toContainText('Only https:// addresses can be used')
  await station(page, 'settings-address')
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
  })
  await address.fill(feed.url)
  await page.keyboard.press('Enter')
  await expect(address).toBeEnabled()
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  await page.keyboard.press('Enter')
  await expect(settings).toContainText('Set here.')
  await expect(settings.getByRole('button', { name: 'Change…' })).toBeFocused()
  await expect(settings).toContainText(feed.url)
  await expectAccessible(page, 'settings-updates')

  // What is older than this is never taken, and that is said.
  await page.keyboard.press('Tab')
  await expect(settings.getByRole('button', { name: 'Check for updates' })).toBeFocused()
  await page.keyboard.press('Enter')
  const found = page.getByRole('dialog', { name: 'Updates' })
  await expect(found).toContainText('never goes back to an older version')
  await expect(found.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  await station(page, 'update-none')
  await page.keyboard.press('Escape')

  // An administrator's word counts from then on, and a file that says nothing clear turns updates off too.
  const before = feed.asked.length
  for (const [content, words] of [
    [
      '{"version": 1, "updates": {"enabled": false}}',
      'An administrator of this computer has turned updates off.',
    ],
    ['{"version": 1, "updates": {"enable": false}}', 'policy file for this computer cannot be used'],
  ] as const) {
    writeFileSync(policy, content, { mode: 0o644 })
    await openUpdates()
    await expect(settings).toContainText(words)
    await expect(daily).toBeDisabled()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('check for updates')
    await page.keyboard.press('Enter')
    await expect(found).toContainText(words)
    await page.keyboard.press('Escape')
  }
  await station(page, 'settings-policy')
  expect(feed.asked).toHaveLength(before)
  expect(complaints).toEqual([])
  await feed.close()
  remove()
})
