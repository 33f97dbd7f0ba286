// Collects what helps to find a fault, shows it, and writes exactly what was shown to a file.
import { randomUUID } from 'node:crypto'
import { homedir, hostname, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { app, dialog, type BrowserWindow } from 'electron'
import { AppError } from '@shared/errors'
import type { Options } from '@shared/options.mjs'
import type { Operator } from '@shared/roles'
import { text } from '@shared/text'
import { planImprovements } from '../db/schema/improvements'
import type { Lab } from '../lab'
import type { Log } from '../log'
import { composeBundle, composeShort, type Facts } from './bundle'
import { readLogTails } from './log-tail'
import { programFacts } from './program-facts'
import { createRedactor, type Known, type Place, type Redactor } from './redact'

const words = text.diagnostics
/** Milliseconds for the connection test: each of its steps may take 10 s, and somebody is waiting. */
const testPatience = 20_000

export interface Diagnostics {
  /** The short text for a message. */
  short(operator: Operator | null): Promise<string>
  /** Collect a bundle; it is kept until the next one, or until it is saved. @throws AppError `cancelled` */
  collect(operator: Operator | null, signal: AbortSignal): Promise<{ id: string; content: string }>
  /** Ask for a place and write the bundle there; null where the dialog was closed. */
  save(id: string): Promise<string | null>
}

export interface DiagnosticsParts {
  window: BrowserWindow
  lab: Lab
  log: Log
  options: Options
  userData: string
  /** All labs the program knows, for their names and places. */
  labs(): readonly { name: string; place: string }[]
  /** What is set, without anything secret; its names and paths are replaced like all others. */
  settings(): unknown
}

export function createDiagnostics(parts: DiagnosticsParts): Diagnostics {
  const { lab, log, userData } = parts
  const logs = () => readLogTails(join(userData, 'logs'))
  let kept: { id: string; content: string } | null = null

  const facts = (operator: Operator | null): Facts => ({
    made: new Date().toISOString(),
    program: programFacts(),
    state: lab.state(),
    role: operator?.role ?? null,
  })
  const redactor = (operator: Operator | null): Redactor =>
    createRedactor(knownOf(parts, operator), [
      { path: app.getAppPath(), shown: '[program]' },
      { path: userData, shown: '[data]' },
    ] satisfies Place[])

  async function test(signal: AbortSignal) {
    const plan = lab.plan()
    if (!plan?.test) return words.notServer
    const late = AbortSignal.timeout(testPatience)
    try {
      return await plan.test(AbortSignal.any([signal, late]))
    } catch (error) {
      signal.throwIfAborted()
      if (late.aborted) return words.testLate
      log.error('the connection test of the diagnostics failed', error)
      return words.testFailed
    }
  }

  async function schema() {
    if (lab.state().kind !== 'ready') return words.notReady
    try {
      const { database } = lab.current()
      const plan = await database.session((session) => planImprovements(session), { readOnly: true })
      return plan.statements
    } catch (error) {
      log.error('the tables could not be looked at for the diagnostics', error)
      return words.schemaFailed
    }
  }

  return {
    async short(operator) {
      return composeShort({ ...facts(operator), logs: await logs() }, redactor(operator))
    },
    async collect(operator, signal) {
      try {
        const [steps, statements] = await Promise.all([test(signal), schema()])
        signal.throwIfAborted()
        // Last, so that what went wrong just now is in it.
        const all = { ...facts(operator), settings: parts.settings(), test: steps, schema: statements }
        kept = {
          id: randomUUID(),
          content: composeBundle({ ...all, logs: await logs() }, redactor(operator)),
        }
        return kept
      } catch (error) {
        if (signal.aborted) throw new AppError({ code: 'cancelled', message: text.errors.cancelled })
        throw error
      }
    },
    async save(id) {
      if (kept?.id !== id) throw new AppError({ code: 'not_found', message: words.gone })
      const { content } = kept
      const day = new Date().toISOString().slice(0, 10)
      const { canceled, filePath } = await dialog.showSaveDialog(parts.window, {
        defaultPath: join(app.getPath('documents'), words.fileName(day)),
        filters: [{ name: words.fileType, extensions: ['txt'] }],
      })
      if (canceled || !filePath) return null
      try {
        await writeFile(filePath, content, { encoding: 'utf8', mode: 0o600 })
      } catch (error) {
        log.error('the diagnostics could not be written', error)
        throw new AppError({ code: 'invalid_input', message: words.notSaved(filePath), fields: {} })
      }
      return filePath
    },
  }
}

/** Everything this program knows that names somebody or something here, or is a secret. */
function knownOf({ lab, labs, options }: DiagnosticsParts, operator: Operator | null): Known[] {
  const known: Known[] = [
    { kind: 'user', value: userName() },
    { kind: 'path', value: homedir() },
    { kind: 'user', value: basename(homedir()) },
    { kind: 'host', value: hostname() },
  ]
  const add = (kind: Known['kind'], ...values: (string | null | undefined)[]) => {
    for (const value of values) if (value) known.push({ kind, value })
  }
  add('path', options.secrets, options.firstUsers, process.env.VMLAB_SECRETS)
  for (const { name, place } of labs()) {
    add('name', name)
    add('path', place)
  }
  const plan = lab.plan()
  if (plan) {
    const { label, address, database, username } = plan.target
    // Those of the embedded labs are words of the program's own.
    if (plan.target.kind === 'server') {
      add('name', label)
      add('host', address)
      add('database', database)
      add('user', username)
    }
    add('secret', plan.proof)
  }
  if (operator) {
    const { username, firstName, lastName } = operator
    add('user', username)
    add('name', `${firstName} ${lastName}`, firstName, lastName)
  }
  const state = lab.state()
  if (state.kind === 'ready') add('user', ...state.seeded)
  // One letter would stand for itself all over the text; a single sign identifies nobody.
  return known.filter(({ value }) => value.trim().length > 1)
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user id without a name, as in some containers.
    return ''
  }
}
