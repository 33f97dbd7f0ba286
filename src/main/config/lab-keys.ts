// The cipher keys of the labs: their own, older ones that were given here, and a new one that the portal lacks yet.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { FernetKey } from '../crypto/fernet'
import { distinct, fingerprintOf, keyOf, textOf, type KeySource } from '../crypto/keyring'
import type { LabKeys } from '../services/cipher-check'
import type { KeyStore } from './profile'

const heldSchema = z.object({
  older: z.array(z.string()),
  /** The key after re-keying, until the secrets file has it: it goes before the one that it replaced. */
  next: z.object({ key: z.string(), instead: z.string().nullable() }).nullable(),
})
type Held = z.infer<typeof heldSchema>
const nothing: Held = { older: [], next: null }

interface Plan {
  cipherKey: FernetKey | null
  isKeyMalformed?: boolean
  olderKeys?: readonly FernetKey[]
}

export interface LabKeyring {
  /** Of the lab that is open. */
  current(): LabKeys
  /**
   * The keys to store with. To be asked once the session has its locks: nobody re-keys then, unless their commit is
   * through already and only its answer is awaited.
   */
  settled: KeySource
  /** `settled` waits until this has ended: it decides which key is the lab's. */
  decidedBy(change: Promise<unknown>): void
  /** Try this one too. @throws AppError `invalid_input` where the key store is asked for and not there */
  addOlder(key: string, keep: 'session' | 'key-store'): Promise<void>
  /** All is encrypted with it from now on; those until now are tried too. Remembered where that is possible. */
  replaceWith(key: string): Promise<void>
}

/** Sealed by the key store, in a file of the data folder for its owner alone; without the store for this run only. */
export function openLabKeys(parts: {
  folder: string
  keyStore: KeyStore
  plan(): Plan | null
  profileId(): string | null
}): LabKeyring {
  const file = join(parts.folder, 'lab-keys.json')
  const held = new Map<string, Held>()
  let sealed: Record<string, string> | null = null
  let decision: Promise<unknown> = Promise.resolve()

  function stored(): Record<string, string> {
    if (sealed) return sealed
    try {
      sealed = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      sealed = {}
    }
    return sealed
  }
  function heldOf(id: string): Held {
    const known = held.get(id)
    if (known) return known
    const text = stored()[id]
    let found = nothing
    try {
      if (text !== undefined) found = heldSchema.parse(JSON.parse(parts.keyStore.decrypt(text)))
    } catch {
      // Sealed by another account or keyring: as good as gone.
    }
    held.set(id, found)
    return found
  }
  async function keep(id: string, value: Held): Promise<void> {
    sealed = { ...stored(), [id]: parts.keyStore.encrypt(JSON.stringify(value)) }
    await writeFileAtomic(file, `${JSON.stringify(sealed)}\n`, { mode: 0o600 })
  }

  function current(): LabKeys {
    const plan = parts.plan()
    const id = parts.profileId()
    const own = plan?.cipherKey ?? null
    const { older, next } = id === null ? nothing : heldOf(id)
    const others = [...(plan?.olderKeys ?? []), ...older.flatMap((key) => keyOf(key) ?? [])]
    const newest = next === null ? null : keyOf(next.key)
    const isFirst = next !== null && next.instead === markOf(own)
    const keys = [
      ...(newest && isFirst ? [newest] : []),
      ...(own ? [own] : []),
      ...(newest && !isFirst ? [newest] : []),
      ...others,
    ]
    const fault = keys.length > 0 ? null : plan?.isKeyMalformed === true ? 'malformed' : 'missing'
    return { keys: distinct(keys), fault }
  }

  return {
    current,
    async settled() {
      await decision
      return current().keys
    },
    decidedBy(change) {
      decision = change.catch(() => undefined)
    },
    async addOlder(key, kind) {
      const id = parts.profileId()
      if (id === null) return
      const before = heldOf(id)
      const value = { ...before, older: [key.trim(), ...before.older].slice(0, 10) }
      if (kind === 'key-store') {
        if (!parts.keyStore.available()) {
          throw new AppError({
            code: 'invalid_input',
            message: text.credentials.rekey.noKeyStore,
            fields: {},
          })
        }
        await keep(id, value)
      }
      held.set(id, value)
    },
    async replaceWith(key) {
      const id = parts.profileId()
      if (id === null) return
      // What others stored or put aside before they heard of it has an earlier key, when the secrets file no longer has.
      const older = current().keys.map(textOf).slice(0, 10)
      const value = { older, next: { key, instead: markOf(parts.plan()?.cipherKey ?? null) } }
      held.set(id, value)
      // The copy of the secrets file has it, whatever becomes of this.
      if (parts.keyStore.available()) await keep(id, value).catch(() => undefined)
    },
  }
}

function markOf(key: FernetKey | null): string | null {
  return key && fingerprintOf(key)
}
