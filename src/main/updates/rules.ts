// Whether and where this program may look for newer versions: the administrator's policy, then the settings, then the build.
import { text } from '@shared/text'
import type { PolicyReport } from '../config/policy'
import { parseFeed, type Feed } from './feed'

const words = text.updates

export type Rules =
  | { on: true; feed: Feed; from: 'policy' | 'settings' | 'build' }
  /** `problem` is for the log alone. */
  | { on: false; message: string; byPolicy: boolean; problem?: string }

/** The address of the settings may hold no credentials; an administrator's or a build's may. */
export function updateRules(policy: PolicyReport, settings: string | null, build: string | null): Rules {
  if (policy.kind === 'bad') {
    return { on: false, message: words.policyBad, byPolicy: true, problem: policy.problem }
  }
  const updates = policy.kind === 'policy' ? policy.policy.updates : null
  if (updates?.enabled === false) return { on: false, message: words.policyOff, byPolicy: true }
  const [address, from] =
    updates?.feed !== undefined
      ? ([updates.feed, 'policy'] as const)
      : settings !== null
        ? ([settings, 'settings'] as const)
        : ([build, 'build'] as const)
  if (address === null) return { on: false, message: words.noFeed, byPolicy: false }
  const parsed = parseFeed(address, { credentials: from !== 'settings' })
  if (parsed.ok) return { on: true, feed: parsed.feed, from }
  const problem = `the address from the ${from} cannot be used: ${parsed.failure}`
  return { on: false, message: words.badFeed, byPolicy: from === 'policy', problem }
}
