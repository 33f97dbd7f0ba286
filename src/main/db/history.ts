// The change log: what a session wrote is noted while it writes, and stored in the same transaction.
import { randomUUID } from 'node:crypto'
import type { EntityName } from '@shared/entity'
import type { Session } from './session'
import { workOf } from './work'

/** Who writes. `action` is the call's name, such as `users.update`. */
export interface Author {
  /** Null: the program itself, as at first launch. */
  id: number | null
  username: string
  action: string
}

/** A value as the log keeps it; of a secret only `true`: it was changed, or is there. */
export type Logged = Readonly<Record<string, string | number | boolean | null>>

/**
 * What was done to one row; `reveal` and `rekey` wrote nothing that could be taken back. Fields have the entity's own names; an update has only those that
 * changed.
 */
export interface Change {
  entity: EntityName
  rowId: number
  /** The row's title then: a username, a machine's or bookmark's name. */
  label: string
  kind: 'add' | 'update' | 'remove' | 'reveal' | 'rekey'
  old: Logged | null
  new: Logged | null
}

/** All changes of a session are one operation: shown together, and taken back together. */
export interface Operation {
  readonly id: string
  author: Author
  /** The operation that this one takes back. */
  undoes: string | null
  readonly changes: Change[]
  readonly kept: Kept[]
  /** Nothing of it is logged. */
  silent: boolean
}

/** What of a secret is put aside so that its change can be taken back: see docs/adr/0019. */
export interface Kept {
  entity: EntityName
  rowId: number
  field: string
  /** The secret that was overwritten or deleted, as a Fernet token's bytes. */
  kept: Uint8Array | null
  /** SHA-256 of what is stored in its place. */
  mark: Uint8Array | null
}

export function newOperation(): Operation {
  return {
    id: randomUUID(),
    author: { id: null, username: '', action: '' },
    undoes: null,
    changes: [],
    kept: [],
    silent: false,
  }
}

/** Say who the session writes for. The dispatcher does it for every call of somebody signed in. */
export function signChanges(session: Session, author: Author): void {
  workOf(session).operation.author = author
}

/** Note what was written to rows; it is stored when the session commits, and forgotten when it rolls back. */
export function noteChanges(session: Session, changes: readonly Change[]): void {
  workOf(session).operation.changes.push(...changes)
}

/** The id under which what this session writes can be taken back: for the answer of the call. */
export function operationOf(session: Session): string {
  return workOf(session).operation.id
}

/** What this session writes is no change to anybody's data, as when the sample lab is filled: nothing is logged. */
export function keepOutOfHistory(session: Session): void {
  workOf(session).operation.silent = true
}

/** Say that the session takes back an earlier operation. */
export function signUndo(session: Session, undoes: string): void {
  workOf(session).operation.undoes = undoes
}

/** Put secrets aside beside the changes that were noted; stored with them, and only where there is a table for it. */
export function keepSecrets(session: Session, kept: readonly Kept[]): void {
  const { operation, parts } = workOf(session)
  if (parts.history.on && !operation.silent) operation.kept.push(...kept)
}
