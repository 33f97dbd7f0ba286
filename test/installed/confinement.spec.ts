// How the running program is confined, looked at from outside: by /proc, and by the keys of an X server. Linux only.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LabDatabase } from '../e2e/support/lab'
import { SignInPage } from '../e2e/support/pages'
import { expect, test } from './support/installed'
import { run } from './support/packages'
import { processesOf, socketsOf } from './support/processes'

/** Wait until the untouched program, into which nobody can look, has connected to its database. */
async function connected(lab: LabDatabase): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'VM Lab Console'`
  await expect.poll(async () => (await lab.sql(sql)).length, { timeout: 60_000 }).toBeGreaterThan(0)
}

test('the window’s page is in a sandbox of its own, and nobody is root', async ({ started, lab, person }) => {
  const { pid } = started({ args: [`--secrets=${lab.secrets}`] })
  await connected(lab)
  const processes = processesOf(pid)
  const [main] = processes.filter((one) => one.pid === pid)
  const pages = processes.filter(({ type }) => type === 'renderer')
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) {
    expect(page.seccomp, 'filtered by seccomp').toBe(2)
    expect(page.noNewPrivileges).toBe(true)
    expect(page.userNamespace).not.toBe(main?.userNamespace)
    expect(page.pidNamespace).not.toBe(main?.pidNamespace)
  }
  for (const { uid, args } of processes) {
    expect(uid).toBe(person.identity.uid ?? process.getuid?.())
    expect(args.filter((argument) => /^--(?:no-sandbox|remote-debugging)/u.test(argument))).toEqual([])
  }
})

test('it listens nowhere: its only connections are those to the database', async ({
  started,
  driven,
  lab,
  server,
}) => {
  const untouched = started({ args: [`--secrets=${lab.secrets}`] })
  await connected(lab)
  const sockets = socketsOf(processesOf(untouched.pid))
  expect(sockets.filter(({ isListening }) => isListening)).toEqual([])
  expect(sockets.length, 'the database’s').toBeGreaterThan(0)
  for (const { remotePort } of sockets) expect(remotePort).toBe(server.port)
  expect(existsSync(join(untouched.userData, 'DevToolsActivePort'))).toBe(false)
  await untouched.end()

  // The same look finds a port where there is one.
  const debugged = await driven({ args: [`--secrets=${lab.secrets}`] })
  await expect(new SignInPage(debugged.page).button()).toBeVisible()
  expect(socketsOf(processesOf(debugged.pid)).filter(({ isListening }) => isListening)).toHaveLength(1)
})

test('a link is never a switch, whatever stands in it', async ({ started }) => {
  const link = 'vmlab://vms/17 --remote-debugging-port=0 --no-sandbox'
  const one = started({ args: ['--demo', link] })
  // It may be refused or opened as a link; a port it must not open.
  await expect
    .poll(() => one.child.exitCode !== null || processesOf(one.pid).some(({ type }) => type === 'renderer'), {
      timeout: 30_000,
    })
    .toBe(true)
  expect(socketsOf(processesOf(one.pid)).filter(({ isListening }) => isListening)).toEqual([])
  expect(existsSync(join(one.userData, 'DevToolsActivePort'))).toBe(false)
})

test('DevTools stay shut, by every key that opens them', async ({ driven, lab }) => {
  const { page } = await driven({ args: [`--secrets=${lab.secrets}`] })
  await new SignInPage(page).signIn('ada', 'abc')
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  const [window = ''] = run('xdotool', ['search', '--onlyvisible', '--name', 'VM Lab Console']).split('\n')
  run('xdotool', ['windowfocus', '--sync', window])
  const press = (keys: string) => run('xdotool', ['key', '--clearmodifiers', keys])
  // The keys do get there.
  press('ctrl+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  const session = await page.context().newCDPSession(page)
  for (const keys of ['ctrl+shift+i', 'F12', 'ctrl+shift+j', 'ctrl+shift+c', 'ctrl+alt+i']) press(keys)
  press('ctrl+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  const { targetInfos } = await session.send('Target.getTargets')
  expect(targetInfos.map(({ url }) => url).filter((url) => !url.startsWith('app://console/'))).toEqual([])
})
