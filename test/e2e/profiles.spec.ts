// Several labs: switching, each one's own layouts, production, read-only, handing a profile over.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expectAccessible } from './support/axe'
import { filesWith, temporaryFolder } from './support/console'
import { expect, test, type LabDatabase } from './support/lab'
import { SignInPage, TablePage } from './support/pages'
import { secretsToml } from './support/prepare'
import { station } from './support/station'

// The sample lab is made from nothing here, which takes seconds on a busy machine.
test.setTimeout(120_000)
const slow = { timeout: 60_000 }

const switcher = (page: Page) => page.getByRole('button', { name: /^Lab: / })
const inMenu = (page: Page, name: string) => page.getByRole('menuitem', { name })

async function switchTo(page: Page, name: string): Promise<void> {
  await switcher(page).click()
  await inMenu(page, name).click()
}

/** Connect by the guide with the secrets file of a lab, under a name. */
async function connectByGuide(app: ElectronApplication, page: Page, lab: LabDatabase, name: string) {
  await answerDialogs(app, lab.secrets)
  await page.getByRole('button', { name: 'Choose file…' }).click()
  await page.getByRole('button', { name: 'Name, colour and safety' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('radio', { name: 'Red' }).check({ force: true })
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

async function widen(page: Page, users: TablePage): Promise<void> {
  const box = await users.header('Email').boundingBox()
  if (!box) throw new Error('The column is not shown')
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2]
  await page.mouse.move(edge - 2, middle)
  await page.mouse.down()
  for (const by of [30, 58]) await page.mouse.move(edge + by, middle)
  await page.mouse.up()
}

/** Every file dialog answers with this path from now on. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  // More than once where it must be: while the program is being loaded, what is evaluated in it may be lost.
  await expect(() =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    }, path),
  ).toPass()
}

test('two labs keep their own layouts, from wherever one switches', async ({ open, lab }) => {
  const userData = temporaryFolder('labs')
  const { page, app, complaints } = await open({ userData })
  await connectByGuide(app, page, lab, 'North lab')
  const signIn = new SignInPage(page)
  await signIn.signIn('ada', 'abc')
  const users = new TablePage(page, 'Users')
  await users.expectCount(6)
  await expect(switcher(page)).toHaveAccessibleName(/North lab/u)
  await users.header('Email').click()
  await expect(users.header('Email')).toHaveAttribute('aria-sort', 'ascending')
  const width = async () => (await users.header('Email').boundingBox())?.width ?? 0
  const before = await width()
  await widen(page, users)
  await expect.poll(width).toBeGreaterThan(before)
  const wide = await width()

  // From the shell, by the menu: the guide, then the sample lab.
  await station(page, 'profiles-north')
  await switcher(page).click()
  await station(page, 'profiles-menu')
  await inMenu(page, 'New lab…').click()
  await page.getByRole('button', { name: 'Connect to another lab', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Your labs' })).toContainText('North lab')
  await station(page, 'profiles-guide')
  await page.getByRole('button', { name: 'Open the sample lab' }).click()
  await expect(signIn.username()).toHaveValue('demo', slow)
  await signIn.button().click()
  await users.expectCount(300)
  await expect(users.header('Email')).not.toHaveAttribute('aria-sort', 'ascending')
  expect(await width()).toBeLessThan(wide)
  await users.header('Role').click()
  await expect(users.header('Role')).toHaveAttribute('aria-sort', 'ascending')

  // By the palette, with the keyboard alone; nobody is signed in to the other lab.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('open lab north')
  await expect(page.getByRole('option', { name: 'Open lab North lab' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await signIn.signIn('ada', 'abc')
  await users.expectCount(6)
  await expect(users.header('Email')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(width).toBe(wide)
  await expect(users.row('demo')).toHaveCount(0)

  // From the sign-in screen of one to the other one, whose layout is there too.
  await page.getByRole('button', { name: /^Account/u }).click()
  await inMenu(page, 'Sign out').click()
  await switchTo(page, 'Sample lab')
  await expect(signIn.username()).toHaveValue('demo', slow)
  await signIn.button().click()
  await expect(users.header('Role')).toHaveAttribute('aria-sort', 'ascending')
  expect(complaints).toEqual([])
  await app.close()

  // The one that was open comes up; one whose server is away is no dead end.
  const away = join(temporaryFolder('away'), 'secrets.toml')
  const nowhere = { host: '127.0.0.1', port: 9, user: 'nobody', password: 'nothing' }
  writeFileSync(away, secretsToml(nowhere, 'none_test'), { mode: 0o600 })
  const second = await open({ userData, args: [`--secrets=${away}`] })
  await expect(second.page.getByRole('heading', { name: /cannot be reached/u })).toBeVisible(slow)
  await switchTo(second.page, 'North lab')
  await new SignInPage(second.page).signIn('ada', 'abc')
  await new TablePage(second.page, 'Users').expectCount(6)
  await second.app.close()
  const third = await open({ userData })
  await expect(switcher(third.page)).toHaveAccessibleName(/North lab/u)
  await expect(new SignInPage(third.page).button()).toBeVisible(slow)
})

test('the way to a lab is corrected in place, and its name and layouts stay', async ({ open, lab }) => {
  const userData = temporaryFolder('corrected')
  const { page, app, complaints } = await open({ userData })
  await connectByGuide(app, page, lab, 'North lab')
  await new SignInPage(page).signIn('ada', 'abc')
  const users = new TablePage(page, 'Users')
  await users.header('Email').click()
  await expect(users.header('Email')).toHaveAttribute('aria-sort', 'ascending')
  await switcher(page).click()
  await inMenu(page, 'Edit this lab…').click()
  const edit = page.getByRole('dialog', { name: 'Edit North lab' })
  await edit.getByRole('button', { name: 'Change the connection…' }).click()

  await expect(page.getByRole('heading', { name: 'Change how North lab is reached' })).toBeVisible()
  await station(page, 'profiles-correct')
  await page.getByRole('button', { name: 'Different on this computer' }).click()
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('localhost')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await new SignInPage(page).signIn('ada', 'abc')
  await expect(users.header('Email')).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('contentinfo')).toContainText('on localhost:')
  await switcher(page).click()
  await expect(page.getByRole('menuitemradio').or(inMenu(page, 'North lab'))).toHaveCount(1)
  expect(complaints).toEqual([])
})

test('what is typed is asked about before the lab is changed', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.getByRole('button', { name: 'Add user', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Username', { exact: true }).fill('half')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: /^Open lab/u })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await switcher(page).click()
  await inMenu(page, 'New lab…').click()
  await expect(page.getByRole('alertdialog', { name: 'Discard what you typed?' })).toBeVisible()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByLabel('Username', { exact: true })).toHaveValue('half')
})

test('production is shown on top, and lets much go only by its name', async ({ signedIn, lab }) => {
  const { page, userData } = await signedIn({ size: { width: 900, height: 600 } })
  await switcher(page).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Edit/u })
  await expect(dialog.getByText('Saving keeps it among your labs', { exact: false })).toBeVisible()
  await expectAccessible(page, 'profile-edit')
  await dialog.getByLabel('Name', { exact: true }).fill('Campus')
  await dialog.getByRole('radio', { name: 'Amber' }).check({ force: true })
  await dialog.getByRole('switch', { name: 'This is production' }).check({ force: true })
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Production: Campus')).toBeVisible()
  expect(readFileSync(join(userData, 'profiles.json'), 'utf8')).toContain('"Campus"')
  await expectAccessible(page, 'profile-production')

  const vms = await new TablePage(page, 'Virtual machines').open()
  await vms.expectCount(12)
  await vms.row('lab-01').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'Delete 2 virtual machines?' })
  const name = question.getByLabel('Type Campus to delete from production')
  await question.getByRole('button', { name: 'Delete 2 virtual machines' }).click()
  await expect(name).toBeFocused()
  await expect(question.getByText('Type the name as it is: Campus')).toBeVisible()
  await expectAccessible(page, 'profile-production-delete')
  await name.fill('campus')
  await question.getByRole('button', { name: 'Delete 2 virtual machines' }).click()
  await expect(question.getByText('Type the name as it is: Campus')).toBeVisible()
  await name.fill('Campus')
  await question.getByRole('button', { name: 'Delete 2 virtual machines' }).click()
  await vms.expectCount(10)

  // What goes when something is taken back goes as much.
  const undo = page.getByRole('alertdialog', { name: 'Take this back?' })
  const takeBack = async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect(undo.getByText('2 virtual machines')).toBeVisible()
  }
  await takeBack()
  await undo.getByRole('button', { name: 'Take back' }).click()
  await vms.expectCount(12)
  await takeBack()
  const again = undo.getByLabel('Type Campus to delete from production')
  await expect(again).toBeFocused()
  await undo.getByRole('button', { name: 'Take back' }).click()
  await expect(undo.getByText('Type the name as it is: Campus')).toBeVisible()
  await expectAccessible(page, 'profile-production-undo')
  const [last] = await lab.sql<{ operation: string }>(
    'SELECT operation FROM console_changes ORDER BY id DESC LIMIT 1',
  )
  const past = await page.evaluate((input) => {
    const bridge = (globalThis as unknown as { vmlab: { call(...args: unknown[]): Promise<object> } }).vmlab
    return bridge.call('past-the-window', 'history.undo', input)
  }, last)
  const wanted = 'Campus is marked as production: type its name to delete this. Nothing was deleted.'
  expect(past).toMatchObject({ ok: false, error: { fields: { confirmedName: wanted } } })
  await again.fill('Campus')
  await page.keyboard.press('Enter')
  await vms.expectCount(10)
  // One machine goes as ever.
  await vms.row('lab-05').click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Delete 1 virtual machine' }).click()
  await vms.expectCount(9)
  expect(await lab.sql('SELECT count(*)::int AS left FROM virtual_machines')).toEqual([{ left: 9 }])
})

test('read-only is the database’s own refusal, also for a call past the window', async ({
  signedIn,
  lab,
}) => {
  const { page } = await signedIn()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('edit this lab')
  await page.keyboard.press('Enter')
  await page.getByRole('switch', { name: 'Open read-only' }).check({ force: true })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('is opened read-only, as its profile says', { exact: false })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add user', exact: true })).toBeDisabled()
  await expectAccessible(page, 'profile-read-only')
  const answer = await page.evaluate(() => {
    const bridge = (globalThis as unknown as { vmlab: { call(...args: unknown[]): Promise<object> } }).vmlab
    const values = { name: 'x', link: 'www.example.org', ownerId: 1 }
    return bridge.call('past-the-window', 'bookmarks.add', values)
  })
  expect(answer).toMatchObject({ ok: false })
  expect(await lab.sql("SELECT FROM bookmarks WHERE name = 'x'")).toEqual([])
})

test('a profile is handed over without its secrets, and taken in by what it lacks', async ({
  open,
  lab,
  server,
}) => {
  const canary = `Canary-${lab.name}`
  const { page, app } = await open()
  await page.getByRole('radio', { name: 'Type them in' }).check({ force: true })
  await page.getByLabel('Address', { exact: true }).fill(server.host)
  await page.getByLabel('Port', { exact: true }).fill(String(server.port))
  await page.getByLabel('Database', { exact: true }).fill(lab.name)
  await page.getByLabel('Username', { exact: true }).fill(server.user)
  await page.getByLabel('Password', { exact: true }).fill(server.password)
  await page.getByLabel('Cipher key').fill(canary)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(new SignInPage(page).button()).toBeVisible()
  const folder = temporaryFolder('handover')
  await answerDialogs(app, join(folder, 'lab.json'))
  await switchTo(page, 'Manage labs…')
  const manage = page.getByRole('dialog', { name: 'Your labs' })
  await manage.getByRole('button', { name: /^Actions for/u }).click()
  await inMenu(page, 'Export…').click()
  await expect(manage.getByText('without any password or key', { exact: false })).toBeVisible()
  for (const secret of [canary, server.password]) expect(filesWith(folder, secret)).toEqual([])

  const colleague = await open({ size: { width: 900, height: 600 } })
  await answerDialogs(colleague.app, join(folder, 'lab.json'))
  await expect(colleague.page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  await colleague.page.keyboard.press('Control+k')
  await colleague.page.keyboard.type('manage labs')
  await colleague.page.keyboard.press('Enter')
  await colleague.page.getByRole('button', { name: 'Import…' }).click()
  await expect(colleague.page.getByText('was imported', { exact: false })).toBeVisible()
  await expectAccessible(colleague.page, 'profile-manage')
  await colleague.page.keyboard.press('Escape')
  await expectAccessible(colleague.page, 'profile-guide')
  await colleague.page.getByRole('button', { name: 'Import a lab…' }).click()
  const asks = colleague.page.getByRole('dialog', { name: /^Open / })
  await expectAccessible(colleague.page, 'profile-password')
  await asks.getByLabel('Database password').fill(server.password)
  await colleague.page.keyboard.press('Enter')
  await new SignInPage(colleague.page).signIn('ada', 'abc')
  await new TablePage(colleague.page, 'Users').expectCount(6)
  expect(filesWith(colleague.userData, server.password)).toEqual([])
})
