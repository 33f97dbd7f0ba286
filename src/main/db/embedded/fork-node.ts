// Starts the embedded database's process as a child of Node: for tests and the bench, which run without Electron.
import { fork } from 'node:child_process'
import type { ForkHost } from './fork'
import type { FromHost } from './messages'

/** `entry`: the bundled host, a JavaScript file. */
export function forkNode(entry: string): ForkHost {
  return () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return {
      pid: child.pid,
      send(message) {
        // Without a listener a message to a process that has just died would be an uncaught error.
        if (child.connected) child.send(message, () => undefined)
      },
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromHost)),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
