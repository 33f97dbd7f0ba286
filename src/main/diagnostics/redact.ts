// Takes out of a text everything that names a person, a machine, a place or a secret, and keeps what helps.
import { errorClass, kindOfKey, patterns } from './patterns'
import { createPseudonyms, withoutPrivateSigns, type Kind } from './pseudonyms'

/** Values that are known to be somebody's. Empty ones and blanks are ignored. */
export interface Known {
  kind: Kind
  value: string
}

/** Folders whose names say nothing about anyone, shown as `[program]`; the path behind them stays readable. */
export interface Place {
  path: string
  shown: string
}

export interface Redactor {
  /** A text of any kind, such as a sentence or an error's message. */
  text(text: string): string
  /** A statement, in which dots stand between tables and columns. */
  sql(statement: string): string
  /** A line of the log: a message and, behind it, details as JSON, whose keys say what their values are. */
  line(line: string): string
  /** A value as JSON: by its keys first, then each text in it. */
  json(value: unknown): string
}

/** The fewest signs for which a value is looked for within words too; shorter ones stand alone. */
const leastWithin = 4
const letterBefore = '(?<![\\p{L}\\p{N}])'
const letterAfter = '(?![\\p{L}\\p{N}])'

/**
 * One redactor for a whole bundle, so that the same value has the same stand-in everywhere. It is pure: what it makes
 * of a text depends on `known`, `places` and the texts before only. Keys of records are the program's own and stay.
 */
export function createRedactor(known: readonly Known[], places: readonly Place[] = []): Redactor {
  const pseudonyms = createPseudonyms()
  const told = findKnown(known)
  const own = findPlaces(places)

  function hide(raw: string, sql = false): string {
    const kept: string[] = []
    let text = withoutPrivateSigns(raw)
    // The program's own folders are put aside with what is behind them.
    if (own) {
      text = text.replaceAll(own.expression, (match: string, found: string) => {
        const rest = match.slice(match.indexOf(found) + found.length)
        kept.push(own.shown(found) + hideKnown(rest.replaceAll(/\\+/gu, '/')))
        return `\uE002${String.fromCharCode(0xf000 + kept.length - 1)}\uE003`
      })
    }
    text = hideKnown(text)
    for (const { expression, find, notInSql = false } of patterns) {
      if (sql && notInSql) continue
      text = replaceBy(text, expression, (match) => {
        const found = find(match)
        if (!found) return match[0]
        const at = match[0].lastIndexOf(found.value)
        const hidden = pseudonyms.hide(found.kind, found.value)
        return match[0].slice(0, at) + hidden + match[0].slice(at + found.value.length)
      })
    }
    return text.replaceAll(/\uE002([\uF000-\uF8FF])\uE003/gu, (_, sign: string) => {
      return kept[sign.charCodeAt(0) - 0xf000] ?? ''
    })
  }

  function hideKnown(text: string): string {
    return told
      ? text.replaceAll(told.expression, (match) => pseudonyms.hide(told.kindOf(match), match))
      : text
  }

  function value(given: unknown, key: string | null): unknown {
    if (Array.isArray(given)) return given.map((item: unknown) => value(item, key))
    if (typeof given === 'object' && given !== null) {
      return Object.fromEntries(
        Object.entries(given).map(([name, inner]) => [keyOf(name), value(inner, name)]),
      )
    }
    const kind = key === null ? null : kindOfKey(key)
    // Whatever has the key of a secret is one, a number too.
    if (kind === 'secret' && given !== null && typeof given !== 'boolean') return pseudonyms.hide(kind, '')
    if (typeof given !== 'string') return given
    const hidden = hide(given, key === 'sql')
    if (kind === null || given === '' || errorClass.test(given)) return hidden
    // All of it is known, or the program's own: that says more than the key does.
    if (/^\uE000[^\uE001]*\uE001$/u.test(hidden) || (kind === 'path' && own?.begins(given))) return hidden
    return pseudonyms.hide(kind, given)
  }

  /** Keys are the program's own; one that could be anything else is treated as a text. */
  function keyOf(name: string): string {
    return /^[\w.-]{1,60}$/u.test(name) ? hideKnown(name) : hide(name)
  }

  return {
    text: (text) => pseudonyms.expand(hide(text)),
    sql: (statement) => pseudonyms.expand(hide(statement, true)),
    line(line) {
      // Details are at the end; a brace may stand in the message too.
      for (let start = line.indexOf(' {'); start >= 0; start = line.indexOf(' {', start + 1)) {
        const details = parseJson(line.slice(start + 1))
        if (details === undefined) continue
        return pseudonyms.expand(`${hide(line.slice(0, start))} ${JSON.stringify(value(details, null))}`)
      }
      return pseudonyms.expand(hide(line))
    },
    json: (given) => pseudonyms.expand(JSON.stringify(value(given, null), null, 2) ?? ''),
  }
}

/** As `replaceAll`, with the whole match for the callback. */
function replaceBy(text: string, expression: RegExp, make: (match: RegExpExecArray) => string): string {
  let made = ''
  let at = 0
  for (const match of text.matchAll(expression)) {
    made += text.slice(at, match.index) + make(match)
    at = match.index + match[0].length
  }
  return made + text.slice(at)
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

const escape = (value: string) => value.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)

/** As it stands in a text, in JSON and in an address. */
function forms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  return [
    ...new Set([
      value,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(value.replaceAll(/\p{Cs}/gu, '\uFFFD')),
    ]),
  ]
}

function findKnown(known: readonly Known[]) {
  const kindsByValue = new Map<string, Kind>()
  for (const { kind, value } of known) {
    const trimmed = withoutPrivateSigns(value.trim())
    if (trimmed === '') continue
    for (const form of forms(trimmed)) {
      const key = form.toLowerCase()
      if (kind === 'secret' || !kindsByValue.has(key)) kindsByValue.set(key, kind)
    }
  }
  if (kindsByValue.size === 0) return null
  // The longest first: a path before the name in it.
  const values = [...kindsByValue].sort(([left], [right]) => right.length - left.length)
  const source = values.map(([value, kind]) => {
    const within = (kind === 'secret' || kind === 'path') && value.length >= leastWithin
    return within ? escape(value) : `${letterBefore}${escape(value)}${letterAfter}`
  })
  return {
    expression: new RegExp(source.join('|'), 'giu'),
    // A capital whose small letter is another sign in some script: it was found, so it is hidden, as a name.
    kindOf: (match: string): Kind => kindsByValue.get(match.toLowerCase()) ?? 'name',
  }
}

function findPlaces(places: readonly Place[]) {
  const shown = new Map<string, string>()
  for (const place of places) {
    if (place.path.length < 3) continue
    for (const path of forms(place.path)) shown.set(path, place.shown)
  }
  if (shown.size === 0) return null
  const paths = [...shown.keys()].sort((left, right) => right.length - left.length)
  return {
    expression: new RegExp(
      `(?:file://)?(${paths.map(escape).join('|')})(?=[/\\\\"'\\s):]|$)[\\w./\\\\@+:-]*`,
      'gu',
    ),
    shown: (path: string) => shown.get(path) ?? '',
    begins: (text: string) => paths.some((path) => text.startsWith(path)),
  }
}
