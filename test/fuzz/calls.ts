// Calls that a window would not make: names, inputs, ids and order as somebody would choose them who has taken it over.
import fc from 'fast-check'
import type { CallName, Spec } from '@shared/call'
import { contract } from '@shared/contract'
import { nearValid } from './near-valid'
import { foreignKinds, heavyKinds, holds, make, oddKinds, type Written } from './values'

export interface FuzzCall {
  readonly id: Written
  readonly name: Written
  readonly input: Written
  /** Cancelled right after, before (nothing runs yet), or not at all; or another's id is cancelled. */
  readonly cancel: 'no' | 'after' | 'before' | 'other'
}

/** Who is signed in where the calls are made. */
export type Standing = 'nobody' | 'manager' | 'admin'

const names = Object.keys(contract) as CallName[]
const specOf = (name: CallName): Spec => contract[name]
/** They change nothing, and answer at once: a valid one may be made. */
const harmless = new Set<string>([
  ...names.filter((name) => specOf(name).scope === 'read'),
  'app.info',
  'setup.state',
  'auth.current',
  'lists.total',
  'lists.locate',
  'lists.close',
  'preferences.get',
])

const nothing: Written = { $: 'undefined' }
const hostile: fc.Arbitrary<Written> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...foreignKinds).map(($) => ({ $ })) },
  { weight: 10, arbitrary: fc.constantFrom(...oddKinds).map(($) => ({ $ })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...(Object.keys(heavyKinds) as (keyof typeof heavyKinds)[]))
      .map(($) => ({ $, size: heavyKinds[$] })),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom<Written>(
      null,
      true,
      -1,
      1.5,
      'x',
      '',
      [],
      {},
      [[]],
      { id: 1 },
      'x'.repeat(70),
    ),
  },
)

interface Change {
  readonly how: 'replace' | 'remove' | 'add' | 'wrap'
  readonly at: number
  readonly with: Written
}
const change: fc.Arbitrary<Change> = fc.record({
  how: fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap'),
  at: fc.nat(30),
  with: hostile,
})

const inputFor = (name: CallName): fc.Arbitrary<Written> => {
  const near = nearValid(name)
  if (near === null) return fc.oneof(hostile, fc.constant(nothing))
  const changed = fc
    .tuple(near, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([input, changes]) => changes.reduce<Written>((value, one) => changedAt(value, one), input))
  return fc.oneof(
    { weight: 1, arbitrary: hostile },
    { weight: 2, arbitrary: near },
    { weight: 6, arbitrary: changed },
  )
}

const id: fc.Arbitrary<Written> = fc.oneof(
  { weight: 12, arbitrary: fc.nat(1_000_000).map((number) => `f${number}`) },
  { weight: 2, arbitrary: fc.constantFrom<Written>('same', 'same', '', 'x'.repeat(65), '__proto__', '1/f') },
  { weight: 1, arbitrary: hostile },
)
const cancel = fc.constantFrom('no', 'no', 'no', 'no', 'after', 'before', 'other')

const wrongName: fc.Arbitrary<Written> = fc.oneof(
  fc.constantFrom<Written>(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'users',
    'vmlab:call',
  ),
  fc.constantFrom(...names).map((name) => name.toUpperCase()),
  fc.constantFrom(...names).map((name) => `${name}\u0000`),
  fc.constantFrom(...names).map((name) => [name]),
  fc.string({ maxLength: 80 }),
  hostile,
)

/** `count` calls; the same for the same seed, whoever asks. */
export function callsOf(seed: number, count: number, standing: Standing): FuzzCall[] {
  const real = fc
    .constantFrom(...names)
    .chain((name) => fc.record({ id, name: fc.constant(name), input: inputFor(name), cancel }))
  const unreal = fc.record({ id, name: wrongName, input: hostile, cancel })
  const any = fc.oneof({ weight: 9, arbitrary: real }, { weight: 1, arbitrary: unreal })
  return fc.sample(any, { seed, numRuns: count }).map((call) => tamed(call as FuzzCall, standing))
}

/** What would do something if it were let in, and might be, is changed into what may not be. */
function tamed(call: FuzzCall, standing: Standing): FuzzCall {
  if (mustBeRefused(call, standing)) return call
  if (typeof call.name === 'string' && harmless.has(call.name)) return call
  return { ...call, input: { $: 'map' } }
}

/** Whether the program has to refuse it, by the contract and who is signed in; else it may answer either way. */
export function mustBeRefused(call: FuzzCall, standing: Standing): boolean {
  if (typeof call.name !== 'string' || !Object.hasOwn(contract, call.name)) return true
  if (typeof call.id !== 'string' || call.id === '' || call.id.length > 64) return true
  const spec = specOf(call.name as CallName)
  if (spec.access !== 'anyone' && standing === 'nobody') return true
  if (spec.access === 'admin' && standing !== 'admin') return true
  if (holds(call.input, [...foreignKinds, ...Object.keys(heavyKinds)])) return true
  // As it is here, and as it comes out on the other side.
  const forms = [() => make(call.input), () => structuredClone(make(call.input))]
  return !forms.some((form) => {
    try {
      return spec.input.safeParse(form()).success
    } catch {
      return false
    }
  })
}

/** The value with one of its parts, counted in order, changed. */
function changedAt(value: Written, { how, at, with: other }: Change): Written {
  let count = 0
  const visit = (part: Written): Written | undefined => {
    const here = count++ === at
    if (here && how === 'replace') return other
    if (here && how === 'remove') return undefined
    if (here && how === 'wrap') return [part]
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) {
      const kept = part.flatMap((item: Written) => visit(item) ?? [])
      return here && how === 'add' ? [...kept, other] : kept
    }
    if ('$' in part) return part
    const fields = Object.entries(part).flatMap(([key, item]) => {
      const kept = visit(item as Written)
      return kept === undefined ? [] : [[key, kept] as const]
    })
    return Object.fromEntries(here && how === 'add' ? [...fields, ['surplus', other]] : fields)
  }
  return visit(value) ?? nothing
}
