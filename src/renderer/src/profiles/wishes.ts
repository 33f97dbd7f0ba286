// What the guide was told of the lab that is being connected to: its name, colour, how careful to be with it, and
// whether it is a lab that is known and only reached in another way from now on.
import { profileName, type ProfileFacts, type ProfileWishes } from '@shared/profile'
import { onDatabaseReady } from '../api/database'
import { createStore, useStore } from '../api/store'
import type { ProfileDraft } from './ProfileFields'

const blank: ProfileDraft = { name: '', colour: null, production: false, readOnly: false }
const draft = createStore(blank)
const corrected = createStore<ProfileFacts | null>(null)

export function useWishes(): ProfileDraft {
  return useStore(draft)
}

export function wish(change: Partial<ProfileDraft>): void {
  draft.set({ ...draft.get(), ...change })
}

/** The lab whose way to its database is being corrected, or null: then a lab of its own is made. */
export function useCorrected(): ProfileFacts | null {
  return useStore(corrected)
}

export function correct(profile: ProfileFacts | null): void {
  corrected.set(profile)
  draft.set(profile ?? blank)
}

/** As `setup.connect` takes them: what was left alone is left out, and an unusable name too. */
export function wishesForLab(): { profile?: ProfileWishes; corrects?: string } {
  const { name, colour, production, readOnly } = draft.get()
  const lab = corrected.get()
  const parsed = profileName.safeParse(name)
  const wishes: ProfileWishes = {
    ...(parsed.success && { name: parsed.data }),
    ...(colour !== null && { colour }),
    ...((production || lab) && { production }),
    ...((readOnly || lab) && { readOnly }),
  }
  return {
    ...(Object.keys(wishes).length > 0 && { profile: wishes }),
    ...(lab && { corrects: lab.id }),
  }
}

onDatabaseReady(() => correct(null))
