// The console's one window: shown at once in the system's colours, whatever the database does.
import { app, BrowserWindow, nativeTheme } from 'electron'
import { join } from 'node:path'
import { minimum, placeWindow, plainState, type WindowStates } from './desktop/window-state'
import { workAreas } from './desktop/work-areas'
import { origin } from './protocol'

/** Backgrounds of the two themes as in the window's stylesheet, so that nothing flashes before it paints. */
const background = { light: '#ffffff', dark: '#16181d' }

export const productName = 'VM Lab Console'

/** `profile`: whose place it takes, where that is known; the lab itself is opened later. */
export function createWindow({ menuBar, windows }: WindowStates, profile: string): BrowserWindow {
  const { bounds, maximised, fullScreen, zoom } = windows.get(profile) ?? plainState
  const window = new BrowserWindow({
    title: productName,
    ...placeWindow(bounds, workAreas()),
    minWidth: minimum.width,
    minHeight: minimum.height,
    fullscreen: fullScreen,
    // Maximising shows it; shown before, it would be seen to grow.
    show: !maximised,
    autoHideMenuBar: !menuBar,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(__dirname, '../preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      enableWebSQL: false,
      devTools: !app.isPackaged,
    },
  })
  // The page's own title would replace the lab's name.
  window.on('page-title-updated', (event) => event.preventDefault())
  if (maximised) window.maximize()
  // Before the page's first frame, which would otherwise come in another size.
  if (zoom !== 0) window.webContents.once('did-navigate', () => window.webContents.setZoomLevel(zoom))
  void window.loadURL(`${origin}/index.html`)
  return window
}
