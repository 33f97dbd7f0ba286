// The window's start: asks main for what the first screen needs while the program's code is still being read.
import './api/jitless'
import { call, startProgress } from './api/call'
import { startDatabase } from './api/database'
import { loadPreferences } from './api/preferences'
import { endOperator, startOperator } from './auth/operator'
import { onEvent } from './api/call'

startProgress()
onEvent('operator.ended', ({ reason }) => endOperator(reason))
// Nobody signed in, or nobody to ask: the sign-in screen it is.
const signedIn = call('auth.current')
  .then((operator) => operator && startOperator(operator))
  .catch(() => undefined)
const asked = Promise.all([startDatabase(), loadPreferences(), signedIn])
const [{ showApp }] = await Promise.all([import('./App'), asked])
const root = document.getElementById('root')
if (root) showApp(root)
