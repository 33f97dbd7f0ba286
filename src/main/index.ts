// Electron's life cycle, and nothing else: options, one protocol, one window.
import { app, protocol } from 'electron'
import { ownArguments, parseOptions, usage } from '@shared/options.mjs'
import { scheme } from './protocol'
import { restrictPages } from './security'
import { start } from './start'

const parsed = parseOptions(ownArguments(process.argv, app.isPackaged))

if ('error' in parsed) {
  process.stderr.write(`${parsed.error}\n`)
  app.exit(2)
} else if (parsed.options.help) {
  process.stdout.write(usage('vm-lab-console'))
  app.exit(0)
} else {
  const { options } = parsed
  if (options.userDataDir) app.setPath('userData', options.userDataDir)
  // Standard and secure, so that the page has an origin of its own; it must be said before the app is ready.
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  restrictPages(app)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => start(options))
}
