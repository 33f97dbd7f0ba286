// @ts-check
// `npm run check`: types, lint, format, unused code and unit tests, two at a time; `--static` leaves out the tests.
import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { root } from './paths.mjs'
import { runMain, seconds } from './progress.mjs'
import { setUp } from './setup.mjs'

/**
 * The longest first, so that two at a time end together.
 * @type {{ name: string, tool: string, args: string[], isStatic: boolean, isShown?: boolean }[]}
 */
const checks = [
  { name: 'unit tests', tool: 'vitest/vitest.mjs', args: ['run', '--project=unit'], isStatic: false },
  { name: 'format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--cache', '.'], isStatic: true },
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-b'], isStatic: true },
  { name: 'lint', tool: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'], isStatic: true },
  { name: 'unused code', tool: 'knip/bin/knip.js', args: [], isStatic: true },
  { name: 'licences', tool: '../scripts/licences.mjs', args: [], isStatic: true },
  // Fails on findings only: where the registry tells of none, it says so.
  { name: 'audit', tool: '../scripts/audit.mjs', args: [], isStatic: true, isShown: true },
]

runMain(async () => {
  await setUp(['packages'])
  const waiting = checks.filter((check) => check.isStatic || !process.argv.includes('--static'))
  /** @type {string[]} */
  const failed = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name)
    }
  }
  await Promise.all([worker(), worker()])
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
})

/**
 * Output is kept together per check, and shown only when there is something to do.
 * @param {(typeof checks)[number]} check
 * @returns {Promise<boolean>}
 */
function passes({ name, tool, args, isShown = false }) {
  const started = Date.now()
  return new Promise((resolve) => {
    const command = [path.join(root, 'node_modules', tool), ...args]
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds(started)})`)
      if (code !== 0 || isShown) console.log(`${output.trim()}\n`)
      resolve(code === 0)
    })
  })
}
