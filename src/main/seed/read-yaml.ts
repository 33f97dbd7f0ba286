// Reads YAML as plain texts with their lines: nothing is converted, expanded or run, and all faults are found at once.
import {
  Composer,
  isAlias,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type ParsedNode,
  type YAMLParseError,
} from 'yaml'
import { text } from '@shared/text'

const words = text.seed

export interface YamlProblem {
  line: number
  what: string
  fix: string
}
export interface YamlReading {
  /** The document's content; null where there is none. Every scalar's value is its text. */
  root: ParsedNode | null
  problems: YamlProblem[]
  /** False where a fault left keys in places that nobody meant: what is missing there says nothing. */
  structureSound: boolean
  lineOf(node: { range?: readonly number[] | null } | null | undefined): number
}

/** A list of people is nested three deep. Far deeper ones would exhaust the composer's stack, and the process. */
const maxDepth = 20
const maxProblems = 30

export function readYaml(source: string): YamlReading {
  const lines = new LineCounter()
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const lineOf: YamlReading['lineOf'] = (node) => lineAt(node?.range?.[0] ?? 0)
  const refused = (line: number, fault: { what: string; fix: string }): YamlReading => ({
    root: null,
    problems: [{ line, ...fault }],
    structureSound: false,
    lineOf,
  })

  const tokens: CST.Token[] = []
  for (const token of new Parser(lines.addNewLine).parse(source)) {
    if (depthOf(token) > maxDepth) return refused(lineAt(token.offset), words.tooDeep)
    tokens.push(token)
  }
  // The schema without types: what the portal's parser would convert is told apart by its text, not by ours.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const documents: Document.Parsed[] = [...composer.compose(tokens, true, source.length)]
  const [document, second] = documents
  if (document === undefined) return refused(1, words.empty)
  const problems = new Map<number, YamlProblem>()
  const found = (line: number, fault: { what: string; fix: string }) => {
    if (!problems.has(line) && problems.size < maxProblems) problems.set(line, { line, ...fault })
  }
  let structureSound = true
  for (const error of document.errors) {
    found(lineAt(error.pos[0]), wordsFor(error))
    if (!valueErrors.has(error.code)) structureSound = false
  }
  if (second !== undefined) {
    found(lineAt(second.range[0]), words.documents)
    structureSound = false
  }
  visit(document, {
    Node(_, node) {
      if (isAlias(node) || node.anchor !== undefined) found(lineOf(node), words.alias)
      else if (node.tag !== undefined) found(lineOf(node), words.tag)
    },
  })
  const root = document.contents
  if (root === null && problems.size === 0) return refused(1, words.empty)
  return { root, problems: [...problems.values()], structureSound, lineOf }
}

/** How deep a token's collections are nested; a loop, since recursion is what must not happen. */
function depthOf(token: CST.Token): number {
  const open: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }]
  let deepest = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token: current, depth } = next
    deepest = Math.max(deepest, depth)
    if (deepest > maxDepth) return deepest
    if (current.type === 'document' && current.value) open.push({ token: current.value, depth })
    if (!('items' in current)) continue
    for (const item of current.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 })
      if (item.value) open.push({ token: item.value, depth: depth + 1 })
    }
  }
  return deepest
}

/** Faults of one value, which leave the file's structure as it was meant. */
const valueErrors = new Set<YAMLParseError['code']>(['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAB_AS_INDENT'])

/** In our own words, since the parser's message quotes the file. */
function wordsFor(error: YAMLParseError): { what: string; fix: string } {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return words.tab
    case 'BAD_INDENT':
      return words.indent
    case 'MISSING_CHAR':
      return error.message.includes('Sequence item') ? words.indent : words.openQuote
    case 'BAD_DQ_ESCAPE':
      return words.escape
    case 'BAD_SCALAR_START':
      return words.reserved
    case 'BLOCK_AS_IMPLICIT_KEY':
      return words.colon
    case 'BAD_ALIAS':
      return words.alias
    case 'TAG_RESOLVE_FAILED':
      return words.tag
    case 'MULTIPLE_DOCS':
      return words.documents
    default:
      return words.syntax
  }
}
