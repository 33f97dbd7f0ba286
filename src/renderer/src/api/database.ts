// The state of the database as main last told it.
import type { DatabaseState } from '@shared/database-state'
import { AppError } from '@shared/errors'
import { call, onEvent } from './call'
import { createStore, useStore } from './store'

export type ReadyState = Extract<DatabaseState, { kind: 'ready' }>

export interface DatabaseView {
  /** Null until main has answered for the first time. */
  state: DatabaseState | null
  /**
   * The same lab when it was last ready, also while it is out of reach: pages stay as they are meanwhile. Null
   * where it was never ready, or is another one now.
   */
  ready: ReadyState | null
}

const view = createStore<DatabaseView>({ state: null, ready: null })
const backListeners = new Set<() => void>()
const readyListeners = new Set<() => void>()

/** What the next view is; apart, so that it can be tested. */
export function nextView(before: DatabaseView, state: DatabaseState): DatabaseView {
  if (state.kind === 'ready') return { state, ready: state }
  if (state.kind === 'unconfigured' || state.kind === 'incompatible') return { state, ready: null }
  const same = before.ready !== null && sameTarget(before.ready.target, state.target)
  return { state, ready: same ? before.ready : null }
}

function sameTarget(left: ReadyState['target'], right: ReadyState['target']): boolean {
  const samePlace = left.label === right.label && left.username === right.username
  return left.profile.id === right.profile.id && left.kind === right.kind && samePlace
}

function set(state: DatabaseState): void {
  const before = view.get()
  const next = nextView(before, state)
  view.set(next)
  if (state.kind === 'ready') for (const listener of readyListeners) listener()
  const isBack = state.kind === 'ready' && before.ready !== null && before.state?.kind !== 'ready'
  if (isBack && next.ready && before.ready && sameTarget(before.ready.target, next.ready.target)) {
    for (const listener of backListeners) listener()
  }
}

/** Ask once and listen from then on. */
export async function startDatabase(): Promise<void> {
  onEvent('database.state', set)
  const state = await call('setup.state').catch(() => null)
  // An event that came meanwhile is newer than this answer.
  if (state && view.get().state === null) set(state)
}

/** Hear when a lab that was lost is back. */
export function onDatabaseBack(listener: () => void): () => void {
  backListeners.add(listener)
  return () => backListeners.delete(listener)
}

/** Hear each time that a lab is reached. */
export function onDatabaseReady(listener: () => void): void {
  readyListeners.add(listener)
}

/** Resolves when a lab is ready. @throws AppError `cancelled` where the signal aborts before */
export function untilReady(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!signal.aborted && view.get().state?.kind !== 'ready') return
      stop()
      signal.removeEventListener('abort', look)
      if (signal.aborted) reject(new AppError({ code: 'cancelled', message: '' }))
      else resolve()
    }
    const stop = view.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
}

export function useDatabase(): DatabaseView {
  return useStore(view)
}

/** Whether nothing can be written, and why; null where writing is possible. */
export function useReadOnly(): string | null {
  return useDatabase().ready?.readOnly ?? null
}
