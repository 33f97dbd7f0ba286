// What may be told of a private key without showing it.
import { z } from 'zod'

/** Null where it is inside what a passphrase protects. */
export const keyFacts = z.object({
  format: z.enum(['openssh', 'pem', 'pkcs8', 'putty']),
  type: z.enum(['RSA', 'DSA', 'ECDSA', 'Ed25519']).nullable(),
  bits: z.int().nullable(),
  /** As `ssh-keygen -lf` gives it: `SHA256:` and base64 without its padding. */
  fingerprint: z.string().nullable(),
  comment: z.string().nullable(),
  isEncrypted: z.boolean(),
  /** One line, as in authorized_keys. */
  publicKey: z.string().nullable(),
})
export type KeyFacts = z.infer<typeof keyFacts>

/** Why a text is no private key that can be kept. */
export const keyFaults = [
  'empty',
  'public',
  'certificate',
  'damaged',
  'unsupported',
  'not-a-key',
  'putty-encrypted',
] as const
export type KeyFault = (typeof keyFaults)[number]
