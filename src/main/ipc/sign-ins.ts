// Who is signed in in which window.

export interface SignIns {
  get(window: number): number | null
  start(window: number, userId: number): void
  end(window: number): void
  endAll(): void
}

/** One operator for a window; kept in memory only, so that every start of the program begins signed out. */
export function createSignIns(): SignIns {
  const users = new Map<number, number>()
  return {
    get: (window) => users.get(window) ?? null,
    start: (window, userId) => void users.set(window, userId),
    end: (window) => void users.delete(window),
    endAll: () => users.clear(),
  }
}
