// Locks the window when nobody uses it, when the computer goes to sleep, and when its screen is locked.
import { app, powerMonitor, screen, type BrowserWindow } from 'electron'
import type { ProgramSettings } from '../config/program-settings'
import { ownPolicy } from '../own-policy'
import { createIdleTimer } from './idle-timer'
import { lockRules } from './lock-rules'
import type { WindowLock } from './window-lock'

export interface LockWatch {
  /** What holds now; the policy is read anew. */
  rules(): Promise<ReturnType<typeof lockRules>>
  settingsChanged(): void
}

/** Pointers that pass over the window while somebody works in another one are no input. */
const passing: readonly string[] = ['mouseEnter', 'mouseLeave']

export function watchLock(window: BrowserWindow, lock: WindowLock, settings: ProgramSettings): LockWatch {
  const rules = async () => lockRules(await ownPolicy(), settings.get().lock.minutes)
  const given = developersSeconds()
  const minutes = async () => (given === null ? (await rules()).minutes : given / 60)
  const timer = createIdleTimer({
    limit: async () => (await minutes()) * 60_000,
    idle: () => void minutes().then((limit) => lock.lock({ cause: 'idle', minutes: limit })),
  })
  let pointer = screen.getCursorScreenPoint()
  /** A window that opens or closes over this one makes the system tell of a pointer that lies still. */
  const hasMoved = () => {
    const { x, y } = screen.getCursorScreenPoint()
    if (x === pointer.x && y === pointer.y) return false
    pointer = { x, y }
    return true
  }
  // Seen on its way to the page, which has no say in it and nothing to do for it.
  window.webContents.on('input-event', (_, { type }) => {
    if (passing.includes(type) || (type === 'mouseMove' && !hasMoved())) return
    timer.input()
  })
  powerMonitor.on('suspend', () => lock.lock({ cause: 'suspend' }))
  // Where the system was too quick for the first one.
  powerMonitor.on('resume', () => lock.lock({ cause: 'suspend' }))
  powerMonitor.on('lock-screen', () => lock.lock({ cause: 'screen' }))
  window.on('closed', () => timer.stop())
  return { rules, settingsChanged: () => timer.limitChanged() }
}

/** So that tests need not wait for a minute: seconds, for runs from the source code alone. */
function developersSeconds(): number | null {
  const given = app.isPackaged ? undefined : process.env.VMLAB_LOCK_AFTER
  const seconds = Number(given)
  return given !== undefined && seconds > 0 ? seconds : null
}
