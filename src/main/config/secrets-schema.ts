// The keys of the secrets file that the console needs, and what each may hold.
import { isIP } from 'node:net'
import { byteLength } from '@shared/entities/rules'
import { text } from '@shared/text'
import { z } from 'zod'
import { parseKey } from '../crypto/fernet'

const words = text.secrets
type Words = { what: string; fix: string }

/** Zod carries one text per issue; these are codes, turned into sentences by `wordsFor`. */
const faults = {
  missing: (key: string) => words.missing(key),
  empty: (key: string) => words.empty(key),
  notText: (key: string) => words.notText(key),
  nul: (key: string) => words.nul(key),
  control: (key: string) => words.control(key),
  blanks: (key: string) => words.blanks(key),
  tooLong63: (key: string) => words.tooLong(key, 63),
  tooLong255: (key: string) => words.tooLong(key, 255),
  tooLong1024: (key: string) => words.tooLong(key, 1024),
  portType: () => words.portType,
  portRange: () => words.portRange,
  addressUrl: () => words.addressUrl,
  addressPort: () => words.addressPort,
  address: () => words.address,
  keyNotBase64: () => words.cipherKey.notBase64,
  keyWrongLength: () => words.cipherKey.wrongLength,
} satisfies Record<string, (key: string) => Words>
type Fault = keyof typeof faults

export function wordsFor(fault: string, key: string): Words {
  return fault in faults ? faults[fault as Fault](key) : words.notText(key)
}

/** The first fault that applies, so that one value is told one thing. */
const judged = (judge: (value: string) => Fault | null) => (value: string, context: z.RefinementCtx) => {
  const fault = value === '' ? 'empty' : judge(value)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
}
const string = z.string({
  error: (issue) => (issue.input === undefined ? 'missing' : 'notText') satisfies Fault,
})

function oneLine(value: string): Fault | null {
  if (value.includes('\0')) return 'nul'
  if (value.trim() === '') return 'empty'
  if (/[\u0001-\u001f\u007f]/u.test(value)) return 'control'
  return value === value.trim() ? null : 'blanks'
}

/** PostgreSQL cuts names at 63 bytes without a word. */
const name = string.superRefine(
  judged((value) => oneLine(value) ?? (byteLength(value) > 63 ? 'tooLong63' : null)),
)

/** Any text: no URL is built from it. A zero byte would end it early in PostgreSQL's start-up message. */
const password = string.superRefine(
  judged((value) => (value.includes('\0') ? 'nul' : value.length > 1024 ? 'tooLong1024' : null)),
)

function addressFault(value: string): Fault | null {
  const fault = oneLine(value)
  if (fault !== null) return fault
  if (value.length > 255) return 'tooLong255'
  if (value.includes('://')) return 'addressUrl'
  const bare = withoutBrackets(value)
  if (isIP(bare) !== 0 || bare.startsWith('/')) return null
  if (/^(?:\[.*\]|[^:]*):\d*$/u.test(value)) return 'addressPort'
  return /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?$/u.test(value) ? null : 'address'
}

/** The portal puts the address into a URL, where IPv6 stands in brackets; a socket wants it without. */
export function withoutBrackets(address: string): string {
  return /^\[(.*)\]$/u.exec(address)?.[1] ?? address
}
const address = string.superRefine(judged(addressFault)).transform(withoutBrackets)

/** As text or integer: both are in use. */
const port = z
  .custom<string | number>((value) => typeof value === 'string' || typeof value === 'number', {
    error: (issue) => (issue.input === undefined ? 'missing' : 'portType') satisfies Fault,
    abort: true,
  })
  .transform((value, context) => {
    const whole = typeof value === 'number' ? Number.isInteger(value) : /^[+-]?\d{1,15}$/u.test(value)
    const number = whole ? Number(value) : NaN
    const fault =
      value === '' ? 'empty' : whole ? (number < 1 || number > 65_535 ? 'portRange' : null) : 'portType'
    if (fault === null) return number
    context.addIssue({ code: 'custom', message: fault satisfies Fault })
    return z.NEVER
  })

const cipherKey = string.superRefine(
  judged((value) => {
    const parsed = parseKey(value)
    if (parsed.ok) return null
    return parsed.reason === 'empty'
      ? 'empty'
      : parsed.reason === 'wrong length'
        ? 'keyWrongLength'
        : 'keyNotBase64'
  }),
)

/** Unknown keys are the portal's and left alone. Sharing never fails: any text but a role name means off. */
export const secretsSchema = z.object({
  db_username: name,
  db_password: password,
  db_address: address,
  db_port: port,
  db_name: name,
  cipher_key: cipherKey.optional(),
  vm_sharing_minimum_permissions: z.string().nullable().catch(null).optional(),
})
export type SecretsValues = z.output<typeof secretsSchema>
