// The system's dialogs: choosing files, and questions that the page must not answer itself.
import { dirname } from 'node:path'
import { app, dialog, shell, type BrowserWindow, type FileFilter } from 'electron'
import { text } from '@shared/text'
import { freeCopyPath } from './config/secrets-copy'
import type { FileKind } from './ipc/handlers/setup'

const fileFilters: Record<FileKind | 'profile', FileFilter> = {
  secrets: { name: 'TOML', extensions: ['toml'] },
  'first-users': { name: 'YAML', extensions: ['yaml', 'yml'] },
  certificate: { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
  key: { name: 'PEM', extensions: ['key', 'pem'] },
  profile: { name: text.profiles.fileFilter, extensions: ['json'] },
}

/** Beside the portal's file, under a name that says what it is. */
export async function chooseCopy(window: BrowserWindow, beside: string | null): Promise<string | null> {
  const folder = beside === null ? app.getPath('documents') : dirname(beside)
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath: await freeCopyPath(folder),
    filters: [fileFilters.secrets],
  })
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath
}

/** A file name that every system takes, after the lab's name. */
export async function chooseExport(window: BrowserWindow, name: string): Promise<string | null> {
  const safe = name.replace(/[^\p{L}\p{N} ._-]/gu, '-').replace(/^\.+/u, '')
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath: `${safe}.vmlab.json`,
    filters: [fileFilters.profile],
  })
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath
}

/** Null where it was closed without a choice. */
export async function chooseFile(window: BrowserWindow, kind: FileKind | 'profile'): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'showHiddenFiles'],
    filters: [fileFilters[kind], { name: '*', extensions: ['*'] }],
  })
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

/** Shows the whole address first; false where it was not to be opened. */
export async function confirmAndOpen(window: BrowserWindow, address: string): Promise<boolean> {
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

/** Asked outside the window: a page in hostile hands cannot answer for the person. */
export async function confirmFeed(window: BrowserWindow, address: string): Promise<boolean> {
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
