// Tells main what the window offers and shows now, so that menus and title are true and closing knows what to ask.
import type { WindowReport } from '@shared/desktop'
import { call } from '../api/call'
import { onUnsavedWork, unsavedWork } from '../api/unsaved-work'
import { commandStates, onCommandsMayDiffer } from '../commands/commands'
import { currentPlace, openPage, openPanel } from './place'

/** Milliseconds within which changes become one report. */
const together = 100

let timer: ReturnType<typeof setTimeout> | undefined
let reported = ''

/** Report from now on; returns the function that stops it. */
export function startReports(): () => void {
  const stops = [
    onCommandsMayDiffer(soon),
    openPage.subscribe(soon),
    openPanel.subscribe(soon),
    // At once: a window that is closed in the next moment must ask.
    onUnsavedWork(report),
  ]
  // Whether a command can run also depends on what has the focus, and on what text is chosen.
  const events = ['focusin', 'focusout', 'selectionchange'] as const
  for (const name of events) document.addEventListener(name, soon)
  soon()
  return () => {
    for (const stop of stops) stop()
    for (const name of events) document.removeEventListener(name, soon)
    clearTimeout(timer)
    timer = undefined
    reported = ''
  }
}

function soon(): void {
  timer ??= setTimeout(report, together)
}

function report(): void {
  clearTimeout(timer)
  timer = undefined
  const next: WindowReport = {
    // A dialog has the window to itself: what is behind it cannot be used.
    commands: document.querySelector('[data-modal]')
      ? commandStates().map((command) => ({ ...command, enabled: false }))
      : commandStates(),
    place: currentPlace(),
    title: openPanel.get()?.title?.slice(0, 200) ?? null,
    unsaved: unsavedWork().map((line) => line.slice(0, 400)),
  }
  const content = JSON.stringify(next)
  if (content === reported) return
  reported = content
  call('desktop.report', next).catch(() => {
    // Told again with the next change.
    reported = ''
  })
}
