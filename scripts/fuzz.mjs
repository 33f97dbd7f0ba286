// @ts-check
// `npm run fuzz [-- --minutes=5 --seed=N --as=nobody|manager|admin]`: makes generated calls of the built program.
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { runtimeEnvironment } from './electron-runtime.mjs'
import { runForeground } from './foreground.mjs'
import { root } from './paths.mjs'
import { runMain, say } from './progress.mjs'
import { hasDisplay, setUp } from './setup.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    as: { type: 'string', default: 'admin' },
  },
})

runMain(async () => {
  const minutes = Number(values.minutes)
  const seed = Number(values.seed)
  if (!(minutes > 0) || !Number.isInteger(seed) || !['nobody', 'manager', 'admin'].includes(values.as)) {
    say('npm run fuzz [-- --minutes=5 --seed=N --as=nobody|manager|admin]')
    return 2
  }
  const { runtime } = await setUp(['packages', 'electron', 'libraries', 'display', 'postgres', 'build'])
  if (!runtime) throw new Error('unreachable: Electron was asked for')
  const display = hasDisplay() ? undefined : await startVirtualDisplay('1920x1200')
  console.log(`For ${minutes} min, as ${values.as}. Again: npm run fuzz -- --seed=${seed} --as=${values.as}`)
  try {
    const tool = path.join(root, 'node_modules/@playwright/test/cli.js')
    const config = path.join(root, 'test/fuzz/playwright.config.ts')
    return await runForeground(process.execPath, [tool, 'test', `--config=${config}`], {
      cwd: root,
      env: {
        ...process.env,
        ...runtimeEnvironment(runtime),
        ...(display ? { DISPLAY: display.display } : {}),
        VMLAB_FUZZ_SEED: String(seed),
        VMLAB_FUZZ_SECONDS: String(minutes * 60),
        VMLAB_FUZZ_AS: values.as,
      },
    })
  } finally {
    display?.stop()
  }
})
