// The start: the window at once, and behind it what answers its calls.
import { join } from 'node:path'
import { app, protocol, session } from 'electron'
import type { Options } from '@shared/options.mjs'
import { cacheCode } from './code-cache'
import type { Dispatcher } from './ipc/dispatch'
import { listen } from './ipc/electron'
import { loadBackend } from './load-backend'
import { scheme, serveFolder } from './protocol'
import { restrictSession } from './security'
import { createWindow } from './window'

/**
 * Called once, when Electron is ready. The database's code takes a tenth of a second to load, in which this process
 * could not serve the page's files: it is loaded when the page has them. Calls made before then wait.
 */
export async function start(options: Options): Promise<void> {
  const keepCode = cacheCode(__dirname, join(app.getPath('userData'), 'compiled'))
  restrictSession(session.defaultSession)
  protocol.handle(scheme, serveFolder(join(__dirname, '../renderer')))
  const window = createWindow()
  const served = new Promise<void>((resolve) => window.webContents.once('dom-ready', () => resolve()))
  const backend = served.then(loadBackend).then(({ createBackend }) => createBackend(window, options))
  listen(backend.then(({ dispatcher }): Dispatcher => dispatcher))
  await (await backend).connect()
  // A cache that can't be written costs the next start a moment, and nothing else.
  await keepCode().catch(() => undefined)
}
