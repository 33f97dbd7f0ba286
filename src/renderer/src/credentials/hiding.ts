// Tells whatever shows a secret to hide it now: the window was left, locked, or its operator signed out.

export type HidingReason = 'time' | 'blur' | 'asked'

const listeners = new Set<(reason: HidingReason) => void>()

export function onHideSecrets(listener: (reason: HidingReason) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** At once, whoever shows one. For locking too: what is locked must not come back with a secret on it. */
export function hideSecrets(reason: HidingReason): void {
  for (const listener of listeners) listener(reason)
}
