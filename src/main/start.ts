// The start: the window at once, and behind it what answers its calls.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, protocol, session, type BrowserWindow } from 'electron'
import type { Options } from '@shared/options.mjs'
import { startFailed } from '@shared/text/en/start'
import { cacheCode } from './code-cache'
import type { Starts } from './desktop/starts'
import type { MadeFrom } from './desktop/window-memory'
import { readWindowStates } from './desktop/window-state'
import type { Dispatcher } from './ipc/dispatch'
import { forkElectron } from './db/embedded/fork-electron'
import { listen } from './ipc/electron'
import { loadBackend } from './load-backend'
import { scheme, serveFolder } from './protocol'
import { restrictSession } from './security'
import { createWindow } from './window'

/** Milliseconds from the page's having been read to its first frame, at most. */
const patience = 300

/**
 * Called once, when Electron is ready. The database's code takes a tenth of a second to load, in which this process
 * could not serve the page's files nor help it to its first frame: it is loaded after that. Calls made before then wait.
 */
export async function start(options: Options, starts: Starts): Promise<void> {
  const keepCode = cacheCode(__dirname, compiledFolder())
  restrictSession(session.defaultSession)
  protocol.handle(scheme, serveFolder(join(__dirname, '../renderer')))
  const madeFrom = lastWindow(options)
  const window = createWindow(madeFrom.states, madeFrom.profile)
  const fork = forkElectron(join(__dirname, 'embedded-host.js'), opensEmbedded(options))
  const backend = painted(window)
    .then(loadBackend)
    .then(({ createBackend }) => {
      // Closed before it was there: the program is ending, and nothing is to be put together or said.
      if (window.isDestroyed()) return new Promise<never>(() => undefined)
      return createBackend(window, options, fork, { madeFrom, starts })
    })
  backend.catch(giveUp)
  listen(backend.then(({ dispatcher }): Dispatcher => dispatcher))
  await (await backend).connect()
  if (app.isPackaged) return
  // A cache that can't be written costs the next start a moment, and nothing else.
  await keepCode().catch(() => undefined)
  if (process.env['VMLAB_COMPILED_TO']) app.exit(0)
}

/** Without what answers the window's calls it would stay empty for ever, and say nothing. */
function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  dialog.showErrorBox(startFailed.title, startFailed.text)
  app.exit(1)
}

/**
 * A packaged program runs what was compiled when it was packed, beside its scripts in the archive, and nothing that
 * somebody could have written since (ADR 0012). Packing it has it written to the folder in VMLAB_COMPILED_TO.
 */
function compiledFolder(): string {
  if (app.isPackaged) return join(__dirname, 'compiled')
  return process.env['VMLAB_COMPILED_TO'] ?? join(app.getPath('userData'), 'compiled')
}

/** Resolves when the window has its first frame; a covered one gets none, and is not waited for. */
function painted(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('ready-to-show', () => resolve())
    window.webContents.once('dom-ready', () => setTimeout(resolve, patience))
  })
}

/** Where the window was left; the demonstration has a place of its own, and the next start does not begin there. */
function lastWindow(options: Options): MadeFrom {
  const file = join(app.getPath('userData'), 'window.json')
  const states = readWindowStates(file)
  const isPassing = options.demo === true
  return { file, states, profile: isPassing ? 'sample' : states.last, isPassing }
}

/** Whether this start is likely to need the embedded database's process; wrong, it costs a process and nothing else. */
function opensEmbedded(options: Options): boolean {
  if (options.demo) return true
  if (options.secrets) return false
  if (process.env.VMLAB_SECRETS) return false
  try {
    // Labs on this computer are profiles with fixed ids.
    const known: unknown = JSON.parse(readFileSync(join(app.getPath('userData'), 'profiles.json'), 'utf8'))
    const last = typeof known === 'object' && known !== null && 'last' in known ? known.last : null
    return last === 'embedded' || last === 'sample'
  } catch {
    return false
  }
}
