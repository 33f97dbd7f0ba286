// Puts together what answers the window's calls: the lab, the services, the dispatcher. Loaded behind the window.
import { app, clipboard, powerMonitor, safeStorage, shell, type BrowserWindow } from 'electron'
import writeFileAtomic from 'write-file-atomic'
import { join } from 'node:path'
import type { Options } from '@shared/options.mjs'
import { openBackOff } from './config/back-off-file'
import { openLabKeys } from './config/lab-keys'
import { firstProfile } from './config/first-profile'
import { openPreferences } from './config/preferences'
import { openProgramSettings } from './config/program-settings'
import { createConnector } from './connector'
import { chooseCopy, chooseExport, chooseFile, confirmAndOpen, confirmFeed } from './dialogs'
import { runtimeSource } from './diagnostics/program-facts'
import { protectContent } from './desktop/content-protection'
import { createDesktop } from './desktop/desktop'
import { createSecretClipboard } from './desktop/secret-clipboard'
import type { Starts } from './desktop/starts'
import type { MadeFrom } from './desktop/window-memory'
import type { ForkHost } from './db/embedded/fork'
import { findOperator } from './db/people'
import { createDispatcher, type Dispatcher } from './ipc/dispatch'
import { sendTo, watchWindow } from './ipc/electron'
import { createHelp } from './help-parts'
import { createHistoryUpkeep } from './history-upkeep'
import { createHandlers } from './ipc/handlers'
import { createSignIns } from './ipc/sign-ins'
import { createLab } from './lab'
import { watchLock } from './lock/watch-lock'
import { createWindowLock } from './lock/window-lock'
import { openLog } from './log'
import { sampleSignIn } from './sample/sample'
import { createConfirmations } from './services/confirmations'
import { createPasswordSheets } from './services/password-sheets'
import { rekeyParts } from './rekey-parts'
import { saveScreenshot } from './screenshot'
import { openUpdates } from './updates/open-updates'
import { createWaitingCount } from './waiting-count'
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
  const windowLock = createWindowLock(windowId, signIns, log.lab)
  const preferences = openPreferences(userData, log)
  preferences.use(firstProfile(userData, { options, env: process.env, cwd: process.cwd() }))
  const lab = createLab({
    log: log.lab,
    // The sample lab signs its own account in at every start, after an outage too: a locked window stays so.
    signIn: (userId) => {
      if (!signIns.isLocked(windowId)) signIns.start(windowId, userId)
    },
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
      forgetPerson()
      // The newest start's options are the ones that count.
      for (const name of ['secrets', 'firstUsers', 'demo'] as const) delete options[name]
      Object.assign(options, start)
      if (start.demo) await connector.atStartDemo()
      else await connector.atStart()
    },
  })

  const confirmations = createConfirmations(() => signIns.ends())
  const protection = protectContent(window, process.platform)
  const secretClipboard = createSecretClipboard({
    write: async (value) => void (await clipboard.writeText(value)),
    read: async () => clipboard.readText(),
    clear: () => clipboard.clear(),
  })
  const labKeyring = openLabKeys({
    folder: userData,
    keyStore,
    plan: () => lab.plan(),
    profileId: () => connector.currentProfileId(),
  })

  const passwordSheets = createPasswordSheets()
  const waiting = createWaitingCount({
    lab,
    isSignedIn: () => signIns.get(windowId) !== null,
    tell: (count) => {
      desktop.waiting(count)
      sendTo(windowId, { name: 'waiting.count', value: { count } })
    },
  })
  const forgetPerson = () => {
    passwordSheets.forget()
    waiting.forget()
  }
  // A list belongs to its window and to who is signed in there.
  const forget = () => {
    protection.end()
    signIns.end(windowId)
    lab.closeLists()
    forgetPerson()
  }
  const programSettings = openProgramSettings(userData, log)
  const backOff = openBackOff(userData, log)
  windowLock.onChange((locked) => {
    if (locked) {
      confirmations.end()
      void secretClipboard.clear()
    }
    sendTo(windowId, { name: 'lock.state', value: { locked } })
    desktop.lockChanged()
  })
  const updates = openUpdates({
    log,
    settings: programSettings,
    changed: (state) => sendTo(windowId, { name: 'updates.state', value: state }),
  })
  const help = createHelp({ window, lab, connector, log, options, preferences, programSettings })
  const historyDays = () => programSettings.get().history.days
  const upkeep = createHistoryUpkeep({
    lab,
    log: log.lab,
    operator: () => signIns.get(windowId),
    days: historyDays,
  })
  const handlers = createHandlers({
    historyDays,
    pruneHistory: () => upkeep.again(),
    desktop,
    lab,
    connector,
    log: log.lab,
    version: app.getVersion(),
    signIns,
    backOff,
    windowLock,
    lockWatch: watchLock(window, windowLock, programSettings),
    endSignIn: forget,
    signOutAll: () => {
      signIns.endAll()
      forgetPerson()
    },
    signOut: (id) => {
      forget()
      dispatcher.drop(id)
    },
    lists: () => lab.current().database.lists,
    sharing: () => lab.current().sharing,
    labKeyring,
    ...rekeyParts({ userData, connector, chooseCopy: (beside) => chooseCopy(window, beside) }),
    confirmations,
    protectContent: () => protection.begin(),
    releaseContent: () => protection.end(),
    copySecret: (value) => secretClipboard.copy(value),
    copyText: (value) => void clipboard.writeText(value),
    preferences,
    openLogFolder,
    exampleFirstUsers,
    chooseFile: (kind) => chooseFile(window, kind),
    chooseImport: () => chooseFile(window, 'profile'),
    chooseExport: (name) => chooseExport(window, name),
    profile: () => connector.currentProfile(),
    passwordSheets,
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
    outcome: (error, database) => {
      lab.outcome(error, database)
      waiting.used(database)
    },
    progress: (target, id, value) => {
      desktop.work.progress(id, value)
      sendTo(target, { name: 'call.progress', value: { id, value } })
    },
    operatorEnded: (target, reason) => {
      lab.closeLists()
      forgetPerson()
      sendTo(target, { name: 'operator.ended', value: { reason } })
    },
  })
  const dispatcher = desktop.work.follow(plainDispatcher)
  watchWindow(window, dispatcher, forget)
  const changes = watchChanges({
    lab,
    log: log.lab,
    waiting,
    tell: (listId, count) => sendTo(windowId, { name: 'list.changed', value: { listId, count } }),
  })
  powerMonitor.on('resume', () => lab.retry())
  app.on('will-quit', () => {
    changes.stop()
    upkeep.stop()
    waiting.stop()
  })
  app.on('quit', () => desktop.ended())
  closeBeforeQuit(async () => {
    await Promise.all([preferences.flush(), backOff.flush(), secretClipboard.clear()])
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
