// @ts-check
// `npm start`: does all set-up, then opens the program; without a display it opens it on a virtual one.
import { existsSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseOptions, usage } from '../src/shared/options.mjs'
import { runtimeEnvironment } from './electron-runtime.mjs'
import { runForeground } from './foreground.mjs'
import { root, typedIn } from './paths.mjs'
import { runMain, say } from './progress.mjs'
import { hasDisplay, setUp } from './setup.mjs'
import { isRoot } from './system-packages.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

runMain(async () => {
  const parsed = parseOptions(process.argv.slice(2))
  if ('error' in parsed) {
    say(parsed.error)
    return 2
  }
  if (parsed.options.help) {
    process.stdout.write(usage('npm start --'))
    return 0
  }

  const { runtime } = await setUp(['packages', 'electron', 'libraries', 'display', 'build'])
  if (!runtime) throw new Error('unreachable: Electron was asked for')
  const env = { ...process.env, ...runtimeEnvironment(runtime) }
  const display = hasDisplay() ? undefined : await virtualDisplay(env)
  say(`Starting on Electron ${runtime.version} (${runtime.label}).`)
  try {
    // Chromium refuses a sandbox to root. A machine without a display has no GPU and no desktop bus either,
    // of which Chromium would complain line after line.
    const switches = [
      ...(isRoot() ? ['--no-sandbox'] : []),
      ...(display ? ['--disable-gpu', '--log-level=3'] : []),
      ...parsed.switches,
    ]
    return await runForeground(runtime.executable, [...switches, root, ...optionArguments(parsed.options)], {
      cwd: root,
      env,
    })
  } finally {
    display?.stop()
  }
})

/** @param {import('../src/shared/options.mjs').Options} options */
function optionArguments({ secrets, firstUsers, userDataDir, demo }) {
  const files = { secrets, 'first-users': firstUsers, 'user-data-dir': userDataDir }
  const args = Object.entries(files).flatMap(([name, file]) =>
    file === undefined ? [] : [`--${name}=${path.resolve(typedIn(), file)}`],
  )
  return demo ? [...args, '--demo'] : args
}

/** @param {NodeJS.ProcessEnv} env gets what the program needs to know */
async function virtualDisplay(env) {
  const display = await startVirtualDisplay('1280x800')
  const screenshot = path.join(mkdtempSync(path.join(os.tmpdir(), 'vm-lab-console-')), 'first-screen.png')
  Object.assign(env, { DISPLAY: display.display, VMLAB_SCREENSHOT: screenshot })
  say(
    `There is no display here, so the window is on a virtual one (Xvfb ${display.display}). Ctrl+C ends it.`,
  )
  // The program writes it when its first screen is complete.
  const watch = setInterval(() => {
    if (!existsSync(screenshot)) return
    clearInterval(watch)
    say(`A screenshot of the first screen: ${screenshot}`)
  }, 200)
  return display
}
