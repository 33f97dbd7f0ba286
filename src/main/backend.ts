// Puts together what answers the window's calls: the lab, the services, the dispatcher. Loaded behind the window.
import { app, clipboard, dialog, powerMonitor, safeStorage, shell, type BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { join } from 'node:path'
import type { DatabaseState } from '@shared/database-state'
import type { Options } from '@shared/options.mjs'
import { text } from '@shared/text'
import { openPreferences } from './config/preferences'
import { createConnector } from './connector'
import type { ForkHost } from './db/embedded/fork'
import { findOperator } from './db/people'
import { createDispatcher, type Dispatcher } from './ipc/dispatch'
import { sendTo, watchWindow } from './ipc/electron'
import { createHandlers } from './ipc/handlers'
import { createSignIns } from './ipc/sign-ins'
import { createLab } from './lab'
import { openLog } from './log'
import { setMenu } from './menu'
import { sampleSignIn } from './sample/sample'
import { createBackOff } from './services/password'
import { saveScreenshot } from './screenshot'
import { watchChanges } from './watch'
import { productName } from './window'

export interface Backend {
  dispatcher: Dispatcher
  /** Connect to what this start is about; resolves when the first try has ended, either way. */
  connect(): Promise<void>
}

/** Called once, for the program's one window; `fork` starts the embedded database's process. */
export function createBackend(window: BrowserWindow, options: Options, fork: ForkHost): Backend {
  const userData = app.getPath('userData')
  const log = openLog(join(userData, 'logs'))
  process.on('uncaughtException', (error) => log.error('uncaught', error))
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error))
  log.info('started', {
    version: app.getVersion(),
    electron: process.versions.electron,
    runtime: runtimeSource(),
  })

  const windowId = window.webContents.id
  const signIns = createSignIns()
  const preferences = openPreferences(userData, log)
  const lab = createLab({
    log,
    signIn: (userId) => signIns.start(windowId, userId),
    changed: (state) => {
      if (state.kind !== 'unconfigured') preferences.use(state.target.kind)
      sendTo(windowId, { name: 'database.state', value: state })
      if (!window.isDestroyed()) window.setTitle(titleOf(state))
    },
  })
  const keyStore = {
    available: () => safeStorage.isEncryptionAvailable(),
    encrypt: (plain: string) => safeStorage.encryptString(plain).toString('base64'),
    decrypt: (sealed: string) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  }
  const exampleFirstUsers = join(app.getAppPath(), 'resources/first_users.example.yaml')
  const connector = createConnector({
    exampleFirstUsers,
    version: app.getVersion(),
    lab,
    log,
    userData,
    keyStore,
    fork,
    options,
    cwd: process.cwd(),
    env: process.env,
  })
  const openLogFolder = async () => void (await shell.openPath(join(userData, 'logs')))

  // A list belongs to its window and to who is signed in there.
  const forget = () => {
    signIns.end(windowId)
    lab.closeLists()
  }
  const handlers = createHandlers({
    lab,
    connector,
    log,
    version: app.getVersion(),
    signIns,
    backOff: createBackOff(),
    signOutAll: () => signIns.endAll(),
    signOut: (id) => {
      forget()
      dispatcher.drop(id)
    },
    lists: () => lab.current().database.lists,
    cipherKey: () => lab.plan()?.cipherKey ?? null,
    copyText: (value) => void clipboard.writeText(value),
    preferences,
    openLogFolder,
    exampleFirstUsers,
    chooseFile: (kind) => chooseFile(window, kind),
    confirmAndOpen: (address) => confirmAndOpen(window, address),
    info: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      node: process.versions.node,
      runtime: runtimeSource(),
      platform: process.platform,
      logFile: log.file,
      demo: lab.plan()?.target.kind === 'sample' ? sampleSignIn : null,
    }),
  })
  const dispatcher = createDispatcher({
    handlers,
    signIns,
    log,
    database: () => lab.current(),
    findOperator,
    outcome: (error, database) => lab.outcome(error, database),
    progress: (target, id, value) => sendTo(target, { name: 'call.progress', value: { id, value } }),
    operatorEnded: (target, reason) => {
      lab.closeLists()
      sendTo(target, { name: 'operator.ended', value: { reason } })
    },
  })
  watchWindow(window, dispatcher, forget)
  setMenu({
    run: (id) => sendTo(windowId, { name: 'command', value: { id } }),
    openLogFolder: () => void openLogFolder(),
  })
  const changes = watchChanges({
    lab,
    log,
    tell: (listId, count) => sendTo(windowId, { name: 'list.changed', value: { listId, count } }),
  })
  powerMonitor.on('resume', () => lab.retry())
  app.on('before-quit', () => changes.stop())
  closeBeforeQuit(async () => {
    await preferences.flush()
    await lab.leave()
  })

  return {
    dispatcher,
    async connect() {
      if (options.demo) connector.atStartDemo()
      else await connector.atStart()
      await lab.settled()
      const screenshot = process.env.VMLAB_SCREENSHOT
      if (screenshot) await saveScreenshot(window, lab, (png) => writeFileAtomic(screenshot, png))
    },
  }
}

function titleOf(state: DatabaseState): string {
  return state.kind === 'unconfigured' ? productName : `${state.target.label} – ${productName}`
}

/** Where the Electron runtime came from, as its launcher says; a packaged program carries the official one. */
function runtimeSource(): string {
  return process.env.VMLAB_RUNTIME_SOURCE ?? 'official'
}

async function chooseFile(window: BrowserWindow, kind: 'secrets' | 'first-users'): Promise<string | null> {
  const filters =
    kind === 'secrets'
      ? [{ name: 'TOML', extensions: ['toml'] }]
      : [{ name: 'YAML', extensions: ['yaml', 'yml'] }]
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'showHiddenFiles'],
    filters: [...filters, { name: '*', extensions: ['*'] }],
  })
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

async function confirmAndOpen(window: BrowserWindow, address: string): Promise<boolean> {
  const words = text.services
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.openLink,
    detail: address,
    buttons: [words.open, words.cancel],
    defaultId: 0,
    cancelId: 1,
  })
  if (answer.response !== 0) return false
  await shell.openExternal(address)
  return true
}

// Quitting waits, once, for what must be written and closed; an embedded database is shut down cleanly.
function closeBeforeQuit(close: () => Promise<void>): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    closed = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref())
    // In a later turn: within this event Electron takes itself to be quitting already and would ignore it.
    void Promise.race([close(), limit]).finally(() => setImmediate(() => app.quit()))
  })
}
