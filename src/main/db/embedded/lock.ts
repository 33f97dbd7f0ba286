// A lock on the embedded database's folder: one living program at a time, and a dead one's lock is taken over.
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity'

const identity = z.object({ pid: z.int().positive(), started: z.string() })
const ownerSchema = z.object({ token: z.string(), host: identity, program: identity })
type Owner = z.infer<typeof ownerSchema>

/** A host whose program was killed notices it and ends; this long we wait for it before we end it ourselves. */
const orphanPatience = 5_000
/** A takeover lasts a few file operations. One older than this was cut short. */
const takeoverPatience = 10_000
const pause = 20

export type LockResult = { ok: true; release(): void } | { ok: false; pid: number }

/**
 * Lock a folder for this process (the one that opens the files), on behalf of a program. Answers the program's
 * process id where another living one has it. Takes over what a killed process left.
 */
export async function lockFolder(
  folder: string,
  program: ProcessIdentity,
  patience = orphanPatience,
): Promise<LockResult> {
  const file = join(folder, 'lock.json')
  const own: Owner = { token: randomBytes(8).toString('hex'), host: ownIdentity(), program }
  const orphanDeadline = Date.now() + patience
  for (;;) {
    if (create(file, own)) return { ok: true, release: () => removeIf(file, own.token) }
    const owner = read(file)
    if (owner === null) continue
    if (owner !== 'unreadable' && isAlive(owner.host)) {
      if (isAlive(owner.program)) return { ok: false, pid: owner.program.pid }
      if (Date.now() > orphanDeadline) process.kill(owner.host.pid, 'SIGKILL')
    } else {
      takeOver(file, owner)
    }
    await delay(pause)
  }
}

// The file appears with its content at once, and only where there is none: a link to a finished file.
function create(file: string, owner: Owner): boolean {
  const draft = `${file}.${owner.token}`
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function read(file: string): Owner | 'unreadable' | null {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  try {
    return ownerSchema.parse(JSON.parse(content))
  } catch {
    return 'unreadable'
  }
}

// Two that find the same dead lock must not remove each other's new one: whoever makes the folder looks again
// and removes only the lock that it had found dead.
function takeOver(file: string, dead: Owner | 'unreadable'): void {
  const guard = `${file}.takeover`
  try {
    mkdirSync(guard)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (ageOf(guard) > takeoverPatience) rmSync(guard, { recursive: true, force: true })
    return
  }
  try {
    const now = read(file)
    const same = dead === 'unreadable' || now === 'unreadable' ? now === dead : now?.token === dead.token
    if (same) rmSync(file, { force: true })
  } finally {
    rmdirSync(guard)
  }
}

function removeIf(file: string, token: string): void {
  const owner = read(file)
  if (owner !== null && owner !== 'unreadable' && owner.token === token) rmSync(file, { force: true })
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
