// Who is signed in, and why that ended.
import type { Operator } from '@shared/roles'
import { createStore, useStore } from '../api/store'
import { hasUnsavedWork } from '../api/unsaved-work'

export interface SignIn {
  operator: Operator | null
  /** Who was signed out by main with something typed: their page waits, out of sight, for them to come back. */
  absent: Operator | null
  /** The sentence why it ended, or null. */
  reason: string | null
}

const nobody: SignIn = { operator: null, absent: null, reason: null }
const signIn = createStore(nobody)

export function startOperator(operator: Operator): void {
  signIn.set({ operator, absent: null, reason: null })
}

/** Signed out by main (role, state, time): what was typed is kept for the same person. */
export function endOperator(reason: string): void {
  const { operator, absent: before } = signIn.get()
  // Nothing typed, nothing to keep: what they saw leaves the window with them.
  const absent = hasUnsavedWork() ? (operator ?? before) : null
  signIn.set({ operator: null, absent, reason })
}

/** Signed out by their own wish, or another lab: nothing is kept. */
export function forgetOperator(): void {
  signIn.set(nobody)
}

export function currentOperator(): Operator | null {
  return signIn.get().operator
}

/** Hear when somebody comes or goes. */
export function onSignIn(listener: () => void): () => void {
  return signIn.subscribe(listener)
}

export function useSignIn(): SignIn {
  return useStore(signIn)
}

/** The operator of the page this is used on. Only inside the shell, where somebody is or was signed in. */
export function useOperator(): Operator {
  const { operator, absent } = useSignIn()
  const person = operator ?? absent
  if (!person) throw new Error('useOperator outside the shell')
  return person
}
