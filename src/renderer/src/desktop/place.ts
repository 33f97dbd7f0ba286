// Where somebody is in the window: the page, and the row its panel shows.
import { useEffect } from 'react'
import type { Place } from '@shared/desktop'
import { createStore } from '../api/store'

interface Panel {
  panel: NonNullable<Place['panel']>
  /** The row's name, once it is known. */
  title: string | null
}

export const openPanel = createStore<Panel | null>(null)
/** Null while nobody is signed in. */
export const openPage = createStore<Place['page'] | null>(null)

/** Tell what the panel shows, while the component is there. `id: null` is a new row. */
export function useOpenPanel(
  entity: Panel['panel']['entity'],
  id: number | null,
  title: string | null,
): void {
  useEffect(() => {
    const mine: Panel = { panel: { entity, id }, title }
    openPanel.set(mine)
    return () => {
      if (openPanel.get() === mine) openPanel.set(null)
    }
  }, [entity, id, title])
}

export function currentPlace(): Place | null {
  const page = openPage.get()
  return page === null ? null : { page, panel: openPanel.get()?.panel ?? null }
}
