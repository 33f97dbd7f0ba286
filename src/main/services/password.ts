// Passwords: bcrypt as the portal uses it, off the event loop, and the back-off after wrong ones.
import { compare, hash } from 'bcrypt'
import { byteLength } from '@shared/entities/rules'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'

/** bcrypt's cost in the portal; about a quarter of a second each. */
const cost = 12
/** A hash of a higher cost would keep a thread busy for minutes to days; nobody writes such. */
const maxCost = 16
const hashPattern = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/u
/** Of a password that nobody knows, so that unknown names take as long as known ones. */
const nobodysHash = '$2b$12$aUSwrE0BDBhozqZSVIi/v.v09T.Li5OFt/GTIE6835GHys3gilFXS'

/** What bcrypt can't take whole: over 72 bytes, or with a zero character. */
const hashable = (password: string) => byteLength(password) <= 72 && !password.includes('\0')

/**
 * Hash a password with bcrypt, cost 12, in a thread of libuv.
 * @throws AppError `invalid_input` over 72 bytes (bcrypt would cut it) or with a zero character.
 */
export async function hashPassword(password: string): Promise<string> {
  if (!hashable(password)) {
    const message = password.includes('\0') ? text.rules.control : text.rules.passwordBytes
    throw new AppError({ code: 'invalid_input', message, fields: { password: message } })
  }
  return hash(password, cost)
}

/**
 * Whether a password belongs to a stored hash of `$2a$`, `$2b$` or `$2y$`. False for anything else that may be
 * stored there, in the time a comparison takes; never throws.
 */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const storedCost = Number(hashPattern.exec(stored)?.[1] ?? NaN)
  if (!hashable(password) || !(storedCost >= 4 && storedCost <= maxCost)) return verifyAbsent(password)
  // The library knows no $2y$; it is PHP's name for what $2b$ is elsewhere.
  return compare(password, stored.replace(/^\$2y\$/u, '$2b$'))
}

/** Takes as long as a comparison with a real hash, and is always false: for names that are unknown. */
export async function verifyAbsent(password: string): Promise<false> {
  await compare(hashable(password) ? password : '', nobodysHash)
  return false
}

const freeFailures = 5
const longestWait = 60_000
/** Milliseconds after which failures no longer count. */
export const forgottenAfter = 15 * 60_000
const maxNames = 1000

/** Milliseconds to wait after so many failures in a row: none up to the fourth, then 2 s, doubled up to a minute. */
export function signInDelay(failures: number): number {
  return failures < freeFailures ? 0 : Math.min(2000 * 2 ** (failures - freeFailures), longestWait)
}

export interface SignInBackOff {
  /** Milliseconds until this name may be tried again; 0 is now. */
  waitFor(name: string): number
  failed(name: string): void
  succeeded(name: string): void
  /** It never came to a comparison: the failure counted for it is taken back. */
  untried(name: string): void
}

export interface Failures {
  count: number
  /** Of the last one, in milliseconds of the clock that counts. */
  last: number
}

/** What is counted, by name as `keyOf` writes it. */
export interface CountedFailures {
  program: Failures
  names: ReadonlyMap<string, Failures>
}

/**
 * Slows sign-in after 5 failures in a row, per name and over the whole program, so that neither one name nor many
 * can be tried quickly. Failures are forgotten after 15 minutes. `now` in milliseconds; `kept` has what was counted
 * before, and hears of each change.
 */
export function createBackOff(
  now: () => number = Date.now,
  kept: {
    before?: CountedFailures
    changed?(counted: CountedFailures): void
    keyOf?(name: string): string
  } = {},
): SignInBackOff {
  const names = new Map<string, Failures>(kept.before?.names)
  let program: Failures = kept.before?.program ?? { count: 0, last: 0 }

  const normal = (name: string) => {
    const plain = name.trim().toLowerCase()
    return kept.keyOf?.(plain) ?? plain
  }
  const waitOf = ({ count, last }: Failures) => Math.max(0, last + signInDelay(count) - now())
  const more = (before: Failures | undefined): Failures => ({
    count: (before && now() - before.last < forgottenAfter ? before.count : 0) + 1,
    last: now(),
  })
  const changed = () => kept.changed?.({ program, names })
  return {
    waitFor: (name) => Math.max(waitOf(names.get(normal(name)) ?? { count: 0, last: 0 }), waitOf(program)),
    failed(name) {
      const key = normal(name)
      const failures = more(names.get(key))
      names.delete(key)
      names.set(key, failures)
      const oldest = names.keys().next()
      if (names.size > maxNames && !oldest.done) names.delete(oldest.value)
      program = more(program)
      changed()
    },
    untried(name) {
      const key = normal(name)
      const own = names.get(key)
      if (!own) return
      if (own.count > 1) names.set(key, { ...own, count: own.count - 1 })
      else names.delete(key)
      program = { ...program, count: Math.max(0, program.count - 1) }
      changed()
    },
    succeeded(name) {
      // Only this name's own share: who has one account must not get free tries at the others by it.
      const own = names.get(normal(name))?.count ?? 0
      names.delete(normal(name))
      program = { ...program, count: Math.max(0, program.count - own) }
      changed()
    },
  }
}
