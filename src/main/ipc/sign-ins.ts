// Who is signed in in which window, and whether that window is locked.

export interface SignIns {
  get(window: number): number | null
  start(window: number, userId: number): void
  /**
   * For a sign-in that takes time: call the answer with the user once they are proved. It is false, and nobody is
   * signed in, where a sign-out, a new page or another lab came meanwhile.
   */
  attempt(window: number): (userId: number) => boolean
  /** Keep the sign-in and refuse what needs it; false where nobody is signed in or it is locked already. */
  lock(window: number): boolean
  /** Whoever signs in anew, or has proved who they are, finds it unlocked. */
  unlock(window: number): void
  isLocked(window: number): boolean
  end(window: number): void
  endAll(): void
  /** How often a sign-in was ended: what was allowed before holds no longer. */
  ends(): number
}

/** One operator for a window; kept in memory only, so that every start of the program begins signed out. */
export function createSignIns(): SignIns {
  const users = new Map<number, { id: number; isLocked: boolean }>()
  let ends = 0
  return {
    get: (window) => users.get(window)?.id ?? null,
    start: (window, id) => void users.set(window, { id, isLocked: false }),
    attempt(window) {
      const before = ends
      return (id) => {
        if (ends !== before) return false
        users.set(window, { id, isLocked: false })
        return true
      }
    },
    lock(window) {
      const user = users.get(window)
      if (!user || user.isLocked) return false
      users.set(window, { ...user, isLocked: true })
      return true
    },
    unlock(window) {
      const user = users.get(window)
      if (user) users.set(window, { ...user, isLocked: false })
    },
    isLocked: (window) => users.get(window)?.isLocked ?? false,
    end(window) {
      ends += 1
      users.delete(window)
    },
    endAll() {
      ends += 1
      users.clear()
    },
    ends: () => ends,
  }
}
