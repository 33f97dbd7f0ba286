// Which page is shown, and what was asked of it; the window has no address of its own.
import type { EntityName } from '@shared/entity'
import { createStore, useStore } from './api/store'
import { hasUnsavedWork } from './api/unsaved-work'

export const pages = ['users', 'vms', 'bookmarks', 'waiting', 'integrity', 'history', 'database'] as const
export type Page = (typeof pages)[number]

/** Whose table a page shows, where it shows one. */
export const entityOf: Readonly<Record<Page, EntityName | null>> = {
  users: 'user',
  vms: 'vm',
  bookmarks: 'bookmark',
  waiting: null,
  integrity: null,
  history: null,
  database: null,
}

export interface Target {
  /** A row to open in the page's panel. */
  open?: number
  /** The form of a new row, in the page's panel. */
  add?: true
  /** Text for the page's search box. */
  search?: string
}

export interface Route extends Target {
  page: Page
  /** Grows with every `navigate`, so that asking for the same thing twice is noticed. */
  serial: number
}

const start: Route = { page: 'users', serial: 0 }
const route = createStore(start)
/** What waits for an answer; in an object, since a store of functions would call it by mistake. */
const asked = createStore<{ run(): void } | null>(null)

function show(next: Omit<Route, 'serial'>): void {
  asked.set(null)
  route.set({ ...next, serial: route.get().serial + 1 })
}

/**
 * Go to a page. Where something was typed and not saved the window asks first (shell/LeavePageQuestion); the page one
 * is on asks by itself before its panel shows another row.
 */
export function navigate(page: Page, target: Target = {}): void {
  const go = () => show({ ...target, page })
  if (page === route.get().page || !hasUnsavedWork()) go()
  else asked.set({ run: go })
}

/** Do something that ends the page (sign out, another lab); asks first as `navigate` does. */
export function leavePage(run: () => void): void {
  if (hasUnsavedWork()) asked.set({ run })
  else run()
}

/** Back to the first page, for the next person. */
export function resetRoute(): void {
  show({ page: start.page })
}

export function useRoute(): Page {
  return useStore(route).page
}

/** The page with what was asked of it; `serial` tells a new wish from one already met. */
export function useRouteTarget(): Route {
  return useStore(route)
}

/** What waits for the answer to "Discard what you typed?", or null. */
export function useAskedLeave(): { discard(): void; stay(): void } | null {
  const question = useStore(asked)
  if (!question) return null
  const stay = () => asked.set(null)
  const discard = () => {
    stay()
    question.run()
  }
  return { discard, stay }
}
