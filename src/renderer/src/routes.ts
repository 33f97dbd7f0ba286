// Which page is shown, and what was asked of it; the window has no address of its own.
import { useSyncExternalStore } from 'react'
import { hasUnsavedWork } from './api/unsaved-work'

export const pages = ['users', 'vms', 'bookmarks', 'database'] as const
export type Page = (typeof pages)[number]

export interface Target {
  /** A row to open in the page's panel. */
  open?: number
  /** Text for the page's search box. */
  search?: string
}

export interface Route extends Target {
  page: Page
  /** Grows with every `navigate`, so that asking for the same thing twice is noticed. */
  serial: number
}

const start: Route = { page: 'users', serial: 0 }
let route = start
let asked: (() => void) | null = null
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** Go to a page. Where something was typed and not saved the window asks first (shell/LeaveQuestion). */
export function navigate(page: Page, target: Target = {}): void {
  const go = () => {
    route = { ...target, page, serial: route.serial + 1 }
    asked = null
    tell()
  }
  const stays = page === route.page && target.open === undefined && target.search === undefined
  if (stays || !hasUnsavedWork()) return go()
  asked = go
  tell()
}

/** Do something that ends the page (sign out, another lab); asks first as `navigate` does. */
export function leavePage(run: () => void): void {
  if (!hasUnsavedWork()) return run()
  asked = () => {
    asked = null
    tell()
    run()
  }
  tell()
}

/** Back to the first page, for the next person. */
export function resetRoute(): void {
  route = { ...start, serial: route.serial + 1 }
  asked = null
  tell()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useRoute(): Page {
  return useSyncExternalStore(subscribe, () => route.page)
}

/** The page with what was asked of it; `serial` tells a new wish from one already met. */
export function useRouteTarget(): Route {
  return useSyncExternalStore(subscribe, () => route)
}

/** What waits for the answer to "Discard what you typed?", or null. */
export function useAskedLeave(): { discard(): void; stay(): void } | null {
  const run = useSyncExternalStore(subscribe, () => asked)
  if (!run) return null
  return {
    discard: run,
    stay: () => {
      asked = null
      tell()
    },
  }
}
