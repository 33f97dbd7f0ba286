// Rows of a long list, fetched in pages as they come into view; pages out of use are dropped.
import { overscan as drawnAround } from './scale'

/** undefined: not fetched yet. null: deleted since the list was made. */
export type Slot<R> = R | null | undefined

export interface RowCacheOptions<R> {
  /** Fetch rows by place; rejects when aborted. */
  fetch(start: number, count: number, signal: AbortSignal): Promise<readonly (R | null)[]>
  /** Rows a page has, and so the size of one fetch. */
  pageSize?: number
  /** Rows around those in view that are drawn too, and so are fetched behind them. */
  overscan?: number
  /** Pages kept; the ones longest out of view go first. */
  maxPages?: number
  /** Fetches under way at once. */
  maxFetches?: number
  /**
   * Milliseconds that a fetch no longer wanted may keep others waiting before it is cancelled. A cancellation costs
   * the server more than a quick answer does, and a dragged thumb passes sixty places in a second.
   */
  patience?: number
  /** Rows came or changed. `failed`: pages in view that could not be fetched. */
  onChange(failed: number): void
  /** A page could not be fetched; it is tried again when it is wanted the next time. */
  onError(error: unknown): void
}

export interface RowCache<R> {
  get(index: number): Slot<R>
  /**
   * Say which rows are in view out of how many. Fetches what is missing, then one page ahead in the direction of
   * travel, and once those are here the rows drawn around them; fetches that are no longer wanted are cancelled where
   * they keep others waiting. Jump upon jump, as of a dragged thumb, is waited out: nobody can read what flies by, and
   * drawing it would make the thumb stutter.
   */
  want(first: number, end: number, total: number): void
  /** Put rows in that came by another way, such as with the answer that opened the list. */
  fill(start: number, rows: readonly (R | null)[]): void
  /** Put the new state of one row in wherever it is held; returns whether it was. */
  patch(matches: (row: R) => boolean, row: R | null): boolean
  /** Stop every fetch; nothing is reported any more. */
  dispose(): void
}

/** Milliseconds between two jumps that belong to one movement, and that it must rest before its rows are fetched. */
const sameMovement = 80
const rest = 40

export function createRowCache<R>(options: RowCacheOptions<R>): RowCache<R> {
  const { pageSize = 100, overscan = drawnAround, maxPages = 60, maxFetches = 2, patience = 80 } = options
  // Insertion order is the order of last use: the first key is the page longest unused.
  const pages = new Map<number, Slot<R>[]>()
  const fetches = new Map<number, AbortController>()
  const failed = new Set<number>()
  let wanted: number[] = []
  /** How many of the wanted pages are fetched at once; the others wait until these are here. */
  let urgent = 0
  let total = 0
  let lastFirst = 0
  let disposed = false
  let jumpedAt = -Infinity
  let jumps = 0
  let impatient: ReturnType<typeof setTimeout> | undefined
  let resting: ReturnType<typeof setTimeout> | undefined

  const lengthOf = (page: number) => Math.min(pageSize, total - page * pageSize)
  const complete = (page: number) => {
    const held = pages.get(page)
    if (!held) return false
    for (let i = 0; i < lengthOf(page); i++) if (held[i] === undefined) return false
    return true
  }

  function touch(page: number) {
    const held = pages.get(page)
    if (!held) return
    pages.delete(page)
    pages.set(page, held)
  }

  function evict() {
    for (const page of pages.keys()) {
      if (pages.size <= maxPages) return
      if (!wanted.includes(page)) pages.delete(page)
    }
  }

  async function load(page: number) {
    const controller = new AbortController()
    fetches.set(page, controller)
    try {
      const rows = await options.fetch(page * pageSize, lengthOf(page), controller.signal)
      if (disposed || controller.signal.aborted) return
      pages.set(page, [...rows])
      evict()
      options.onChange(failed.size)
    } catch (error) {
      if (disposed || controller.signal.aborted) return
      failed.add(page)
      options.onError(error)
    } finally {
      if (fetches.get(page) === controller) fetches.delete(page)
      if (!disposed) pump()
    }
  }

  /** Start fetches for what is wanted and missing, most urgent first. */
  function pump() {
    if (resting !== undefined) return
    for (const [place, page] of wanted.entries()) {
      if (place === urgent && !wanted.slice(0, urgent).every(complete)) return
      if (fetches.has(page) || failed.has(page) || complete(page)) continue
      if (fetches.size < maxFetches) void load(page)
      else {
        impatient ??= setTimeout(cancelUnwanted, patience)
        return
      }
    }
  }

  function stopped() {
    resting = undefined
    pump()
  }

  function cancelUnwanted() {
    impatient = undefined
    for (const [page, controller] of fetches) {
      if (wanted.includes(page)) continue
      fetches.delete(page)
      controller.abort()
    }
    pump()
  }

  return {
    get: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    want(first, end, of) {
      total = of
      if (Math.min(end, total) <= first || disposed) return
      const from = Math.floor(first / pageSize)
      const to = Math.floor((Math.min(end, total) - 1) / pageSize)
      const forward = first >= lastFirst
      const jumped = Math.abs(first - lastFirst) > pageSize
      lastFirst = first
      wanted = []
      for (let page = from; page <= to; page++) wanted.push(page)
      const ahead = forward ? to + 1 : from - 1
      // Where a jump leads says nothing about where the next one does.
      if (!jumped && ahead >= 0 && ahead * pageSize < total) wanted.push(ahead)
      urgent = wanted.length
      for (const drawn of [first - overscan, end - 1 + overscan]) {
        const page = Math.floor(Math.max(0, Math.min(drawn, total - 1)) / pageSize)
        if (!wanted.includes(page)) wanted.push(page)
      }
      for (const page of wanted) touch(page)
      failed.clear()
      clearTimeout(resting)
      if (jumped) {
        jumps = performance.now() - jumpedAt < sameMovement ? jumps + 1 : 0
        jumpedAt = performance.now()
      }
      // Two in a row may be two keys.
      resting = jumped && jumps > 1 ? setTimeout(stopped, rest) : undefined
      pump()
    },
    fill(start, rows) {
      rows.forEach((row, i) => {
        const page = Math.floor((start + i) / pageSize)
        const held = pages.get(page) ?? []
        held[(start + i) % pageSize] = row
        pages.set(page, held)
      })
    },
    patch(matches, row) {
      for (const held of pages.values()) {
        const at = held.findIndex(
          (candidate) => candidate !== null && candidate !== undefined && matches(candidate),
        )
        if (at < 0) continue
        held[at] = row
        options.onChange(failed.size)
        return true
      }
      return false
    },
    dispose() {
      disposed = true
      clearTimeout(impatient)
      clearTimeout(resting)
      for (const controller of fetches.values()) controller.abort()
      fetches.clear()
    },
  }
}
