// Versions of the program and of what it runs on; nothing here names a person or a machine.
import { arch, cpus, release, totalmem } from 'node:os'
import { app, screen } from 'electron'

/** Where the Electron runtime came from, as its launcher says; a packaged program carries the official one. */
export function runtimeSource(): string {
  return process.env.VMLAB_RUNTIME_SOURCE ?? 'official'
}

/** "Linux 6.1.0-18-amd64 (x64)", with what the system itself calls its version on Windows and macOS. */
export function systemVersion(): string {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'Linux',
    darwin: 'macOS',
    win32: 'Windows',
  }
  const name = names[process.platform] ?? process.platform
  const own = process.platform === 'linux' ? release() : process.getSystemVersion()
  return `${name} ${own} (${arch()})`
}

/** As label and value, in the order in which they are shown. */
export function programFacts(): [string, string][] {
  const { electron, chrome, node, v8 } = process.versions
  const display = screen.getPrimaryDisplay()
  return [
    ['version', app.getVersion()],
    ['packaged', app.isPackaged ? 'yes' : 'no'],
    ['runtime', runtimeSource()],
    ['electron', electron ?? ''],
    ['chromium', chrome ?? ''],
    ['node', node],
    ['v8', v8],
    ['system', systemVersion()],
    ['desktop', /^[\w:-]{1,40}$/u.exec(process.env.XDG_CURRENT_DESKTOP ?? '')?.[0] ?? '-'],
    ['locale', `${app.getLocale()}, ${app.getSystemLocale()}`],
    ['processors', String(cpus().length)],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GB`],
    ['screen', `${display.size.width} x ${display.size.height} at ${display.scaleFactor}`],
    ['running for', `${Math.round(process.uptime())} s`],
  ]
}
