// Updates in this Electron program: which package it is, where its policy lies, and how an update gets in at quit.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { UpdateState } from '@shared/updates'
import { ownPolicy } from '../own-policy'
import type { ProgramSettings } from '../config/program-settings'
import type { Log } from '../log'
import { prepareAppImage, swapAppImage } from './appimage'
import type { Downloaded } from './engine'
import { ownAppImage, packageKind, type PackageKind } from './package-kind'
import { updateRules, type Rules } from './rules'
import { createUpdates, type Updates } from './updates'

export interface OpenedUpdates extends Updates {
  rules(): Promise<Rules>
  /** Look by itself, once, when the first rows have had their time. */
  startLater(): void
}

interface Parts {
  log: Log
  settings: ProgramSettings
  changed(state: UpdateState): void
}

/** Milliseconds after the start's first try to reach a lab. */
const pause = 5000

/** Nothing is read, loaded or asked yet. */
export function openUpdates({ log, settings, changed }: Parts): OpenedUpdates {
  const configPath = updateConfigPath()
  const kind = kindOf(configPath)
  const rules = async () => {
    const { readBuildFeed } = await import('./build-feed')
    const build = configPath === null ? null : await readBuildFeed(configPath)
    return updateRules(await ownPolicy(), settings.get().updates.feed, build)
  }
  const updates = createUpdates({
    log,
    version: app.getVersion(),
    kind,
    settings,
    rules,
    async engine(feed) {
      const [{ extensionOf, openUpdater }, { createEngine }] = await Promise.all([
        import('./electron-updater'),
        import('./engine'),
      ])
      return createEngine(openUpdater(kind, configPath), feed, extensionOf(kind))
    },
    installAtQuit: createInstaller(kind, log),
    changed,
    now: () => new Date(),
  })
  return {
    ...updates,
    rules,
    startLater() {
      const look = () =>
        updates.checkAtStart().catch((error: unknown) => log.error('update: not asked', error))
      setTimeout(() => void look(), pause).unref()
    },
  }
}

/** Of an installed program the package's own; a run from the source code has one only where a test gives it one. */
function updateConfigPath(): string | null {
  if (app.isPackaged) return join(process.resourcesPath, 'app-update.yml')
  return process.env.VMLAB_UPDATE_CONFIG ?? null
}

function kindOf(configPath: string | null): PackageKind {
  const { platform, env, execPath, resourcesPath } = process
  const kind = packageKind({ platform, env, execPath, resourcesPath, packaged: configPath !== null })
  const replacesItself = kind === 'appimage' || kind === 'nsis' || kind === 'mac'
  // Without it nobody knows who must have signed an update.
  return replacesItself && configPath !== null && !existsSync(configPath) ? 'other' : kind
}

/** The other kinds' updater installs by itself when the program quits. */
function createInstaller(kind: PackageKind, log: Log): (downloaded: Downloaded) => Promise<void> {
  const image = kind === 'appimage' ? ownAppImage(process.env, process.execPath) : null
  if (image === null) return async () => undefined
  let waits = false
  return async (downloaded) => {
    await prepareAppImage(image, downloaded)
    if (waits) return
    waits = true
    app.once('quit', (_, exitCode) => {
      if (exitCode !== 0) return
      try {
        swapAppImage(image)
        log.info('update: installed')
      } catch (error) {
        log.error('update: could not be installed', error)
      }
    })
  }
}
