// Starts the embedded database's process as an Electron utility process.
import { utilityProcess } from 'electron'
import type { ForkHost } from './fork'
import type { FromHost } from './messages'

/** `entry`: the bundled host, a JavaScript file. Only after the app is ready. */
export function forkElectron(entry: string): ForkHost {
  return () => {
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
}
