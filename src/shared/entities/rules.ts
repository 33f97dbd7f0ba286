// The portal's validation rules for single values, as strict schemas. Lengths are those of its columns.
import { z } from 'zod'
import { text } from '../text'

const rules = text.rules
const noControl = (value: string) => !/[\u0000-\u001f\u007f]/u.test(value)

/** UTF-8 length in bytes: bcrypt and the columns of secrets count bytes, not characters. */
export function byteLength(value: string): number {
  return new TextEncoder().encode(value).length
}

/** One line of text, trimmed, 1 to `max` characters. */
export const line = (max: number) =>
  z.string().trim().min(1, rules.required).max(max, rules.tooLong(max)).refine(noControl, rules.control)

export const emailPattern = /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/u
const usernamePattern = /^[a-z0-9_-]{1,20}$/u

/** Trimmed and lower-cased, as the portal does at sign-in; 1 to 20 of letters, digits, _ and -, or an email address of up to 50. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, rules.required)
  .max(50, rules.tooLong(50))
  .refine((value) => usernamePattern.test(value) || emailPattern.test(value), rules.username)

export const email = line(100).refine((value) => emailPattern.test(value), rules.email)

/** Letters and marks of any script, spaces, hyphens, apostrophes and full stops. */
export const personName = line(50).regex(/^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}'’ʼ`.\-‐‑·]*$/u, rules.personName)

/** A password as people choose it in the portal: 8 to 20 characters of four kinds, and what bcrypt can take. */
export const password = z
  .string()
  .min(1, rules.required)
  .refine((value) => value === value.trim(), rules.passwordBlank)
  .refine((value) => [...value].length >= 8 && [...value].length <= 20, rules.passwordLength)
  .refine((value) => /\p{Ll}/u.test(value), rules.passwordLower)
  .refine((value) => /\p{Lu}/u.test(value), rules.passwordUpper)
  .refine((value) => /\p{Nd}/u.test(value), rules.passwordDigit)
  .refine((value) => /[^\p{L}\p{N}\s]/u.test(value), rules.passwordSpecial)
  .refine((value) => byteLength(value) <= 72, rules.passwordBytes)

/** 1 to 65535; the portal has no bound. */
export const port = z.int(rules.port).min(1, rules.port).max(65535, rules.port)

export const host = line(50).refine((value) => !/\s/u.test(value), rules.host)

/** `www.…`, `http://…` or `https://…` and nothing else. */
export const link = line(255).refine(
  (value) => /^(www\.[^\s]+|https?:\/\/[^\s]+)$/iu.test(value) && canParse(value),
  rules.link,
)
function canParse(value: string): boolean {
  return URL.canParse(webAddress(value))
}

/** The address a stored link opens: one that begins with `www.` is opened as https. */
export function webAddress(stored: string): string {
  return /^www\./iu.test(stored) ? `https://${stored}` : stored
}

/** A machine's password or key to store: null clears it; absent leaves it as it is. Write-only. */
export const vmPassword = z.string().min(1, rules.required).max(1000, rules.secretLength).nullable()
export const sshKey = z
  .string()
  .min(1, rules.required)
  .refine((value) => byteLength(value) <= 65_536, rules.sshKeySize)
  .nullable()
