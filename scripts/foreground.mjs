// @ts-check
// Runs a program in front of the person: its output is theirs, and their Ctrl+C ends it exactly once.
import { spawn } from 'node:child_process'
import os from 'node:os'
import process from 'node:process'

const patienceMs = 10_000

/**
 * The program gets a process group of its own: a terminal sends Ctrl+C to a whole group, Electron takes the
 * second signal as "at once", and we forward one anyway.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code, or 128 and the signal's number, as a shell would say it
 */
export function runForeground(command, args, { cwd, env }) {
  const group = process.platform !== 'win32'
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: group })
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    child.kill(signal)
    setTimeout(() => end(child.pid), patienceMs).unref()
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      if (group) end(child.pid)
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 1))
    })
  })
}

/** What is left of the group, be it stuck or forgotten. @param {number | undefined} pid */
function end(pid) {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // Nothing was left.
  }
}
