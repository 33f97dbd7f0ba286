// What each key of a first user may hold, and which unquoted texts YAML turns into something else.
import { byteLength, email, personName, username } from '@shared/entities/rules'
import { parseRole, roleSchema, type Role } from '@shared/roles'
import { text } from '@shared/text'
import { z } from 'zod'

const words = text.seed
type Words = { what: string; fix: string }

/** One person as the file gives it, checked. Holds a plain password: never log it, never send it to the window. */
export interface ParsedPerson {
  username: string
  email: string
  firstName: string
  lastName: string
  password: string
  role: Role
}

export const personKeys = ['username', 'email', 'first_name', 'last_name', 'password', 'role'] as const
export type PersonKey = (typeof personKeys)[number]

/** What people write for a key by mistake, in lower-case letters alone. */
const meant: Readonly<Record<string, PersonKey>> = {
  username: 'username',
  user: 'username',
  login: 'username',
  email: 'email',
  mail: 'email',
  emailaddress: 'email',
  firstname: 'first_name',
  givenname: 'first_name',
  lastname: 'last_name',
  surname: 'last_name',
  familyname: 'last_name',
  password: 'password',
  passwd: 'password',
  role: 'role',
  roles: 'role',
}

export function isPersonKey(key: string): key is PersonKey {
  return (personKeys as readonly string[]).includes(key)
}

export function meantKey(key: string): PersonKey | null {
  const letters = key.toLowerCase().replace(/[^a-z]/gu, '')
  return Object.hasOwn(meant, letters) ? (meant[letters] ?? null) : null
}

/**
 * Unquoted texts that the portal's YAML 1.1 (PyYAML's resolvers) or YAML 1.2 takes for null, booleans, numbers,
 * dates, times in base sixty, or merge keys. `y` and `n` are booleans by the letter of 1.1.
 */
const converted = [
  /^(?:~|null|Null|NULL|=|<<)$/u,
  /^(?:y|Y|n|N|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/u,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/u,
  /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?$/u,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/u,
  /^[-+]?\.(?:inf|Inf|INF)$/u,
  /^\.(?:nan|NaN|NAN)$/u,
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)?$/u,
]

export function isConverted(plain: string): boolean {
  return converted.some((pattern) => pattern.test(plain))
}

/** The portal's rules for every value but the password: seed passwords may be as simple as the admin likes. */
const values = { username, email, first_name: personName, last_name: personName }

/** A value as it is to be stored, or what is wrong with it. `value` is its exact text. */
export function checkValue(
  key: PersonKey,
  value: string,
): { ok: true; value: string } | ({ ok: false } & Words) {
  if (value.trim() === '') return { ok: false, ...words.blank(key) }
  if (key === 'password') return checkPassword(value)
  if (key === 'role') return checkRole(value)
  const parsed = values[key].safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, ...words.value(key, parsed.error.issues[0]?.message ?? '') }
}

function checkPassword(value: string): { ok: true; value: string } | ({ ok: false } & Words) {
  if (value !== value.trim()) return { ok: false, ...words.passwordBlanks }
  if (/[\u0000-\u001f\u007f]/u.test(value)) return { ok: false, ...words.passwordControl }
  if (byteLength(value) > 72) return { ok: false, ...words.passwordBytes }
  return { ok: true, value }
}

function checkRole(value: string): { ok: true; value: Role } | ({ ok: false } & Words) {
  const exact = roleSchema.safeParse(value)
  if (exact.success) return { ok: true, value: exact.data }
  const near = parseRole(value.trim().replaceAll(/[\s-]+/gu, '_'))
  return { ok: false, ...(near === null ? words.role : words.roleSpelling(near)) }
}

/** The last step from checked texts to a person; throws where a check was left out. */
export const personSchema: z.ZodType<ParsedPerson, Record<PersonKey, string>> = z
  .object({
    username: z.string(),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    password: z.string(),
    role: roleSchema,
  })
  .transform(({ first_name, last_name, ...rest }) => ({
    ...rest,
    firstName: first_name,
    lastName: last_name,
  }))
