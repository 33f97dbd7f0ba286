// @ts-check
// Prints the path of Electron's executable, alone on stdout; fetches it first where need be.
import process from 'node:process'
import { runMain } from './progress.mjs'
import { setUp } from './setup.mjs'

runMain(async () => {
  const { runtime } = await setUp(['packages', 'electron'])
  process.stdout.write(`${runtime?.executable}\n`)
})
