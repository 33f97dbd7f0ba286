// @ts-check
// `npm test`: does all set-up, runs every level of tests, and sums them up in its last line.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { runtimeEnvironment } from './electron-runtime.mjs'
import { runForeground } from './foreground.mjs'
import { whyNotInstalled } from './installers.mjs'
import { root } from './paths.mjs'
import { runMain, say, seconds } from './progress.mjs'
import { hasDisplay, setUp } from './setup.mjs'
import { sumPlaywright, sumVitest } from './test-results.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

/** @typedef {'unit' | 'integration' | 'e2e' | 'installed'} Level */

/** @type {Record<Level, { needs: import('./setup.mjs').Need[], sum: (report: any) => import('./test-results.mjs').Sums }>} */
const levels = {
  unit: { needs: ['packages'], sum: sumVitest },
  integration: { needs: ['packages', 'postgres', 'pooler'], sum: sumVitest },
  e2e: { needs: ['packages', 'electron', 'libraries', 'display', 'postgres', 'build'], sum: sumPlaywright },
  installed: {
    needs: ['packages', 'electron', 'libraries', 'display', 'postgres', ...namedOr('build', 'installers')],
    sum: sumPlaywright,
  },
}

/** A program that `npm run test:installed -- --program=…` names is driven as it is: nothing is made. */
function namedOr(/** @type {import('./setup.mjs').Need[]} */ ...needs) {
  return process.env['VMLAB_PROGRAM'] ? [] : needs
}

runMain(async () => {
  const asked = process.argv[2] ?? ''
  const one = asked in levels ? /** @type {Level} */ (asked) : undefined
  if (!one && asked) {
    say(
      `Unknown level ${asked}: npm test [-- unit|integration|e2e|installed [arguments for the test runner]]`,
    )
    return 2
  }
  const reason = process.env['VMLAB_PROGRAM'] ? undefined : whyNotInstalled()
  if (reason && !one) say(`The tests of installed programs are left out: ${reason}.`)
  if (reason && one === 'installed') {
    say(`The tests of installed programs can't run here: ${reason}.`)
    return 2
  }
  const all = /** @type {Level[]} */ (Object.keys(levels)).filter((level) => level !== 'installed' || !reason)
  const chosen = one ? [one] : all
  const more = process.argv.slice(3)

  const { runtime } = await setUp([...new Set(chosen.flatMap((level) => levels[level].needs))])
  if (runtime) console.log(`End-to-end tests run on Electron ${runtime.version} (${runtime.label}).`)
  const display = runtime && !hasDisplay() ? await startVirtualDisplay('1920x1200') : undefined
  const env = {
    ...process.env,
    ...(runtime ? runtimeEnvironment(runtime) : {}),
    ...(display ? { DISPLAY: display.display } : {}),
  }

  const table = []
  for (const level of chosen) table.push(await runLevel(level, more, env))
  display?.stop()

  console.log('\nlevel        passed  failed  skipped  time')
  for (const { level, passed, failed, skipped, time } of table) {
    const numbers = [`${passed}`.padStart(6), `${failed}`.padStart(6), `${skipped}`.padStart(7)].join('  ')
    console.log(`${level.padEnd(11)}  ${numbers}  ${time}`)
  }
  if (runtime) console.log(`e2e ran on Electron ${runtime.version} (${runtime.label})`)
  const passed = table.reduce((sum, row) => sum + row.passed, 0)
  const failed = table.reduce((sum, row) => sum + row.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
})

/** @param {Level} level @param {string[]} more @param {NodeJS.ProcessEnv} env */
async function runLevel(level, more, env) {
  const started = Date.now()
  // Not in the folder that Playwright empties.
  const file = path.join(root, 'test-results', `${level}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  rmSync(file, { force: true })
  console.log(`\n== ${level} ==`)
  const [tool, ...args] =
    level === 'e2e' || level === 'installed'
      ? ['@playwright/test/cli.js', 'test', ...configuration(level), '--reporter=list,json']
      : [
          'vitest/vitest.mjs',
          'run',
          `--project=${level}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
        ]
  const command = [path.join(root, 'node_modules', tool ?? ''), ...args, ...more]
  const code = await runForeground(process.execPath, command, {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const sums = existsSync(file)
    ? levels[level].sum(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  // A runner that broke off without a failed test has failed all the same, and so has one without tests.
  if (sums.failed === 0 && (code !== 0 || sums.passed === 0)) {
    console.log(
      `${level}: ended with exit code ${code} after ${sums.passed} passed tests; counted as 1 failed`,
    )
    sums.failed = 1
  }
  return { level, ...sums, time: seconds(started) }
}

/** Playwright finds the end-to-end tests' by itself. @param {Level} level */
function configuration(level) {
  return level === 'installed' ? ['--config=test/installed/playwright.config.ts'] : []
}
