// What help, printing and the system's formats need of Electron, put together for the handlers.
import { app, type BrowserWindow } from 'electron'
import type { Options } from '@shared/options.mjs'
import { text } from '@shared/text'
import type { Preferences } from './config/preferences'
import type { ProgramSettings } from './config/program-settings'
import type { Connector } from './connector'
import { createDiagnostics } from './diagnostics/diagnostics'
import { runtimeSource, systemVersion } from './diagnostics/program-facts'
import { createExporter } from './export/export'
import { openSystemFormats } from './formats/system-formats'
import { sendTo } from './ipc/electron'
import type { Lab } from './lab'
import type { Log } from './log'
import { createPrinter } from './print/print'
import { createSlipPrinter } from './print/slips'

interface HelpParts {
  window: BrowserWindow
  lab: Lab
  connector: Connector
  log: Log
  options: Options
  preferences: Preferences
  programSettings: ProgramSettings
}

export function createHelp({
  window,
  lab,
  connector,
  log,
  options,
  preferences,
  programSettings,
}: HelpParts) {
  const userData = app.getPath('userData')
  const windowId = window.webContents.id
  const formats = openSystemFormats((value) => sendTo(windowId, { name: 'formats.changed', value }))
  return {
    formats: formats.now,
    diagnostics: createDiagnostics({
      window,
      lab,
      log,
      options,
      userData,
      labs: () => connector.profiles(),
      settings: () => ({
        program: programSettings.get(),
        labs: connector.profiles().map(({ name, kind, production, readOnly, isOpen, isKept }) => {
          return { name, kind, production, readOnly, isOpen, isKept }
        }),
        preferences: preferences.all(),
        formats: formats.now(),
        options: Object.keys(options),
      }),
    }),
    exporter: createExporter({ window, log }),
    printer: createPrinter({
      window,
      log,
      lab() {
        const target = lab.plan()?.target
        return { name: target?.profile.name ?? text.shell.product, place: target?.label ?? '' }
      },
    }),
    slipPrinter: createSlipPrinter({
      window,
      lab: () => ({ name: lab.plan()?.target.profile.name ?? text.shell.product }),
    }),
    /** Versions, for the box that tells about the program. */
    versions: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      node: process.versions.node,
      v8: process.versions.v8,
      runtime: runtimeSource(),
      platform: process.platform,
      system: systemVersion(),
      packaged: app.isPackaged,
    }),
  }
}
