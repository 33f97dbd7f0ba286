// The program's own settings, whatever lab it is connected to, in `settings.json` of the user's data folder.
import { readFileSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '@shared/errors'
import { lockMinutes, lockMinutesByDefault } from '@shared/lock'
import { text } from '@shared/text'
import { z } from 'zod'
import type { Log } from '../log'

const settingsSchema = z.object({
  updates: z
    .object({
      /** Whether to look for a newer version at start, once a day. */
      check: z.boolean().default(true),
      /** The address set here, without credentials; null: what is built in. */
      feed: z.string().max(2000).nullable().default(null),
      /** When a feed last answered, ISO 8601. */
      lastCheck: z.iso.datetime().nullable().default(null),
    })
    .prefault({}),
  history: z
    .object({
      /** How many days of a change log are kept where the lab itself does not say; 0: all. */
      days: z.int().min(0).max(36_500).default(365),
    })
    .prefault({}),
  lock: z
    .object({ minutes: lockMinutes.catch(lockMinutesByDefault) })
    .prefault({ minutes: lockMinutesByDefault }),
})
type Settings = z.infer<typeof settingsSchema>

/** Of the form in which the file is written. */
const version = 1
const versionSchema = z.object({ version: z.int().positive() })

export interface ProgramSettings {
  get(): Settings
  /**
   * Write some of a section's settings at once. Those of a newer program's file are kept for this run only.
   * @throws AppError `invalid_input` where the disk refuses; they are in use all the same.
   */
  set<K extends keyof Settings>(section: K, changes: Partial<Settings[K]>): Promise<void>
}

/** Read once, when the program starts. A damaged file is moved aside: the defaults hold then. */
export function openProgramSettings(folder: string, log: Log): ProgramSettings {
  const path = join(folder, 'settings.json')
  const read = readStored(path, log)
  let settings = read === 'newer' ? settingsSchema.parse({}) : read
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    if (read === 'newer') return
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const content = `${JSON.stringify({ version, ...settings }, null, 2)}\n`
      await writeFileAtomic(path, content, { mode: 0o600 })
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'error'
      log.error('the settings could not be written', error)
      throw new AppError(
        { code: 'invalid_input', message: text.settings.notSaved(reason), fields: {} },
        { cause: error },
      )
    }
  }
  return {
    get: () => settings,
    set(section, changes) {
      settings = { ...settings, [section]: { ...settings[section], ...changes } }
      writing = writing.catch(() => undefined).then(write)
      return writing
    },
  }
}

function readStored(path: string, log: Log): Settings | 'newer' {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch {
    return settingsSchema.parse({})
  }
  try {
    const json: unknown = JSON.parse(content)
    if (versionSchema.parse(json).version > version) {
      log.warn('the settings were written by a newer program and are left as they are', { path })
      return 'newer'
    }
    return settingsSchema.parse(json)
  } catch {
    log.warn('damaged settings were put aside', { path })
    try {
      renameSync(path, `${path}.damaged`)
    } catch {
      // The next write replaces it.
    }
    return settingsSchema.parse({})
  }
}
