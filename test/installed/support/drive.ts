// Starts a program as somebody would, and drives the window of the very binary that is shipped.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, expect, type Page } from '@playwright/test'
import { runtimeFolder, type Person } from './person'

export interface Started {
  readonly child: ChildProcess
  readonly pid: number
  readonly userData: string
  /** What it wrote to its terminal so far. */
  said(): string
  /** Asks it to end, as a session does that ends. Answers its exit code. */
  end(): Promise<number | null>
}

export interface Driven extends Started {
  readonly page: Page
  /** What the page complained about: refused by the policy, or thrown. */
  readonly complaints: readonly string[]
}

export interface StartOptions {
  args?: readonly string[]
  env?: Record<string, string>
  /** A folder that was used before; otherwise a fresh one. */
  userData?: string
}

const patience = 15_000

/** Start it with nothing in its environment but what a desktop session gives. */
export function start(executable: string, person: Person, options: StartOptions = {}): Started {
  const userData = options.userData ?? person.folder()
  const child = spawn(executable, [`--user-data-dir=${userData}`, ...(options.args ?? [])], {
    ...person.identity,
    cwd: person.home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...session(person), ...options.env },
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const ended = once(child, 'close')
  ended.catch(() => undefined)
  return {
    child,
    pid: child.pid ?? 0,
    userData,
    said: () => said,
    async end() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), patience)
      await ended
      clearTimeout(late)
      expect(child.signalCode, `it ends when asked to\n${said}`).not.toBe('SIGKILL')
      return child.exitCode
    },
  }
}

/**
 * Start it and drive its window over a debugging port of the kernel's choosing, which an installed program opens for
 * developers alone (ADR 0013).
 */
export async function drive(executable: string, person: Person, options: StartOptions = {}): Promise<Driven> {
  const userData = options.userData ?? person.folder()
  const file = join(userData, 'DevToolsActivePort')
  rmSync(file, { force: true })
  const started = start(executable, person, {
    args: ['--remote-debugging-port=0', ...(options.args ?? [])],
    env: { ...options.env, VMLAB_DEVELOPER: '1' },
    userData,
  })
  await expect
    .poll(() => started.child.exitCode !== null || readPort(file) !== null, { timeout: 60_000 })
    .toBe(true)
  const address = readPort(file)
  expect(address, `it opens its window\n${started.said()}`).not.toBeNull()
  const browser = await chromium.connectOverCDP(address ?? '')
  const [context] = browser.contexts()
  if (!context) throw new Error('The program has no pages')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { ...started, page, complaints }
}

function readPort(file: string): string | null {
  const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return port && path ? `ws://127.0.0.1:${port}${path}` : null
}

function session(person: Person): NodeJS.ProcessEnv {
  const { PATH, DISPLAY } = process.env
  if (process.platform !== 'linux') {
    const { ELECTRON_OVERRIDE_DIST_PATH: _, NODE_OPTIONS: __, VMLAB_SECRETS: ___, ...env } = process.env
    return env
  }
  return {
    PATH,
    DISPLAY,
    HOME: person.home,
    USER: person.name,
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: runtimeFolder(person),
  }
}
