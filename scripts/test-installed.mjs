// @ts-check
// `npm run test:installed`: installs what `npm run dist` makes and drives it; `--program=FILE` drives that one instead.
import path from 'node:path'
import process from 'node:process'
import { runForeground } from './foreground.mjs'
import { root, typedIn } from './paths.mjs'
import { runMain } from './progress.mjs'

const flag = '--program='

runMain(async () => {
  const args = process.argv.slice(2)
  const program = args.find((argument) => argument.startsWith(flag))?.slice(flag.length)
  const more = args.filter((argument) => !argument.startsWith(flag))
  const env = { ...process.env, ...(program ? { VMLAB_PROGRAM: path.resolve(typedIn(), program) } : {}) }
  const test = path.join(root, 'scripts', 'test.mjs')
  return runForeground(process.execPath, [test, 'installed', ...more], { cwd: root, env })
})
