// @ts-check
// `npm run dist`: does all set-up, then makes every package that this machine can make, and says which it can't.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { archive } from './dist/archive.mjs'
import { makeAssets } from './dist/assets.mjs'
import { compileAhead } from './dist/compile.mjs'
import { allTargets, plan } from './dist/plan.mjs'
import { sums, table } from './dist/table.mjs'
import { linuxTools, toolsAreReachable } from './dist/tools.mjs'
import { unpacked, verify } from './dist/verify.mjs'
import { noteInstallers } from './installers.mjs'
import { root, typedIn } from './paths.mjs'
import { SetupError, run, runMain, say, step } from './progress.mjs'
import { setUp } from './setup.mjs'

const builderName = /** @type {Record<string, string>} */ ({
  linux: '--linux',
  win32: '--win',
  darwin: '--mac',
})

const help = `Usage: npm run dist -- [options]

  --only=LIST          Only these of ${allTargets.join(', ')}
  --as-version=VERSION Another version than package.json's
  --output=DIR         Another folder than dist
  --small              Smaller packages for Linux, which take minutes longer
`

runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      'as-version': { type: 'string' },
      output: { type: 'string' },
      small: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const small = values.small === true
  const asked = values.only?.split(',') ?? []
  const strange = asked.filter((name) => !allTargets.includes(name))
  if (strange.length > 0) throw new SetupError(`Unknown package ${strange.join(', ')}.\n\n${help}`)
  const output = path.resolve(values.output ? typedIn() : root, values.output ?? 'dist')
  const system = { platform: process.platform, arch: process.arch }

  const { runtime } = await setUp(['packages', 'electron', 'libraries', 'display', 'build'])
  if (!runtime) throw new Error('unreachable: Electron was asked for')
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
  const version = values['as-version'] ?? manifest.version
  const toolsReachable = await toolsAreReachable()
  const { targets, refused } = plan({ ...system, toolsReachable }, asked)
  if (targets.length === 0) throw new SetupError(`Nothing to make.\n${table([], refused)}`)
  /** @type {NodeJS.ProcessEnv} */
  let tools = {}
  if (process.platform === 'linux') {
    await step('packaging tools', async () => {
      tools = await linuxTools({ small })
      return 'found'
    })
  }
  await step('scripts compiled ahead', async () => `${await compileAhead(runtime)}`)
  await step('icons, man page, notices, list of parts', async () => {
    const shipped = await makeAssets({
      version,
      electron: runtime.version,
      electronFolder: runtime.folder,
      released: released(),
    })
    return `${shipped} packages inside`
  })

  const started = Date.now()
  await clear(output)
  await step('packages', async () => {
    const cli = path.join(root, 'node_modules', 'electron-builder', 'cli.js')
    const own = targets.filter((target) => target !== 'tar.gz')
    const args = [
      `${builderName[process.platform]}`,
      ...(own.length > 0 ? own : ['dir']),
      `--${process.arch}`,
      '--publish=never',
      '--config=electron-builder.config.mjs',
      `-c.electronDist=${runtime.folder}`,
      `-c.electronVersion=${runtime.version}`,
      `-c.directories.output=${output}`,
      `-c.extraMetadata.version=${version}`,
    ]
    const told = await run(`electron-builder: ${own.join(', ')}`, process.execPath, [cli, ...args], {
      cwd: root,
      env: { ...process.env, ...tools },
    })
    if (process.env['VMLAB_DIST_LOG']) say(told)
    const { folder, resources } = unpacked(output, process.platform)
    // electron-builder marks the folder for the package it makes of it; each package has its own mark already.
    await rm(path.join(resources, 'package-type'), { force: true })
    if (targets.includes('tar.gz')) {
      const name = `VMLabConsole-${version}-${process.arch}.tar.gz`
      await archive(folder, path.join(output, name), { small })
    }
    return 'made'
  })

  const made = await artifacts(output, started)
  await writeFile(path.join(output, 'SHA256SUMS'), sums(made))
  const { size, wrong } = await verify(output, { ...system, runtime: runtime.folder })
  console.log(`\n${table(made, refused)}\n\n${size}`)
  console.log(`Runtime: Electron ${runtime.version} (${runtime.label}). ${signed()}`)
  console.log(`All in ${path.relative(root, output) || output}, checksums in SHA256SUMS.`)
  if (wrong.length === 0) {
    const isWhole = asked.length === 0 && !values['as-version'] && !values.output
    if (isWhole) noteInstallers()
    return 0
  }
  console.error(`\nThe packages are not as they should be:\n${wrong.map((line) => `  ${line}`).join('\n')}`)
  return 1
})

/** What an earlier run left would be taken for this one's. @param {string} output */
async function clear(output) {
  await mkdir(output, { recursive: true })
  const old = (await readdir(output)).filter(
    (name) => name.startsWith('VMLabConsole') || name.endsWith('.yml'),
  )
  await Promise.all(old.map((name) => rm(path.join(output, name), { force: true, recursive: true })))
}

/** @param {string} output @param {number} since */
async function artifacts(output, since) {
  const made = []
  for (const name of (await readdir(output)).sort()) {
    const file = path.join(output, name)
    const { size, mtimeMs } = await stat(file)
    if (!name.startsWith('VMLabConsole') || name.endsWith('.blockmap') || mtimeMs < since) continue
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file)) hash.update(chunk)
    made.push({ name, bytes: size, sha256: hash.digest('hex') })
  }
  return made
}

/** The day in the package's own description; a build that is to be repeated names it. */
function released() {
  const epoch = process.env['SOURCE_DATE_EPOCH']
  return new Date(epoch ? Number(epoch) * 1000 : Date.now()).toISOString().slice(0, 10)
}

/** electron-builder signs when it is given a certificate, and says nothing when it isn't. */
function signed() {
  if (process.platform === 'linux') return 'Packages for Linux carry no signature of their own.'
  const certificate = process.env['CSC_LINK'] || (process.platform === 'win32' && process.env['WIN_CSC_LINK'])
  return certificate
    ? 'Signed with the certificate in CSC_LINK.'
    : 'NOT SIGNED: CSC_LINK names no certificate.'
}
