// Stand-ins for names, addresses and secrets: the same one for the same value throughout one bundle.

export const kinds = ['secret', 'path', 'email', 'address', 'host', 'user', 'name', 'database', 'id'] as const
export type Kind = (typeof kinds)[number]

export interface Pseudonyms {
  /** Signs that stand for the value until `expand`: nothing that is looked for can be found in them. */
  hide(kind: Kind, value: string): string
  /** The text with the stand-ins as people read them: `user-1`, `host-2`; every secret is `[secret]`. */
  expand(text: string): string
}

// Two private signs around a number in private digits: no letter, digit or dot for a pattern to match.
const opening = '\uE000'
const closing = '\uE001'
const firstDigit = 0xe010
const privateSigns = /[\uE000-\uF8FF]/gu
const hidden = /\uE000([\uE010-\uE019]+)\uE001/gu

const toSigns = (index: number) =>
  String(index).replaceAll(/\d/gu, (digit) => String.fromCharCode(firstDigit + Number(digit)))
const fromSigns = (signs: string) =>
  Number([...signs].map((sign) => sign.charCodeAt(0) - firstDigit).join(''))

/** What was in a text before could pass for a stand-in: taken out. */
export function withoutPrivateSigns(text: string): string {
  return text.replaceAll(privateSigns, '\uFFFD')
}

export function createPseudonyms(): Pseudonyms {
  const shown: string[] = []
  const places = new Map<string, number>()
  const counts = new Map<Kind, number>()
  return {
    hide(kind, value) {
      // A host or a user is the same in capitals too.
      const key = `${kind} ${value.toLowerCase()}`
      let place = places.get(key)
      if (place === undefined) {
        place = shown.length
        const count = (counts.get(kind) ?? 0) + 1
        counts.set(kind, count)
        shown.push(kind === 'secret' ? '[secret]' : `${kind}-${count}`)
        places.set(key, place)
      }
      return `${opening}${toSigns(place)}${closing}`
    },
    expand: (text) => text.replaceAll(hidden, (_, signs: string) => shown[fromSigns(signs)] ?? ''),
  }
}
