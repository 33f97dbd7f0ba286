// Entry of the embedded database's own process: PGlite behind messages, in an Electron utility process or a
// forked Node process. `node embedded-host.js --prepare FILE` makes the prepared copy instead.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { serveConnections, type Connections } from './connections'
import { openData, prepareCopy, preparedName } from './data-folder'
import { lockFolder } from './lock'
import type { FromHost, ToHost } from './messages'
import type { ProcessIdentity } from './process-identity'

// V8 compiles a WASM function again, better, once it has run for this long (in bytes of code; 13 million by default).
// Ten times that keeps what runs only at the start out of it, 0.2 s of the processor's time, and still gets to queries.
setFlagsFromString('--wasm-tiering-budget=130000000')

interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort

function send(message: FromHost): void {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

let connections: Connections | null = null
let stop: () => Promise<void> = () => Promise.resolve()

async function start(folder: string, program: ProcessIdentity): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder, program)
  if (!lock.ok) return refuse({ kind: 'refused', pid: lock.pid })
  process.on('exit', lock.release)
  const { pg, created } = await openData(folder, join(__dirname, preparedName))
  stop = () => pg.close()
  connections = serveConnections(pg, {
    answer: (connection, bytes) => send({ kind: 'data', connection, bytes }),
    closed: (connection) => send({ kind: 'closed', connection }),
    broken: fail,
  })
  send({ kind: 'ready', created })
}

// The exit waits until the message is out: Node's channel is a pipe that is written behind.
function refuse(message: FromHost): void {
  if (parentPort) {
    send(message)
    setTimeout(() => process.exit(1), 100)
  } else process.send?.(message, () => process.exit(1))
}

function fail(error: unknown): void {
  refuse({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
}

function receive(message: ToHost): void {
  switch (message.kind) {
    case 'start':
      start(message.folder, message.program).catch(fail)
      return
    case 'data':
      connections?.data(message.connection, message.bytes)
      return
    case 'end':
      connections?.end(message.connection)
      return
    case 'stop':
      void (connections?.idle() ?? Promise.resolve())
        .then(() => stop())
        .then(() => process.exit(0))
        .catch(fail)
  }
}

const [option, target] = process.argv.slice(2)
if (option === '--prepare' && target !== undefined) {
  void prepareCopy(target)
} else if (parentPort) {
  parentPort.on('message', (event) => receive(event.data as ToHost))
} else {
  process.on('message', (message) => receive(message as ToHost))
  // The program has ended, or was killed: nobody else would end this process.
  process.on('disconnect', () => process.exit(0))
}
