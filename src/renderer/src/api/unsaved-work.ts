// Who has typed something that is not saved yet, so that nothing is lost without a question.
import { useEffect, useId } from 'react'

const holders = new Set<string>()

export function hasUnsavedWork(): boolean {
  return holders.size > 0
}

/** While `isDirty`, leaving the page, signing out and changing the lab ask first. */
export function useUnsavedWork(isDirty: boolean): void {
  const id = useId()
  useEffect(() => {
    if (!isDirty) return
    holders.add(id)
    return () => void holders.delete(id)
  }, [id, isDirty])
}
