// Asks one feed for its newest version and downloads it, by electron-updater; what comes from there is not trusted.
import { basename } from 'node:path'
import { CancellationToken, type AppUpdater } from 'electron-updater'
import { z } from 'zod'
import { failureOf, UpdateFailure } from './failure'
import { fileAddress, type Feed } from './feed'

export interface Found {
  version: string
  /** `withheld`: newer, but not for this computer or not for it yet. */
  is: 'newer' | 'same' | 'older' | 'withheld'
  notes: string | null
  size: number | null
  /** As the feed names them. */
  files: string[]
}
export interface Downloaded {
  path: string
  /** In base64, as the feed announced it and the file was found to have. */
  sha512: string
}

export interface Engine {
  /** @throws UpdateFailure within `checkLimit` */
  check(): Promise<Found>
  /**
   * After a check that found a newer version. `progress` hears of bytes; the total is null where the server does not say.
   * @throws UpdateFailure; nothing of the download is left then
   */
  download(progress: (done: number, total: number | null) => void, signal: AbortSignal): Promise<Downloaded>
}

/**
 * Milliseconds: for an answer of a few kilobytes; for the first bytes, or for all where the server does not say how
 * many there are; between bytes.
 */
interface Limits {
  check: number
  first: number
  stall: number
}
const patient: Limits = { check: 30_000, first: 600_000, stall: 60_000 }

const notesLimit = 20_000
const sha512 = z.string().regex(/^(?:[A-Za-z0-9+/]{86}==|[0-9a-f]{128})$/u)
const infoSchema = z.object({
  version: z.string().max(100),
  files: z
    .array(z.object({ url: z.string().max(2000), sha512, size: z.number().positive().optional() }))
    .min(1),
  releaseNotes: z
    .union([z.string(), z.array(z.object({ version: z.string(), note: z.string().nullish() }))])
    .nullish(),
})
type Info = z.infer<typeof infoSchema>

/**
 * Sets the updater up for this feed. It is asked once or a few times, and then given up for another. `extension` is
 * that of the files it replaces the program with; null where it replaces nothing.
 */
export function createEngine(
  updater: AppUpdater,
  feed: Feed,
  extension: string | null,
  limits: Limits = patient,
): Engine {
  // Its own log has addresses and answers in it, in which credentials may be.
  updater.logger = null
  updater.on('error', () => undefined)
  updater.autoDownload = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  // A whole file is checked as a whole; parts need servers that know several ranges at once.
  updater.disableDifferentialDownload = true
  // Otherwise it decides by itself, from variables that are inherited, whether this is a copy to be updated.
  updater.forceDevUpdateConfig = true
  // In place of a number by which the feed could know this computer again.
  updater.requestHeaders = { 'x-user-staging-id': 'none', ...feed.headers }
  updater.setFeedURL({ provider: 'generic', url: feed.url })
  let found: Info | null = null

  return {
    async check() {
      found = null
      try {
        const asked = updater.checkForUpdates()
        const result = await within(
          asked,
          limits.check,
          new UpdateFailure({ kind: 'unreachable' }, 'ETIMEDOUT'),
        )
        if (!result) throw new UpdateFailure({ kind: 'unusable' }, 'inactive')
        const info = infoSchema.parse(result.updateInfo)
        if (info.files.some(({ url }) => fileAddress(feed, url) === null)) {
          throw new UpdateFailure({ kind: 'elsewhere' })
        }
        const order: number = updater.currentVersion.compare(info.version)
        const is =
          order === 0 ? 'same' : order > 0 ? 'older' : result.isUpdateAvailable ? 'newer' : 'withheld'
        if (is === 'newer') found = info
        const own = info.files.filter(({ url }) => extension !== null && url.endsWith(`.${extension}`))
        const file = own.find(({ url }) => url.includes(process.arch)) ?? own[0]
        if (extension !== null && is === 'newer' && !file) throw new UpdateFailure({ kind: 'missing' })
        return {
          version: info.version,
          is,
          notes: notesOf(info),
          size: file?.size ?? null,
          files: info.files.map(({ url }) => url),
        }
      } catch (error) {
        throw failureOf(error, 'check')
      }
    },
    async download(progress, signal) {
      if (!found) throw new UpdateFailure({ kind: 'unusable' }, 'not checked')
      const { files } = found
      const token = new CancellationToken()
      const cancel = () => token.cancel()
      let stalled = false
      const giveUp = () => {
        stalled = true
        cancel()
      }
      let timer = setTimeout(giveUp, limits.first)
      const hear = ({ transferred, total }: { transferred: number; total: number }) => {
        clearTimeout(timer)
        timer = setTimeout(giveUp, limits.stall)
        progress(transferred, total > 0 ? total : null)
      }
      updater.on('download-progress', hear)
      signal.addEventListener('abort', cancel)
      try {
        signal.throwIfAborted()
        const [path] = await updater.downloadUpdate(token)
        const name = path === undefined ? '' : basename(path)
        const file = files.find(({ url }) => fileAddress(feed, url)?.name === name)
        if (path === undefined || !file) throw new UpdateFailure({ kind: 'unusable' }, 'no file')
        return { path, sha512: file.sha512 }
      } catch (error) {
        if (stalled) throw new UpdateFailure({ kind: 'broken' }, 'ETIMEDOUT')
        if (signal.aborted) throw new UpdateFailure({ kind: 'cancelled' })
        throw failureOf(error, 'download')
      } finally {
        clearTimeout(timer)
        signal.removeEventListener('abort', cancel)
        updater.off('download-progress', hear)
      }
    },
  }
}

/** Electron's requests have no time limit of their own. */
async function within<T>(work: Promise<T>, milliseconds: number, late: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), milliseconds)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

function notesOf({ releaseNotes }: Info): string | null {
  const notes =
    typeof releaseNotes === 'string'
      ? releaseNotes
      : (releaseNotes ?? []).map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n')
  const clean = notes.replaceAll('\r\n', '\n').trim()
  return clean === '' ? null : clean.slice(0, notesLimit)
}
