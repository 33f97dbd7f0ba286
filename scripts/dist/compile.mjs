// @ts-check
// Has V8 compile the program's scripts before they are packed, by starting it once on the runtime that is packed too.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { runtimeEnvironment } from '../electron-runtime.mjs'
import { root } from '../paths.mjs'
import { SetupError, run } from '../progress.mjs'
import { hasDisplay } from '../setup.mjs'
import { isRoot } from '../system-packages.mjs'
import { startVirtualDisplay } from '../virtual-display.mjs'

const patience = 120_000

/**
 * Answers how many scripts are compiled beside the built ones. The sample lab is opened for it, so that what a start
 * runs has been run: V8 compiles no more than that.
 * @param {import('../electron-runtime.mjs').Runtime} runtime
 */
export async function compileAhead(runtime) {
  const target = path.join(root, 'out', 'main', 'compiled')
  await rm(target, { recursive: true, force: true })
  const userData = await mkdtemp(path.join(os.tmpdir(), 'vm-lab-console-compile-'))
  const display = hasDisplay() ? undefined : await startVirtualDisplay('1280x800')
  try {
    const switches = [...(isRoot() ? ['--no-sandbox'] : []), '--disable-gpu']
    await run('one start', runtime.executable, [...switches, root, '--demo', `--user-data-dir=${userData}`], {
      cwd: root,
      timeoutMs: patience,
      env: {
        ...process.env,
        ...runtimeEnvironment(runtime),
        ...(display ? { DISPLAY: display.display } : {}),
        VMLAB_COMPILED_TO: target,
      },
    })
  } finally {
    display?.stop()
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
  const made = await readdir(target).catch(() => [])
  if (made.length === 0) throw new SetupError('The program was started, but nothing was compiled.')
  return made.length
}
