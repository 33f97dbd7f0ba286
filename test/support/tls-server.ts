// A real PostgreSQL that encrypts, with a certificate of one's choice, and somebody in between who says it doesn't.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTo, createServer, type AddressInfo, type Socket } from 'node:net'
import { Client } from 'pg'
import type { Certificate } from './certificates'
import { availableVersions, startServer, type Server } from './servers'

export interface TlsServer<Name extends string> extends Server {
  /** From now on every new connection is shown this certificate. */
  present(name: Name): Promise<void>
}

/** `clients`: the authority (its file) whose client certificates it takes. `hba`: lines before the usual ones. */
export async function startTlsServer<Name extends string>(
  certificates: Record<Name, Certificate>,
  options: { clients?: string; hba?: string[] } = {},
): Promise<TlsServer<Name>> {
  const names = Object.keys(certificates) as Name[]
  const [first] = names
  const version = (await availableVersions()).at(-1)
  if (first === undefined || version === undefined) throw new Error('A server and a certificate are needed')
  const files = names.flatMap((name) => [
    [`${name}.crt`, readFileSync(certificates[name].cert, 'utf8')],
    [`${name}.key`, readFileSync(certificates[name].key, 'utf8')],
  ])
  const usual = ['local all all scram-sha-256', 'host all all all scram-sha-256', '']
  const server = await startServer(version, {
    settings: { ssl: 'on', ...(options.clients === undefined ? {} : { ssl_ca_file: 'clients.crt' }) },
    files: {
      ...Object.fromEntries(files),
      // What `present` writes there instead holds from then on: a setting of the command line could not be changed.
      'postgresql.auto.conf': `ssl_cert_file = '${first}.crt'\nssl_key_file = '${first}.key'\n`,
      'pg_hba.conf': [...(options.hba ?? []), ...usual].join('\n'),
      ...(options.clients === undefined ? {} : { 'clients.crt': readFileSync(options.clients, 'utf8') }),
    },
  })
  const asked = async (...statements: string[]) => {
    const client = new Client({ ...server, database: 'postgres', ssl: false })
    await client.connect()
    try {
      let rows: unknown[] = []
      for (const sql of statements) rows = (await client.query(sql)).rows
      return rows
    } finally {
      await client.end()
    }
  }
  return {
    ...server,
    async present(name) {
      const file = `${name}.crt`
      const key = `ALTER SYSTEM SET ssl_key_file = '${name}.key'`
      await asked(`ALTER SYSTEM SET ssl_cert_file = '${file}'`, key, 'SELECT pg_reload_conf()')
      // A new connection's settings are the postmaster's, which loads the certificate together with them.
      for (;;) {
        const [row] = (await asked('SHOW ssl_cert_file')) as { ssl_cert_file: string }[]
        if (row?.ssl_cert_file === file) return
      }
    },
  }
}

export interface Eavesdropper {
  readonly port: number
  /** All that clients sent, as it went over the network. */
  overheard(): string
  close(): void
}

/** In front of a server: listens, passes on, and where it `denies`, answers itself that there is no encryption. */
export async function startEavesdropper(
  server: { host: string; port: number },
  { denies }: { denies: boolean },
): Promise<Eavesdropper> {
  let overheard = ''
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const behind = connectTo(server)
    for (const [socket, peer] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => peer.destroy())
    }
    client.on('data', (chunk: Buffer) => {
      // The question whether it encrypts is eight bytes.
      if (denies && chunk.length === 8) return void client.write('N')
      overheard += chunk.toString('latin1')
      behind.write(chunk)
    })
    behind.pipe(client)
  }).listen(0, server.host)
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    overheard: () => overheard,
    close: () => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
