// The PEM files of a connection's encryption: read, checked and made ready for TLS, with each fault in words.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, type SecureContext } from 'node:tls'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { verifies, type Encrypted } from '@shared/tls'
import { trustedAuthorities } from './authorities'

const words = text.encryption

/** A file cannot be used, and what to do about it; nothing of the file's content is in the words. */
export class CertificateFileError extends AppError {
  constructor(readonly finding: { detail: string; remedy: string }) {
    super({ code: 'unavailable', message: `${finding.detail} ${finding.remedy}` })
  }
}

/** A maker of TLS contexts for one server; a file is read again when it has changed. */
export function contextMaker(server: Encrypted): () => Promise<SecureContext> {
  let last: { stamp: string; context: SecureContext } | null = null
  return async () => {
    const { ca, cert, key } = server.tls ?? {}
    const stamp = (await Promise.all([ca, cert, key].map(stampOf))).join()
    if (last?.stamp !== stamp) last = { stamp, context: await makeContext(server) }
    return last.context
  }
}

async function stampOf(path: string | undefined): Promise<string> {
  if (path === undefined) return ''
  const found = await stat(path).catch(() => null)
  return found === null ? 'gone' : `${found.mtimeMs}/${found.size}/${found.ino}`
}

/** @throws CertificateFileError */
async function makeContext(server: Encrypted): Promise<SecureContext> {
  const { ca, cert, key } = server.tls ?? {}
  const chosen = ca === undefined ? null : await readCertificate(ca)
  const client = cert === undefined || key === undefined ? null : await readClient(cert, key)
  // Without the name, any certificate of a public authority would do: then only the chosen one vouches.
  const trusted = verifies(server) === 'name' ? await trustedAuthorities() : []
  if (chosen !== null) trusted.push(chosen)
  // Never left out, even where it is empty: the runtime would trust its own list.
  return createSecureContext({ ca: trusted, ...client })
}

async function readClient(cert: string, key: string): Promise<{ cert: string; key: string }> {
  const certificate = await readCertificate(cert)
  const secret = await readKey(key)
  if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(secret)))
    throw new CertificateFileError(words.keyOther(cert, key))
  return { cert: certificate, key: secret }
}

async function readCertificate(path: string): Promise<string> {
  const pem = await read(path)
  try {
    new X509Certificate(pem)
  } catch {
    throw new CertificateFileError(words.fileNoCertificate(path))
  }
  return pem
}

async function readKey(path: string): Promise<string> {
  const pem = await read(path)
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/mu.test(pem))
    throw new CertificateFileError(words.keyLocked(path))
  try {
    createPrivateKey(pem)
  } catch {
    // Without its cause: nobody knows what it quotes.
    throw new CertificateFileError(words.fileNoKey(path))
  }
  if (await othersMayRead(path)) throw new CertificateFileError(words.keyReadable(path))
  return pem
}

/** As libpq has it: the owner alone, or also root's group where the file is root's. Windows has no such bits. */
async function othersMayRead(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const { mode, uid } = await stat(path)
  return (mode & (uid === 0 ? 0o027 : 0o077)) !== 0
}

const largest = 1_048_576

async function read(path: string): Promise<string> {
  try {
    const found = await stat(path)
    // A device would never end.
    if (!found.isFile() || found.size > largest) throw new CertificateFileError(words.fileNoPem(path))
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof CertificateFileError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new CertificateFileError(words.fileUnreadable(path, code))
  }
}
