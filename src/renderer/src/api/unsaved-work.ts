// Who has typed something that is not saved yet, so that nothing is lost without a question.
import { useEffect, useId } from 'react'
import { text } from '@shared/text'

const holders = new Map<string, string>()
const listeners = new Set<() => void>()

export function hasUnsavedWork(): boolean {
  return holders.size > 0
}

/** What would be lost, a line each. */
export function unsavedWork(): string[] {
  return [...holders.values()]
}

/** Hear at once when something typed is there, is gone, or is called otherwise. */
export function onUnsavedWork(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** While `isDirty`, leaving the page, signing out, changing the lab and closing ask first; `what` says what is lost. */
export function useUnsavedWork(isDirty: boolean, what: string = text.desktop.somethingTyped): void {
  const id = useId()
  useEffect(() => {
    if (!isDirty) return
    return () => {
      holders.delete(id)
      tell()
    }
  }, [id, isDirty])
  // Apart, so that other words are not taken for an end and a beginning.
  useEffect(() => {
    if (!isDirty) return
    holders.set(id, what)
    tell()
  }, [id, isDirty, what])
}

function tell(): void {
  for (const listener of listeners) listener()
}
