// Keeps what is meant for the window until that can take it: rows wait for a sign-in, and all for the page.
import type { Arrival } from '@shared/desktop'

export interface Inbox {
  /** `userId`: only for that person; whoever else signs in ends it. */
  push(arrival: Arrival, userId?: number | null): void
  /** The page listens; `userId` is who is signed in and sees the console's pages, or null. */
  pageReady(userId: number | null): void
  pageGone(): void
}

interface Waiting {
  arrival: Arrival
  userId: number | null
}

/** The latest of a kind is the one that counts: whoever presses three links means the last. */
export function createInbox(send: (arrival: Arrival) => void): Inbox {
  let waiting: Waiting[] = []
  let isReady = false
  let reader: number | null = null

  function deliver(): void {
    if (!isReady) return
    const now = waiting.filter((one) => reader !== null || !needsSignIn(one))
    waiting = waiting.filter((one) => !now.includes(one))
    for (const { arrival, userId } of now) if (userId === null || userId === reader) send(arrival)
  }

  return {
    push(arrival, userId = null) {
      const isRow = (one: Arrival) => one.kind === 'vm' || one.kind === 'user'
      const replaced = (one: Arrival) => one.kind === arrival.kind || (isRow(one) && isRow(arrival))
      waiting = [...waiting.filter((one) => !replaced(one.arrival)), { arrival, userId }]
      deliver()
    },
    pageReady(userId) {
      isReady = true
      reader = userId
      deliver()
    },
    pageGone() {
      isReady = false
      reader = null
    },
  }
}

function needsSignIn({ arrival, userId }: Waiting): boolean {
  return arrival.kind === 'vm' || arrival.kind === 'user' || userId !== null
}
