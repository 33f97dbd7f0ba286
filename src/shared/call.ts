// How a call and an event look on their way between window and main process.
import type { z } from 'zod'
import type { contract } from './contract'
import type { ErrorBody } from './errors'
import type { events } from './events'

/**
 * One call's declaration. `access`: who may make it; `anyone` means before sign-in too. `scope`: whether the
 * dispatcher opens a session for the handler; `none` is for what must not hold a connection while it thinks
 * (bcrypt, dialogs, connection tests) and gets the database instead.
 */
export interface Spec {
  access: 'anyone' | 'manager' | 'admin'
  scope: 'none' | 'read' | 'write'
  input: z.ZodType
  output: z.ZodType
  progress?: z.ZodType
}

export type Contract = typeof contract
export type CallName = keyof Contract
export type Input<N extends CallName> = z.input<Contract[N]['input']>
export type ParsedInput<N extends CallName> = z.output<Contract[N]['input']>
export type Output<N extends CallName> = z.output<Contract[N]['output']>
export type Progress<N extends CallName> = Contract[N] extends { progress: infer P extends z.ZodType }
  ? z.output<P>
  : never

export type Events = { [N in keyof typeof events]: z.output<(typeof events)[N]> }
export type EventName = keyof Events
/** One event as it crosses: a name of the closed map, and its value. */
export type AppEvent = { [N in EventName]: { name: N; value: Events[N] } }[EventName]

/** The answer to a call. Thrown errors lose their class over IPC, so none is thrown across. */
export type Envelope = { ok: true; value: unknown } | { ok: false; error: ErrorBody }

export const callChannel = 'vmlab:call'
export const cancelChannel = 'vmlab:cancel'
export const eventChannel = 'vmlab:event'

/** What the preload script exposes as `window.vmlab`: it passes calls on without knowing them. */
export interface Bridge {
  call(id: string, name: string, input: unknown): Promise<Envelope>
  cancel(id: string): void
  subscribe(listener: (event: AppEvent) => void): () => void
}
