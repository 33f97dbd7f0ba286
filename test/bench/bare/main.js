// @ts-check
// The floor for starts, memory and frames: a window like the console's with next to nothing in it.
'use strict'
const { join } = require('node:path')
const { readFile } = require('node:fs/promises')
const { BrowserWindow, app, nativeTheme, protocol } = require('electron')

const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  protocol.handle('app', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return new Response(await readFile(join(__dirname, 'index.html'), 'utf8'), { headers })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false, enableWebSQL: false },
  })
  void window.loadURL('app://console/index.html')
})
