// Why an encrypted connection did not come about, or what was agreed, in words with the way out.
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import { text } from '@shared/text'
import { verifies, type Encrypted } from '@shared/tls'
import { codeOf, type Finding } from './finding'

const words = text.encryption

/** After a handshake that was let through whatever the certificate: would it be refused, and what was agreed? */
export function judgeHandshake(secure: TLSSocket, server: Encrypted): Finding {
  const certificate = secure.getPeerCertificate(true)
  const verified = verifies(server)
  if (verified !== 'nothing' && !secure.authorized) {
    return refusal(String(secure.authorizationError), certificate, server)
  }
  const protocol = (secure.getProtocol() ?? 'TLS').replace(/^TLSv/u, 'TLS ')
  const whose = words.certificate(
    subjectOf(certificate),
    issuerOf(certificate),
    Date.parse(certificate.valid_to),
  )
  const agreed = words.agreed[verified](protocol, whose)
  return { detail: server.tls?.cert === undefined ? agreed : `${agreed} ${words.withClientCertificate}` }
}

/** `code`: of the certificate's verification, as OpenSSL calls it. */
function refusal(code: string, certificate: DetailedPeerCertificate, server: Encrypted): Finding {
  const offer = 'require' as const
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        ...words.wrongName(server.address, namesOf(certificate)),
        offer: server.tls?.ca === undefined ? offer : 'verify-ca',
      }
    case 'CERT_HAS_EXPIRED':
      return { ...words.expired(dateIf(certificate.valid_to, (time) => time < Date.now())), offer }
    case 'CERT_NOT_YET_VALID':
      return { ...words.notYetValid(dateIf(certificate.valid_from, (time) => time > Date.now())), offer }
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED': {
      const issuer = issuerOf(certificate)
      if (server.tls?.ca !== undefined) return { ...words.otherAuthority(issuer), offer }
      return code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
        ? { ...words.selfSigned(subjectOf(certificate)), offer }
        : { ...words.unknownAuthority(issuer), offer }
    }
    default:
      return { ...words.unverified(code), offer }
  }
}

/** A handshake that failed before any certificate could be judged. */
export function handshakeFailure(error: unknown): Finding {
  return alertOf(error) ?? words.handshakeFailed(codeOf(error).replace(/^ERR_SSL_/u, ''))
}

/** What the server says of the client's certificate; with TLS 1.3 it is heard after the handshake only. */
export function alertOf(error: unknown): Finding | null {
  const code = codeOf(error)
  const reasons = words.clientReasons
  if (!code.startsWith('ERR_SSL_')) return null
  if (code.endsWith('CERTIFICATE_REQUIRED')) return words.clientWanted
  if (code.endsWith('UNKNOWN_CA')) return words.clientRefused(reasons.unknownAuthority)
  if (code.endsWith('CERTIFICATE_EXPIRED')) return words.clientRefused(reasons.expired)
  if (code.endsWith('CERTIFICATE_REVOKED')) return words.clientRefused(reasons.revoked)
  return /ALERT_(BAD|UNSUPPORTED)_CERTIFICATE$|ALERT_CERTIFICATE_UNKNOWN$|ALERT_DECRYPT_ERROR$/u.test(code)
    ? words.clientRefused('')
    : null
}

/** The server's sentences, which it has in English unless it was set to another language. */
export function clientCertificateRefusal(
  error: unknown,
  server: Encrypted & { username: string },
): Finding | null {
  const said = error instanceof Error ? error.message : ''
  if (/requires a valid client certificate/u.test(said)) return words.clientWanted
  if (/certificate authentication failed/u.test(said))
    return words.clientRefused(words.clientReasons.otherRole(server.username))
  return null
}

type Named = DetailedPeerCertificate['subject'] | undefined

function subjectOf({ subject }: DetailedPeerCertificate): string {
  return nameIn(subject)
}

function issuerOf({ issuer }: DetailedPeerCertificate): string {
  return nameIn(issuer)
}

/** Whoever made the certificate chose these words: few, and no control characters. */
function nameIn(named: Named): string {
  const { CN, OU, O } = (named ?? {}) as Record<string, string | string[] | undefined>
  return shown([CN ?? O ?? OU ?? ''].flat()[0] ?? '')
}

function shown(name: string): string {
  const plain = name.replaceAll(/\p{C}/gu, ' ').trim()
  return plain.length > 100 ? `${plain.slice(0, 99)}…` : plain
}

/** At most five of the addresses that a certificate is for; as with libpq, the subject's name where it has none. */
function namesOf(certificate: DetailedPeerCertificate): string[] {
  const listed = (certificate.subjectaltname ?? '').split(', ').flatMap((entry) => {
    const address = /^(?:DNS|IP Address):(.+)$/u.exec(entry)?.[1]
    return address === undefined ? [] : [shown(address)]
  })
  const names = listed.length > 0 ? listed : [subjectOf(certificate)].filter((name) => name !== '')
  return names.length > 5 ? [...names.slice(0, 5), '…'] : names
}

/** Where another certificate of the chain is at fault, the server's own date says nothing. */
function dateIf(date: string, isAtFault: (time: number) => boolean): number {
  const time = Date.parse(date)
  return isAtFault(time) ? time : Number.NaN
}
