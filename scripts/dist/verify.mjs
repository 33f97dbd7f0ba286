// @ts-check
// Looks at a program that was packaged: what lies in it, how its fuses are set, how large it is.
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { feed } from './after-pack.mjs'
import { filesInside, wrongContents } from './contents.mjs'
import { installedSize } from './size.mjs'

/** What each fuse must be, by its name in @electron/fuses. */
export const expectedFuses = /** @type {const} */ ({
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
})

/**
 * Which fuses are not as they should be.
 * @param {string} executable
 * @returns {Promise<string[]>} their names
 */
export async function wrongFuses(executable) {
  const { getCurrentFuseWire, FuseV1Options } = await import('@electron/fuses')
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(expectedFuses)
    .filter(([name, on]) => {
      const state = wire[FuseV1Options[/** @type {keyof typeof expectedFuses} */ (name)]]
      return state !== (on ? '1' : '0').charCodeAt(0)
    })
    .map(([name]) => name)
}

/**
 * @param {string} output the folder that packages are made in
 * @param {{ platform: NodeJS.Platform, arch: string, runtime: string }} of `runtime` is the bare runtime's folder
 * @returns {Promise<{ size: string, wrong: string[] }>} all that is wrong, one line each
 */
export async function verify(output, { platform, arch, runtime }) {
  const { folder, resources, executable } = unpacked(output, platform)
  const update = await readFile(path.join(resources, 'app-update.yml'), 'utf8').catch(() => '')
  const [files, fuses, size] = await Promise.all([
    filesInside(path.join(resources, 'app.asar')),
    wrongFuses(executable),
    installedSize(folder, runtime),
  ])
  const wrong = [
    ...wrongContents(files, { platform, arch }).map((line) => `app.asar: ${line}`),
    ...fuses.map((name) => `fuse ${name} is not set as it should be`),
    ...strangers(resources, platform).map((name) => `should not be there: ${path.join(resources, name)}`),
    ...(update.split('\n').includes(`url: ${feed}`)
      ? []
      : ['app-update.yml does not name the address for updates']),
    ...(size.fits ? [] : [`over its budget. ${size.text}`]),
  ]
  return { size: size.text, wrong }
}

/** Beside app.asar, by the system's own habits: Windows' updater has a helper, macOS its icon and languages. */
const companions =
  /^(?:app-update\.yml|app\.asar|app\.asar\.unpacked|apparmor-profile|elevate\.exe|icon\.icns|en.*\.lproj)$/
/** On macOS licences lie here, elsewhere beside the program. */
const licences = /^(?:LICENSES?\..+|THIRD-PARTY-NOTICES\.txt|sbom\.cdx\.json)$/
/** What may be unpacked from the archive; code that is not a library of the system's may not. */
const outside = /\.(?:node|wasm|data|tar\.gz)$/

/**
 * Files that have no business beside app.asar.
 * @param {string} resources
 * @param {NodeJS.Platform} platform
 */
function strangers(resources, platform) {
  const beside = readdirSync(resources).filter(
    (name) => !companions.test(name) && !(platform === 'darwin' && licences.test(name)),
  )
  const apart = readdirSync(path.join(resources, 'app.asar.unpacked'), {
    recursive: true,
    withFileTypes: true,
  })
  return [
    ...beside,
    ...apart.filter((entry) => entry.isFile() && !outside.test(entry.name)).map(({ name }) => name),
  ]
}

/**
 * Where the parts of the unpacked program are.
 * @param {string} output
 * @param {NodeJS.Platform} platform
 */
export function unpacked(output, platform) {
  const pattern = { linux: /^linux.*-unpacked$/, win32: /^win.*-unpacked$/, darwin: /^mac/ }[String(platform)]
  const name = readdirSync(output).find((entry) => pattern?.test(entry))
  if (!name) throw new Error(`No unpacked program in ${output}`)
  const folder = path.join(output, name)
  if (platform === 'darwin') {
    const contents = path.join(folder, 'VMLabConsole.app', 'Contents')
    const executable = path.join(contents, 'MacOS', 'VMLabConsole')
    return { folder, resources: path.join(contents, 'Resources'), executable }
  }
  const executable = path.join(folder, platform === 'win32' ? 'VMLabConsole.exe' : 'vm-lab-console')
  return { folder, resources: path.join(folder, 'resources'), executable }
}
