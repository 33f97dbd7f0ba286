// Starts the thread that encrypts anew, and hands it batches.
import { Worker } from 'node:worker_threads'
import type { FernetKey } from './fernet'
import type { Renewed } from './renew'

export interface WorkerKeys {
  old: Uint8Array[]
  next: Uint8Array
}
export interface RenewRequest {
  id: number
  tokens: (string | null)[]
}
export interface RenewAnswer {
  id: number
  renewed: Renewed[]
}

export interface Renewer {
  /** In the order of the tokens. @throws Error where the thread has ended */
  renew(tokens: (string | null)[]): Promise<Renewed[]>
  stop(): Promise<void>
}

/** `entry`: the bundled thread, a JavaScript file. The keys go to it by memory alone. */
export function startRenewer(entry: string, old: readonly FernetKey[], next: FernetKey): Renewer {
  const bytes = ({ signing, encryption }: FernetKey) => new Uint8Array(Buffer.concat([signing, encryption]))
  const workerData: WorkerKeys = { old: old.map(bytes), next: bytes(next) }
  const worker = new Worker(entry, { workerData })
  const waiting = new Map<number, { resolve(renewed: Renewed[]): void; reject(error: Error): void }>()
  let count = 0
  let ended: Error | null = null
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', ({ id, renewed }: RenewAnswer) => {
    waiting.get(id)?.resolve(renewed)
    waiting.delete(id)
  })
  worker.on('error', end)
  worker.on('exit', () => end(new Error('The thread that encrypts anew has ended')))
  return {
    renew(tokens) {
      if (ended) return Promise.reject(ended)
      count += 1
      const id = count
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, tokens } satisfies RenewRequest)
      })
    },
    stop: async () => void (await worker.terminate()),
  }
}
