// The .rpm, in a root and a database of its own, and the .tar.gz, where it was unpacked.
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TablePage } from '../e2e/support/pages'
import { drive } from './support/drive'
import { expect, test } from './support/installed'
import { packageFile, packageName, run } from './support/packages'
import { openFolder, type Person } from './support/person'
import { processesOf } from './support/processes'

/** It opens the sample lab there, in its sandbox. */
async function expectRuns(executable: string, person: Person): Promise<void> {
  const one = await drive(executable, person, { args: ['--demo'] })
  await expect(new TablePage(one.page, 'Users').grid()).toBeVisible({ timeout: 60_000 })
  await new TablePage(one.page, 'Users').expectCount(300)
  const pages = processesOf(one.pid).filter(({ type }) => type === 'renderer')
  expect(pages.map(({ seccomp }) => seccomp)).toEqual([2])
  expect(one.complaints).toEqual([])
  await one.end()
}

test('the .rpm says what it holds and needs, and lives in a root of its own', async ({ person }) => {
  const file = packageFile('rpm')
  const listed = run('rpm', ['-qpl', file]).trim().split('\n')
  for (const path of [
    /^\/opt\/VMLabConsole\/vm-lab-console$/u,
    /^\/opt\/VMLabConsole\/resources\/app\.asar$/u,
    /\/applications\/[\w.-]+\.desktop$/u,
    /\/man1\/vm-lab-console\.1(?:\.gz)?$/u,
    /\/metainfo\/.+\.xml$/u,
  ]) {
    expect(
      listed.filter((one) => path.test(one)),
      String(path),
    ).toHaveLength(1)
  }
  expect(listed.filter((one) => /\.(?:ts|map)$/u.test(one))).toEqual([])
  const needs = run('rpm', ['-qp', '--requires', file])
  for (const need of ['gtk3', 'nss', 'alsa-lib', 'libgbm', 'libdrm', 'xdg-utils']) {
    expect(needs, need).toContain(need)
  }

  const root = openFolder('rpm')
  const rpm = (...args: string[]) => run('rpm', [`--root=${root}`, '--dbpath=/var/lib/rpm', ...args])
  rpm('--initdb')
  rpm('--nodeps', '--noscripts', '-i', file)
  expect(rpm('-q', packageName)).toContain(packageName)
  await expectRuns(join(root, 'opt/VMLabConsole/vm-lab-console'), person)
  rpm('--noscripts', '-e', packageName)
  const left = readdirSync(root, { recursive: true, encoding: 'utf8' })
  expect(left.filter((path) => /vm-?lab-?console/iu.test(path))).toEqual([])
  rmSync(root, { recursive: true })
})

test('the .rpm’s script takes the command away when it is removed, and keeps it when it is upgraded', () => {
  const root = openFolder('scripts')
  const [before, after] = ['%{POSTIN}', '%{POSTUN}'].map((tag) =>
    // The scripts, in a root of their own: the paths they name are on this machine.
    run('rpm', ['-qp', '--qf', tag, packageFile('rpm')]).replaceAll(
      /(?<![\w.])\/(usr|opt|etc)\//gu,
      `${root}/$1/`,
    ),
  )
  run('mkdir', ['-p', join(root, 'usr/bin'), join(root, 'opt/VMLabConsole'), join(root, 'etc')])
  run('touch', [join(root, 'opt/VMLabConsole/vm-lab-console'), join(root, 'opt/VMLabConsole/chrome-sandbox')])
  const command = join(root, 'usr/bin/vm-lab-console')
  const isThere = () => lstatSync(command, { throwIfNoEntry: false }) !== undefined
  const sh = (script: string | undefined, instances: string) =>
    run('sh', ['-c', script ?? '', 'sh', instances])
  sh(before, '1')
  expect(isThere()).toBe(true)
  // rpm says how many of the package will be left: on an upgrade the new one's script has run already.
  sh(before, '2')
  sh(after, '1')
  expect(isThere()).toBe(true)
  sh(after, '0')
  expect(isThere()).toBe(false)
  rmSync(root, { recursive: true })
})

test('the .tar.gz runs where somebody unpacked it', async ({ person }) => {
  const folder = person.folder()
  run('tar', ['-xzf', packageFile('tar.gz'), '-C', folder, '--no-same-owner'])
  person.give(folder)
  const [top = '', ...others] = readdirSync(folder)
  expect(others, 'it does not litter').toEqual([])
  const executable = join(folder, top, 'vm-lab-console')
  expect(existsSync(executable)).toBe(true)
  await expectRuns(executable, person)
})
