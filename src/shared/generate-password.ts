// Makes passwords that every version of the portal accepts and that can be read off paper.

/** Without what is easily mistaken for another: i, l, o, I, O, 0, 1. */
export const readable = [
  'abcdefghjkmnpqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  '@$!%*?&',
] as const
const all = readable.join('')
const length = 16

/** Fills bytes at random, fit for secrets: the window's and main's own differ. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => unknown

/** 16 characters, at least one of each kind. */
export function generatePassword(random: RandomBytes): string {
  const pick = (from: string) => from.charAt(below(from.length, random))
  const characters = [
    ...readable.map(pick),
    ...Array.from({ length: length - readable.length }, () => pick(all)),
  ]
  for (let last = characters.length - 1; last > 0; last--) {
    const other = below(last + 1, random)
    ;[characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? '']
  }
  return characters.join('')
}

/** Evenly from 0 to `limit` - 1: values that would favour the lower ones are drawn again. */
function below(limit: number, random: RandomBytes): number {
  const bound = 256 - (256 % limit)
  const bytes = new Uint8Array(1)
  for (;;) {
    random(bytes)
    const [value = 0] = bytes
    if (value < bound) return value % limit
  }
}
