// Starts Electron as people do, with a DevTools pipe beside it, to look into its page and to press its keys.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'

export interface Program {
  /** Milliseconds of the wall clock at which the process was asked for. */
  readonly spawnedAt: number
  readonly pid: number
  readonly page: Page
  close(): Promise<void>
}

export interface Page {
  /** Run an expression in the page; a promise is awaited. */
  run<T>(expression: string): Promise<T>
  /** A real click in the middle of the element that the expression finds. */
  click(element: string): Promise<void>
  /** A real key, for example `End` with Ctrl. */
  press(key: string, ctrl?: boolean): Promise<void>
  type(text: string): Promise<void>
  /** Load the page anew, as a crash would: it forgets everything. */
  reload(): Promise<void>
  mouse(
    type: 'mousePressed' | 'mouseMoved' | 'mouseReleased' | 'mouseWheel',
    x: number,
    y: number,
    deltaY?: number,
  ): Promise<void>
}

/** An app's folder, for the runtime to open, or a packaged program. */
export type App = string | { executable: string }

/** Start an app and wait until its page is there. */
export async function launch(
  app: App,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Program> {
  const executable = typeof app === 'string' ? process.env['ELECTRON_EXECUTABLE'] : app.executable
  if (executable === undefined) throw new Error('ELECTRON_EXECUTABLE is not set: start with npm run bench')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const folder = typeof app === 'string' ? [app] : []
  const spawnedAt = performance.timeOrigin + performance.now()
  const child = spawn(executable, [...sandbox, '--remote-debugging-pipe', ...folder, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // A packaged program lets itself be looked into by developers alone (ADR 0013).
    env: { ...process.env, ...env, VMLAB_DEVELOPER: '1' },
  })
  const ended = once(child, 'exit')
  const pipe = openPipe(child)
  const page = createPage(
    pipe,
    await Promise.race([pageSession(pipe), ended.then(() => fail(`${executable} ended at its start`))]),
  )
  return {
    spawnedAt,
    pid: child.pid ?? 0,
    page,
    async close() {
      await Promise.race([pipe.send('Browser.close'), ended])
      await ended
    },
  }
}

function fail(message: string): never {
  throw new Error(message)
}

interface Message {
  id?: number
  method?: string
  params?: { targetInfo?: { type: string; targetId: string }; context?: { origin: string } }
  result?: Record<string, unknown>
  error?: { message: string }
  sessionId?: string
}

interface Pipe {
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>
  listen(listener: (message: Message) => void): void
}

/** The protocol's messages are JSON, each ended by a zero byte. */
function openPipe(child: ChildProcess): Pipe {
  const to = child.stdio[3] as Writable
  const from = child.stdio[4] as Readable
  const waiting = new Map<number, (message: Message) => void>()
  const listeners: ((message: Message) => void)[] = []
  let last = 0
  let rest = ''
  from.setEncoding('utf8')
  from.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0')
    rest = messages.pop() ?? ''
    for (const text of messages) {
      const message = JSON.parse(text) as Message
      if (message.id === undefined) for (const listener of listeners) listener(message)
      else waiting.get(message.id)?.(message)
    }
  })
  to.on('error', () => undefined)
  return {
    listen: (listener) => void listeners.push(listener),
    send(method, params = {}, sessionId) {
      const id = (last += 1)
      const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result ?? {})
        })
      })
      to.write(
        `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
      )
      return answer
    },
  }
}

/** Attach to the window's page as soon as it is at its own address, not on the blank one before. */
async function pageSession(pipe: Pipe): Promise<string> {
  const target = new Promise<string>((resolve) => {
    pipe.listen(({ method, params }) => {
      const info = params?.targetInfo
      if (method === 'Target.targetCreated' && info?.type === 'page') resolve(info.targetId)
    })
  })
  const isThere = new Promise<void>((resolve) => {
    pipe.listen(({ method, params }) => {
      const isNew = method === 'Runtime.executionContextCreated'
      if (isNew && params?.context?.origin.startsWith('app:')) resolve()
    })
  })
  await pipe.send('Target.setDiscoverTargets', { discover: true })
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId: await target, flatten: true })
  await pipe.send('Runtime.enable', {}, String(sessionId))
  await isThere
  return String(sessionId)
}

const keyCodes: Record<string, number> = {
  End: 35,
  Home: 36,
  m: 77,
  PageDown: 34,
  ArrowDown: 40,
  Enter: 13,
  Backspace: 8,
}

function createPage(pipe: Pipe, session: string): Page {
  const send = (method: string, params: object) => pipe.send(method, params, session)
  const mouse: Page['mouse'] = async (type, x, y, deltaY = 0) => {
    const isButton = type === 'mousePressed' || type === 'mouseReleased'
    await send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      deltaX: 0,
      deltaY,
      button: type === 'mouseWheel' ? 'none' : 'left',
      buttons: type === 'mousePressed' || type === 'mouseMoved' ? 1 : 0,
      clickCount: isButton ? 1 : 0,
    })
  }
  const run = async <T>(expression: string): Promise<T> => {
    const answer = await inTime(
      send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }),
      expression,
    )
    const { result, exceptionDetails } = answer as {
      result: { value: T }
      exceptionDetails?: { exception?: { description?: string }; text: string }
    }
    if (exceptionDetails)
      fail(`${exceptionDetails.exception?.description ?? exceptionDetails.text} in ${expression}`)
    return result.value
  }
  return {
    run,
    mouse,
    async click(element) {
      const { x, y } = await run<{ x: number; y: number }>(
        `(() => { const element = ${element}; element.scrollIntoView({ block: 'nearest', inline: 'nearest' }); const box = element.getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 } })()`,
      )
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'none', buttons: 0 })
      await mouse('mousePressed', x, y)
      await mouse('mouseReleased', x, y)
    },
    async press(key, ctrl = false) {
      const code = keyCodes[key] ?? fail(`No key code for ${key}`)
      const event = {
        key,
        windowsVirtualKeyCode: code,
        modifiers: ctrl ? 2 : 0,
        ...(key === 'Enter' ? { text: '\r' } : {}),
      }
      await send('Input.dispatchKeyEvent', { type: key === 'Enter' ? 'keyDown' : 'rawKeyDown', ...event })
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    async reload() {
      const loaded = new Promise<void>((resolve) => {
        pipe.listen(({ method, params }) => {
          if (method === 'Runtime.executionContextCreated' && params?.context?.origin.startsWith('app:')) {
            resolve()
          }
        })
      })
      await send('Page.reload', {})
      await inTime(loaded, 'the page to be loaded anew')
    },
    async type(text) {
      await send('Input.insertText', { text })
    },
  }
}

/** What is waited for on a page comes in seconds or never. */
async function inTime<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited a minute in vain for: ${what}`)), 60_000)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** Megabytes that a process and all that it started take, shared pages counted once (PSS). Linux only. */
export function memoryOf(pid: number): number {
  return [...memoryByKind(pid).values()].reduce((sum, megabytes) => sum + megabytes, 0)
}

/** The same, by the kind of process: `main`, `renderer`, `gpu-process`… */
export function memoryByKind(pid: number): Map<string, number> {
  const kinds = new Map<string, number>()
  for (const one of processesOf(pid)) {
    const pss = /^Pss:\s+(\d+)/mu.exec(read(`/proc/${one}/smaps_rollup`) ?? '')?.[1] ?? 0
    const type = /--(?:utility-sub-)?type=([\w.-]+)(?!.*--utility-sub-type)/su.exec(
      read(`/proc/${one}/cmdline`) ?? '',
    )?.[1]
    const kind = one === pid ? 'main' : (type ?? 'other')
    kinds.set(kind, (kinds.get(kind) ?? 0) + Number(pss) / 1024)
  }
  return kinds
}

/** Seconds of a core that a process and all that it started have used, and how often their threads woke up. */
export function effortOf(pid: number): { seconds: number; wakeUps: number } {
  const ticksPerSecond = 100
  let ticks = 0
  let wakeUps = 0
  for (const one of processesOf(pid)) {
    const fields = afterName(read(`/proc/${one}/stat`) ?? '')
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
    for (const thread of list(`/proc/${one}/task`)) {
      const status = read(`/proc/${one}/task/${thread}/status`) ?? ''
      wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)/mu.exec(status)?.[1] ?? 0)
    }
  }
  return { seconds: ticks / ticksPerSecond, wakeUps }
}

/** A process and all that came from it. */
function processesOf(pid: number): number[] {
  const parents = new Map(
    list('/proc').flatMap((name): [number, number][] => {
      if (!/^\d+$/u.test(name)) return []
      const stat = read(`/proc/${name}/stat`)
      return stat === null ? [] : [[Number(name), Number(afterName(stat)[1])]]
    }),
  )
  const belongs = (candidate: number): boolean => {
    const parent = parents.get(candidate)
    return candidate === pid || (parent !== undefined && parent > 1 && belongs(parent))
  }
  return [...parents.keys()].filter(belongs)
}

/** The fields of a stat file after the name, which in its brackets may hold anything. */
function afterName(stat: string): string[] {
  return stat.replace(/^.*\) /su, '').split(' ')
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
