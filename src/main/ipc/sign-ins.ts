// Who is signed in in which window.

export interface SignIns {
  get(window: number): number | null
  start(window: number, userId: number): void
  /**
   * For a sign-in that takes time: call the answer with the user once they are proved. It is false, and nobody is
   * signed in, where a sign-out, a new page or another lab came meanwhile.
   */
  attempt(window: number): (userId: number) => boolean
  end(window: number): void
  endAll(): void
}

/** One operator for a window; kept in memory only, so that every start of the program begins signed out. */
export function createSignIns(): SignIns {
  const users = new Map<number, number>()
  let ends = 0
  return {
    get: (window) => users.get(window) ?? null,
    start: (window, userId) => void users.set(window, userId),
    attempt(window) {
      const before = ends
      return (userId) => {
        if (ends !== before) return false
        users.set(window, userId)
        return true
      }
    },
    end(window) {
      ends += 1
      users.delete(window)
    },
    endAll() {
      ends += 1
      users.clear()
    },
  }
}
