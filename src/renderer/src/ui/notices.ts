// Short messages about what happened, kept outside React so that anything may send one.

export interface Notice {
  tone: 'info' | 'success' | 'error'
  text: string
  action?: { label: string; run(): void }
}
export interface ShownNotice extends Notice {
  id: number
}

let shown: readonly ShownNotice[] = []
let counter = 0
const listeners = new Set<() => void>()

function change(next: readonly ShownNotice[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/**
 * Show a notice. Info and success go by themselves after a while; errors stay until they are closed. The same
 * text is not shown twice. Returns the function that takes it away.
 */
export function notify(notice: Notice): () => void {
  const id = ++counter
  const others = shown.filter((other) => other.text !== notice.text)
  change([...others.slice(-3), { ...notice, id }])
  return () => dismiss(id)
}

export function dismiss(id: number): void {
  if (shown.some((notice) => notice.id === id)) change(shown.filter((notice) => notice.id !== id))
}

export function shownNotices(): readonly ShownNotice[] {
  return shown
}

export function subscribeNotices(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
