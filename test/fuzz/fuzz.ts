// Makes generated calls from a page and judges the answers: for the built program, the packaged one, and `npm run fuzz`.
import type { Page } from '@playwright/test'
import { callsOf, mustBeRefused, type FuzzCall, type Standing } from './calls'
import { make } from './values'

export interface FuzzOptions {
  /** The same seed makes the same calls. */
  readonly seed: number
  readonly standing: Standing
  /** How many calls at least; or until a time, in milliseconds since 1970. */
  readonly calls: number
  readonly until?: number
  /** Called after each hundred or so, with all calls so far. */
  progress?(done: number): void
}

export interface FuzzReport {
  readonly calls: number
  /** How many ended in which way: `ok`, an error's code, or `thrown` where it did not get as far as main. */
  readonly outcomes: Readonly<Record<string, number>>
  /** What must not have happened, with the call that did it, each as one line of JSON. */
  readonly faults: readonly string[]
  /** Milliseconds that the program took for its slowest hundred calls. */
  readonly slowest: number
}

const batchSize = 100
/** Milliseconds for a batch, all of whose calls have to be answered: the heaviest are copied and refused. */
const patience = 60_000

/**
 * Make calls in batches from the page's bridge and hold each answer to the contract. After each batch the program must
 * still answer. Nothing that is sent is meant to change anything: compare the database before and after.
 * @throws where the page or the program is gone, or a batch is not answered
 */
export async function fuzz(page: Page, options: FuzzOptions): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {}
  const faults: string[] = []
  let slowest = 0
  let done = 0
  for (let batch = 0; done < options.calls || Date.now() < (options.until ?? 0); batch += 1) {
    const seed = (options.seed + batch * 7919) | 0
    const calls = callsOf(seed, batchSize, options.standing)
    const started = Date.now()
    const answers = await within(
      page.evaluate(`(${inPage.toString()})(${make.toString()}, ${JSON.stringify(calls)})`) as Promise<
        string[]
      >,
      `the calls of seed ${seed}`,
    )
    slowest = Math.max(slowest, Date.now() - started)
    for (const [index, call] of calls.entries()) {
      const outcome = answers[index] ?? 'unanswered'
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      const fault = faultOf(call, outcome, options.standing)
      if (fault !== null) faults.push(JSON.stringify({ fault, outcome, seed, index, call }))
    }
    done += calls.length
    options.progress?.(done)
  }
  return { calls: done, outcomes, faults, slowest }
}

function faultOf(call: FuzzCall, outcome: string, standing: Standing): string | null {
  if (outcome === 'ok') return mustBeRefused(call, standing) ? 'it got through' : null
  // A reference into the log means that something in main was not ready for it.
  if (outcome === 'internal') return 'it was not refused but broke something'
  return outcome === 'unanswered' || outcome === 'malformed' ? 'it had no proper answer' : null
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not answered within ${patience / 1000} s: ${what}`)), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** In the page, where it has nothing of this file: makes the calls all at once and answers how each ended. */
async function inPage(build: typeof make, calls: readonly FuzzCall[]): Promise<string[]> {
  type Answer = { ok: boolean; error?: { code?: string } }
  const { vmlab } = globalThis as unknown as {
    vmlab: { call(id: unknown, name: unknown, input: unknown): Promise<Answer>; cancel(id: unknown): void }
  }
  const quietly = (act: () => void) => {
    try {
      act()
    } catch {
      // Refused by the bridge itself.
    }
  }
  const outcomeOf = async ({ id, name, input, cancel }: FuzzCall): Promise<string> => {
    try {
      const key = build(id)
      if (cancel === 'before') quietly(() => vmlab.cancel(key))
      const answer = vmlab.call(key, build(name), build(input))
      if (cancel === 'after') quietly(() => vmlab.cancel(key))
      if (cancel === 'other') quietly(() => vmlab.cancel(build(input)))
      const { ok, error } = await answer
      return ok === true ? 'ok' : ok === false && typeof error?.code === 'string' ? error.code : 'malformed'
    } catch {
      return 'thrown'
    }
  }
  const answers = await Promise.all(calls.map((call) => outcomeOf(call)))
  // It is still there, and not busy with what it refused.
  const alive = await vmlab.call('alive', 'app.info', undefined)
  if (!alive.ok) throw new Error(`the program answered ${String(alive.error?.code)} after a batch`)
  return answers
}
