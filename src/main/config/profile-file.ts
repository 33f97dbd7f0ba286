// `profiles.json`: read, checked, written in one piece; the file of the program's first version is taken over once.
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '@shared/errors'
import { profileFacts, profileId } from '@shared/profile'
import { text } from '@shared/text'
import { z } from 'zod'
import { storedLab, type StoredLab } from './profile'

const words = text.profiles

const storedProfile = profileFacts.extend({ lab: storedLab })
export type StoredProfile = z.infer<typeof storedProfile>

/** Of the form in which `profiles.json` is written. */
const version = 1
const versionSchema = z.object({ version: z.int().positive() })
const content = z.object({ last: profileId.nullable(), profiles: z.array(storedProfile).max(1000) })
export type ProfileList = z.infer<typeof content>

/** `profile.json` had one lab and no name; files from before its version was written down have this form too. */
const firstVersion = z.object({ version: z.literal(1).default(1) })
const olderOrNewer = z.object({ version: z.int().positive().default(1) })

export interface ReadProfiles {
  list: ProfileList
  warnings: string[]
  /** A newer program's file is there: nothing is written over it. */
  isNewer: boolean
}

export interface ProfileFile {
  /**
   * Never throws: a damaged file is moved aside and said, one of a newer program left as it is and said.
   * `takeOver` makes the profile of the lab that the first version of this program knew.
   */
  read(takeOver: (lab: StoredLab) => StoredProfile): Promise<ReadProfiles>
  /** Readable by its owner alone. @throws AppError `unavailable` where the disk refuses. */
  write(list: ProfileList): Promise<void>
  /** Delete what is left of the first version's file: it may hold a password. */
  removeBackup(): Promise<void>
}

export function openProfileFile(folder: string): ProfileFile {
  const path = join(folder, 'profiles.json')
  const oldPath = join(folder, 'profile.json')
  const backup = `${oldPath}.backup`

  async function write(list: ProfileList): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAtomic(path, `${JSON.stringify({ version, ...list }, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'error'
      throw new AppError({ code: 'unavailable', message: words.notSaved(reason) }, { cause: error })
    }
  }

  async function takeOverOld(takeOver: (lab: StoredLab) => StoredProfile): Promise<ReadProfiles> {
    const found = await read(oldPath, parseOld)
    const none = { list: { last: null, profiles: [] }, isNewer: false }
    if (found === 'missing') return { ...none, warnings: [] }
    if (found === 'newer') return { ...none, warnings: [words.newer(oldPath)], isNewer: true }
    if (found === 'unreadable') return { ...none, warnings: [words.unreadable] }
    if (found === 'damaged') return { ...none, warnings: [await moveAside(oldPath)] }
    const profile = takeOver(found)
    const list = { last: profile.id, profiles: [profile] }
    // Where it can't be written now, the next start does all of this again.
    const isWritten = await write(list).then(
      () => true,
      () => false,
    )
    if (isWritten) await rename(oldPath, backup).catch(() => undefined)
    return { list, warnings: [], isNewer: false }
  }

  return {
    async read(takeOver) {
      const found = await read(path, parse)
      const none = { list: { last: null, profiles: [] }, isNewer: false }
      if (found === 'missing') return takeOverOld(takeOver)
      if (found === 'newer') return { ...none, warnings: [words.newer(path)], isNewer: true }
      if (found === 'unreadable') return { ...none, warnings: [words.unreadable] }
      if (found === 'damaged') return { ...none, warnings: [await moveAside(path)] }
      return { list: found, warnings: [], isNewer: false }
    },
    write,
    removeBackup: () => rm(backup, { force: true }),
  }
}

type Failure = 'missing' | 'newer' | 'unreadable' | 'damaged'

async function read<T>(
  path: string,
  parseAs: (json: unknown) => T | 'newer' | 'damaged',
): Promise<T | Failure> {
  let source: string
  try {
    source = await readFile(path, 'utf8')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable'
  }
  try {
    return parseAs(JSON.parse(source))
  } catch {
    return 'damaged'
  }
}

function parse(json: unknown): ProfileList | 'newer' | 'damaged' {
  const form = versionSchema.safeParse(json)
  if (!form.success) return 'damaged'
  if (form.data.version > version) return 'newer'
  const parsed = content.safeParse(json)
  return parsed.success ? parsed.data : 'damaged'
}

function parseOld(json: unknown): StoredLab | 'newer' | 'damaged' {
  const form = olderOrNewer.safeParse(json)
  if (!form.success) return 'damaged'
  if (!firstVersion.safeParse(json).success) return 'newer'
  const parsed = storedLab.safeParse(json)
  return parsed.success ? parsed.data : 'damaged'
}

async function moveAside(path: string): Promise<string> {
  const aside = `${path}.damaged`
  try {
    await rename(path, aside)
    return words.damaged(aside)
  } catch {
    return words.unreadable
  }
}
