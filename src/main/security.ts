// Takes from every page all powers that the console does not need: navigation, pop-ups, permissions, network.
import type { App, Session } from 'electron'
import { origin } from './protocol'

/** Refuse navigation, new windows and embedded pages for each page that is ever made. */
export function restrictPages(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Refuse permissions, downloads, and every request that is not for the program's own files. */
export function restrictSession(session: Session): void {
  session.setPermissionRequestHandler((_, __, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = details.url.startsWith(`${origin}/`) || details.url.startsWith('devtools:')
    answer({ cancel: !own })
  })
}
