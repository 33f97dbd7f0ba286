// The one window's lock: why it is locked, and who hears of it. What a locked window may do the dispatcher decides.
import type { LockState } from '@shared/lock'
import type { SignIns } from '../ipc/sign-ins'
import type { Log } from '../log'

export interface WindowLock {
  state(): LockState
  /** Nothing happens where nobody is signed in, or where it is locked already. */
  lock(cause: NonNullable<LockState>): void
  /** For whoever has just proved to be the person who is signed in. */
  unlock(): void
  /** Hear of each lock and unlock: what must not stay open meanwhile is closed by it. */
  onChange(listener: (state: LockState) => void): void
}

export function createWindowLock(window: number, signIns: SignIns, log: Pick<Log, 'info'>): WindowLock {
  const listeners: ((state: LockState) => void)[] = []
  let why: LockState = null
  const tell = (state: LockState) => {
    why = state
    for (const listener of listeners) listener(state)
  }
  return {
    // After a sign-out there is nothing locked any more, whoever ended it.
    state: () => (signIns.isLocked(window) ? why : null),
    lock(cause) {
      if (!signIns.lock(window)) return
      log.info('locked', { user: signIns.get(window), cause: cause.cause })
      tell(cause)
    },
    unlock() {
      if (!signIns.isLocked(window)) return
      signIns.unlock(window)
      log.info('unlocked', { user: signIns.get(window) })
      tell(null)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
