// Whether the question "Connect to another lab?" is open.
import { useSyncExternalStore } from 'react'

let isAsked = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  isAsked = next
  for (const listener of listeners) listener()
}

export function askToLeaveLab(): void {
  set(true)
}

export function closeLeaveLab(): void {
  set(false)
}

export function useLeaveLabAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isAsked,
  )
}
