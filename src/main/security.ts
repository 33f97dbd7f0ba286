// Takes from every page all powers that the console does not need: navigation, pop-ups, permissions, network.
import { writeFileSync } from 'node:fs'
import type { App, Session, WebContents } from 'electron'
import { origin } from './protocol'

/**
 * Restrict the whole program, before it is ready: each page and each session that is ever made, and what a core dump
 * would hold.
 */
export function restrictProgram(app: App): void {
  keepOutOfDumps()
  // Whatever a window's own preferences say. A developer's root has no sandbox; an installed program refuses the switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A hint to look up a name is no request: neither the policy nor `onBeforeRequest` hears of it, and names can tell tales.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')
  app.on('session-created', refusePermissions)
  app.on('web-contents-created', (_, contents) => {
    restrictPage(contents, !app.isPackaged)
    // Only sessions that have a page: one of the program's own, such as the updater's, fetches in main.
    restrictSession(contents.session)
  })
}

/** Refuse permissions, downloads, and every request that is not for the program's own files. */
export function restrictSession(session: Session): void {
  refusePermissions(session)
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = details.url.startsWith(`${origin}/`) || details.url.startsWith('devtools:')
    answer({ cancel: !own })
  })
  // What is no request either (a peer connection, a preconnection) goes by the proxy, and this one is nowhere.
  void session.setProxy({ proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' })
}

function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_, __, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.off('will-download', refuse)
  session.on('will-download', refuse)
}

function restrictPage(contents: WebContents, hasDevTools: boolean): void {
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // Without a listener some versions take the first device that is there.
  contents.on('select-bluetooth-device', (event, _, choose) => {
    event.preventDefault()
    choose('')
  })
  // Peer connections without UDP are left with TCP, which goes by the proxy.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  // The window has none there anyway; this is for pages that somebody adds.
  if (!hasDevTools) contents.on('devtools-opened', () => contents.closeDevTools())
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault()
}

/** Where the system writes a core dump all the same, this process's memory, with the lab's password in it, stays out. */
function keepOutOfDumps(): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // A kernel without core dumps has nothing to keep out of.
  }
}
