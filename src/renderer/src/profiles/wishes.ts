// What the guide was told of the lab that is being connected to: its name, colour and how careful to be with it.
import { profileName, type ProfileWishes } from '@shared/profile'
import { onDatabaseReady } from '../api/database'
import { createStore, useStore } from '../api/store'
import type { ProfileDraft } from './ProfileFields'

const blank: ProfileDraft = { name: '', colour: null, production: false, readOnly: false }
const draft = createStore(blank)

export function useWishes(): ProfileDraft {
  return useStore(draft)
}

export function wish(change: Partial<ProfileDraft>): void {
  draft.set({ ...draft.get(), ...change })
}

/** As `setup.connect` takes them: what was left alone is left out, and an unusable name too. */
export function wishesForLab(): { profile?: ProfileWishes } {
  const { name, colour, production, readOnly } = draft.get()
  const parsed = profileName.safeParse(name)
  const wishes: ProfileWishes = {
    ...(parsed.success && { name: parsed.data }),
    ...(colour !== null && { colour }),
    ...(production && { production }),
    ...(readOnly && { readOnly }),
  }
  return Object.keys(wishes).length > 0 ? { profile: wishes } : {}
}

onDatabaseReady(() => draft.set(blank))
