// What the history page shows: kept while pages come and go, and set from elsewhere in the window.
import type { Input } from '@shared/call'
import { createStore, useStore } from '../api/store'

interface Person {
  id: number
  username: string
}

export interface HistoryFilter {
  text: string
  /** Whom changes concern. */
  person: Person | null
  /** Who made them. */
  actor: Person | null
  machine: { id: number; name: string } | null
  /** Days as a date box has them, "2026-11-24"; empty: none. */
  from: string
  until: string
}

export const noFilter: HistoryFilter = {
  text: '',
  person: null,
  actor: null,
  machine: null,
  from: '',
  until: '',
}

const filter = createStore(noFilter)

export function setHistoryFilter(changes: Partial<HistoryFilter>): void {
  filter.set({ ...filter.get(), ...changes })
}

export function showOnlyHistoryOf(only: Partial<HistoryFilter>): void {
  filter.set({ ...noFilter, ...only })
}

export function useHistoryFilter(): HistoryFilter {
  return useStore(filter)
}

export function isFiltered(given: HistoryFilter): boolean {
  return (Object.keys(noFilter) as (keyof HistoryFilter)[]).some((key) => given[key] !== noFilter[key])
}

/** As the call takes it: days in this computer's time zone, the last one whole. */
export function filterInput(given: HistoryFilter): Input<'history.list'>['filter'] {
  return {
    text: given.text.trim(),
    person: given.person?.id ?? null,
    actor: given.actor?.id ?? null,
    machine: given.machine?.id ?? null,
    from: midnight(given.from, 0),
    until: midnight(given.until, 1),
  }
}

/** The beginning of a day, or of so many later; null where the box holds no whole date. */
function midnight(day: string, later: number): number | null {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date || year < 1970 || year > 9999) return null
  return new Date(year, month - 1, date + later).getTime()
}
