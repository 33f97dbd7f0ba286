// @ts-check
// Where the scripts find the project and keep what outlives a clone.
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

/** Stamps that say what is up to date; gone with node_modules, as they should be. */
export const stamps = path.join(root, 'node_modules', '.cache', 'vm-lab-console')

/** The user's cache folder: Electron's runtime is kept there, for `npm ci` empties node_modules. */
export function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME) return path.join(XDG_CACHE_HOME, 'vm-lab-console')
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'vm-lab-console', 'Cache')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'vm-lab-console')
  return path.join(os.homedir(), '.cache', 'vm-lab-console')
}

/** Paths on the command line are meant from where the command was typed; npm moves to the project first. */
export function typedIn() {
  return (process.env['npm_lifecycle_event'] && process.env['INIT_CWD']) || process.cwd()
}
