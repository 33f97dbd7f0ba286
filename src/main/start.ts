// The start: the window at once, and behind it what answers its calls.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, protocol, session, type BrowserWindow } from 'electron'
import type { Options } from '@shared/options.mjs'
import { cacheCode } from './code-cache'
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
export async function start(options: Options): Promise<void> {
  const keepCode = cacheCode(__dirname, join(app.getPath('userData'), 'compiled'))
  restrictSession(session.defaultSession)
  protocol.handle(scheme, serveFolder(join(__dirname, '../renderer')))
  const window = createWindow()
  const fork = forkElectron(join(__dirname, 'embedded-host.js'), opensEmbedded(options))
  const backend = painted(window)
    .then(loadBackend)
    .then(({ createBackend }) => createBackend(window, options, fork))
  listen(backend.then(({ dispatcher }): Dispatcher => dispatcher))
  await (await backend).connect()
  // A cache that can't be written costs the next start a moment, and nothing else.
  await keepCode().catch(() => undefined)
}

/** Resolves when the window has its first frame; a covered one gets none, and is not waited for. */
function painted(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('ready-to-show', () => resolve())
    window.webContents.once('dom-ready', () => setTimeout(resolve, patience))
  })
}

/** Whether this start is likely to need the embedded database's process; wrong, it costs a process and nothing else. */
function opensEmbedded(options: Options): boolean {
  if (options.demo) return true
  if (options.secrets) return false
  try {
    const profile: unknown = JSON.parse(readFileSync(join(app.getPath('userData'), 'profile.json'), 'utf8'))
    const kind = typeof profile === 'object' && profile !== null && 'kind' in profile ? profile.kind : null
    return kind === 'embedded' || kind === 'sample'
  } catch {
    return false
  }
}
