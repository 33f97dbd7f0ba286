// How many people wait to be approved, for the navigation: main counts, and tells whenever it changes.
import { text } from '@shared/text'
import { onEvent } from '../api/call'
import { createStore, useStore } from '../api/store'

const waiting = createStore(0)

/** Called once, before anybody is signed in: the first number comes right after that. */
export function startWaitingCount(): void {
  onEvent('waiting.count', ({ count }) => waiting.set(count))
}

export function useWaitingBadge(): { count: number; label: string } {
  const count = useStore(waiting)
  return { count, label: text.waiting.badge(count) }
}
