// @ts-check
// Finds out which of Linux's own packages are missing, and installs them where it may (Debian as root).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { SetupError, run } from './progress.mjs'

/**
 * By purpose: alternatives are joined by |, the first that the distribution has is taken (Debian 13 and
 * Ubuntu 24.04 renamed some).
 */
const debian = {
  libraries: ['libgtk-3-0t64|libgtk-3-0', 'libnss3', 'libasound2t64|libasound2', 'libgbm1', 'libxss1'],
  display: ['xvfb', 'fonts-noto-core', 'fonts-noto-cjk'],
  postgres: ['postgresql-15'],
  pooler: ['pgbouncer'],
  // What the tests of installed programs look with.
  inspection: ['rpm', 'xdotool'],
  packaging: ['rpm'],
}

/** For other families the exact command is all that we can offer. */
const others = [
  {
    tool: '/usr/bin/dnf',
    libraries: 'sudo dnf install gtk3 nss alsa-lib mesa-libgbm libXScrnSaver',
    display: 'sudo dnf install xorg-x11-server-Xvfb google-noto-sans-fonts google-noto-sans-cjk-fonts',
  },
  {
    tool: '/usr/bin/pacman',
    libraries: 'sudo pacman -S gtk3 nss alsa-lib mesa libxss',
    display: 'sudo pacman -S xorg-server-xvfb noto-fonts noto-fonts-cjk',
  },
  {
    tool: '/usr/bin/zypper',
    libraries: 'sudo zypper install libgtk-3-0 mozilla-nss libasound2 libgbm1 libXss1',
    display: 'sudo zypper install xorg-x11-server-Xvfb google-noto-sans-fonts',
  },
]

export const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-query')
export const isRoot = () => process.getuid?.() === 0

/**
 * Answers in a few words what was done.
 * @param {'libraries' | 'display' | 'postgres' | 'pooler' | 'inspection' | 'packaging'} purpose
 */
export async function installDebianPackages(purpose) {
  const missing = debian[purpose].filter((names) => !names.split('|').some(isInstalled))
  if (missing.length === 0) return 'up to date'
  if (!isRoot()) {
    const names = missing.map((alternatives) => choose(alternatives) ?? alternatives.split('|').at(-1))
    const command = `sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`
    throw new SetupError(`This machine lacks some of its system's packages. Please run:\n\n  ${command}\n`)
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get update', 'apt-get', ['update', '-q'], { env })
  const names = missing.map((alternatives) => {
    const name = choose(alternatives)
    if (name === undefined) throw new SetupError(`This distribution has no package ${alternatives}`)
    return name
  })
  const install = ['install', '-y', '-q', '--no-install-recommends', ...names]
  await run(`apt-get install ${names.join(' ')}`, 'apt-get', install, { env })
  return 'installed'
}

/**
 * Elsewhere on Linux: asks the loader which libraries the runtime lacks.
 * @param {string} executable
 */
export function checkLibraries(executable) {
  const listed = spawnSync('ldd', [executable], { encoding: 'utf8' })
  const missing = [...(listed.stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
  if (missing.length === 0) return 'found'
  throw new SetupError(
    `Electron needs libraries that are missing: ${missing.join(', ')}.\n${advice('libraries')}`,
  )
}

/** Elsewhere on Linux. */
export function checkDisplay() {
  if (spawnSync('Xvfb', ['-help']).error === undefined) return 'found'
  throw new SetupError(`There is no display, and no Xvfb to stand in for one.\n${advice('display')}`)
}

/** @param {'libraries' | 'display'} purpose */
function advice(purpose) {
  const known = others.find((family) => existsSync(family.tool))
  return known
    ? `Please run:\n\n  ${known[purpose]}\n`
    : `Please install them with your system's package manager.`
}

/** @param {string} name */
function isInstalled(name) {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' })
  return asked.status === 0 && asked.stdout.trim() === 'installed'
}

/** @param {string} alternatives */
function choose(alternatives) {
  return alternatives.split('|').find((name) => {
    const shown = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' })
    return /Candidate: (?!\(none\))/.test(shown.stdout ?? '')
  })
}
