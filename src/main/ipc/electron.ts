// Ties the dispatcher to Electron: one channel for calls, one for cancelling them, one for events.
import { ipcMain, webContents, type BrowserWindow } from 'electron'
import { callChannel, cancelChannel, eventChannel, type AppEvent } from '@shared/call'
import type { Dispatcher } from './dispatch'
import { callerOf } from './sender'

/** Answer calls; those made before the dispatcher is there wait for it. */
export function listen(dispatcher: Promise<Dispatcher>): void {
  ipcMain.handle(callChannel, async (event, request: unknown) => {
    // Read at once: the frame may be gone by the time it is answered.
    const caller = callerOf(event)
    return (await dispatcher).dispatch(caller, request)
  })
  ipcMain.on(cancelChannel, (event, id: unknown) => {
    const caller = callerOf(event)
    void dispatcher.then((ready) => ready.cancel(caller, id))
  })
}

/** Cancel a window's calls and forget its sign-in when its page goes: at reload, crash and close. */
export function watchWindow(window: BrowserWindow, dispatcher: Dispatcher, gone: () => void): void {
  const { id } = window.webContents
  const end = () => {
    dispatcher.drop(id)
    gone()
  }
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) end()
  })
  window.webContents.on('render-process-gone', end)
  window.on('closed', end)
}

/** Send an event to one window; nothing happens where it is gone. */
export function sendTo(id: number, event: AppEvent): void {
  const contents = webContents.fromId(id)
  if (contents && !contents.isDestroyed()) contents.send(eventChannel, event)
}
