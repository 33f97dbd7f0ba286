// How a connection to a server is encrypted, as the setting has it: what TLS is told to present and to verify.
import type { EventEmitter } from 'node:events'
import { isIP, type Socket } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { defaultTlsMode, isLoopback, verifies, type Encrypted, type TlsMode } from '@shared/tls'
import { contextMaker } from './certificate-files'

/** PostgreSQL's question whether the server encrypts; it answers with one letter, S or N. */
export const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

export type TlsOptions = Pick<
  ConnectionOptions,
  'secureContext' | 'rejectUnauthorized' | 'checkServerIdentity'
>

export interface Encryption {
  /** Off for a socket, whatever was chosen, as with libpq. */
  readonly mode: TlsMode
  /** For one handshake. @throws CertificateFileError */
  options(): Promise<TlsOptions>
}

export function encryptionOf(server: Encrypted): Encryption {
  const verified = verifies(server)
  const makeContext = contextMaker(server)
  return {
    mode: isSocketFolder(server.address) ? 'off' : (server.tls?.mode ?? defaultTlsMode(server.address)),
    options: async () => ({
      secureContext: await makeContext(),
      rejectUnauthorized: verified !== 'nothing',
      ...(verified === 'name' ? {} : { checkServerIdentity: () => undefined }),
    }),
  }
}

/** The handshake on a socket whose server has answered S, with the address as it was typed. */
export function startTls(socket: Socket, address: string, options: TlsOptions): TLSSocket {
  // A numeric address is compared with the certificate too, but is never sent as the name that is asked for.
  const name = isIP(address) === 0 ? { servername: address } : {}
  return connect({ socket, host: address, ...name, ...options })
}

export function isSocketFolder(address: string): boolean {
  return address.startsWith('/')
}

/** What a connection fails with in place of telling the password; the connection test has the words for it. */
export const passwordInClear = 'EPASSWORDINCLEAR'

/**
 * The driver's `password`, told in clear only to a server that is known to be the right one: verified, or on this
 * computer. A server that asks for it in clear otherwise may be anybody's, and would have the database.
 */
export function passwordFor(
  server: Encrypted & { password: string },
  isEncrypted: boolean,
): { password: () => string; watch(connection: EventEmitter): void } {
  const known = isLoopback(server.address) || (isEncrypted && verifies(server) !== 'nothing')
  let inClear = false
  return {
    // A function even where it is empty: pg would look for a password in the environment and in files.
    password() {
      if (!inClear || known) return server.password
      throw Object.assign(new Error('The server asked for the password in clear'), { code: passwordInClear })
    },
    // Before the driver's own listener, which asks for the password.
    watch: (connection) =>
      void connection.once('authenticationCleartextPassword', () => {
        inClear = true
      }),
  }
}
