// After how long the window is locked: the administrator's policy, then the settings.
import { text } from '@shared/text'
import type { z } from 'zod'
import type { lockSettings } from '@shared/lock'
import type { PolicyReport } from '../config/policy'

/** A policy that cannot be read decides nothing here: the lock is on whatever happens. */
export function lockRules(policy: PolicyReport, minutes: number): z.infer<typeof lockSettings> {
  const fixed = policy.kind === 'policy' ? policy.policy.lock?.minutes : undefined
  if (fixed === undefined) return { minutes, fixed: null }
  return { minutes: fixed, fixed: text.lock.settings.fixed }
}
