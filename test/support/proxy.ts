// A TCP proxy before a database server that loses what a test wants lost.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `pass`: everything goes through. `lose-answer`: the answer to a COMMIT is lost with the connection. `lose-request`: the
 * COMMIT itself is. `orphan`: it is lost too, but the server doesn't learn that its client is gone. `silent`: nothing goes
 * through, and nobody is told. `refuse`: no connection is taken.
 */
export type ProxyMode = 'pass' | 'lose-answer' | 'lose-request' | 'orphan' | 'silent' | 'refuse'

export interface Proxy {
  readonly port: number
  mode: ProxyMode
  /** How many commits were lost so far. */
  lost: number
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
    if (proxy.mode === 'refuse') return void client.destroy()
    const upstream = connect(target)
    track(upstream)
    let cut = false
    let orphan = false
    client.on('data', (chunk) => {
      if (proxy.mode === 'silent') return
      const committing = chunk.includes('COMMIT')
      if (committing && (proxy.mode === 'lose-request' || proxy.mode === 'orphan')) {
        proxy.lost += 1
        orphan = proxy.mode === 'orphan'
        client.destroy()
        // One loss: whoever asks afterwards what became of it gets through.
        proxy.mode = 'pass'
        return
      }
      if (committing && proxy.mode === 'lose-answer') {
        cut = true
        proxy.lost += 1
        proxy.mode = 'pass'
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
    lost: 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
