// Shows a page when its rows are there, so that it is drawn once and not first without them.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { readAhead } from '../entity/table/tables'
import { entityOf, type Page } from '../routes'

/** Milliseconds after which a page is shown without its rows: they take longer, and it says so. */
const patience = 80

/** The page to draw: the one before, or none, for the moment in which the rows of `page` are read. */
export function useShownPage(page: Page): Page | null {
  const [shown, setShown] = useState<Page | null>(null)

  useEffect(() => {
    let isWanted = true
    const show = () => {
      // At once: put off to React's own queue it would often miss the next frame.
      if (isWanted) flushSync(() => setShown(page))
    }
    const entity = entityOf[page]
    const timer = setTimeout(show, patience)
    void (entity ? readAhead(entity) : Promise.resolve()).then(show)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [page])

  return shown
}
