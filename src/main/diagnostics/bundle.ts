// What stands in a diagnostics bundle, and in the short text that is copied: facts in, redacted text out.
import type { TestStep } from '@shared/connection'
import type { DatabaseState, PlannedStatement } from '@shared/database-state'
import { text } from '@shared/text'
import type { LogTail } from './log-tail'
import type { Redactor } from './redact'

const words = text.diagnostics

export interface Facts {
  /** When, as ISO 8601. */
  made: string
  /** Versions and the system; they name nobody and are shown as they are. */
  program: readonly (readonly [string, string])[]
  state: DatabaseState
  /** Role of who is signed in, or null. */
  role: string | null
}

export interface AllFacts extends Facts {
  settings: unknown
  /** Or why there is none. */
  test: readonly TestStep[] | string
  schema: readonly PlannedStatement[] | string
  logs: readonly LogTail[]
}

/** The whole bundle. Everything but the program's own versions and labels goes through the redactor. */
export function composeBundle(facts: AllFacts, redactor: Redactor): string {
  const { sections } = words
  return document([
    ...heading(facts),
    [sections.program, lines(facts.program)],
    [sections.database, stateLines(facts, redactor)],
    [sections.settings, redactor.json(facts.settings)],
    [sections.test, testLines(facts.test, redactor)],
    [sections.schema, schemaLines(facts.schema, redactor)],
    ...(facts.logs.length === 0
      ? [[sections.log('main.log'), words.noLog] as const]
      : facts.logs.map(({ file, lines: own }) => {
          return [
            sections.log(redactor.text(file)),
            own.map((line) => redactor.line(line)).join('\n'),
          ] as const
        })),
  ])
}

const shortProblems = 8

/** Short enough for a message: versions, the database's state, the last problems of the log. */
export function composeShort(facts: Facts & Pick<AllFacts, 'logs'>, redactor: Redactor): string {
  const problems = facts.logs
    .flatMap(({ lines: own }) => own)
    .filter((line) => /^\S+ (?:error|warn) /u.test(line))
    .sort()
    .slice(-shortProblems)
    .map((line) => shorten(redactor.line(line)))
  return document([
    ...heading(facts),
    [words.sections.program, lines(facts.program)],
    [words.sections.database, stateLines(facts, redactor)],
    [words.sections.lastProblems, problems.length === 0 ? words.noProblems : problems.join('\n')],
  ])
}

type Section = readonly [title: string, content: string]

function heading({ made }: Facts): Section[] {
  return [[words.heading, `${made}\n${words.standIns}`]]
}

function document(sections: readonly Section[]): string {
  return `${sections.map(([title, content]) => `== ${title} ==\n${content}`).join('\n\n')}\n`
}

function lines(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([label, value]) => `${label}: ${value}`).join('\n')
}

function stateLines({ state, role }: Facts, redactor: Redactor): string {
  const pairs: [string, string][] = [['state', state.kind]]
  const say = (label: string, value: string) => pairs.push([label, redactor.text(value)])
  if ('target' in state) {
    const { kind, label, address, port, username } = state.target
    pairs.push(['kind', kind], ['port', String(port ?? '-')])
    say('lab', label)
    say('address', address)
    say('signs in as', username)
  }
  pairs.push(['signed in to the console', role ?? words.nobody])
  if (state.kind === 'ready') {
    for (const { id, on, allowed } of state.capabilities) {
      pairs.push([id, `${on ? 'on' : 'off'}${on || allowed ? '' : ', not allowed'}`])
    }
    if (state.readOnly !== null) say('read-only', state.readOnly)
    for (const warning of state.warnings) say('warning', warning)
  }
  if (state.kind === 'unconfigured' || state.kind === 'ready') {
    for (const { line, key, what, fix } of state.problems) {
      say('problem', [line === null ? '' : `line ${line}`, key ?? '', what, fix].filter(Boolean).join(' · '))
    }
  }
  if (state.kind === 'unavailable' || state.kind === 'incompatible') {
    say('reason', state.reason)
    say('remedy', state.remedy)
  }
  return lines(pairs)
}

function testLines(test: AllFacts['test'], redactor: Redactor): string {
  if (typeof test === 'string') return test
  return test
    .map(({ step, ok, detail, remedy }) => {
      return [`${step}: ${ok ? 'passed' : 'failed'}`, redactor.text(detail), redactor.text(remedy)]
        .filter(Boolean)
        .join(' · ')
    })
    .join('\n')
}

function schemaLines(schema: AllFacts['schema'], redactor: Redactor): string {
  if (typeof schema === 'string') return schema
  if (schema.length === 0) return words.nothingToGive
  return schema.map(({ capability, sql }) => `-- ${capability}\n${redactor.sql(sql)};`).join('\n')
}

const mostSigns = 600

function shorten(line: string): string {
  return line.length > mostSigns ? `${line.slice(0, mostSigns)}…` : line
}
