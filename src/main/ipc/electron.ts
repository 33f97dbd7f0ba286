// Ties the dispatcher to Electron: one channel for calls, one for cancelling them, one for events.
import { ipcMain, webContents, type BrowserWindow } from 'electron'
import { callChannel, cancelChannel, eventChannel, type AppEvent } from '@shared/call'
import type { Dispatcher } from './dispatch'
import { callerOf } from './sender'

/** Answer calls. */
export function listen(dispatcher: Dispatcher): void {
  ipcMain.handle(callChannel, (event, request: unknown) => dispatcher.dispatch(callerOf(event), request))
  ipcMain.on(cancelChannel, (event, id: unknown) => dispatcher.cancel(callerOf(event), id))
}

/** Cancel a window's calls and forget its sign-in when its page goes: at reload, crash and close. */
export function watchWindow(window: BrowserWindow, dispatcher: Dispatcher, gone: (id: number) => void): void {
  const { id } = window.webContents
  const end = () => {
    dispatcher.drop(id)
    gone(id)
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
