// The window's first script: only what must come before all others, and what makes them come at once.
import './api/jitless'

/** Milliseconds after which the program comes without a first frame: a window that is covered gets none. */
const patience = 300

// The first frame before all else. Then both at the same time: what main answers is mostly there before the
// program's own code has run.
const framed = new Promise<void>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve))
  setTimeout(resolve, patience)
})
void framed.then(async () => {
  const app = import('./App')
  const { askMain } = await import('./start')
  await askMain()
  const { showApp } = await app
  const root = document.getElementById('root')
  if (root) showApp(root)
})
