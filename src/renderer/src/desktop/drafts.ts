// What is typed into the open form, kept in main's memory in case this page crashes, and given back to the form.
import type { Draft } from '@shared/desktop'
import { call } from '../api/call'

/** Milliseconds within which what is typed becomes one message. */
const together = 400

let latest: Draft | null = null
let timer: ReturnType<typeof setTimeout> | undefined
/** For the form that opens next for this row. */
let returned: Draft | null = null

/** Null: it was saved or discarded. */
export function keepDraft(draft: Draft | null): void {
  if (draft === null && latest === null) return
  const isFirst = latest === null
  latest = draft
  // The first one and the end at once: a crash and a sign-out wait for nobody.
  if (isFirst || draft === null) return send()
  timer ??= setTimeout(send, together)
}

export function currentDraft(): Draft | null {
  return latest
}

function send(): void {
  clearTimeout(timer)
  timer = undefined
  // A draft that cannot be kept is lost only together with the page.
  call('desktop.keep', { draft: latest }).catch(() => undefined)
}

/** Give a draft to the form of its row, which is about to be opened. */
export function returnDraft(draft: Draft | null): void {
  returned = draft
}

/** What came back for this row, or null; it stays until it is `taken`. */
export function returnedDraft(entity: Draft['entity'], id: number | null): Draft | null {
  return returned?.entity === entity && returned.id === id ? returned : null
}

export function taken(draft: Draft): void {
  if (returned === draft) returned = null
}
