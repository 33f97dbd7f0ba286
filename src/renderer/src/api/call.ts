// Calls to the main process by name, typed by the contract; failures come back as AppError.
import type { CallName, EventName, Events, Input, Output, Progress } from '@shared/call'
import { AppError } from '@shared/errors'
import { isLockRefusal, untilUnlocked } from '../lock/lock-state'

export interface CallOptions<N extends CallName> {
  /** Aborting cancels the call in main; it then fails with code `cancelled`. */
  signal?: AbortSignal
  onProgress?: (value: Progress<N>) => void
}

const progressListeners = new Map<string, (value: unknown) => void>()
let counter = 0

/**
 * Make one call. What a locked window is refused is asked again once it is unlocked: nothing was done yet.
 * @throws AppError with a code of the closed set; nothing else is thrown.
 */
export async function call<N extends CallName>(
  name: N,
  ...[input, options = {}]: undefined extends Input<N>
    ? [input?: Input<N>, options?: CallOptions<N>]
    : [input: Input<N>, options?: CallOptions<N>]
): Promise<Output<N>> {
  const id = `${Date.now().toString(36)}-${++counter}`
  const { signal, onProgress } = options
  const cancel = () => window.vmlab.cancel(id)
  if (onProgress) progressListeners.set(id, onProgress as (value: unknown) => void)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    for (;;) {
      const envelope = await window.vmlab.call(id, name, input)
      if (envelope.ok) return envelope.value as Output<N>
      if (!isLockRefusal(envelope.error)) throw new AppError(envelope.error)
      await untilUnlocked(signal)
    }
  } finally {
    progressListeners.delete(id)
    signal?.removeEventListener('abort', cancel)
  }
}

/** Hear of one kind of event; returns the function that stops it. */
export function onEvent<N extends EventName>(name: N, listener: (value: Events[N]) => void): () => void {
  return window.vmlab.subscribe((event) => {
    if (event.name === name) (listener as (value: unknown) => void)(event.value)
  })
}

/** Start handing progress events to the calls they belong to; once, when the window starts. */
export function startProgress(): void {
  onEvent('call.progress', ({ id, value }) => progressListeners.get(id)?.(value))
}
