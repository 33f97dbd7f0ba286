// How many problems are new, for the navigation.
import { useEffect } from 'react'
import { findingKinds, onDemand } from '@shared/integrity'
import { text } from '@shared/text'
import { useDatabase } from '../api/database'
import { useSignIn } from '../auth/operator'
import { useRoute } from '../routes'
import { forgetChecks, newOf, runChecks, seenCounts, useChecks } from './checks'

/** Milliseconds after sign-in: the first page has its rows by then. */
const afterSignIn = 3_000
/** Milliseconds between looks; where nothing was written in between, each costs one small question. */
const between = 5 * 60_000

/** Looks in the background while an admin is signed in and the window is in sight. */
export function useIntegrityBadge(): { count: number; label: string } {
  const { operator } = useSignIn()
  const page = useRoute()
  const isReady = useDatabase().state?.kind === 'ready'
  const looks = operator?.role === 'admin' && isReady
  const { counts } = useChecks()

  useEffect(() => {
    if (!looks) return
    const look = () => {
      if (document.visibilityState === 'visible') void runChecks('changed')
    }
    const first = setTimeout(look, afterSignIn)
    const timer = setInterval(look, between)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [looks])
  useEffect(() => forgetChecks, [operator?.id])

  if (!looks || page === 'integrity') return { count: 0, label: '' }
  const seen = seenCounts()
  const kinds = findingKinds.filter((kind) => kind !== onDemand)
  const count = kinds.reduce((sum, kind) => sum + newOf(kind, counts, seen), 0)
  return { count, label: text.integrity.badge(count) }
}
