// Follows the calls that may take long: how far they are, and how they ended.
import type { Dispatcher } from '../ipc/dispatch'

export interface Work {
  /** The call's name. */
  readonly name: string
  /** Milliseconds since it began. */
  age(): number
  /** 0 to 1, or null where it cannot be told. */
  readonly share: number | null
}

export interface LongWork {
  /** The same dispatcher, whose long calls are followed. */
  follow(dispatcher: Dispatcher): Dispatcher
  /** Every progress of every call passes by here. */
  progress(id: string, value: unknown): void
  underWay(): readonly Work[]
}

interface Entry extends Work {
  share: number | null
}

export function createLongWork(parts: {
  names: readonly string[]
  changed(): void
  ended(work: Work, isDone: boolean): void
  now?(): number
}): LongWork {
  const now = parts.now ?? (() => performance.now())
  const running = new Map<string, Entry>()

  return {
    follow: (dispatcher) => ({
      ...dispatcher,
      async dispatch(caller, request) {
        const { id, name } = headOf(request)
        if (!caller.own || name === null || !parts.names.includes(name) || running.has(id)) {
          return dispatcher.dispatch(caller, request)
        }
        const began = now()
        const work: Entry = { name, share: null, age: () => now() - began }
        running.set(id, work)
        parts.changed()
        try {
          const envelope = await dispatcher.dispatch(caller, request)
          running.delete(id)
          parts.ended(work, envelope.ok)
          return envelope
        } finally {
          running.delete(id)
          parts.changed()
        }
      },
    }),
    progress(id, value) {
      const work = running.get(id)
      if (!work || typeof value !== 'object' || value === null) return
      const { done, total } = value as { done?: unknown; total?: unknown }
      if (typeof done !== 'number' || typeof total !== 'number' || total <= 0) return
      work.share = Math.min(1, Math.max(0, done / total))
      parts.changed()
    },
    underWay: () => [...running.values()],
  }
}

function headOf(request: unknown): { id: string; name: string | null } {
  if (typeof request !== 'object' || request === null) return { id: '', name: null }
  const { id, name } = request as { id?: unknown; name?: unknown }
  return { id: typeof id === 'string' ? id : '', name: typeof name === 'string' ? name : null }
}
