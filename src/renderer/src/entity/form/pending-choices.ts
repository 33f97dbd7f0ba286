// Choices still being looked up when a form is sent: it waits for them, so that none is lost.
import { createContext, useMemo, useRef } from 'react'

/** Tell the form of a lookup; it resolves to whether a choice came of it. Null outside a form. */
export const PendingChoices = createContext<((lookup: Promise<boolean>) => void) | null>(null)

export function usePendingChoices() {
  const lookups = useRef(new Set<Promise<boolean>>())
  return useMemo(
    () => ({
      add: (lookup: Promise<boolean>) => {
        lookups.current.add(lookup)
        void lookup.finally(() => lookups.current.delete(lookup))
      },
      isEmpty: () => lookups.current.size === 0,
      /** Whether every one of them found what was typed. */
      settled: async () => (await Promise.all(lookups.current)).every(Boolean),
    }),
    [],
  )
}
