// What a series of times comes to.

export interface Summary {
  median: number
  p95: number
  n: number
}

/** Nearest-rank median and 95th percentile. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95), n: sorted.length }
}

/** Milliseconds that one run takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

/**
 * Time several ways of doing the same in turn (A B A B), so that whatever else the machine does hits them alike.
 * The first `warmUp` rounds are not counted.
 */
export async function interleave<K extends string>(
  rounds: number,
  ways: Record<K, (round: number) => Promise<unknown>>,
  warmUp = Math.ceil(rounds / 5),
): Promise<Record<K, number[]>> {
  const names = Object.keys(ways) as K[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const name of names) {
      const time = await timed(() => ways[name](round))
      if (round >= warmUp) times[name].push(time)
    }
  }
  return times
}
