// What a name, an address or a secret looks like where nobody told which ones there are.
import { isIPv6 } from 'node:net'
import { contract } from '@shared/contract'
import { events } from '@shared/events'
import type { Kind } from './pseudonyms'

/** A pattern, and which part of a match is hidden as what; null leaves that match as it is. */
export interface Pattern {
  expression: RegExp
  /** Left out for statements of SQL, where dots stand between tables and columns. */
  notInSql?: boolean
  find(match: RegExpExecArray): { kind: Kind; value: string } | null
}

const whole = (kind: Kind, expression: RegExp): Pattern => ({
  expression,
  find: (match) => ({ kind, value: match[0] }),
})
/** The first group alone is hidden; what stands around it is kept. */
const group = (kind: Kind, expression: RegExp): Pattern => ({
  expression,
  find: (match) => (match[1] ? { kind, value: match[1] } : null),
})

/** Endings of the program's own code: with one of these a word with dots is a file of it, not a host. */
const codeEnding = /\.(?:[cm]?js|tsx?|css|html|node|wasm|asar)$/iu
/** Endings of other files, whose names people choose. */
const fileEnding = /\.(?:json|log|toml|ya?ml|txt|csv|pem|crt|cer|key|pdf|zip|bak|old|damaged)$/iu
/** Names of the program's own that have dots. */
const ownNames = new Set([
  ...Object.keys(contract),
  ...Object.keys(events),
  'main.log',
  'main.old.log',
  'secrets.toml',
  'first_users.yaml',
  'profile.json',
  'profiles.json',
  'preferences.json',
  'settings.json',
  'policy.json',
])

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'

const secretWord =
  '(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|cipher[_-]?key|private[_-]?key|ssh[_-]?key|credentials?|cookie|authorization|auth|session[_-]?id|salt|hash)'

/** In this order: what is longer and means more comes first. */
export const patterns: readonly Pattern[] = [
  whole('secret', /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/gu),
  // Name and password of an address, then the rest by the patterns below.
  group('secret', /\b[a-z][a-z0-9+.-]*:\/\/([^\s/@"']+)@/giu),
  group('secret', new RegExp(`\\b(?:Bearer|Basic)\\s+([\\w+/=.~-]{4,})`, 'giu')),
  // "password: x", "db_password=x", '"token": "x"', "passphrase is 'x y'".
  group(
    'secret',
    new RegExp(`[\\w-]*${secretWord}[\\w-]*["']?\\s*[:=]\\s*("[^"\\n]*"?|'[^'\\n]*'?|[^\\s,;}"']+)`, 'giu'),
  ),
  whole('secret', /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{20,}/gu),
  whole('secret', /\bgAAAA[\w=-]{16,}/gu),
  whole('secret', /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/gu),
  whole('secret', /\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+)\s+[A-Za-z0-9+/=]{20,}(?:\s+\S+)?/gu),
  whole('id', /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/giu),
  whole('address', /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/giu),
  // 32 signs and more without a gap, letters and digits mixed, are nobody's word.
  whole(
    'secret',
    /(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+=-][\w+/=-]{30,}[\w+/=-](?![\w+/=-])/gu,
  ),
  {
    expression: /\b[a-z][a-z0-9+.-]*:\/\/([^\s"'<>()“”]+)/giu,
    find: ({ 1: rest = '' }) =>
      rest === '' || rest.startsWith('console/') ? null : { kind: 'host', value: rest },
  },
  whole('email', /[^\s@<>"'(),;:[\]{}\\/“”‘’]+@[^\s@<>"'(),;:[\]{}\\/“”‘’]+/gu),
  // \\server\share\folder, C:\folder, /folder/folder: as far as the next blank, quote or bracket.
  whole('path', /(?<![\w.])(?:\\\\|[A-Za-z]:[\\/])[^\s"'<>|*?()“”]+/gu),
  whole('path', /(?<![\w.:/\\\uE001\]])~?\/[^\s/"'<>|*?()“”:,;][^\s"'<>|*?()“”:,;]*/gu),
  // What is left of a path with a blank in it.
  whole('path', /(?<![\w.:/\\\uE001\]])[^\s"'<>|*?()“”:,;/\\]+[/\\][^\s"'<>|*?()“”:,;]*\.\w{1,5}\b/gu),
  {
    expression: /(?<![\w.:])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*(?:%\w+)?(?![\w:])/giu,
    find([value]) {
      // A colon or full stop of the sentence may stand behind it.
      const address = [value, value.slice(0, -1), value.slice(0, -2)].find((part) => isIPv6(part))
      return address === undefined ? null : { kind: 'address', value: address }
    },
  },
  whole('address', new RegExp(`(?<![\\d.])${octet}(?:\\.${octet}){3}(?![\\d]|\\.\\d)`, 'gu')),
  {
    notInSql: true,
    expression:
      /(?<![\w@.-])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+(?:\p{L}[\p{L}\p{N}-]*)(?::\d+)*\.?(?![\w-])/gu,
    find({ 0: match, input, index }) {
      const value = match.replace(/\.$/u, '').replace(/(?::\d+)+$/u, '')
      if (codeEnding.test(value) || ownNames.has(value)) return null
      if (fileEnding.test(value)) return { kind: 'path', value }
      // A function in a stack: "at Object.run (", "at async start.connect [as x]".
      const before = input.slice(Math.max(0, index - 12), index)
      if (/\bat (?:async |new )*$/u.test(before)) return null
      return { kind: 'host', value }
    },
  },
  group(
    'host',
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\s+([^\s\uE000:",)]+)/gu,
  ),
  group('host', /\b(?:host|server|address|hostname)\s+["'“‘]([^"'”’\n]+)["'”’]/giu),
  group('user', /\b(?:user|role|owner|person|account|login|by)\s+["'“‘]([^"'”’\n]+)["'”’]/giu),
  // What the program's own sentences quote is somebody's value.
  group('name', /“([^”\n]+)”/gu),
]

/** Classes of errors, which say nothing of anyone. */
export const errorClass = /^[A-Z][A-Za-z]*(?:Error|Exception|Warning)$/u

const secretKey = new RegExp(secretWord, 'iu')
const keyKinds: readonly (readonly [RegExp, Kind])[] = [
  [/e-?mail/iu, 'email'],
  [/(?:address|host|server)(?:name)?$/iu, 'host'],
  [/^(?:database|db_?name)$/iu, 'database'],
  [/(?:path|file|folder|dir|cwd)$/iu, 'path'],
  [/(?:user|owner|person|operator|assigned_?to|by)(?:name)?$/iu, 'user'],
  [/(?:name|label|title)$/iu, 'name'],
]

/** What the text under a key of a record must be, whatever it looks like. */
export function kindOfKey(key: string): Kind | null {
  if (secretKey.test(key)) return 'secret'
  return keyKinds.find(([expression]) => expression.test(key))?.[1] ?? null
}
