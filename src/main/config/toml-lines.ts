// Reads flat TOML so that every faulty line is found at once, and each key knows its line. Never quotes a value.
import { parse } from 'toml'
import { text } from '@shared/text'

const words = text.secrets.syntax

export interface KeyLine {
  key: string
  line: number
  /** Below a [section] line: the key belongs to that section. */
  inTable: boolean
}
export interface SyntaxProblem {
  line: number
  key: string | null
  what: string
  fix: string
}
export interface TomlReading {
  /** What could be read; faulty lines are left out of it. Null where even that failed. */
  values: Readonly<Record<string, unknown>> | null
  problems: SyntaxProblem[]
  keys: KeyLine[]
}

/** A file with more faulty lines than this is no TOML at all; telling the first ones is enough. */
const maxProblems = 20

/**
 * The parser stops at its first error, and its message quotes the file. So each faulty line is judged here in our
 * own words, emptied, and the rest parsed again: the lines keep their numbers.
 */
export function readToml(source: string): TomlReading {
  const lines = source.split('\n')
  const keys = scanKeys(lines).keys
  const problems: SyntaxProblem[] = []
  while (problems.length < maxProblems) {
    try {
      const values: unknown = parse(lines.join('\n'))
      return { values: isRecord(values) ? values : null, problems: sorted(problems), keys }
    } catch (error) {
      const line = faultyLine(lines, lineOf(error) ?? lines.length)
      if (line === null) {
        if (problems.length === 0) problems.push({ line: lines.length, key: null, ...words.other })
        break
      }
      problems.push(judge(lines[line - 1] ?? '', line, keys))
      lines[line - 1] = ''
    }
  }
  return { values: null, problems: sorted(problems), keys }
}

const sorted = (problems: SyntaxProblem[]) => problems.toSorted((a, b) => a.line - b.line)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Errors of the grammar carry `location`, those of the values `line`. */
function lineOf(error: unknown): number | null {
  if (!isRecord(error)) return null
  if (typeof error['line'] === 'number') return error['line']
  const start = isRecord(error['location']) ? error['location']['start'] : null
  return isRecord(start) && typeof start['line'] === 'number' ? start['line'] : null
}

/** The line to blame: where a text in triple quotes or a bracket was opened and not closed, else the last not empty. */
function faultyLine(lines: readonly string[], reported: number): number | null {
  const { keys, openText } = scanKeys(lines)
  if (openText !== null) return openText
  const before = keys.findLast((entry) => entry.line < reported)
  if (before !== undefined) {
    const value = lines
      .slice(before.line - 1, reported - 1)
      .join('\n')
      .replace(keyPattern, '')
    if (/^[ \t]*[[{]/u.test(value) && leavesOpen(value)) return before.line
  }
  for (let line = Math.min(reported, lines.length); line > 0; line -= 1) {
    if (lines[line - 1]?.trim() !== '') return line
  }
  return null
}

const keyPattern = /^[ \t]*(?:([A-Za-z0-9_-]+)|"([^"\\]*)"|'([^']*)')[ \t]*=/u

/** A small scan of the text, not a parser: which keys are set on which lines, skipping texts in triple quotes. */
function scanKeys(lines: readonly string[]): { keys: KeyLine[]; openText: number | null } {
  const keys: KeyLine[] = []
  let inTable = false
  let openText: { quote: string; line: number } | null = null
  lines.forEach((content, index) => {
    let rest = content.replace(/^\uFEFF/u, '')
    if (openText !== null) {
      const end = rest.indexOf(openText.quote)
      if (end < 0) return
      rest = rest.slice(end + 3)
      openText = null
    } else {
      if (/^[ \t]*\[/u.test(rest)) inTable = true
      const match = keyPattern.exec(rest)
      if (match === null) return
      keys.push({ key: match[1] ?? match[2] ?? match[3] ?? '', line: index + 1, inTable })
      rest = rest.slice(match[0].length)
    }
    const quote = opensText(rest)
    if (quote !== null) openText = { quote, line: index + 1 }
  })
  return { keys, openText: (openText as { line: number } | null)?.line ?? null }
}

function leavesOpen(value: string): boolean {
  const bare = value.replace(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*/gu, '')
  return (bare.match(/[[{]/gu)?.length ?? 0) > (bare.match(/[\]}]/gu)?.length ?? 0)
}

/** The triple quote that is opened and not closed on the rest of a line, or null. Skips other texts and comments. */
function opensText(rest: string): string | null {
  for (const match of rest.matchAll(/"""|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#/gu)) {
    const token = match[0]
    if (token === '#') return null
    if (token !== '"""' && token !== "'''") continue
    const end = rest.indexOf(token, match.index + 3)
    return end < 0 ? token : opensText(rest.slice(end + 3))
  }
  return null
}

/** Only the portal's own keys are named: a slip may have put a password in a key's place. */
const portalKeys =
  /^(?:db_(?:username|password|address|port|name)|cookie_(?:name|key|expiry_days)|cipher_key|(?:ssh|sftp)_(?:module|credentials|connection)_(?:url|port|request_format)|vm_sharing_minimum_permissions)$/u
const shown = (key: string | undefined) => (key !== undefined && portalKeys.test(key) ? key : null)

function judge(content: string, line: number, keys: readonly KeyLine[]): SyntaxProblem {
  const own = keys.find((entry) => entry.line === line)
  const first =
    own && keys.find((entry) => entry.key === own.key && entry.inTable === own.inTable && entry.line < line)
  const key = shown(own?.key ?? /^\s*([A-Za-z0-9_-]+)(?![A-Za-z0-9_-])/u.exec(content)?.[1])
  if (first) return { line, key, ...text.secrets.duplicate(first.line) }
  return { line, key, ...wordsFor(content.replace(/\r$/u, '')) }
}

function wordsFor(content: string): { what: string; fix: string } {
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(content)) return words.control
  if (/^\s*[A-Za-z0-9_-]+\s*:/u.test(content)) return words.colon
  const value = /^[^=]*=\s*(.*)$/u.exec(content)?.[1]
  if (value === undefined) return words.noEquals
  if (value === '' || value.startsWith('#')) return words.noValue
  if (/^[\u2018-\u201f«»]/u.test(value)) return words.curlyQuotes
  if (/^[+-]?\d[\d_]*\s*(#.*)?$/u.test(value)) return words.number
  if (value.startsWith('"""') || value.startsWith("'''")) return words.openQuote
  if (value.startsWith('"') || value.startsWith("'")) {
    const closed = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*(.*)$/u.exec(value)
    if (closed === null) return words.openQuote
    if (closed[1] !== '' && closed[1]?.startsWith('#') !== true) return words.afterValue
    return value.startsWith('"') && value.includes('\\') ? words.escape : words.other
  }
  return /^[[{]/u.test(value) ? words.other : words.noQuotes
}
