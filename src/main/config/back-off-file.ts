// Keeps the failures at sign-in across restarts, in `sign-ins.json` of the user's data folder, without any name.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Log } from '../log'
import { createBackOff, forgottenAfter, type CountedFailures, type SignInBackOff } from '../services/password'

/** `at`: milliseconds since 1970, as the computer's clock had it. */
const failures = z.object({ count: z.int().min(0).max(1_000_000), at: z.number() })
const fileSchema = z.object({
  version: z.literal(1),
  /** Of this file alone, so that the same name looks different on each computer. */
  salt: z.base64().max(100),
  program: failures,
  names: z.array(failures.extend({ name: z.string().max(100) })).max(1000),
})
type Stored = z.infer<typeof fileSchema>

export interface KeptBackOff extends SignInBackOff {
  /** Resolves when all is written. */
  flush(): Promise<void>
}

/**
 * Read once, when the program starts. Within a run it counts by `now`, a clock that nobody can set; `clock` is the
 * computer's and only says how long the program was not running. Where that went backwards, the wait begins anew: it
 * neither ends early nor lasts longer than it would have. A file that cannot be read counts for nothing.
 */
export function openBackOff(
  folder: string,
  log: Pick<Log, 'warn' | 'error'>,
  { now, clock }: { now(): number; clock(): number } = { now: () => performance.now(), clock: Date.now },
): KeptBackOff {
  const path = join(folder, 'sign-ins.json')
  const stored = readStored(path, log)
  const salt = stored?.salt ?? randomBytes(16).toString('base64')
  let next: CountedFailures | null = null
  let writing: Promise<void> = Promise.resolve()

  const atNow = ({ count, at }: { count: number; at: number }) => ({
    count,
    last: now() - Math.max(0, clock() - at),
  })
  const before: CountedFailures | undefined = stored && {
    program: atNow(stored.program),
    names: new Map(stored.names.map((entry) => [entry.name, atNow(entry)])),
  }

  async function write(): Promise<void> {
    const counted = next
    if (!counted) return
    next = null
    const atClock = ({ count, last }: { count: number; last: number }) => ({
      count,
      at: Math.round(clock() - (now() - last)),
    })
    const content: Stored = {
      version: 1,
      salt,
      program: atClock(counted.program),
      names: [...counted.names]
        .filter(([, { last }]) => now() - last < forgottenAfter)
        .map(([name, entry]) => ({ name, ...atClock(entry) })),
    }
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAtomic(path, `${JSON.stringify(content)}\n`, { mode: 0o600 })
    } catch (error) {
      // It goes on counting for this run.
      log.error('the failures at sign-in could not be written', error)
    }
  }

  const backOff = createBackOff(now, {
    ...(before ? { before } : {}),
    changed(counted) {
      // What comes while one is written goes with the next.
      if (next === null) writing = writing.then(write)
      next = counted
    },
    keyOf: (name) => createHash('sha256').update(salt).update(name).digest('base64'),
  })
  return { ...backOff, flush: () => writing }
}

function readStored(path: string, log: Pick<Log, 'warn'>): Stored | undefined {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  try {
    return fileSchema.parse(JSON.parse(content))
  } catch {
    log.warn('the kept failures at sign-in are damaged and count for nothing', { path })
    return undefined
  }
}
