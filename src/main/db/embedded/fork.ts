// How the embedded database's process is started, whatever starts it: Electron in the app, Node in tests.
import type { FromHost, ToHost } from './messages'

export interface HostProcess {
  readonly pid: number | undefined
  send(message: ToHost): void
  onMessage(listener: (message: FromHost) => void): void
  /** Once; `code` is null where a signal ended it. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export type ForkHost = () => HostProcess
