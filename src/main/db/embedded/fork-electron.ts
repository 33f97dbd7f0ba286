// Starts the embedded database's process as an Electron utility process.
import { utilityProcess } from 'electron'
import type { ForkHost, HostProcess } from './fork'
import type { FromHost } from './messages'

/**
 * `entry`: the bundled host, a JavaScript file. Only after the app is ready. With `early` the process starts now, and
 * the first call gets it: it has loaded its code by the time it is told which folder to open.
 */
export function forkElectron(entry: string, early: boolean): ForkHost {
  let waiting = early ? fork(entry) : null
  waiting?.onExit(() => (waiting = null))
  return () => {
    const host = waiting ?? fork(entry)
    waiting = null
    return host
  }
}

function fork(entry: string): HostProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'VM Lab Console database', stdio: 'ignore' })
  return {
    get pid() {
      return child.pid
    },
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromHost) => listener(message)),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => void child.kill(),
  }
}
