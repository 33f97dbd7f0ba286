// The labs this program knows: those it keeps in `profiles.json`, and those of this run alone.
import { createHash, randomBytes } from 'node:crypto'
import { AppError } from '@shared/errors'
import { profileColours, type ProfileFacts, type ProfileWishes } from '@shared/profile'
import { text } from '@shared/text'
import { seal, split, unseal, type Keep, type KeyStore, type LabSource } from './profile'
import type { StoredLab, TypedSecrets, Unsealed } from './profile'
import { openProfileFile, type StoredProfile } from './profile-file'
import { nameOfLab, usableName } from './profile-names'

const words = text.profiles

export interface Profiles {
  /** Read what is kept; before all else, and once however often it is called. Answers what to tell of it. Never throws. */
  load(): Promise<string[]>
  all(): readonly (StoredProfile & { isKept: boolean })[]
  find(id: string): StoredProfile | null
  /** The one that was open when the program last ended, if it is still there. */
  last(): string | null
  setLast(id: string | null): Promise<void>
  /** The lab with its secrets. @throws AppError `not_found` */
  lab(id: string): Unsealed
  /**
   * Keep a lab: in the profile of the same place, or in a new one; one place may have several, by names that are given.
   * `corrects`: the profile that takes this lab in place of its own.
   * @throws AppError `invalid_input` where the name is another place's, or where the key store is asked for and not
   * there; `unavailable` for the disk
   */
  keep(lab: LabSource, keep: Keep, wishes: ProfileWishes, corrects?: string): Promise<ProfileFacts>
  /** A profile for this run alone, named after its file. Always the same id for the same file. */
  temporary(lab: LabSource, id: string): ProfileFacts
  /** Take in a colleague's. */
  add(profile: Omit<StoredProfile, 'id'>): Promise<ProfileFacts>
  /** Change its name, colour and marks; one of this run alone is kept from then on. @throws AppError `conflict` for a name that is taken */
  change(facts: ProfileFacts): Promise<void>
  /** Another secrets file for it. */
  setPath(id: string, path: string): Promise<void>
  /** A password that was asked for. @throws AppError as `keep` */
  setPassword(id: string, password: string, keep: Keep): Promise<void>
  remove(id: string): Promise<void>
}

/** What nothing else is known of: a lab on this computer has a fixed place in the data folder, and a fixed id. */
const plain = { production: false, readOnly: false } as const

/** `folder`: the user's data folder. `changed` is told after each change. */
export function openProfiles(folder: string, keyStore: KeyStore, changed: () => void): Profiles {
  const file = openProfileFile(folder)
  let kept: StoredProfile[] = []
  let last: string | null = null
  let isNewer = false
  const temporary = new Map<string, StoredProfile>()
  /** Secrets that are kept no longer than this run. */
  const typed = new Map<string, TypedSecrets>()
  let writing: Promise<void> = Promise.resolve()
  let isLoaded = false

  const all = () => [
    ...kept.map((profile) => ({ ...profile, isKept: true })),
    ...[...temporary.values()].map((profile) => ({ ...profile, isKept: false })),
  ]
  const find = (id: string) => kept.find((profile) => profile.id === id) ?? temporary.get(id) ?? null

  /** What was changed holds in this run even where it cannot be written. */
  function save(): Promise<void> {
    changed()
    if (isNewer) return Promise.resolve()
    const write = () => file.write({ last, profiles: kept })
    writing = writing.then(write, write)
    return writing
  }
  function put(profile: StoredProfile): Promise<void> {
    temporary.delete(profile.id)
    const index = kept.findIndex(({ id }) => id === profile.id)
    kept = index === -1 ? [...kept, profile] : kept.with(index, profile)
    return save()
  }
  /** One of this run alone stays so. */
  function replace(profile: StoredProfile): Promise<void> {
    if (!temporary.has(profile.id)) return put(profile)
    temporary.set(profile.id, profile)
    changed()
    return Promise.resolve()
  }
  const known = (id: string): StoredProfile => {
    const profile = find(id)
    if (!profile) throw new AppError({ code: 'not_found', message: words.gone })
    return profile
  }
  const isTaken = (name: string, but: string) =>
    all().some(({ id, name: other }) => id !== but && same(name, other))
  const freeName = (name: string, but = '') => {
    for (let count = 1; ; count += 1) {
      const next = count === 1 ? usableName(name) : usableName(words.names.again(usableName(name, 52), count))
      if (!isTaken(next, but)) return next
    }
  }
  const nextColour = () =>
    profileColours.find((colour) => !kept.some((profile) => profile.colour === colour)) ?? 'blue'

  return {
    async load() {
      if (isLoaded) return []
      isLoaded = true
      const takeOver = (lab: StoredLab): StoredProfile => ({
        // `server` had the layouts of all servers; they are this one's now.
        id: lab.kind === 'file' || lab.kind === 'fields' ? 'server' : lab.kind,
        name: nameOfLab(lab),
        colour: 'blue',
        ...plain,
        lab,
      })
      const found = await file.read(takeOver)
      kept = found.list.profiles
      last = found.list.last
      isNewer = found.isNewer
      return found.warnings
    },
    all,
    find,
    last: () => (last !== null && kept.some(({ id }) => id === last) ? last : null),
    async setLast(id) {
      const next = id !== null && kept.some((profile) => profile.id === id) ? id : null
      if (next === last) return changed()
      last = next
      await save()
    },
    lab: (id) => unseal(known(id).lab, keyStore, typed.get(id) ?? null),
    async keep(lab, keep, wishes, corrects) {
      const stored = seal(lab, keep, keyStore)
      const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined))
      const { name } = wishes
      const isMeant = (profile: StoredProfile) =>
        corrects === undefined
          ? isSamePlace(profile.lab, stored) && (name === undefined || same(profile.name, name))
          : profile.id === corrects
      const before = all().find(isMeant)
      if (name !== undefined && isTaken(name, before?.id ?? '')) {
        throw new AppError({ code: 'invalid_input', message: words.rules.taken(name), fields: {} })
      }
      const profile: StoredProfile = before
        ? { ...factsOf(before), ...given, lab: stored }
        : {
            id: localId(lab) ?? newId(),
            colour: nextColour(),
            ...plain,
            ...given,
            name: freeName(name ?? nameOfLab(stored)),
            lab: stored,
          }
      typed.delete(profile.id)
      if (keep === 'session' && (lab.kind === 'file' || lab.kind === 'fields')) {
        typed.set(profile.id, split(lab).secrets)
      }
      await put(profile)
      return factsOf(profile)
    },
    temporary(lab, id) {
      const present = find(id)
      if (present) return factsOf(present)
      const stored = lab.kind === 'file' || lab.kind === 'fields' ? sealNothing(lab) : lab
      const colour = lab.kind === 'sample' ? 'teal' : 'grey'
      const profile = { id, name: freeName(nameOfLab(stored)), colour, ...plain, lab: stored } as const
      temporary.set(id, profile)
      changed()
      return factsOf(profile)
    },
    async add(profile) {
      const added = { ...profile, id: newId(), name: freeName(profile.name) }
      await put(added)
      return factsOf(added)
    },
    async change(facts) {
      const before = known(facts.id)
      if (isTaken(facts.name, facts.id)) {
        throw new AppError({ code: 'conflict', message: words.rules.taken(facts.name), field: 'name' })
      }
      await put({ ...before, ...facts })
    },
    async setPath(id, path) {
      const { lab, ...rest } = known(id)
      if (lab.kind === 'file') await replace({ ...rest, lab: { ...lab, path } })
    },
    async setPassword(id, password, keep) {
      const profile = known(id)
      const { lab } = unseal(profile.lab, keyStore, typed.get(id) ?? null)
      if (lab.kind === 'embedded' || lab.kind === 'sample') return
      const withPassword: LabSource =
        lab.kind === 'file'
          ? { ...lab, overrides: { ...lab.overrides, password } }
          : { ...lab, fields: { ...lab.fields, password } }
      const stored = seal(withPassword, keep, keyStore)
      typed.set(id, split(withPassword).secrets)
      await replace({ ...profile, lab: stored })
    },
    async remove(id) {
      known(id)
      kept = kept.filter((profile) => profile.id !== id)
      temporary.delete(id)
      typed.delete(id)
      if (last === id) last = null
      // It may be this lab's password that the first version's file holds.
      await file.removeBackup()
      await save()
    },
  }
}

/** Without the lab. */
export function factsOf({ id, name, colour, production, readOnly }: ProfileFacts): ProfileFacts {
  return { id, name, colour, production, readOnly }
}

/** The same for the same file at each start, so that its tables are found as they were left. */
export function temporaryId(path: string): string {
  return `file-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`
}

function newId(): string {
  return randomBytes(6).toString('hex')
}

/** Each of the labs on this computer has one folder, so there is one profile for it. */
function localId(lab: LabSource): string | null {
  return lab.kind === 'embedded' || lab.kind === 'sample' ? lab.kind : null
}

function sealNothing(lab: Extract<LabSource, { kind: 'file' | 'fields' }>): StoredLab {
  return { ...split(lab).place, kept: { keep: 'nothing' } }
}

function same(left: string, right: string): boolean {
  return left.toLocaleLowerCase() === right.toLocaleLowerCase()
}

function isSamePlace(left: StoredLab, right: StoredLab): boolean {
  if (left.kind === 'file' && right.kind === 'file') return left.path === right.path
  if (left.kind !== 'fields' || right.kind !== 'fields') return left.kind === right.kind
  const keys = ['address', 'port', 'database', 'username'] as const
  return keys.every((key) => left.fields[key] === right.fields[key])
}
