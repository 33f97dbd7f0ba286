// Which lab to connect to: at the start, by the guide's choice, or by switching; and what is remembered of it.
import type { z } from 'zod'
import type { ConnectionSource, OpenSource } from '@shared/connection'
import type { RekeyPlan } from '@shared/credentials'
import { AppError } from '@shared/errors'
import type { Options } from '@shared/options.mjs'
import type { Problem } from '@shared/problem'
import type { openOutcome, ProfileFacts, ProfileSummary, ProfileWishes } from '@shared/profile'
import { text } from '@shared/text'
import { findSecretsFile, isThere } from './config/find-secrets'
import type { Keep, KeyStore, LabSource } from './config/profile'
import { placeOfLab } from './config/profile-names'
import { readImport, writeExport } from './config/profile-transfer'
import { factsOf, openProfiles, temporaryId } from './config/profiles'
import { readSecrets, type Secrets } from './config/secrets'
import { findForSignIn } from './db/people'
import type { Database } from './db/session'
import type { Lab } from './lab'
import { samplePlan, type PlanParts } from './lab-plans'
import { openingOf, secretsOf, type Opening } from './lab-sources'
import { sampleSignIn } from './sample/sample'

const words = text.lab

export interface Connector {
  /** Connect to what the options, the environment, the profile open last or the current folder name; else to nothing. */
  atStart(): Promise<void>
  /** The sample lab with its own account signed in, the first time it is ready. What was open last stays so. */
  atStartDemo(): Promise<void>
  connectionOf(source: ConnectionSource): Promise<Secrets['connection']>
  /** `corrects`: the profile that is to be reached in this way from now on. */
  connectTo(source: ConnectionSource, keep: Keep, wishes?: ProfileWishes, corrects?: string): Promise<void>
  openSample(): Promise<void>
  openEmbedded(choice: { firstUsers: string | null }): Promise<void>
  /** Close what is open: the guide comes up. The profile stays among the others. */
  leave(): Promise<void>
  /** How the lab that was left last was to be reached, where it was left for being out of reach: it may be corrected. */
  left(): { source: OpenSource | null; corrects: ProfileFacts | null }
  /**
   * Close what is open; the guide comes up with how this profile was to be reached, to be corrected. It stays the one
   * that the next start opens. @throws AppError `not_found`, `invalid_input` for a lab on this computer
   */
  correct(id: string): Promise<void>

  /** All profiles, by name. */
  profiles(): ProfileSummary[]
  /**
   * Open another lab; `leaving` is called once nothing more is needed for it, before the old one is closed.
   * @throws AppError `not_found`, or `invalid_input` with what is wrong with its secrets file
   */
  open(id: string, given: Given, leaving: () => void): Promise<z.infer<typeof openOutcome>>
  /** @throws AppError `conflict` for a name that is taken, `not_found` */
  save(facts: ProfileFacts): Promise<void>
  /** Forget a profile; where it is open the lab is left. */
  remove(id: string): Promise<void>
  exportTo(id: string, path: string): Promise<void>
  importFrom(path: string): Promise<ProfileFacts>
  /** Of the lab that is open or being opened. */
  currentProfile(): ProfileFacts | null
  currentProfileId(): string | null
  /** Where the cipher key of the lab that is open is kept. */
  keyPlace(): Pick<RekeyPlan, 'place' | 'file'>
  /** Hear of another lab, and of its name and marks, before its state changes. */
  onProfile(listener: (profile: ProfileFacts | null) => void): void
  /** Hear that the list has changed. */
  onProfiles(listener: () => void): void
}

/** What was missing when a profile was to be opened, as the person gave it. */
interface Given {
  password?: string | undefined
  keep?: Keep | undefined
  /** Of the secrets file on this computer. */
  path?: string | undefined
}

export function createConnector(
  parts: PlanParts & { lab: Lab; keyStore: KeyStore; options: Options; cwd: string; env: NodeJS.ProcessEnv },
): Connector {
  const { lab, options, userData } = parts
  const profileListeners: ((profile: ProfileFacts | null) => void)[] = []
  const listListeners: (() => void)[] = []
  const listChanged = () => {
    for (const listener of listListeners) listener()
  }
  const profiles = openProfiles(userData, parts.keyStore, listChanged)
  let current: { profile: ProfileFacts; opening: Opening } | null = null
  let left: ReturnType<Connector['left']> = { source: null, corrects: null }

  function setCurrent(next: typeof current): void {
    current = next
    for (const listener of profileListeners) listener(next?.profile ?? null)
    listChanged()
  }
  function start(profile: ProfileFacts, opening: Opening): void {
    left = { source: null, corrects: null }
    setCurrent({ profile, opening })
    lab.connect(opening(profile))
  }
  async function leaveWith(problems: Problem[]): Promise<void> {
    setCurrent(null)
    await lab.leave(problems)
  }

  const prepare = (source: LabSource, warnings: string[] = []) =>
    openingOf(parts, source, { firstUsers: options.firstUsers ?? null, warnings })

  /** Which lab is open is worth no failure: at worst the next start opens another one. */
  const setLast = (id: string | null) =>
    profiles.setLast(id).catch((error: unknown) => void parts.log.error('the open lab was not noted', error))

  async function keepAndStart(
    source: LabSource,
    keep: Keep,
    wishes: ProfileWishes,
    corrects?: string,
  ): Promise<void> {
    const opening = await prepare(source)
    const profile = await profiles.keep(source, keep, wishes, corrects)
    await setLast(profile.id)
    start(profile, opening)
  }

  async function fromStart(): Promise<void> {
    const warnings = await profiles.load()
    const last = profiles.last()
    const known = last === null ? null : profiles.lab(last)
    const { option, env } = { option: options.secrets, env: parts.env.VMLAB_SECRETS }
    const place = await findSecretsFile({ option, env, profile: known?.lab ?? null, cwd: parts.cwd })
    if (place.kind === 'nothing') return leaveWith(warnings.map((what) => problem(userData, what)))
    if (place.kind === 'file' && place.problem) return leaveWith([place.problem])
    if (place.kind === 'file' && place.origin !== 'profile') {
      // A profile of that file has its overrides and its marks: production stays production, however it is opened.
      const { path } = place
      const own = profiles.all().find(({ id }) => pathOf(id) === path)
      const found = own ? profiles.lab(own.id) : null
      if (found?.needsPassword) return leaveWith([passwordNeeded(path)])
      const source: LabSource = found?.lab ?? { kind: 'file', path, overrides: {} }
      const opening = await openingAtStart(source, warnings)
      if (opening) start(profiles.temporary(source, own?.id ?? temporaryId(path)), opening)
      return
    }
    const profile = last === null ? null : profiles.find(last)
    if (!known || !profile) return leaveWith([])
    if (known.needsPassword) return leaveWith([passwordNeeded(placeOfLab(profile.lab))])
    const opening = await openingAtStart(known.lab, [...warnings, ...known.warnings])
    if (opening) start(factsOf(profile), opening)
  }

  /** Null where the guide shows what is wrong with the secrets file. */
  async function openingAtStart(source: LabSource, warnings: string[]): Promise<Opening | null> {
    if (source.kind === 'file') {
      const { report, secrets } = await readSecrets(source.path, source.overrides)
      if (!secrets) {
        await leaveWith(report.problems)
        return null
      }
    }
    return prepare(source, warnings)
  }

  function pathOf(id: string): string | null {
    const stored = profiles.find(id)?.lab
    return stored?.kind === 'file' ? stored.path : null
  }

  function openSourceOf(id: string | undefined): OpenSource | null {
    const stored = id === undefined ? undefined : profiles.find(id)?.lab
    if (stored?.kind === 'file') return { kind: 'file', path: stored.path, overrides: stored.overrides }
    return stored?.kind === 'fields' ? { kind: 'fields', fields: stored.fields } : null
  }

  function found(id: string) {
    const profile = profiles.find(id)
    if (!profile) throw new AppError({ code: 'not_found', message: text.profiles.gone })
    return profile
  }

  return {
    async atStart() {
      try {
        await fromStart()
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        await leaveWith([problem(userData, error.body.message)])
      }
    },
    async atStartDemo() {
      await profiles.load()
      let isFirst = true
      const account = async (database: Database) => {
        // Opened again after a crash: whoever had signed out stays so.
        if (!isFirst) return null
        const person = await database.session((session) => findForSignIn(session, sampleSignIn.username), {
          readOnly: true,
        })
        isFirst = false
        return person?.id ?? null
      }
      start(profiles.temporary({ kind: 'sample' }, 'sample'), (profile) =>
        samplePlan(parts, profile, account),
      )
    },
    connectionOf: async (source) => (await secretsOf(source)).secrets.connection,
    connectTo: (source, keep, wishes = {}, corrects) => keepAndStart(source, keep, wishes, corrects),
    openSample: () => keepAndStart({ kind: 'sample' }, 'session', {}),
    openEmbedded: ({ firstUsers }) => keepAndStart({ kind: 'embedded', firstUsers }, 'session', {}),
    async leave() {
      const isOutOfReach = lab.state().kind === 'unavailable'
      left = { source: isOutOfReach ? openSourceOf(current?.profile.id) : null, corrects: null }
      await setLast(null)
      await leaveWith([])
    },
    left: () => left,
    async correct(id) {
      const profile = found(id)
      const source = openSourceOf(id)
      if (!source)
        throw new AppError({ code: 'invalid_input', message: text.profiles.onThisComputer, fields: {} })
      left = { source, corrects: factsOf(profile) }
      await leaveWith([])
    },

    profiles: () =>
      profiles
        .all()
        .map((profile) => ({
          ...factsOf(profile),
          kind: profile.lab.kind,
          place: placeOfLab(profile.lab),
          isOpen: profile.id === current?.profile.id,
          isKept: profile.isKept,
        }))
        .toSorted((left, right) => left.name.localeCompare(right.name, undefined, { numeric: true })),
    async open(id, given, leaving) {
      const profile = found(id)
      if (given.path !== undefined) await profiles.setPath(id, given.path)
      const path = pathOf(id)
      if (path !== null && (path === '' || !(await isThere(path)))) return { kind: 'file', path }
      if (given.password !== undefined) {
        await profiles.setPassword(id, given.password, given.keep ?? 'session')
      }
      const { lab: source, needsPassword, warnings } = profiles.lab(id)
      if (needsPassword) return { kind: 'password', place: placeOfLab(profile.lab) }
      const opening = await prepare(source, warnings)
      leaving()
      await setLast(id)
      start(factsOf(found(id)), opening)
      return { kind: 'opened' }
    },
    async save(facts) {
      await profiles.change(facts)
      if (current?.profile.id !== facts.id) return
      const { opening, profile: before } = current
      setCurrent({ profile: facts, opening })
      if (before.readOnly === facts.readOnly) lab.rename(facts)
      else lab.connect(opening(facts))
    },
    async remove(id) {
      if (current?.profile.id === id) await leaveWith([])
      await profiles.remove(id)
    },
    exportTo: (id, path) => writeExport(found(id), path),
    importFrom: async (path) => profiles.add(await readImport(path)),
    currentProfile: () => current?.profile ?? null,
    currentProfileId: () => current?.profile.id ?? null,
    keyPlace() {
      const kind = current === null ? undefined : profiles.find(current.profile.id)?.lab
      if (kind?.kind === 'file') return { place: 'file', file: kind.path }
      if (kind?.kind === 'embedded') return { place: 'own', file: null }
      return { place: kind?.kind === 'sample' ? 'fixed' : 'fields', file: null }
    },
    onProfile: (listener) => void profileListeners.push(listener),
    onProfiles: (listener) => void listListeners.push(listener),
  }
}

function problem(file: string, what: string): Problem {
  return { file, line: null, key: null, what, fix: '' }
}

function passwordNeeded(address: string): Problem {
  return { file: address, line: null, key: null, what: words.passwordNotKept, fix: words.passwordNotKeptFix }
}
