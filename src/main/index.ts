// Electron's life cycle, and nothing else: options, one protocol, one window.
import { app, BrowserWindow, protocol } from 'electron'
import { ownArguments, parseOptions, usage, type Options } from '@shared/options.mjs'
import { bringToFront } from './desktop/bring-to-front'
import { createStarts, handedOver, readHandedOver } from './desktop/starts'
import { scheme } from './protocol'
import { restrictProgram } from './security'
import { start } from './start'

const forDeveloper = !app.isPackaged || process.env['VMLAB_DEVELOPER'] === '1'
const parsed = parseOptions(ownArguments(process.argv, app.isPackaged), forDeveloper)

if ('error' in parsed) {
  process.stderr.write(`${parsed.error}\n`)
  app.exit(2)
} else if (parsed.options.help) {
  process.stdout.write(usage('vm-lab-console'))
  app.exit(0)
} else {
  const { options } = parsed
  if (options.userDataDir) app.setPath('userData', options.userDataDir)
  // One program for a user's data: a second start hands over what it was given, and is done.
  if (app.requestSingleInstanceLock({ ...handedOver(options, process.cwd()) })) run(options)
  else app.exit(0)
}

function run(options: Options): void {
  const starts = createStarts()
  if (options.link !== undefined) starts.push({ link: options.link })
  app.on('second-instance', (_, __, ___, handed) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) bringToFront(window)
    starts.push(readHandedOver(handed))
  })
  // macOS gives links by this event, also the one that started the program.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    starts.push({ link })
  })
  // Standard and secure, so that the page has an origin of its own; it must be said before the app is ready.
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  restrictProgram(app)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => start(options, starts))
}
