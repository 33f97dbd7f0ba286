// Puts the program's desktop manners together: what the window reports goes to menu and title, what comes to the window.
import { app, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { DatabaseState } from '@shared/database-state'
import type { Arrival, Draft, WindowReport } from '@shared/desktop'
import { text } from '@shared/text'
import { sendTo } from '../ipc/electron'
import type { SignIns } from '../ipc/sign-ins'
import type { Log } from '../log'
import { createMenu } from '../menu'
import { bringToFront } from './bring-to-front'
import { guardClosing } from './closing'
import { showTextMenus } from './context-menu'
import { reopenAfterCrash } from './crashes'
import { createEndMarker } from './end-marker'
import { createInbox } from './inbox'
import { parseLink } from './link'
import { createLongWork, type LongWork, type Work } from './long-work'
import type { Start, Starts } from './starts'
import { createTaskbar } from './taskbar'
import { titleOf } from './title'
import { rememberWindow, type MadeFrom } from './window-memory'

const words = text.desktop

/** Milliseconds after which work is long enough to be shown on the icon and asked about at closing; */
const noticeable = 500
/** and to be told of when it ended while nobody looked. */
const worthTelling = 3000

export interface Desktop {
  reported(report: WindowReport): void
  /** What is typed in the window's form now; null: nothing any more. */
  kept(draft: Draft | null): void
  /** The window has asked about unsaved work: open the lab that a second start brought. */
  accept(): Promise<void>
  databaseChanged(state: DatabaseState): void
  /** The window was locked or unlocked: a locked one offers and names nothing. */
  lockChanged(): void
  /** How many people wait to be approved, as the number on the program's icon. */
  waiting(count: number): void
  work: Pick<LongWork, 'follow' | 'progress'>
  /** Tell that this run ended properly. */
  ended(): void
}

/** Called once, for the program's one window, before anything else listens to that. */
export function createDesktop(parts: {
  window: BrowserWindow
  userData: string
  madeFrom: MadeFrom
  starts: Starts
  log: Log
  signIns: SignIns
  openLogFolder(): void
  /** Open the lab that a second start names. */
  handOver(start: Start): Promise<void>
}): Desktop {
  const { window, userData, log, signIns } = parts
  const { states } = parts.madeFrom
  const windowId = window.webContents.id
  let state: DatabaseState = { kind: 'unconfigured', problems: [] }
  let report: WindowReport = { commands: [], place: null, title: null, unsaved: [] }
  /** What is typed in the window's form, and whose it is: they may have been signed out since. */
  let draft: { of: number; what: Draft } | null = null
  let handover: Start | null = null

  const memory = rememberWindow(window, parts.madeFrom, log)
  const taskbar = createTaskbar(window)
  const marker = createEndMarker(join(userData, 'running'))
  const inbox = createInbox((value) => sendTo(windowId, { name: 'desktop.arrived', value }))
  const menu = createMenu({
    menuBar: states.menuBar,
    run: (id) => sendTo(windowId, { name: 'command', value: { id } }),
    act(action) {
      if (action === 'menuBar') {
        memory.setMenuBar(!states.menuBar)
        menu.setMenuBar(states.menuBar)
      } else memory.zoom(action === 'actualSize' ? 0 : action === 'zoomIn' ? 1 : -1)
    },
  })
  const work = createLongWork({ names: Object.keys(words.work), changed: showProgress, ended: workEnded })

  showTextMenus(window.webContents)
  guardClosing(window, () => [
    // A locked window tells nobody what is open in it.
    ...(isLocked() ? report.unsaved.slice(0, 1).map(() => words.somethingTyped) : report.unsaved),
    ...long().map(({ name }) => words.underWay(words.work[name] ?? name)),
  ])
  reopenAfterCrash(window, { log, keep: keepForCrash, openLog: parts.openLogFolder })
  parts.starts.listen(started)
  void marker.begin().then((endedBadly) => {
    if (!endedBadly) return
    log.warn('the last run did not end properly')
    inbox.push({ kind: 'ended-badly' })
  })
  registerScheme()

  function started(start: Start): void {
    bringToFront(window)
    if (start.link !== undefined) {
      const row = parseLink(start.link)
      if (!row) log.warn('a link was refused', { length: start.link.length })
      inbox.push(row ?? { kind: 'refused-link' })
    }
    if (start.secrets === undefined && start.demo !== true) return
    handover = start
    inbox.push({ kind: 'handover' })
  }

  /** The page is gone: whoever was signed in stays so, since the same page comes back at once. */
  function keepForCrash(): () => void {
    const userId = signIns.get(windowId)
    const wasLocked = isLocked()
    const owner = draft?.of ?? userId
    const arrival: Arrival = { kind: 'restore', place: report.place, draft: draft?.what ?? null }
    inbox.pageGone()
    draft = null
    return () => {
      if (userId !== null) signIns.start(windowId, userId)
      // A page that crashes must not be a way past the lock.
      if (wasLocked) signIns.lock(windowId)
      inbox.push(arrival, owner)
    }
  }

  function long(): Work[] {
    return work.underWay().filter((one) => one.age() >= noticeable)
  }

  function showProgress(): void {
    const shown = long()
    const seeding = state.kind === 'connecting' && state.step === 'seeding' ? state : null
    if (seeding?.total) return taskbar.progress((seeding.done ?? 0) / seeding.total)
    if (shown.length === 0) {
      taskbar.progress(undefined)
      // What has just begun may be shown in a moment.
      if (work.underWay().length > 0) setTimeout(showProgress, noticeable)
      return
    }
    taskbar.progress(shown[0]?.share ?? null)
  }

  function workEnded(ended: Work, isDone: boolean): void {
    const words = text.desktop.workEnds[ended.name]
    if (words && ended.age() >= worthTelling) {
      taskbar.notify(isDone ? words.done : words.failed, text.desktop.lookInside)
    }
  }

  function isLocked(): boolean {
    return signIns.isLocked(windowId)
  }

  function showTitle(): void {
    const shown = isLocked() ? { place: null, title: null } : report
    if (!window.isDestroyed()) window.setTitle(titleOf(state, shown))
  }

  function showReport(): void {
    menu.show(isLocked() ? [] : report.commands)
    showTitle()
    // What comes from outside waits for whoever is signed in to be there.
    inbox.pageReady(report.place === null || isLocked() ? null : signIns.get(windowId))
  }

  return {
    reported(next) {
      report = next
      showReport()
    },
    kept(next) {
      const userId = signIns.get(windowId)
      if (next === null) draft = null
      // Never a secret: the window leaves them out already.
      else if (userId !== null) draft = { of: userId, what: withoutSecrets(next) }
    },
    async accept() {
      const start = handover
      handover = null
      if (start) await parts.handOver(start)
    },
    databaseChanged(next) {
      state = next
      if ('target' in next && !window.isDestroyed()) memory.use(next.target.profile.id)
      showTitle()
      showProgress()
    },
    lockChanged: showReport,
    waiting: taskbar.badge,
    work,
    ended: () => marker.end(),
  }
}

const secretFields: readonly string[] = ['password', 'sshKey']

function withoutSecrets(draft: Draft): Draft {
  const values = Object.entries(draft.values).filter(([name]) => !secretFields.includes(name))
  return { ...draft, values: Object.fromEntries(values) }
}

/** Installers register the scheme on Linux and macOS; a portable program must not claim it. */
function registerScheme(): void {
  const isInstalled = app.isPackaged && process.env['PORTABLE_EXECUTABLE_FILE'] === undefined
  // After `--` nothing that a link holds can be taken for a switch.
  if (isInstalled && process.platform === 'win32') {
    app.setAsDefaultProtocolClient('vmlab', process.execPath, ['--'])
  }
}
