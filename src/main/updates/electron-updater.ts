// The updater of this system, held to secure addresses. Loaded when a feed is asked, not before.
import { AppImageUpdater, MacUpdater, NsisUpdater, type AppUpdater } from 'electron-updater'
import { isSecure } from './feed'
import type { PackageKind } from './package-kind'

/** What each kind replaces itself with; null for those that do not. */
export function extensionOf(kind: PackageKind): string | null {
  return kind === 'appimage' ? 'AppImage' : kind === 'nsis' ? 'exe' : kind === 'mac' ? 'zip' : null
}

/** `configPath` is what electron-builder wrote for this package: the cache's name, and who must have signed an update. */
export function openUpdater(kind: PackageKind, configPath: string | null): AppUpdater {
  const updater = ofKind(kind)
  // AppImages are replaced by appimage.ts: the updater's own way deletes the old file first, and runs the new one.
  updater.autoInstallOnAppQuit = kind === 'nsis' || kind === 'mac'
  if (configPath !== null) updater.updateConfigPath = configPath
  // A redirection is a request of its own here. Electron's answers to others are not changed: the session is the updater's.
  updater.netSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isSecure(details.url) })
  })
  return updater
}

function ofKind(kind: PackageKind): AppUpdater {
  if (kind === 'nsis') return new NsisUpdater()
  if (kind === 'mac') return new MacUpdater()
  // For those that replace nothing it only reads what the feed says, for whatever system this is.
  return new AppImageUpdater()
}
