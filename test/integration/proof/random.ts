// Chance that can be repeated: the same seed gives the same choices.
import { seededRandom } from '../../../src/main/sample/random'

export interface Chance {
  /** 0 to 1. */
  next(): number
  of<T>(values: readonly T[]): T
  isLess(probability: number): boolean
}

export function chance(seed: number): Chance {
  const { bytes } = seededRandom(seed)
  const next = () => Buffer.from(bytes(4)).readUInt32BE() / 4_294_967_296
  return {
    next,
    of(values) {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new Error('nothing to choose from')
      return value
    },
    isLess: (probability) => next() < probability,
  }
}
