// The thread that encrypts anew: it takes batches of tokens, so that the program's own thread is free meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import type { FernetKey } from './fernet'
import { renewToken } from './renew'
import type { RenewRequest, RenewAnswer, WorkerKeys } from './renewer'

const keys = workerData as WorkerKeys
const keyOf = (bytes: Uint8Array): FernetKey => ({
  signing: Buffer.from(bytes.subarray(0, 16)),
  encryption: Buffer.from(bytes.subarray(16)),
})
const old = keys.old.map(keyOf)
const next = keyOf(keys.next)

parentPort?.on('message', ({ id, tokens }: RenewRequest) => {
  const renewed = tokens.map((token) => renewToken(old, next, token))
  parentPort?.postMessage({ id, renewed } satisfies RenewAnswer)
})
