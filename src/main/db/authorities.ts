// The certificate authorities that this computer trusts: its own list, or the runtime's where it cannot be had.
import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'

/** Where Linux distributions and BSDs keep their list, as one PEM file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * PEM texts. In this order: the file that `SSL_CERT_FILE` names, the system's store as the runtime reads it (Node.js
 * 22.15 and later), the distribution's bundle, and where there is none of them the list that the runtime brings.
 */
export async function trustedAuthorities(env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  const named = env['SSL_CERT_FILE'] ? await readBundle(env['SSL_CERT_FILE']) : null
  if (named !== null) return [named]
  const system = systemStore()
  if (system.length > 0) return system
  for (const path of bundles) {
    const found = await readBundle(path)
    if (found !== null) return [found]
  }
  return [...tls.rootCertificates]
}

/** Missing from runtimes before Node.js 22.15. */
function systemStore(): string[] {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return []
  const found: unknown = Reflect.apply(tls.getCACertificates, tls, ['system'])
  return Array.isArray(found) ? found.filter((pem) => typeof pem === 'string') : []
}

async function readBundle(path: string): Promise<string | null> {
  const content = await readFile(path, 'utf8').catch(() => '')
  return content.includes('-----BEGIN CERTIFICATE-----') ? content : null
}
