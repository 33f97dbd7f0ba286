// Sentences of the encryption of connections: the setting, what was agreed, each failure and its way out.
import { list } from '../plural'

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const modes = {
  'verify-full': 'Encrypt and verify the server',
  'verify-ca': 'Encrypt and verify the authority only',
  require: 'Encrypt without verifying',
  prefer: 'Encrypt if the server offers it',
  off: 'Never encrypt',
}

const labHelp = 'Ask whoever runs the server'
const wayOut = `If the lab has no certificate that can be verified, choose “${modes.require}” under Encryption. The risk: whoever controls the network in between can pose as the server and read and change everything, the database password included.`
const plainWayOut = `If it has none and you trust every network in between, choose “${modes.prefer}” under Encryption. The risk: everyone on the way can read and change everything, and who poses as the server learns the database password.`

/** `issuer`: in quotes or in words, where the certificate names none. */
const by = (issuer: string) => (issuer === '' ? 'an authority that it does not name' : `“${issuer}”`)

export const encryption = {
  title: 'Encryption',
  modes,
  help: {
    'verify-full':
      'The certificate must come from an authority known to this computer or chosen here, and be for this address.',
    'verify-ca': 'The certificate must come from the authority chosen here, for whichever name.',
    require:
      'Nobody checks who answers: whoever controls the network in between can read everything, passwords too.',
    prefer: 'Without encryption where the server has none; nobody checks who answers.',
    off: 'All that is sent and read goes over the network readable by everyone on it.',
  },
  advanced: 'Encryption and certificates',
  usual: 'usual for this address',
  ca: 'Certificate authority',
  caHelp: {
    'verify-full': 'A PEM file. Without it, only authorities that this computer knows.',
    'verify-ca': 'A PEM file with the authority’s certificate, or the server’s own where it signed itself.',
  },
  cert: 'Client certificate',
  certHelp: 'A PEM file, where the server asks for one',
  key: 'Key of the client certificate',
  keyHelp: 'A PEM file without a passphrase',
  choose: 'Choose…',
  chooseFor: (label: string) => `Choose a file: ${label}`,
  remove: 'Remove',
  removeFor: (label: string) => `Remove: ${label}`,
  noFile: 'None',
  use: (mode: keyof typeof modes) => `Choose “${modes[mode]}”`,

  caNeeded: 'Choose the certificate of the authority that vouches for the server.',
  keyNeeded: 'Choose the key that belongs to the client certificate.',
  certNeeded: 'Choose the client certificate that belongs to the key.',

  /** `who` and `issuer` are the certificate's own words, `until` its end in milliseconds. */
  certificate: (who: string, issuer: string, until: number) =>
    [
      who === '' ? 'The certificate names nobody' : `The certificate is for “${who}”`,
      `from ${by(issuer)}`,
      Number.isNaN(until) ? '' : `valid until ${dates.format(until)}`,
    ]
      .filter(Boolean)
      .join(', '),
  agreed: {
    name: (protocol: string, certificate: string) =>
      `Encrypted (${protocol}), the server verified. ${certificate}.`,
    authority: (protocol: string, certificate: string) =>
      `Encrypted (${protocol}), the authority verified, the name not. ${certificate}.`,
    nothing: (protocol: string, certificate: string) =>
      `Encrypted (${protocol}). Whose certificate it is was not verified. ${certificate}.`,
  },
  whereToChange: '“Connect to another lab…” leads back to these settings, as they are now.',
  withClientCertificate: 'The client certificate was offered.',
  off: `Not encrypted, as chosen under Encryption. Use it in a network you trust only.`,

  selfSigned: (who: string) => ({
    detail: `The server’s certificate, for “${who}”, is signed by itself: no authority vouches for it.`,
    remedy: `${labHelp} for that certificate as a file, make sure that it is theirs, and choose it as the certificate authority. ${wayOut}`,
  }),
  unknownAuthority: (issuer: string) => ({
    detail: `The server’s certificate comes from ${by(issuer)}, an authority that this computer does not know.`,
    remedy: `${labHelp} for the authority’s certificate as a file and choose it as the certificate authority. ${wayOut}`,
  }),
  otherAuthority: (issuer: string) => ({
    detail: `The server’s certificate comes from ${by(issuer)}, for which the chosen certificate authority does not vouch.`,
    remedy: `Choose the certificate of the authority that issued it: ${labHelp.toLowerCase()}. If it was not renewed, somebody may pose as the server. ${wayOut}`,
  }),
  expired: (until: number) => ({
    detail: Number.isNaN(until)
      ? 'A certificate in the server’s chain has expired.'
      : `The server’s certificate expired on ${dates.format(until)}.`,
    remedy: `${labHelp} to renew it, and check this computer’s clock. ${wayOut}`,
  }),
  notYetValid: (from: number) => ({
    detail: Number.isNaN(from)
      ? 'A certificate in the server’s chain is not valid yet.'
      : `The server’s certificate is not valid before ${dates.format(from)}.`,
    remedy: `Check this computer’s clock. If it is right, ${labHelp.toLowerCase()}. ${wayOut}`,
  }),
  wrongName: (address: string, names: readonly string[]) => ({
    detail:
      names.length === 0
        ? `The server’s certificate names no address, so it is not for ${address}.`
        : `The server’s certificate is for ${list(names)}, not for ${address}.`,
    remedy: `${
      names.length === 0 ? '' : 'Type one of its names as the address, if the server is reached by it. '
    }Otherwise ${labHelp.toLowerCase()} for a certificate with this address. With the lab’s own certificate authority as a file, choose “${modes['verify-ca']}”. ${wayOut}`,
  }),
  /** `reason`: a code of the TLS library, such as CERT_REVOKED. */
  unverified: (reason: string) => ({
    detail: `The server’s certificate could not be verified (${reason}).`,
    remedy: `${labHelp} to look at its certificate. ${wayOut}`,
  }),
  /** Nobody can tell a server without encryption from somebody in between who says so. */
  notOffered: {
    detail:
      'The server offers no encryption, or somebody in between says so in its place. It was not connected to without.',
    remedy: `${labHelp} to switch on TLS. ${plainWayOut}`,
  },
  handshakeFailed: (reason: string) => ({
    detail: `The server offers encryption, but no encrypted connection came about${reason === '' ? '' : ` (${reason})`}.`,
    remedy: `${labHelp} to look at its certificate and TLS versions (1.2 or newer). It was not connected to without encryption.`,
  }),
  encryptionWanted: (role: string) => ({
    detail: `The server does not let ${role} in without encryption from this computer.`,
    remedy: `Choose another setting than “${modes.off}” under Encryption; or ask whoever runs the server for a line in pg_hba.conf.`,
  }),
  clientWanted: {
    detail: 'The server asks for a client certificate, and none was offered that it takes.',
    remedy: `${labHelp} for a certificate and its key, and choose both under Encryption.`,
  },
  clientRefused: (reason: string) => ({
    detail: `The server refused the client certificate${reason === '' ? '' : `: ${reason}`}.`,
    remedy: `${labHelp} whether it is from the right authority, for this database role, and still valid; choose another under Encryption.`,
  }),
  clientMaybe: {
    detail: 'The server broke off after the client certificate was offered: it may have refused it.',
    remedy: `Test again. If it stays so, ask whoever runs the server whether the certificate is from the right authority and still valid; choose another under Encryption.`,
  },
  orOtherRole: 'The client certificate may also be for another role.',
  clientReasons: {
    unknownAuthority: 'it does not know the authority that issued it',
    expired: 'it has expired',
    revoked: 'it was revoked',
    otherRole: (role: string) => `it is not for the role ${role}`,
  },

  fileUnreadable: (path: string, reason: string) => ({
    detail: `The file ${path} could not be read${reason === '' ? '' : ` (${reason})`}.`,
    remedy: 'Check that it is there and that you may read it, or choose it again under Encryption.',
  }),
  fileNoPem: (path: string) => ({
    detail: `${path} is no PEM file of at most 1 MB.`,
    remedy: 'Choose a PEM file: text that begins with -----BEGIN.',
  }),
  fileNoCertificate: (path: string) => ({
    detail: `There is no certificate in ${path}.`,
    remedy: 'Choose a PEM file: text that begins with -----BEGIN CERTIFICATE-----.',
  }),
  fileNoKey: (path: string) => ({
    detail: `There is no private key in ${path}.`,
    remedy: 'Choose a PEM file: text that begins with -----BEGIN PRIVATE KEY-----.',
  }),
  keyLocked: (path: string) => ({
    detail: `The key in ${path} is locked with a passphrase, for which the console does not ask.`,
    remedy: 'Save a copy without a passphrase that you alone can read (mode 600), and choose it.',
  }),
  keyReadable: (path: string) => ({
    detail: `The key in ${path} can be read by others on this computer.`,
    remedy: `Make it readable by yourself alone: chmod 600 ${path}`,
  }),
  keyOther: (certificate: string, key: string) => ({
    detail: `The key in ${key} does not belong to the certificate in ${certificate}.`,
    remedy: 'Choose the two that were made together.',
  }),
}
