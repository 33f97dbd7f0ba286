// @ts-check
// Builds the program into out/ when a source changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root, stamps } from './paths.mjs'
import { run } from './progress.mjs'

const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Answers in a few words what was done. */
export async function build() {
  const stamp = path.join(stamps, 'build')
  const print = fingerprint(sources)
  const built = existsSync(path.join(root, 'out', 'main', 'index.js'))
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return 'up to date'
  const tool = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  await run('electron-vite build', process.execPath, [tool, 'build'], { cwd: root })
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, print)
  return 'built'
}

/** Size and time of every source: a few milliseconds, and an edit cannot hide from it. @param {string[]} names */
export function fingerprint(names) {
  const hash = createHash('sha256')
  for (const name of names) add(path.join(root, name))
  return hash.digest('hex')

  /** @param {string} file */
  function add(file) {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) return
    if (stat.isDirectory()) {
      for (const name of readdirSync(file).sort()) add(path.join(file, name))
    } else {
      hash.update(`${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}\n`)
    }
  }
}
