// `npm start` where there is no display: what it says, how quick it is, and how it ends.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, temporaryFolder } from './support/console'
import { expect, test } from './support/lab'

interface Started {
  child: ChildProcess
  /** What it has said so far. */
  said(): string
}

function start(...args: string[]): Started {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, VMLAB_SECRETS: ___, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], { cwd: root, env })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return { child, said: () => said }
}

test('without a display it says so, keeps a picture of the first screen, and stays up until Ctrl+C', async () => {
  const userData = temporaryFolder('start')
  const { child, said } = start(`--user-data-dir=${userData}`)
  const ended = once(child, 'exit')
  try {
    await expect.poll(said, { timeout: 50_000 }).toContain('A screenshot of the first screen:')
    expect(said()).toContain('There is no display here')
    expect(said()).toMatch(/Starting on Electron \d+\.\d+\.\d+ \(.+\)\./u)
    const picture = /A screenshot of the first screen: (.+\.png)/u.exec(said())?.[1] ?? ''
    const bytes = readFileSync(picture)
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)].every((side) => side >= 600)).toBe(true)
    // A page without anything on it packs into a tenth of that.
    expect(bytes.length).toBeGreaterThan(20_000)
    rmSync(dirname(picture), { recursive: true })

    // Everything was there before: each step only looks.
    const steps = [...said().matchAll(/^- .+ \((\d+\.\d) s\)$/gmu)].map(([, time]) => Number(time))
    expect(steps.length).toBeGreaterThanOrEqual(3)
    expect(
      steps.reduce((sum, time) => sum + time, 0),
      said(),
    ).toBeLessThan(3)

    expect(child.exitCode).toBeNull()
    child.kill('SIGINT')
    const [code] = (await ended) as [number | null]
    expect([0, 130]).toContain(code)
  } finally {
    child.kill('SIGTERM')
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('an unknown option is a clear error with exit code 2; --help starts nothing', async () => {
  const wrong = start('--secrtes=x')
  expect(await once(wrong.child, 'close')).toEqual([2, null])
  expect(wrong.said()).toContain('Unknown option --secrtes. Did you mean --secrets?')
  const help = start('--help')
  expect(await once(help.child, 'close')).toEqual([0, null])
  for (const option of ['--secrets', '--first-users', '--user-data-dir', '--demo']) {
    expect(help.said()).toContain(option)
  }
  expect(help.said()).not.toContain('Starting')
})
