// The labs this program knows, as main last told them, and which question about them is open.
import type { Output } from '@shared/call'
import type { ProfileSummary } from '@shared/profile'
import { text } from '@shared/text'
import { call, onEvent } from '../api/call'
import { sendPreferences } from '../api/preferences'
import { errorBodyOf, showError } from '../api/show-error'
import { createStore, useStore } from '../api/store'
import { prefillSignIn } from '../auth/prefilled'
import { leavePage } from '../routes'

export type ProfileQuestion =
  | { kind: 'manage' }
  | { kind: 'edit'; id: string; back: boolean }
  /** A profile that needs something before it can be opened. */
  | { kind: 'needs'; profile: ProfileSummary; needs: Exclude<Output<'profiles.open'>, { kind: 'opened' }> }
  | { kind: 'failed'; profile: ProfileSummary; message: string }

const list = createStore<readonly ProfileSummary[]>([])
const question = createStore<ProfileQuestion | null>(null)
const wishes = createStore<string | null>(null)

/** Ask once and listen from then on. */
export function startProfiles(): () => void {
  const stop = onEvent('profiles.changed', ({ profiles }) => list.set(profiles))
  call('profiles.list')
    .then(({ profiles }) => list.set(profiles))
    .catch(() => undefined)
  return stop
}

export function useProfiles(): readonly ProfileSummary[] {
  return useStore(list)
}

export function useProfileQuestion(): ProfileQuestion | null {
  return useStore(question)
}

export function askAboutProfiles(next: ProfileQuestion | null): void {
  question.set(next)
}

/** What is being opened, by its id. */
export function useOpening(): string | null {
  return useStore(wishes)
}

/** Open another lab, after asking about what is not saved; what it needs first is asked for. */
export function openProfile(profile: ProfileSummary): void {
  leavePage(() => void openNow(profile).catch(() => undefined))
}

/** To the guide, with how this lab was to be reached; asks first about what is not saved. */
export function correctConnection(id: string): void {
  leavePage(() => {
    question.set(null)
    prefillSignIn(null)
    call('profiles.correct', { id }).catch(showError)
  })
}

/**
 * What was missing is given with it. What fails is shown, unless something was given: then it is thrown, for the form
 * that has it.
 */
export async function openNow(
  profile: ProfileSummary,
  given: { password?: string; keep?: 'file' | 'key-store' | 'session'; path?: string } = {},
): Promise<void> {
  sendPreferences()
  wishes.set(profile.id)
  try {
    const outcome = await call('profiles.open', { id: profile.id, ...given })
    if (outcome.kind === 'opened') {
      prefillSignIn(null)
      question.set(null)
    } else question.set({ kind: 'needs', profile, needs: outcome })
  } catch (error) {
    if (Object.keys(given).length > 0) throw error
    question.set({ kind: 'failed', profile, message: errorBodyOf(error).message })
  } finally {
    wishes.set(null)
  }
}

/** One that was just taken in: what it lacks is asked for at once. */
export async function openImported(id: string): Promise<void> {
  const { profiles } = await call('profiles.list')
  list.set(profiles)
  const profile = profiles.find((candidate) => candidate.id === id)
  if (profile) await openNow(profile)
}

/** "Read-only", "Production", "Until you quit": what to know of a lab before it is opened. */
export function tagsOf(profile: ProfileSummary): string[] {
  const words = text.profiles
  return [
    ...(profile.isOpen ? [words.openTag] : []),
    ...(profile.production ? [words.production] : []),
    ...(profile.readOnly ? [words.readOnlyTag] : []),
    ...(profile.isKept ? [] : [words.temporaryTag]),
  ]
}
