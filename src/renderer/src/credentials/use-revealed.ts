// A secret on its way through the window: fetched once, shown for a while, and then gone from it.
import { useCallback, useEffect, useState } from 'react'
import { shownFor, type SecretKind } from '@shared/credentials'
import { call } from '../api/call'
import { useSignIn } from '../auth/operator'
import { onLock } from '../lock/lock-state'
import { hideSecrets, onHideSecrets, type HidingReason } from './hiding'

export interface Revealed {
  value: string
  /** Milliseconds since the epoch. */
  until: number
  isProtected: boolean
}

interface Showing {
  shown: Revealed | null
  /** Why it is hidden again, or null before it was shown. */
  hidden: HidingReason | null
  /** @throws AppError `forbidden` where one's own password must be typed first */
  reveal(id: number, secret: SecretKind): Promise<void>
  hide(): void
}

/** In no cache and no store: when it is hidden, nothing of the window refers to it any more. */
export function useRevealed(): Showing {
  const [shown, setShown] = useState<Revealed | null>(null)
  const [hidden, setHidden] = useState<HidingReason | null>(null)
  const isSignedIn = useSignIn().operator !== null

  const reveal = useCallback(async (id: number, secret: SecretKind) => {
    const { value, isProtected } = await call('credentials.reveal', { id, secret })
    // Whoever left while it was fetched does not see it when they come back.
    if (!document.hasFocus()) {
      setHidden('blur')
      return tellHidden()
    }
    setHidden(null)
    setShown({ value, isProtected, until: Date.now() + shownFor })
  }, [])

  useEffect(() => {
    if (!isSignedIn) hideSecrets('blur')
  }, [isSignedIn])
  useEffect(() => {
    if (shown === null) return
    const stop = onHideSecrets((reason) => {
      setShown(null)
      setHidden(reason)
    })
    const timer = setTimeout(() => hideSecrets('time'), shownFor)
    const left = () => hideSecrets('blur')
    const seen = () => document.visibilityState === 'hidden' && hideSecrets('blur')
    const stopLock = onLock(left)
    window.addEventListener('blur', left)
    document.addEventListener('visibilitychange', seen)
    return () => {
      stop()
      stopLock()
      clearTimeout(timer)
      window.removeEventListener('blur', left)
      document.removeEventListener('visibilitychange', seen)
      tellHidden()
    }
  }, [shown])

  return { shown, hidden, reveal, hide: () => hideSecrets('asked') }
}

/** Main protects the window's content as long as something is shown. */
function tellHidden(): void {
  call('credentials.hidden').catch(() => undefined)
}
