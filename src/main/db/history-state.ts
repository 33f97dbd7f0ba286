// Where a database's change log goes: its own table, else a file of this computer.
import { encrypt, type FernetKey } from '../crypto/fernet'
import type { Session } from './session'
import { workOf } from './work'

/** How the log of one database is kept; `on` once its tables were found. */
export interface HistoryState {
  on: boolean
  /** Seals hashes that are put aside; null: none are kept. */
  cipherKey: FernetKey | null
  /** Takes lines of JSON where there is no table; resolves when they are written. */
  readonly elsewhere: ((lines: readonly string[]) => Promise<void>) | null
}

/** What whoever opens a database gives for its change log. */
export type HistoryOptions = Omit<HistoryState, 'on'>

/** Tell the database of this session whether it has a change log of its own. */
export function setHistory(session: Session, on: boolean): void {
  workOf(session).parts.history.on = on
}

/** From now on hashes that are put aside are sealed under this key: the lab's secrets are. */
export function sealHistoryWith(session: Session, key: FernetKey): void {
  workOf(session).parts.history.cipherKey = key
}

export function hasHistoryTable(session: Session): boolean {
  return workOf(session).parts.history.on
}

/** A hash, sealed under the lab's cipher key; null where there is none, and the hash is not kept. */
export function sealed(session: Session, hash: string): Uint8Array | null {
  const { cipherKey, on } = workOf(session).parts.history
  return cipherKey && on ? Buffer.from(encrypt(cipherKey, Buffer.from(hash, 'utf8')), 'ascii') : null
}
