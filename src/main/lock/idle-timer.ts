// Notices that nobody has used the window for a while, with one timer that sleeps in between.

export interface IdleTimer {
  /** Somebody pressed a key or moved the mouse: cheap enough for every movement. */
  input(): void
  /** The limit may be another one now. */
  limitChanged(): void
  stop(): void
}

/**
 * `limit`: milliseconds without input after which `idle` is called; asked when it matters, so that it may come from a
 * file. `idle` is called again each time the limit passes once more without input. `now` in milliseconds.
 */
export function createIdleTimer(parts: {
  limit(): Promise<number>
  idle(): void
  now?(): number
}): IdleTimer {
  const now = parts.now ?? (() => performance.now())
  let last = now()
  let timer: NodeJS.Timeout | undefined
  let serial = 0

  /** `since`: the later of the last input and the last time it was found idle. */
  async function arm(since: number): Promise<void> {
    clearTimeout(timer)
    const mine = ++serial
    const limit = await parts.limit()
    if (mine !== serial) return
    timer = setTimeout(() => void look(since), Math.max(0, since + limit - now()))
    timer.unref()
  }

  async function look(since: number): Promise<void> {
    const mine = serial
    const limit = await parts.limit()
    if (mine !== serial) return
    const from = Math.max(since, last)
    if (now() - from < limit) return arm(from)
    parts.idle()
    await arm(now())
  }

  void arm(last)
  return {
    input() {
      last = now()
    },
    limitChanged: () => void arm(last),
    stop() {
      serial += 1
      clearTimeout(timer)
    },
  }
}
