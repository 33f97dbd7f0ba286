// The system's accent colour as the window's own tokens, made lighter or darker until everything on it can be read.

type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]

function parse(hex: string): Rgb {
  const at = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16)
  return [at(1), at(3), at(5)]
}

function write(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => colour[index] * (1 - share) + other[index] * share
  return [part(0), part(1), part(2)]
}

/** Relative luminance as WCAG defines it, 0 to 1, of a colour as it can be written. */
export function luminance(hex: string): number {
  const [red, green, blue] = parse(hex).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The colour, mixed with as little white or black as brings its luminance between the two. */
function between(hex: string, least: number, most: number): string {
  const before = luminance(hex)
  if (before >= least && before <= most) return hex
  const [towards, wanted] = before < least ? [white, least] : [black, most]
  const good = (share: number) => {
    const made = luminance(write(mix(parse(hex), towards, share)))
    return before < least ? made >= wanted : made <= wanted
  }
  let low = 0
  let high = 1
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2
    if (good(middle)) high = middle
    else low = middle
  }
  return write(mix(parse(hex), towards, high))
}

/** So grey that what is chosen could not be told from what is not. */
const leastColour = 40

/**
 * Custom properties for both themes, or null where the product's own accent is better. The bounds of luminance keep
 * 4.5:1 for text on and in the accent and 3:1 for the ring around what has the focus, on every surface of tokens.css.
 */
export function accentTokens(hex: string): Record<string, string> | null {
  const colour = parse(hex)
  if (Math.max(...colour) - Math.min(...colour) < leastColour) return null
  const light = between(hex, 0, 0.17)
  const dark = between(hex, 0.165, 0.18)
  const darker = (of: string) => write(mix(parse(of), black, 0.14))
  const tint = (share: number) => between(write(mix(parse(light), white, 1 - share)), 0.79, 1)
  const pair = (inLight: string, inDark: string) => `light-dark(${inLight}, ${inDark})`
  return {
    '--accent': pair(light, dark),
    '--accent-hover': pair(darker(light), darker(dark)),
    '--accent-ink': pair(between(hex, 0, 0.12), between(hex, 0.42, 1)),
    '--focus': pair(light, between(hex, 0.32, 1)),
    '--selected': pair(tint(0.13), between(dark, 0, 0.035)),
    '--info-surface': pair(tint(0.08), between(dark, 0, 0.025)),
  }
}
