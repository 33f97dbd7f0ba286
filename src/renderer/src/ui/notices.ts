// Short messages about what happened, kept outside React so that anything may send one.
import { createStore, useStore } from '../api/store'

export interface Notice {
  tone: 'info' | 'success' | 'error'
  text: string
  action?: { label: string; run(): void }
  /** The id of the change that it tells of. */
  operation?: string
}
export interface ShownNotice extends Notice {
  id: number
}

const shown = createStore<readonly ShownNotice[]>([])
let counter = 0
/** More would hide what one works on in a small window. */
const most = 3

/**
 * Show a notice. Info and success go by themselves after a while; errors stay until they are closed. The same
 * text is not shown twice. Returns the function that takes it away.
 */
export function notify(notice: Notice): () => void {
  const id = ++counter
  const others = shown.get().filter((other) => other.text !== notice.text)
  shown.set([...others.slice(1 - most), { ...notice, id }])
  return () => dismiss(id)
}

export function dismiss(id: number): void {
  if (shown.get().some((notice) => notice.id === id))
    shown.set(shown.get().filter((notice) => notice.id !== id))
}

export function shownNotices(): readonly ShownNotice[] {
  return shown.get()
}

export function useNotices(): readonly ShownNotice[] {
  return useStore(shown)
}
