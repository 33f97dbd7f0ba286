// Checks a first users' file as a whole: every problem at once, with its line, before anything is written.
import { isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar, type YAMLMap } from 'yaml'
import { firstUserPreview, type FirstUsersReport } from '@shared/connection'
import { text } from '@shared/text'
import { readTextFile } from '../config/text-file'
import { readYaml, type YamlReading } from './read-yaml'
import {
  checkValue,
  isConverted,
  isPersonKey,
  meantKey,
  personKeys,
  personSchema,
  type ParsedPerson,
  type PersonKey,
} from './schema'

const words = text.seed
type Words = { what: string; fix: string }

export interface FirstUsers {
  report: FirstUsersReport
  /** With plain passwords; null where the report has problems. */
  people: ParsedPerson[] | null
}

/** Read and check a first users' file of at most 512 KB. Never throws for the file's own faults. */
export async function loadFirstUsers(path: string): Promise<FirstUsers> {
  const read = await readTextFile(path, 524_288)
  if (read.ok) return checkFirstUsers(path, read.file.text)
  const problem = { file: path, key: null, ...read.failure }
  return { report: { path, problems: [problem], warnings: [], people: [] }, people: null }
}

/** Check the text of a first users' file. `file` names it in problems. Never throws for the file's own faults. */
export function checkFirstUsers(file: string, source: string): FirstUsers {
  const yaml = readYaml(source)
  const check = startCheck(file, yaml)
  const people = yaml.root === null ? [] : checkRoot(check, yaml.root)
  const problems = check.problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const warnings = [...check.warnings]
  if (problems.length === 0 && !people.some((person) => person.role === 'admin')) warnings.push(words.noAdmin)
  return {
    report: {
      path: file,
      problems,
      warnings,
      people: people.map((person) => firstUserPreview.parse(person)),
    },
    people: problems.length === 0 ? people : null,
  }
}

/** What one check gathers on its way through the file. */
interface Check {
  readonly yaml: YamlReading
  readonly problems: FirstUsersReport['problems']
  readonly warnings: string[]
  /** Where each username and email, lower-cased, was first seen. */
  readonly seen: Readonly<Record<'username' | 'email', Map<string, number>>>
  /** Of the structure, which a fault in the YAML itself would explain already. */
  foundInStructure(line: number, key: string | null, fault: Words): void
  /** Of a value, unless its line is told as faulty already. */
  foundInValue(line: number, key: string, fault: Words): void
}

function startCheck(file: string, yaml: YamlReading): Check {
  const told = new Set(yaml.problems.map((problem) => problem.line))
  const problems: Check['problems'] = yaml.problems.map((problem) => ({ file, key: null, ...problem }))
  const found = (line: number, key: string | null, { what, fix }: Words) => {
    problems.push({ file, line, key, what, fix })
  }
  return {
    yaml,
    problems,
    warnings: [],
    seen: { username: new Map(), email: new Map() },
    foundInStructure: (line, key, fault) => {
      if (yaml.structureSound && !told.has(line)) found(line, key, fault)
    },
    foundInValue: (line, key, fault) => {
      if (!told.has(line)) found(line, key, fault)
    },
  }
}

function checkRoot(check: Check, root: ParsedNode): ParsedPerson[] {
  const { lineOf } = check.yaml
  if (!isMap(root)) {
    check.foundInStructure(lineOf(root), null, words.notMap)
    return []
  }
  const entries = entriesOf(check, root)
  let list: Entry | undefined
  for (const entry of entries) {
    if (entry.key === 'first_users') list ??= entry
    else check.foundInStructure(entry.line, shownKey(entry.key), words.unknownTop)
  }
  if (list === undefined) {
    check.foundInStructure(lineOf(root), 'first_users', words.listMissing)
    return []
  }
  if (isEmptyText(list.value) || (isSeq(list.value) && list.value.items.length === 0)) {
    check.foundInStructure(list.line, 'first_users', words.noPeople)
    return []
  }
  if (!isSeq<ParsedNode>(list.value)) {
    check.foundInStructure(list.line, 'first_users', words.noList)
    return []
  }
  return list.value.items.flatMap((item) => {
    if (isMap(item)) return checkPerson(check, item)
    check.foundInStructure(lineOf(item), null, words.notPerson)
    return []
  })
}

interface Entry {
  key: string
  line: number
  value: unknown
}

/** The entries of a map; a key that is there twice is told, and its first line counts. */
function entriesOf(check: Check, map: YAMLMap): Entry[] {
  const lines = new Map<string, number>()
  return map.items.flatMap((pair: Pair) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    const line = check.yaml.lineOf(isScalar(pair.key) ? pair.key : map)
    const first = lines.get(key)
    if (first !== undefined) {
      check.foundInStructure(line, shownKey(key), words.duplicateKey(first))
      return []
    }
    lines.set(key, line)
    return [{ key, line, value: pair.value }]
  })
}

/** A key goes into a problem only where it is a plain word: a slip may have put a password in a key's place. */
function shownKey(key: string): string | null {
  return /^[a-z]+(?:_[a-z]+)*$/iu.test(key) && key.length <= 20 ? key : null
}

function checkPerson(check: Check, map: YAMLMap): ParsedPerson[] {
  const values: Partial<Record<PersonKey, string>> = {}
  const present = new Set<PersonKey>()
  for (const { key, line, value } of entriesOf(check, map)) {
    if (!isPersonKey(key)) {
      const near = meantKey(key)
      check.foundInStructure(line, shownKey(key), words.unknownKey(near))
      if (near !== null) present.add(near)
      continue
    }
    present.add(key)
    const checked = checkNode(check, key, value, line)
    if (checked !== null) values[key] = checked
  }
  const missing = personKeys.filter((key) => !present.has(key))
  const [first, ...others] = missing
  if (first !== undefined) {
    check.foundInStructure(check.yaml.lineOf(map), others.length === 0 ? first : null, words.missing(missing))
  }
  const parsed = personSchema.safeParse(values)
  return parsed.success ? [parsed.data] : []
}

/** One value's text as it is to be stored; null where a problem was told. */
function checkNode(check: Check, key: PersonKey, node: unknown, keyLine: number): string | null {
  if (!isScalar(node)) {
    check.foundInValue(keyLine, key, words.notText(key))
    return null
  }
  const line = isEmptyText(node) ? keyLine : check.yaml.lineOf(node)
  const value = String(node.value)
  const fault = faultOf(key, node, value)
  if (fault !== null) {
    check.foundInValue(line, key, fault)
    return null
  }
  const checked = checkValue(key, value)
  if (!checked.ok) {
    check.foundInValue(line, key, checked)
    return null
  }
  if (key === 'password' && node.type === 'PLAIN' && typeof node.comment === 'string') {
    check.warnings.push(words.comment(line))
  }
  return key === 'username' || key === 'email' ? unlessSeen(check, key, checked.value, line) : checked.value
}

function faultOf(key: PersonKey, node: Scalar, value: string): Words | null {
  if (node.type !== 'PLAIN' || isEmptyText(node)) return null
  // A role that YAML converts is an unknown role anyway, and its sentence is the better one.
  return key !== 'role' && isConverted(value) ? words.converted(key) : null
}

function isEmptyText(node: unknown): boolean {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && node.value === '')
}

function unlessSeen(check: Check, key: 'username' | 'email', value: string, line: number): string | null {
  const seen = check.seen[key]
  const first = seen.get(value.toLowerCase())
  if (first !== undefined) {
    check.foundInValue(line, key, words.duplicate(key, first))
    return null
  }
  seen.set(value.toLowerCase(), line)
  return value
}
