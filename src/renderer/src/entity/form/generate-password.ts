// Makes passwords that every version of the portal accepts.

const kinds = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '@$!%*?&'] as const
const all = kinds.join('')
const length = 16

/** 16 characters, at least one of each kind; without those that are easily mistaken for one another. */
export function generatePassword(): string {
  const characters = [...kinds.map(pick), ...Array.from({ length: length - kinds.length }, () => pick(all))]
  for (let last = characters.length - 1; last > 0; last--) {
    const other = below(last + 1)
    ;[characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? '']
  }
  return characters.join('')
}

function pick(from: string): string {
  return from.charAt(below(from.length))
}

/** Evenly from 0 to `limit` - 1: values that would favour the lower ones are drawn again. */
function below(limit: number): number {
  const bound = 256 - (256 % limit)
  for (;;) {
    const value = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0
    if (value < bound) return value % limit
  }
}
