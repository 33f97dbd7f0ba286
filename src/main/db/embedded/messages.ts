// What the main process and the embedded database's own process say to each other.
import type { ProcessIdentity } from './process-identity'

/** `connection` numbers a connection within one start of the host. `bytes` are PostgreSQL's wire protocol. */
export type ToHost =
  | { kind: 'start'; folder: string; program: ProcessIdentity }
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'end'; connection: number }
  | { kind: 'stop' }

export type FromHost =
  /** `created`: the folder was empty before. */
  | { kind: 'ready'; created: boolean }
  /** Another living program, with that process id, has the folder. */
  | { kind: 'refused'; pid: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'closed'; connection: number }
