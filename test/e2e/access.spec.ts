// Who comes in, what the others are told, and what happens to whoever loses the right meanwhile.
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { SignInPage, TablePage } from './support/pages'

test('wrong names and passwords get the same sentence; the right ones come in by name or email', async ({
  open,
  lab,
}) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  const signIn = new SignInPage(page)
  await signIn.signIn('ada', 'wrong')
  await expect(signIn.alert()).toHaveText('Wrong name or password.')
  await signIn.signIn('nobody', 'abc')
  await expect(signIn.alert()).toHaveText('Wrong name or password.')
  await expect(signIn.username()).toHaveValue('nobody')
  await signIn.signIn(' Lina ', 'abc')
  await expect(signIn.alert()).toContainText('this console is for managers and admins')
  await expect(signIn.alert()).toContainText('Ada Novák')
  await signIn.signIn('gone', 'abc')
  await expect(signIn.alert()).toContainText('your account is disabled')
  await signIn.signIn(' ADA@lab.example.edu ', 'abc')
  await new TablePage(page, 'Users').expectCount(6)
  await expect(page.getByText(lab.name).first()).toBeVisible()
})

test('whoever was here before can sign in while the database is being reached', async ({ open, lab }) => {
  const userData = temporaryFolder('again')
  const start = { args: [`--secrets=${lab.secrets}`], userData }
  const before = await open(start)
  await new SignInPage(before.page).signIn('ada', 'abc')
  await new TablePage(before.page, 'Users').expectCount(6)
  await before.app.close()
  // The server answers nothing about people meanwhile.
  await lab.sql('BEGIN')
  await lab.sql('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
  const { page } = await open(start)
  await expect(page.getByRole('status')).toContainText(`Connecting to ${lab.name}`)
  const signIn = new SignInPage(page)
  await signIn.signIn('ada', 'abc')
  await expect(page.getByRole('status')).toContainText(`Connecting to ${lab.name}`)
  await lab.sql('COMMIT')
  await new TablePage(page, 'Users').expectCount(6)
})

test('five wrong passwords slow the next try', async ({ open, lab }) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  const signIn = new SignInPage(page)
  for (let tries = 0; tries < 5; tries += 1) {
    await signIn.signIn('ada', `wrong ${tries}`)
    await expect(signIn.alert()).toHaveText('Wrong name or password.')
    await expect(signIn.button()).toBeEnabled()
  }
  await signIn.signIn('ada', 'abc')
  await expect(signIn.alert()).toContainText('Too many wrong passwords')
})

for (const [what, statement, reason] of [
  ['demoted', "UPDATE users SET role = 'regular' WHERE username = 'tobe'", 'role no longer lets you'],
  ['disabled', "UPDATE users SET disabled = true WHERE username = 'tobe'", 'account was disabled'],
  ['deleted', "DELETE FROM users WHERE username = 'tobe'", 'no longer in the database'],
] as const) {
  test(`someone ${what} by another is signed out at the next action, with the reason`, async ({
    open,
    lab,
  }) => {
    const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
    await new SignInPage(page).signIn('tobe', 'abc')
    await new TablePage(page, 'Users').expectCount(6)
    await lab.sql(statement)
    await page.getByRole('navigation').getByRole('link', { name: 'Bookmarks' }).click()
    await expect(page.getByText(reason, { exact: false })).toBeVisible()
    await expect(new SignInPage(page).button()).toBeVisible()
  })
}

test('a manager may not change an admin, and cannot give what is not theirs to give', async ({
  open,
  lab,
}) => {
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('tobe', 'abc')
  const users = new TablePage(page, 'Users')
  const dialog = await users.openRow('ada@lab.example.edu')
  await expect(dialog).toContainText('A manager may not change managers and admins (ada).')
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  const refused = await page.evaluate(async () => {
    const bridge = (
      globalThis as unknown as { vmlab: { call(id: string, name: string, input: unknown): Promise<unknown> } }
    ).vmlab
    return bridge.call('past-the-window', 'users.add', {
      username: 'sneaky',
      email: 'sneaky@lab.example.edu',
      firstName: 'S',
      lastName: 'S',
      password: 'Abcdef1!',
      role: 'admin',
    })
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  expect(await lab.sql("SELECT 1 FROM users WHERE username = 'sneaky'")).toEqual([])
})

test('when every admin is disabled, the holder of the secrets file makes another', async ({
  open,
  lab,
  server,
}) => {
  await lab.sql("UPDATE users SET disabled = true WHERE role = 'admin'")
  const { page } = await open({ args: [`--secrets=${lab.secrets}`] })
  await page.getByRole('button', { name: 'Locked out of this lab?' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Username', { exact: true }).fill('rescue')
  await dialog.getByLabel('Email', { exact: true }).fill('rescue@lab.example.edu')
  await dialog.getByLabel('First name', { exact: true }).fill('Res')
  await dialog.getByLabel('Last name', { exact: true }).fill('Cue')
  await dialog.getByLabel('Password', { exact: true }).fill('Abcdef1!')
  await dialog.getByLabel('Database password').fill(server.password)
  await dialog.getByRole('button', { name: 'Create administrator' }).click()
  await expect(dialog).toBeHidden()
  await new SignInPage(page).signIn('rescue', 'Abcdef1!')
  await new TablePage(page, 'Users').expectCount(7)
})
