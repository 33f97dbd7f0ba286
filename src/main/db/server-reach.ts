// The first steps of the connection test, before anybody signs in: name, port, encryption.
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { text } from '@shared/text'
import type { Encrypted } from '@shared/tls'
import { CertificateFileError } from './certificate-files'
import { encryptionOf, isSocketFolder, sslRequest, startTls, type TlsOptions } from './encryption'
import { handshakeFailure, judgeHandshake } from './encryption-failures'
import { codeOf, type Finding } from './finding'

const words = text.connectionTest

/** Milliseconds for each step. */
export const stepPatience = 10_000
const seconds = stepPatience / 1000

/** Where the portal's containers know the database; nobody else does. */
const insideName = 'db'

function socketPath(address: string, port: number): string {
  return `${address.replace(/\/+$/u, '')}/.s.PGSQL.${port}`
}

/** The name is looked up as the driver will do it: by the system. */
export async function findName(address: string, signal: AbortSignal): Promise<Finding> {
  if (isSocketFolder(address)) return { detail: words.nameIsFolder }
  if (isIP(address) !== 0) return { detail: words.nameIsAddress }
  try {
    const found = await inTime(signal, () => lookup(address, { all: true }))
    if (found === 'too late') return words.nameUnanswered(address)
    return { detail: words.nameFound(address, [...new Set(found.map((entry) => entry.address))]) }
  } catch (error) {
    if (address === insideName) return words.nameInside(address)
    return codeOf(error) === 'EAI_AGAIN' ? words.nameUnanswered(address) : words.nameUnknown(address)
  }
}

/** Opens the port. The socket is the caller's to close. */
export async function openPort(
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<{ finding: Finding; socket: Socket | null }> {
  const local = isSocketFolder(address)
  const path = socketPath(address, port)
  const socket = local ? connect(path) : connect({ host: address, port })
  try {
    const opened = await inTime(signal, () => event(socket, 'connect'))
    if (opened !== 'too late') {
      return { finding: { detail: local ? words.socketOpen(path) : words.portOpen(address, port) }, socket }
    }
    socket.destroy()
    return { finding: words.noAnswer(address, port, seconds), socket: null }
  } catch (error) {
    socket.destroy()
    return { finding: local ? socketFailure(error, path) : portFailure(error, address, port), socket: null }
  }
}

function socketFailure(error: unknown, path: string): Finding {
  return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM'
    ? words.socketForbidden(path)
    : words.noSocket(path)
}

function portFailure(error: unknown, address: string, port: number): Finding {
  const code = codeOf(error)
  if (code === 'ETIMEDOUT') return words.noAnswer(address, port, seconds)
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL')
    return words.unreachable(address)
  return words.refused(address, port)
}

/**
 * Asks the server, as PostgreSQL's protocol has it, whether it can encrypt, and tries as the setting wants it. Closes
 * the socket. `encrypt`: what the sign-in is to use; null is no encryption.
 */
export async function tryEncryption(
  socket: Socket,
  server: Encrypted,
  signal: AbortSignal,
): Promise<{ finding: Finding; encrypt: TlsOptions | null }> {
  const plain = (finding: Finding) => ({ finding, encrypt: null })
  try {
    if (isSocketFolder(server.address)) return plain({ detail: words.notEncryptedLocal })
    const encryption = encryptionOf(server)
    const options = encryption.mode === 'off' ? null : await encryption.options()
    const answer = await inTime(signal, () => {
      const data = firstData(socket)
      socket.write(sslRequest)
      return data
    })
    if (answer === 'too late') return plain(words.silent(seconds))
    if (answer === null) return plain(words.hungUp)
    // One letter and nothing more: whatever else comes is another protocol's greeting.
    const letter = answer.length === 1 ? answer.toString('latin1') : ''
    if (letter !== 'S' && letter !== 'N') return plain(words.notPostgres)
    if (options === null) return plain({ detail: text.encryption.off })
    if (letter === 'S')
      return { finding: await shakeHands(socket, server, options, signal), encrypt: options }
    return encryption.mode === 'prefer'
      ? plain({ detail: words.notEncrypted })
      : plain({ ...text.encryption.notOffered, offer: 'prefer' })
  } catch (error) {
    if (signal.aborted) throw error
    return plain(error instanceof CertificateFileError ? error.finding : handshakeFailure(error))
  } finally {
    socket.destroy()
  }
}

/** Let through whatever the certificate, so that it can be looked at; nothing is sent over it. */
async function shakeHands(
  socket: Socket,
  server: Encrypted,
  options: TlsOptions,
  signal: AbortSignal,
): Promise<Finding> {
  const secure = startTls(socket, server.address, { ...options, rejectUnauthorized: false })
  try {
    const shaken = await inTime(signal, () => event(secure, 'secureConnect'))
    return shaken === 'too late' ? handshakeFailure(null) : judgeHandshake(secure, server)
  } finally {
    secure.destroy()
  }
}

/** Null where the other side ends the connection, in whatever way, before it says anything. */
function firstData(socket: Socket): Promise<Buffer | null> {
  return new Promise((resolve) => {
    socket.once('data', resolve)
    socket.once('error', () => resolve(null))
    socket.once('close', () => resolve(null))
  })
}

function event(socket: Socket, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(name, () => resolve())
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
}

/** What `start` comes to, `too late` after a step's patience. Rejects when the signal aborts. */
export function inTime<T>(signal: AbortSignal, start: () => Promise<T>): Promise<T | 'too late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('too late'), stepPatience)
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    start()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
      })
  })
}
