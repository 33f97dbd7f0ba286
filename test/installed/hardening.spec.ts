// What the shipped binary holds, and what it must not do whatever it is started with.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, folderOf, test } from './support/installed'

const onLinux = process.platform === 'linux'
const onMac = process.platform === 'darwin'

test('its fuses are set: no Node, no inspector, only the archive, cookies encrypted', async ({ program }) => {
  const wire = await getCurrentFuseWire(
    onMac ? program.replace(/\/Contents\/MacOS\/.*$/u, '') : realpathSync(program),
  )
  // The wire holds a character for each: 0, 1, or something else where the runtime has no such fuse.
  const state = (option: FuseV1Options) => String.fromCharCode(wire[option] ?? 63)
  expect({
    RunAsNode: state(FuseV1Options.RunAsNode),
    NodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    NodeCliInspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    OnlyLoadAppFromAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    AsarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    CookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    FileProtocolPrivileges: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    RunAsNode: '0',
    NodeOptions: '0',
    NodeCliInspect: '0',
    OnlyLoadAppFromAsar: '1',
    AsarIntegrity: '1',
    CookieEncryption: '1',
    FileProtocolPrivileges: '0',
  })
})

test('it holds what runs and nothing else: no sources, maps, tests, other systems’ binaries', async ({
  program,
}) => {
  // Playwright compiles what is imported at the top to CommonJS, even a .mjs; a dynamic import it leaves alone.
  const { filesInside, wrongContents } = await import('../../scripts/dist/contents.mjs')
  const inResources = onMac ? '../Resources' : 'resources'
  const resources = join(folderOf(program), inResources)
  const files = await filesInside(join(resources, 'app.asar'))
  expect(wrongContents(files, { platform: process.platform, arch: process.arch })).toEqual([])
  const unwanted = /\.(?:ts|tsx|cts|mts|map|md|c|cc|h|gyp)$|\/(?:tests?|examples?|\.github)\//iu
  expect(files.filter((file) => unwanted.test(file))).toEqual([])
  expect(files.filter((file) => file.endsWith('.node'))).toHaveLength(1)
  const beside = readdirSync(resources, { recursive: true, encoding: 'utf8' })
  expect(beside.filter((file) => unwanted.test(file) || /^(?:app|default_app\.asar)$/u.test(file))).toEqual(
    [],
  )
  if (onLinux) expect(readdirSync(join(folderOf(program), 'locales'))).toEqual(['en-US.pak'])
})

const port = '--remote-debugging-port=0'
const tricks: [how: string, args: string[]][] = [
  ['a port', [port]],
  ['a port among good options', ['--demo', port]],
  ['one dash', [port.slice(1)]],
  ['blanks before it', [` ${port}`]],
  ['as an option’s value', ['--secrets', port.slice(1)]],
  ['as a value with blanks', ['--secrets', `  ${port}`]],
  ['after a link', ['vmlab://vms/17', port]],
  ['after the end of options', ['--', port]],
  ['a pipe', ['--remote-debugging-pipe']],
  ['the inspector', ['--inspect=0']],
  ['no sandbox', ['--no-sandbox']],
  ['V8’s own switches', ['--js-flags=--expose-gc']],
  ['another program as the page’s', ['--secrets', '-renderer-cmd-prefix=/bin/sh']],
]
for (const [how, args] of tricks) {
  test(`it refuses to be opened to others: ${how}`, async ({ started }) => {
    const one = started({ args })
    await expect.poll(() => one.child.exitCode, { timeout: 10_000 }).toBe(2)
    expect(one.said()).not.toContain('DevTools listening')
    expect(existsSync(join(one.userData, 'DevToolsActivePort'))).toBe(false)
  })
}

test('the environment opens nothing either: it is no Node, and takes no code from outside', async ({
  started,
  person,
}) => {
  const code = join(person.folder(), 'intruder.js')
  writeFileSync(code, 'console.log("INTRUDER"); process.exit(7)', { mode: 0o644 })
  const asNode = started({ args: ['--help'], env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `-r ${code}` } })
  await expect.poll(() => asNode.child.exitCode, { timeout: 30_000 }).toBe(0)
  expect(asNode.said()).toContain('--secrets=FILE')
  expect(asNode.said()).not.toContain('INTRUDER')
  const given = started({ args: [code] })
  await expect.poll(() => given.child.exitCode, { timeout: 30_000 }).toBe(2)
  expect(given.said()).not.toContain('INTRUDER')
})

if (process.platform !== 'win32') {
  test('of what is compiled it takes its own archive’s, never what lies in the user’s folder', async ({
    driven,
    person,
    program,
  }) => {
    const { filesInside } = await import('../../scripts/dist/contents.mjs')
    const resources = join(folderOf(program), onMac ? '../Resources' : 'resources')
    const compiled = (await filesInside(join(resources, 'app.asar'))).filter((file) =>
      /\/compiled\/./u.test(file),
    )
    expect(compiled.length).toBeGreaterThan(3)
    // A pipe that nobody writes to: who opens it to read waits for ever.
    const userData = person.folder()
    const planted = join(userData, 'compiled')
    mkdirSync(planted)
    const pipes = compiled.map((file) => join(planted, basename(file)))
    execFileSync('mkfifo', pipes)
    person.give(userData)
    const { page } = await driven({ userData, args: ['--demo'] })
    await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible({ timeout: 60_000 })
    expect(readdirSync(planted).toSorted()).toEqual(pipes.map((pipe) => basename(pipe)).toSorted())
  })
}
