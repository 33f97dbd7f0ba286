// A sign-in the window knows already, until it was used: the sample lab's, or that of an administrator just made.
import { createStore, useStore } from '../api/store'

export interface KnownSignIn {
  username: string
  password: string
}

const known = createStore<KnownSignIn | null>(null)

/** May come after the sign-in screen is there already; null forgets it. */
export function prefillSignIn(signIn: KnownSignIn | null): void {
  known.set(signIn)
}

export function usePrefilledSignIn(): KnownSignIn | null {
  return useStore(known)
}
