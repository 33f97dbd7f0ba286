// Starts the built program in a real Electron window, with a fresh user-data folder.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'

export const root = resolve(__dirname, '../../..')

export interface Console {
  app: ElectronApplication
  page: Page
  userData: string
  /** What the page complained about: refused by the policy, or thrown. */
  complaints: string[]
  close(): Promise<void>
}

export interface LaunchOptions {
  args?: string[]
  env?: Record<string, string>
  /** A folder that is kept when the program closes; otherwise a fresh one, deleted afterwards. */
  userData?: string
  cwd?: string
  /** Null follows the system, as the program does outside tests. */
  colorScheme?: 'light' | 'dark' | null
  size?: { width: number; height: number }
}

/** The runtime's path: `npm test` says it, and the project's own command finds it otherwise. */
export function electronPath(): string {
  return (
    process.env.ELECTRON_EXECUTABLE ??
    execFileSync(process.execPath, [join(root, 'scripts/electron-path.mjs')], { encoding: 'utf8' }).trim()
  )
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `vmlab-${name}-`))
}

export async function launch(options: LaunchOptions = {}): Promise<Console> {
  const userData = options.userData ?? temporaryFolder('data')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { VMLAB_SECRETS: _, VMLAB_SCREENSHOT: __, ...env } = process.env
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...sandbox, root, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    // A folder without a .streamlit of its own: nothing is configured unless the test says so.
    cwd: options.cwd ?? userData,
    env: { ...(env as Record<string, string>), ...options.env },
    colorScheme: options.colorScheme === undefined ? 'light' : options.colorScheme,
  })
  const complaints: string[] = []
  const page = await app.firstWindow()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const { size } = options
  if (size) await resize(app, size)
  return {
    app,
    page,
    userData,
    complaints,
    async close() {
      // What a test leaves typed must not keep its window open with a question.
      await app
        .evaluate(({ dialog }) => {
          dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
        })
        .catch(() => undefined)
      await app.close()
      if (!options.userData) rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** More than once where it must be: while the program is being loaded, what is evaluated in it may be lost. */
export async function resize(
  app: ElectronApplication,
  size: { width: number; height: number },
): Promise<void> {
  await expect(() =>
    app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    }, size),
  ).toPass()
}

/** The files below a folder that hold a text, as UTF-8 or UTF-16, by their names: to look for what must not be there. */
export function filesWith(folder: string, text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((entry) => {
    const file = join(folder, entry)
    if (!isFile(file)) return false
    const bytes = readFileSync(file)
    return forms.some((form) => bytes.includes(form))
  })
}

/** All text of all files below a folder: to look for what must not be there. */
export function allText(folder: string): string {
  let text = ''
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, entry)
    if (isFile(file)) text += readFileSync(file, 'latin1')
  }
  return text
}

/** The marks of the running program are links that lead nowhere. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
