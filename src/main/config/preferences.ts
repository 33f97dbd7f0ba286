// How the window was left: widths, sorts, hidden columns and the like, kept per profile, written a little later.
import { readFileSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { z } from 'zod'
import type { Log } from '../log'

export interface Preferences {
  /** Those of the profile in use. */
  all(): Record<string, unknown>
  /** Null forgets the key. @throws AppError `invalid_input` where the profile's grow past 256 KB together. */
  set(key: string, value: unknown): void
  /** Turn to another profile's, by its id; to those of no lab at all with null. */
  use(profile: string | null): void
  /** Drop what was kept for a profile that is removed. */
  forget(profile: string): void
  /** Write what is not yet on the disk; before the program ends. Never throws. */
  flush(): Promise<void>
}

const maxBytes = 262_144
/** No profile has this id. */
const none = ''
const storedSchema = z.record(z.string(), z.record(z.string(), z.json()))
type Values = Map<string, z.infer<ReturnType<typeof z.json>>>

/**
 * The preferences in `preferences.json` of the user's data folder. `delay` in milliseconds: many changes in a row
 * become one write. Read at once, since the first paint wants them. A file that can't be read is moved aside;
 * losing a column's width is no reason to bother anyone.
 */
export function openPreferences(folder: string, log: Log, { delay = 500 } = {}): Preferences {
  const path = join(folder, 'preferences.json')
  // Maps, since a key such as `constructor` is one like any other here.
  const profiles = new Map<string, Values>(
    Object.entries(readStored(path, log)).map(([profile, values]) => [
      profile,
      new Map(Object.entries(values)),
    ]),
  )
  let current = none
  let timer: NodeJS.Timeout | undefined
  let dirty = false
  let writing: Promise<void> = Promise.resolve()

  const own = (): Values => {
    const values: Values = profiles.get(current) ?? new Map()
    profiles.set(current, values)
    return values
  }
  const write = async () => {
    if (!dirty) return
    dirty = false
    try {
      const stored = Object.fromEntries(
        [...profiles].map(([profile, values]) => [profile, Object.fromEntries(values)]),
      )
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAtomic(path, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      log.error('preferences could not be written', error)
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  return {
    all: () => Object.fromEntries(own()),
    set(key, value) {
      const values = new Map(own())
      if (value === null || value === undefined) values.delete(key)
      else values.set(key, z.json().parse(value))
      if (Buffer.byteLength(JSON.stringify(Object.fromEntries(values))) > maxBytes) {
        throw new AppError({ code: 'invalid_input', message: text.secrets.preferences.tooLarge, fields: {} })
      }
      profiles.set(current, values)
      dirty = true
      timer ??= setTimeout(() => void flush(), delay)
    },
    use(profile) {
      current = profile ?? none
    },
    forget(profile) {
      if (!profiles.delete(profile)) return
      dirty = true
      timer ??= setTimeout(() => void flush(), delay)
    },
    flush,
  }
}

function readStored(path: string, log: Log): z.infer<typeof storedSchema> {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch {
    return {}
  }
  try {
    return storedSchema.parse(JSON.parse(content))
  } catch {
    log.warn('damaged preferences were put aside', { path })
    try {
      renameSync(path, `${path}.damaged`)
    } catch {
      // The next write replaces it.
    }
    return {}
  }
}
