// Certificates for tests, made on the spot by openssl: of an authority of our own, of another's, and of faulty kinds.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Certificate {
  /** Paths of PEM files. The key has mode 600. */
  cert: string
  key: string
}

export interface Workshop {
  readonly folder: string
  authority(name: string): Authority
  /** Signed by itself. */
  selfSigned(name: string, names: string): Certificate
  remove(): void
}

export interface Authority {
  /** The path of its own certificate. */
  cert: string
  /** `names`: as in "DNS:localhost,IP:127.0.0.1". Days from now; a negative one is in the past. */
  issue(name: string, options?: { names?: string; from?: number; until?: number }): Certificate
}

/** In a temporary folder. Keys are on the curve P-256: they are made at once. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmlab-certificates-'))
  const run = (args: string[]) =>
    void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let count = 0

  function keyFor(name: string): { key: string; file: string } {
    count += 1
    const file = path.join(folder, `${count}-${name.replaceAll(/\W/gu, '-')}`)
    const key = `${file}.key`
    run(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key])
    return { key, file }
  }

  function selfSigned(name: string, extension: string): Certificate {
    const { key, file } = keyFor(name)
    const cert = `${file}.crt`
    const subject = ['-subj', `/CN=${name}`]
    run(['req', '-x509', '-new', '-key', key, ...subject, '-days', '30', '-addext', extension, '-out', cert])
    return { cert, key }
  }

  function authority(name: string): Authority {
    // `req -x509` makes it an authority by itself.
    const own = selfSigned(name, 'keyUsage=critical,keyCertSign,cRLSign')
    const records = `${own.cert}.d`
    mkdirSync(records)
    writeFileSync(path.join(records, 'index.txt'), '')
    writeFileSync(path.join(records, 'serial'), '01')
    const config = path.join(records, 'openssl.cnf')
    return {
      cert: own.cert,
      issue(subject, { names, from = -1, until = 30 } = {}) {
        const { key, file } = keyFor(subject)
        const request = `${file}.csr`
        run(['req', '-new', '-key', key, '-subj', `/CN=${subject}`, '-out', request])
        writeFileSync(config, configuration(records, names))
        const dates = ['-startdate', day(from), '-enddate', day(until)]
        const signed = ['-cert', own.cert, '-keyfile', own.key, '-in', request, '-out', `${file}.crt`]
        run(['ca', '-config', config, '-batch', '-notext', ...dates, ...signed])
        return { cert: `${file}.crt`, key }
      },
    }
  }

  return {
    folder,
    authority,
    selfSigned: (name, names) => selfSigned(name, `subjectAltName=${names}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function configuration(records: string, names: string | undefined): string {
  return [
    '[ca]',
    'default_ca = own',
    '[own]',
    `database = ${path.join(records, 'index.txt')}`,
    `serial = ${path.join(records, 'serial')}`,
    `new_certs_dir = ${records}`,
    'default_md = sha256',
    'policy = any',
    'unique_subject = no',
    'x509_extensions = extensions',
    '[any]',
    'commonName = supplied',
    '[extensions]',
    'basicConstraints = CA:FALSE',
    names === undefined ? '' : `subjectAltName = ${names}`,
    '',
  ].join('\n')
}

/** As ASN.1's UTCTime has it: YYMMDDHHMMSSZ. */
function day(offset: number): string {
  const time = new Date(Date.now() + offset * 86_400_000).toISOString()
  return `${time.slice(2, 19).replaceAll(/\D/gu, '')}Z`
}
