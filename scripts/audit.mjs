// @ts-check
// `npm run audit`: no package with a known finding of high severity or worse, as far as the registry tells of any.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { root } from './paths.mjs'
import { runMain, say } from './progress.mjs'

/** @typedef {{ verdict: 'clean' | 'findings' | 'no answer', lines: string[] }} Audit */

/**
 * What npm's report says. A registry without this service, or none at all, is no finding and no all-clear.
 * @param {string} report the output of `npm audit --json`
 * @returns {Audit}
 */
export function readAudit(report) {
  /** @type {any} */
  let parsed
  try {
    parsed = JSON.parse(report)
  } catch {
    return { verdict: 'no answer', lines: ['npm gave no report.'] }
  }
  const counts = parsed?.metadata?.vulnerabilities
  if (parsed?.error || !counts) {
    // Without its address: that is nobody's business.
    const { statusCode, code } = parsed ?? {}
    return {
      verdict: 'no answer',
      lines: [`The registry gave no answer (${statusCode ?? code ?? 'error'}).`],
    }
  }
  /** @type {{ name: string, severity: string, range: string }[]} */
  const found = Object.values(parsed.vulnerabilities ?? {})
  const lines = found.map(({ name, severity, range }) => `${severity}: ${name} ${range}`)
  const serious = found.some(({ severity }) => severity === 'high' || severity === 'critical')
  return { verdict: serious ? 'findings' : 'clean', lines }
}

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(root, 'scripts/audit.mjs')) {
  runMain(async () => {
    const { stdout } = spawnSync('npm', ['audit', '--json'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      shell: process.platform === 'win32',
    })
    const { verdict, lines } = readAudit(stdout ?? '')
    for (const line of lines) say(line)
    if (verdict === 'no answer')
      say('Not audited: nothing is known about findings. Run this where it answers.')
    if (verdict === 'clean') say('No known finding of high severity or worse.')
    return verdict === 'findings' ? 1 : 0
  })
}
