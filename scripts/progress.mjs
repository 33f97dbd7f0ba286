// @ts-check
// Shows what a script is doing, and runs other programs quietly unless they fail.
import { spawn } from 'node:child_process'
import process from 'node:process'

/** A failure whose message is all that the person at the terminal needs: no stack is shown. */
export class SetupError extends Error {}

/** Progress goes to stderr, so that a script's own answer is alone on stdout. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs one step and prints how it ended and how long it took.
 * @param {string} name
 * @param {() => Promise<string>} work answers in a few words what was done
 */
export async function step(name, work) {
  const started = Date.now()
  try {
    const outcome = await work()
    say(`- ${name} ... ${outcome} (${seconds(started)})`)
  } catch (error) {
    say(`- ${name} ... failed (${seconds(started)})`)
    throw error
  }
}

/** @param {number} since */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

/**
 * Runs a program without a shell; its output is kept back and shown only when it fails. A line now and then
 * tells that it is still at work.
 * @param {string} what for the person at the terminal
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, status?: () => string }} [options]
 * @returns {Promise<string>} what it wrote to stdout
 */
export function run(what, command, args, options = {}) {
  const started = Date.now()
  say(`  ${what} ...`)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, which only a shell can start; our arguments are fixed words.
      shell: process.platform === 'win32' && command === 'npm',
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    })
    let output = ''
    let everything = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      everything += chunk
    })
    child.stderr.on('data', (chunk) => (everything += chunk))
    const beat = setInterval(
      () => say(`  ${what} ... ${seconds(started)}${options.status ? `, ${options.status()}` : ''}`),
      options.status ? 3_000 : 15_000,
    )
    child.on('error', (error) => {
      clearInterval(beat)
      reject(new SetupError(`${what}: ${command} could not be started (${error.message})`))
    })
    child.on('close', (code, signal) => {
      clearInterval(beat)
      if (code === 0) resolve(output)
      else reject(new SetupError(`${what} failed (${signal ?? `exit code ${code}`}):\n${everything.trim()}`))
    })
  })
}

/** Runs a script's main function; shows a SetupError as plain text. @param {() => Promise<number | void>} main */
export function runMain(main) {
  main().then(
    (code) => process.exit(code ?? 0),
    (error) => {
      say(error instanceof SetupError ? `\n${error.message}` : String(error?.stack ?? error))
      process.exit(1)
    },
  )
}
