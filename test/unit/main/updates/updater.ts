// electron-updater itself, without Electron: its requests go out through Node, its files into a folder of the test.
import { writeFileSync } from 'node:fs'
import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import { join } from 'node:path'
import { AppImageUpdater, NsisUpdater, type AppUpdater } from 'electron-updater'
import type { AppAdapter } from 'electron-updater/out/AppAdapter'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor'

/** All of the downloading and checking is electron-updater's; only the socket is Node's. */
function nodeExecutor(): ElectronHttpExecutor {
  return Object.assign(new ElectronHttpExecutor(), {
    createRequest: (options: RequestOptions, callback: (response: IncomingMessage) => void) =>
      options.protocol === 'http:' ? overHttp(options, callback) : overHttps(options, callback),
    // Electron tells of redirections by an event, Node by the answer, which the downloader looks at itself.
    addRedirectHandlers: () => undefined,
  })
}

interface Options {
  folder: string
  version: string
  kind?: 'appimage' | 'nsis'
  /** Who must have signed; as electron-builder writes it into the package. */
  publisherName?: string
  onQuit?: (handler: (exitCode: number) => void) => void
}

export function testUpdater({
  folder,
  version,
  kind = 'appimage',
  publisherName,
  onQuit,
}: Options): AppUpdater {
  const config = join(folder, 'app-update.yml')
  writeFileSync(
    config,
    JSON.stringify({
      provider: 'generic',
      url: 'https://updates.invalid/',
      updaterCacheDirName: 'cache',
      publisherName,
    }),
  )
  const adapter: AppAdapter = {
    version,
    name: 'vm-lab-console',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: onQuit ?? (() => undefined),
  }
  const updater = kind === 'nsis' ? new NsisUpdater(null, adapter) : new AppImageUpdater(null, adapter)
  // Without Electron it has none; electron-updater's own tests set it the same way.
  Object.assign(updater, { httpExecutor: nodeExecutor() })
  return updater
}
