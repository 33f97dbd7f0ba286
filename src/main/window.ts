// The console's one window: shown at once in the system's colours, whatever the database does.
import { BrowserWindow, nativeTheme } from 'electron'
import { join } from 'node:path'
import { origin } from './protocol'

/** Backgrounds of the two themes as in the window's stylesheet, so that nothing flashes before it paints. */
const background = { light: '#ffffff', dark: '#16181d' }

export const productName = 'VM Lab Console'

export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: productName,
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 420,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(__dirname, '../preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      enableWebSQL: false,
    },
  })
  // The page's own title would replace the lab's name.
  window.on('page-title-updated', (event) => event.preventDefault())
  void window.loadURL(`${origin}/index.html`)
  return window
}
