// Puts together what answers the window's calls: the lab, the services, the dispatcher. Loaded behind the window.
import {
  app,
  clipboard,
  dialog,
  powerMonitor,
  safeStorage,
  shell,
  type BrowserWindow,
  type FileFilter,
} from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { join } from 'node:path'
import type { Options } from '@shared/options.mjs'
import { text } from '@shared/text'
import { firstProfile } from './config/first-profile'
import { openPreferences } from './config/preferences'
import { openProgramSettings } from './config/program-settings'
import { createConnector } from './connector'
import { runtimeSource } from './diagnostics/program-facts'
import { createDesktop } from './desktop/desktop'
import type { Starts } from './desktop/starts'
import type { MadeFrom } from './desktop/window-memory'
import type { ForkHost } from './db/embedded/fork'
import { findOperator } from './db/people'
import { createDispatcher, type Dispatcher } from './ipc/dispatch'
import { sendTo, watchWindow } from './ipc/electron'
import { createHelp } from './help-parts'
import { createHandlers } from './ipc/handlers'
import type { FileKind } from './ipc/handlers/setup'
import { createSignIns } from './ipc/sign-ins'
import { createLab } from './lab'
import { openLog } from './log'
import { sampleSignIn } from './sample/sample'
import { createBackOff } from './services/password'
import { saveScreenshot } from './screenshot'
import { openUpdates } from './updates/open-updates'
import { watchChanges } from './watch'

export interface Backend {
  dispatcher: Dispatcher
  /** Connect to what this start is about; resolves when the first try has ended, either way. */
  connect(): Promise<void>
}

/** Called once, for the program's one window; `fork` starts the embedded database's process. */
export function createBackend(
  window: BrowserWindow,
  options: Options,
  fork: ForkHost,
  started: { madeFrom: MadeFrom; starts: Starts },
): Backend {
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
  preferences.use(firstProfile(userData, { options, env: process.env, cwd: process.cwd() }))
  const lab = createLab({
    log: log.lab,
    signIn: (userId) => signIns.start(windowId, userId),
    changed: (state) => {
      sendTo(windowId, { name: 'database.state', value: state })
      desktop.databaseChanged(state)
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
    log: log.lab,
    userData,
    keyStore,
    fork,
    options,
    cwd: process.cwd(),
    env: process.env,
  })
  connector.onProfile((profile) => {
    log.use(profile?.id ?? null)
    preferences.use(profile?.id ?? null)
  })
  connector.onProfiles(() =>
    sendTo(windowId, { name: 'profiles.changed', value: { profiles: connector.profiles() } }),
  )
  const openLogFolder = async () => void (await shell.openPath(join(userData, 'logs')))

  // Before anything else listens to the window: a crash is noticed before it signs anybody out.
  const desktop = createDesktop({
    ...started,
    window,
    userData,
    log,
    signIns,
    openLogFolder: () => void openLogFolder(),
    handOver: async (start) => {
      signIns.endAll()
      // The newest start's options are the ones that count.
      for (const name of ['secrets', 'firstUsers', 'demo'] as const) delete options[name]
      Object.assign(options, start)
      if (start.demo) await connector.atStartDemo()
      else await connector.atStart()
    },
  })

  // A list belongs to its window and to who is signed in there.
  const forget = () => {
    signIns.end(windowId)
    lab.closeLists()
  }
  const programSettings = openProgramSettings(userData, log)
  const updates = openUpdates({
    log,
    settings: programSettings,
    changed: (state) => sendTo(windowId, { name: 'updates.state', value: state }),
  })
  const help = createHelp({ window, lab, connector, log, options, preferences, programSettings })
  const handlers = createHandlers({
    desktop,
    lab,
    connector,
    log: log.lab,
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
    chooseFile: (kind) => chooseFile(window, fileFilters[kind]),
    chooseImport: () => chooseFile(window, profileFilter),
    chooseExport: (name) => chooseExport(window, name),
    profile: () => connector.currentProfile(),
    confirmAndOpen: (address) => confirmAndOpen(window, address),
    programSettings,
    dataFolder: userData,
    confirmFeed: (address) => confirmFeed(window, address),
    updates,
    quit: () => app.quit(),
    ...help,
    info: () => ({
      ...help.versions(),
      logFile: log.labFile(),
      demo: lab.plan()?.target.kind === 'sample' ? sampleSignIn : null,
    }),
  })
  const plainDispatcher = createDispatcher({
    handlers,
    signIns,
    log: log.lab,
    database: () => lab.current(),
    findOperator,
    outcome: (error, database) => lab.outcome(error, database),
    progress: (target, id, value) => {
      desktop.work.progress(id, value)
      sendTo(target, { name: 'call.progress', value: { id, value } })
    },
    operatorEnded: (target, reason) => {
      lab.closeLists()
      sendTo(target, { name: 'operator.ended', value: { reason } })
    },
  })
  const dispatcher = desktop.work.follow(plainDispatcher)
  watchWindow(window, dispatcher, forget)
  const changes = watchChanges({
    lab,
    log: log.lab,
    tell: (listId, count) => sendTo(windowId, { name: 'list.changed', value: { listId, count } }),
  })
  powerMonitor.on('resume', () => lab.retry())
  app.on('will-quit', () => changes.stop())
  app.on('quit', () => desktop.ended())
  closeBeforeQuit(async () => {
    await preferences.flush()
    await lab.leave()
  })

  return {
    dispatcher,
    async connect() {
      if (options.demo) await connector.atStartDemo()
      else await connector.atStart()
      await lab.settled()
      updates.startLater()
      const screenshot = process.env.VMLAB_SCREENSHOT
      if (screenshot) await saveScreenshot(window, lab, (png) => writeFileAtomic(screenshot, png))
    },
  }
}

const fileFilters: Record<FileKind, FileFilter> = {
  secrets: { name: 'TOML', extensions: ['toml'] },
  'first-users': { name: 'YAML', extensions: ['yaml', 'yml'] },
  certificate: { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
  key: { name: 'PEM', extensions: ['key', 'pem'] },
}

const profileFilter: FileFilter = { name: text.profiles.fileFilter, extensions: ['json'] }

/** A file name that every system takes, after the lab's name. */
async function chooseExport(window: BrowserWindow, name: string): Promise<string | null> {
  const safe = name.replace(/[^\p{L}\p{N} ._-]/gu, '-').replace(/^\.+/u, '')
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath: `${safe}.vmlab.json`,
    filters: [profileFilter],
  })
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath
}

async function chooseFile(window: BrowserWindow, filter: FileFilter): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'showHiddenFiles'],
    filters: [filter, { name: '*', extensions: ['*'] }],
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

async function confirmFeed(window: BrowserWindow, address: string): Promise<boolean> {
  const words = text.settings
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.confirmFeed,
    detail: words.confirmFeedDetail(address),
    buttons: [words.confirm, text.services.cancel],
    defaultId: 1,
    cancelId: 1,
  })
  return answer.response === 0
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
