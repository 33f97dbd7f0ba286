// A TCP proxy before a database server that loses what a test wants lost.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `pass`: everything goes through. `lose-answer`: the answer to a COMMIT is lost with the connection. `lose-request`: the
 * COMMIT itself is. `orphan`: it is lost too, but the server doesn't learn that its client is gone. `silent`: nothing goes
 * through, and nobody is told. `refuse`: no connection is taken. `gone`: nor is one kept that is used.
 */
export type ProxyMode = 'pass' | 'lose-answer' | 'lose-request' | 'orphan' | 'silent' | 'refuse' | 'gone'

export interface Proxy {
  readonly port: number
  mode: ProxyMode
  /** The mode after a loss: by default whoever asks what became of it gets through. */
  afterLoss: ProxyMode
  /** How many commits were lost so far. */
  lost: number
  /** How many connections were not taken so far. */
  refused: number
  close(): Promise<void>
}

export async function startProxy(target: { host: string; port: number }): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    track(client)
    if (proxy.mode === 'refuse' || proxy.mode === 'gone') {
      proxy.refused += 1
      return void client.destroy()
    }
    const upstream = connect(target)
    track(upstream)
    let cut = false
    let orphan = false
    client.on('data', (chunk) => {
      if (proxy.mode === 'silent') return
      if (proxy.mode === 'gone') return void client.destroy()
      const committing = chunk.includes('COMMIT')
      if (committing && (proxy.mode === 'lose-request' || proxy.mode === 'orphan')) {
        proxy.lost += 1
        orphan = proxy.mode === 'orphan'
        client.destroy()
        proxy.mode = proxy.afterLoss
        return
      }
      if (committing && proxy.mode === 'lose-answer') {
        cut = true
        proxy.lost += 1
        proxy.mode = proxy.afterLoss
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (cut) {
        client.destroy()
        upstream.destroy()
      } else if (proxy.mode !== 'silent') client.write(chunk)
    })
    upstream.on('close', () => client.destroy())
    client.on('close', () => void (orphan || upstream.destroy()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    mode: 'pass',
    afterLoss: 'pass',
    lost: 0,
    refused: 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
