// @ts-check
// Sees to it that dist/ holds installers of the sources as they are, for the tests that install them.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fingerprint } from './build.mjs'
import { root, stamps } from './paths.mjs'
import { run } from './progress.mjs'
import { installDebianPackages, isDebian, isRoot } from './system-packages.mjs'

const stamp = path.join(stamps, 'installers')
const inputs = ['src', 'resources', 'scripts', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Why packages cannot be installed here, in words; undefined where they can. */
export function whyNotInstalled() {
  if (isDebian() && isRoot()) return undefined
  return 'they install packages for the whole machine: Debian or Ubuntu, as root, on a machine that is there for it'
}

/** Answers in a few words what was done. */
export async function installers() {
  await installDebianPackages('inspection')
  const print = fingerprint(configured())
  const made = existsSync(path.join(root, 'dist')) && readdirSync(path.join(root, 'dist'))
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === print
  if (made && isCurrent && made.some((name) => name.endsWith('.deb'))) return 'up to date'
  await run('npm run dist', process.execPath, [path.join(root, 'scripts', 'dist.mjs')], { cwd: root })
  return 'made'
}

/** Remember that dist/ is of these sources, whoever asked for it. */
export function noteInstallers() {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, fingerprint(configured()))
}

function configured() {
  return [...inputs, ...readdirSync(root).filter((name) => name.startsWith('electron-builder'))]
}
