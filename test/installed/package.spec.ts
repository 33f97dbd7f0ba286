// The .deb's whole life on a machine: installed by apt, used, upgraded, removed, purged.
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TablePage } from '../e2e/support/pages'
import { drive } from './support/drive'
import { expect, test } from './support/installed'
import {
  command,
  install,
  librariesOf,
  neededFromNothing,
  packageFile,
  packageName,
  purge,
  raised,
  run,
  statusOf,
} from './support/packages'
import type { Person } from './support/person'

const slow = { timeout: 60_000 }
const installed = 'install ok installed'
const filesOf = () => run('dpkg', ['-L', packageName]).trim().split('\n')
const own = /\/(?:opt\/VMLabConsole|.*vm-lab-console|.*VMLabConsole)/u

/** Everything on the machine that bears the program's name, outside people's homes. */
function traces(): string[] {
  const found = execFileSync(
    'find',
    ['/etc', '/opt', '/usr', '/var', '-xdev', '-iregex', '.*/[^/]*vm-?lab-?console[^/]*'],
    { encoding: 'utf8' },
  )
  return found
    .split('\n')
    .filter((path) => path && !path.startsWith('/var/cache/apt/') && !path.startsWith('/var/log/'))
}

/** How many machines the person's sample lab has, as the program shows it. */
async function machines(person: Person, userData: string, remove: boolean): Promise<number> {
  const one = await drive(command, person, { args: ['--demo'], userData })
  await expect(new TablePage(one.page, 'Users').grid()).toBeVisible(slow)
  const vms = await new TablePage(one.page, 'Virtual machines').open()
  await expect(vms.row(/./u).nth(1)).toBeVisible()
  const count = await vms.count()
  if (remove) {
    await vms.row(/./u).nth(1).click()
    await one.page.keyboard.press('Delete')
    await one.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Delete 1/u })
      .click()
    await vms.expectCount(count - 1)
  }
  expect(one.complaints).toEqual([])
  await one.end()
  return remove ? count - 1 : count
}

test('installs with what it needs, works, keeps its data over an upgrade, and leaves nothing else', async ({
  person,
}) => {
  test.setTimeout(300_000)
  const file = packageFile('deb')
  const version = run('dpkg-deb', ['-f', file, 'Version']).trim()
  if (statusOf(packageName)) purge()
  expect(traces()).toEqual([])

  await test.step('install', () => {
    install(file)
    expect(statusOf(packageName)).toEqual({ status: installed, version })
    expect(readlinkSync(command)).toMatch(/^\//u)
    // Chromium lets root start nothing in a sandbox.
    expect(run('runuser', ['-u', person.name, '--', command, '--help'])).toContain('--secrets=FILE')
    for (const path of filesOf()) {
      const stat = lstatSync(path)
      expect([stat.uid, stat.gid], path).toEqual([0, 0])
      if (!stat.isSymbolicLink()) expect(stat.mode & 0o022, `${path} is not for others to write`).toBe(0)
    }
  })

  await test.step('what a desktop sees of it', () => {
    const files = filesOf()
    const desktop =
      files.find((path) => /\/applications\/[\w.-]+\.desktop$/u.test(path)) ?? 'no .desktop file'
    const entry = readFileSync(desktop, 'utf8')
    const commands = [...entry.matchAll(/^Exec=(.*)$/gmu)].map(([, exec]) => exec)
    expect(commands.length).toBeGreaterThan(0)
    for (const exec of commands) {
      expect(exec, 'no switch that opens it').toMatch(
        /^(?:\/[\w/.-]+\/)?vm-lab-console(?: --demo)?(?: %[uU])?$/u,
      )
    }
    expect(entry).toMatch(/^MimeType=.*x-scheme-handler\/vmlab;/mu)
    expect(entry).toMatch(/^Categories=\S+/mu)
    expect(entry).toMatch(/^StartupWMClass=\S+/mu)
    expect(files.some((path) => /\/man\/man1\/vm-lab-console\.1(?:\.gz)?$/u.test(path))).toBe(true)
    expect(files.some((path) => /\/metainfo\/.+\.xml$/u.test(path))).toBe(true)
    expect(
      files.filter((path) => /\/icons\/hicolor\/\d+x\d+\/apps\/.+\.png$/u.test(path)).length,
    ).toBeGreaterThan(3)
    const icon = /^Icon=(.*)$/mu.exec(entry)?.[1] ?? ''
    expect(files.some((path) => path.endsWith(`/apps/${icon}.png`))).toBe(true)
  })

  await test.step('its own needs bring every library it is linked with', () => {
    const needed = neededFromNothing(file)
    expect(needed.size).toBeGreaterThan(20)
    const missing = [...librariesOf(realpathSync(command))].filter(([, owner]) => !needed.has(owner))
    expect(missing).toEqual([])
    // These it opens by name when it runs.
    for (const name of [/^libgtk-3-0/u, /^libnss3$/u, /^xdg-utils$/u]) {
      expect(
        [...needed].some((one) => name.test(one)),
        String(name),
      ).toBe(true)
    }
  })

  const userData = person.folder()
  const left = await machines(person, userData, true)

  await test.step('upgrade', async () => {
    const higher = `${version}+next1`
    install(raised(file, higher))
    expect(statusOf(packageName)).toEqual({ status: installed, version: higher })
    expect(await machines(person, userData, false)).toBe(left)
  })

  await test.step('remove', () => {
    const files = filesOf().filter((path) => own.test(path))
    expect(files.length).toBeGreaterThan(20)
    run('apt-get', ['remove', '-y', '-q', packageName])
    expect(files.filter((path) => existsSync(path))).toEqual([])
    expect(lstatSync(command, { throwIfNoEntry: false }), 'no link that leads nowhere').toBeUndefined()
    expect(traces().filter((path) => !path.startsWith('/var/lib/dpkg/'))).toEqual([])
    expect(statSync(join(userData, 'logs')).isDirectory(), 'the person’s own data stays').toBe(true)
  })

  await test.step('purge', () => {
    purge()
    expect(statusOf(packageName)?.status ?? 'unknown').not.toContain('installed ok')
    expect(traces()).toEqual([])
    expect(existsSync(userData)).toBe(true)
  })
})
