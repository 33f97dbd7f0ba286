// How a connection to a server is encrypted and what is verified: the modes of PostgreSQL's sslmode, and their default.
import { z } from 'zod'
import { text } from './text'

const words = text.encryption

export const tlsModes = ['off', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type TlsMode = (typeof tlsModes)[number]

const file = z.string().min(1).max(4096)

/** Paths of PEM files on this computer: they are read at each connection, and nothing of them is kept. */
export const tlsSchema = z
  .object({
    mode: z.enum(tlsModes),
    /** The authorities that may vouch for the server. */
    ca: file.optional(),
    /** The client's own certificate, with those of its authorities, and its key without a passphrase. */
    cert: file.optional(),
    key: file.optional(),
  })
  .superRefine(({ mode, ca, cert, key }, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (mode === 'verify-ca' && ca === undefined) complain('ca', words.caNeeded)
    if (cert !== undefined && key === undefined) complain('key', words.keyNeeded)
    if (key !== undefined && cert === undefined) complain('cert', words.certNeeded)
  })
export type TlsSettings = z.infer<typeof tlsSchema>

/** Where a server is, and what was chosen about its encryption. */
export interface Encrypted {
  address: string
  tls?: TlsSettings | undefined
}

/** What goes over no network needs no certificate: sockets, and this computer's own addresses. */
export function isLoopback(address: string): boolean {
  const name = address.toLowerCase()
  return name.startsWith('/') || name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/u.test(name)
}

/** The mode where none was chosen: `verify-full` for everything but loopback addresses and sockets. */
export function defaultTlsMode(address: string): TlsMode {
  return isLoopback(address) ? 'prefer' : 'verify-full'
}

/**
 * What of the server's certificate is verified. As with libpq, a given authority is asked in the weaker modes too:
 * `require` and `prefer` then verify as `verify-ca` does.
 */
export function verifies({ address, tls }: Encrypted): 'nothing' | 'authority' | 'name' {
  const mode = tls?.mode ?? defaultTlsMode(address)
  if (mode === 'off') return 'nothing'
  if (mode === 'verify-full') return 'name'
  return mode === 'verify-ca' || tls?.ca !== undefined ? 'authority' : 'nothing'
}
