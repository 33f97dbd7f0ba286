// Expressions that run in the page: what counts as painted, and how frames are counted.

/** True while the sign-in form can be used: it is only shown once the database is ready. */
export const signInIsThere = `(() => {
  const name = document.querySelector('input[name=username]')
  const button = document.querySelector('form button[type=submit]')
  return Boolean(name && !name.disabled && document.querySelector('input[name=password]') && button && !button.disabled)
})()`

/** The same, and what is typed there would be sent at once. */
export const databaseIsReady = `${signInIsThere} && !document.querySelector('form [role=status]').textContent.startsWith('Connecting')`

/**
 * True while a table's rows fill its view with text, none a placeholder, and (where given) the row at that place is
 * among them. `rows` is the fewest that count as full.
 */
export function rowsAreThere(table: string, place: number | null = null, rows = 10): string {
  return `(() => {
    const grid = document.querySelector('[role=grid][aria-label=${JSON.stringify(table)}]')
    if (!grid) return false
    const box = grid.getBoundingClientRect()
    const top = box.top + 32
    const seen = [...grid.querySelectorAll('[data-row]')].filter((row) => {
      const { top: from, bottom } = row.getBoundingClientRect()
      return bottom > top + 1 && from < box.bottom - 1
    })
    const reaches = Math.max(...seen.map((row) => row.getBoundingClientRect().bottom))
    return seen.length >= ${rows} && reaches >= box.top + grid.clientHeight - 33 &&
      seen.every((row) => !row.hasAttribute('aria-busy') && row.textContent.trim() !== '') &&
      (${place} === null || seen.some((row) => row.dataset.row === '${place}'))
  })()`
}

/**
 * When a condition is on the screen, in milliseconds of the wall clock: it is looked at in each frame, and the frame
 * in which it holds is on the screen when the next one begins.
 */
export function painted(condition: string): string {
  return `new Promise((done) => {
    const look = () => requestAnimationFrame(() => {
      if (!(${condition})) return look()
      requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))
    })
    look()
  })`
}

/**
 * Put a promise into the page, under the name \`bench\`, for the milliseconds from the next event of a type (its own
 * time stamp, from when the browser got it) to a condition on the screen.
 */
export function watch(event: string, condition: string): string {
  return `void (window.bench = new Promise((done) => {
    addEventListener('${event}', ({ timeStamp }) => {
      const look = () => requestAnimationFrame(() => {
        if (!(${condition})) return look()
        requestAnimationFrame(() => done(performance.now() - timeStamp))
      })
      look()
    }, { capture: true, once: true })
  }))`
}

/** Milliseconds between frames, \`count\` of them, as a promise under the name \`bench\`. */
export function countFrames(count: number): string {
  return `void (window.bench = new Promise((done) => {
    const times = []
    const next = (time) => {
      times.push(time)
      if (times.length <= ${count}) requestAnimationFrame(next)
      else done(times.slice(1).map((at, index) => at - times[index]))
    }
    requestAnimationFrame(next)
  }))`
}

/** The first contentful paint, in milliseconds of the wall clock. */
export const firstPaint = `new Promise((done) => {
  new PerformanceObserver((list, observer) => {
    const entry = list.getEntriesByName('first-contentful-paint')[0]
    if (!entry) return
    observer.disconnect()
    done(performance.timeOrigin + entry.startTime)
  }).observe({ type: 'paint', buffered: true })
})`
