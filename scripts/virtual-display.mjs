// @ts-check
// Starts an X server without a screen (Xvfb), for machines that have no display.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { SetupError } from './progress.mjs'

/**
 * @param {string} size for example 1280x800
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay(size) {
  // It picks a free number itself and writes it to descriptor 3. A group of its own keeps Ctrl+C away from
  // it: the program on it ends first.
  // Without -noreset it starts over whenever its last window closes, and refuses who comes in that moment.
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const stop = () => void server.kill()
  process.on('exit', stop)
  return new Promise((resolve, reject) => {
    let complaint = ''
    let number = ''
    server.stderr?.on('data', (chunk) => (complaint += chunk))
    server.stdio[3]?.on('data', (chunk) => {
      number += chunk
      if (number.includes('\n')) resolve({ display: `:${number.trim()}`, stop })
    })
    server.on('error', (error) => reject(new SetupError(`Xvfb could not be started: ${error.message}`)))
    server.on('exit', (code) => reject(new SetupError(`Xvfb ended with exit code ${code}:\n${complaint}`)))
  })
}
