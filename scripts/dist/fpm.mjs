#!/usr/bin/env node
// @ts-check
// Stands in for fpm where that can't be downloaded: takes its arguments, and lets dpkg-deb or rpmbuild do the work.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { controlFile, parseFpm, rpmArchitecture, specFile } from './fpm-package.mjs'

const made = parseFpm(process.argv.slice(2))
// Beside the target: the files are many megabytes, and a temporary folder may be in memory.
const work = mkdtempSync(path.join(path.dirname(made.target), '.packing-'))
try {
  const stage = path.join(work, 'stage')
  for (const { from, to } of made.files) {
    const target = path.join(stage, to)
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 })
    cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
  // For the updates: who installed this package fetches the next one of its kind.
  const resources = path.join(stage, 'opt', 'VMLabConsole', 'resources')
  if (existsSync(resources)) writeFileSync(path.join(resources, 'package-type'), made.type)
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', stage])
  if (made.type === 'deb') deb(stage)
  else if (made.type === 'rpm') rpm(stage)
  else throw new Error(`Packages of type ${made.type} can't be made without fpm`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** @param {string} stage */
function deb(stage) {
  const files = readdirSync(stage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const kilobytes = files.reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0)
  const sums = files.map((file) => {
    const sum = createHash('md5').update(readFileSync(file)).digest('hex')
    return `${sum}  ${path.relative(stage, file)}\n`
  })
  const control = path.join(stage, 'DEBIAN')
  mkdirSync(control, { mode: 0o755 })
  writeFileSync(path.join(control, 'control'), controlFile(made, kilobytes))
  writeFileSync(path.join(control, 'md5sums'), sums.sort().join(''))
  for (const [name, file] of [
    ['postinst', made.afterInstall],
    ['postrm', made.afterRemove],
  ]) {
    if (file) writeFileSync(path.join(control, String(name)), readFileSync(file), { mode: 0o755 })
  }
  const compression = { gz: 'gzip', zst: 'zstd' }[made.compression] ?? made.compression
  // Beyond these levels both take minutes for one part in a hundred.
  const level = compression === 'zstd' ? 9 : 6
  run('dpkg-deb', ['--root-owner-group', `-Z${compression}`, `-z${level}`, '--build', stage, made.target])
}

/** @param {string} stage */
function rpm(stage) {
  const read = (/** @type {string} */ file) => (file ? readFileSync(file, 'utf8').replace(/^#!.*\n/, '') : '')
  const spec = path.join(work, 'package.spec')
  const scripts = { afterInstall: read(made.afterInstall), afterRemove: read(made.afterRemove) }
  writeFileSync(spec, specFile(made, scripts))
  const defines = {
    _topdir: path.join(work, 'rpm'),
    _rpmdir: path.join(work, 'made'),
    _rpmfilename: 'package.rpm',
  }
  const defined = Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  const target = ['--target', rpmArchitecture(made.architecture), '--buildroot', stage]
  run('rpmbuild', ['-bb', '--quiet', ...target, ...defined, spec])
  cpSync(path.join(work, 'made', 'package.rpm'), made.target)
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
