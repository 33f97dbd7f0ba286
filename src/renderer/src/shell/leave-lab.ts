// Whether the question "Connect to another lab?" is open.
import { createStore, useStore } from '../api/store'

const isAsked = createStore(false)

export function askToLeaveLab(): void {
  isAsked.set(true)
}

export function closeLeaveLab(): void {
  isAsked.set(false)
}

export function useLeaveLabAsked(): boolean {
  return useStore(isAsked)
}
