// The window's first script: only what must come before all others, and what makes them come at once.
import './api/jitless'

// Both are read at the same time; what main answers is mostly there before the program's own code has run.
const app = import('./App')
void import('./start').then(async ({ askMain }) => {
  await askMain()
  const { showApp } = await app
  const root = document.getElementById('root')
  if (root) showApp(root)
})
