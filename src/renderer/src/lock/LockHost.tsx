// Mounted once, whatever the screen: hides the window while it is locked, and hears the keys that lock it.
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from '../api/store'
import { useSignIn } from '../auth/operator'
import { runCommand } from '../commands/commands'
import { matchesShortcut } from '../commands/shortcut'
import { lockedBy } from './lock-state'
import { LockScreen } from './LockScreen'

export function LockHost() {
  const locked = useStore(lockedBy)
  const { operator } = useSignIn()
  useEffect(() => {
    // Before anything else hears it: whoever leaves with a dialog open locks the window all the same.
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || !matchesShortcut(event, 'mod+shift+l')) return
      event.preventDefault()
      event.stopPropagation()
      runCommand('lock.now')
    }
    document.addEventListener('keydown', listen, true)
    return () => document.removeEventListener('keydown', listen, true)
  }, [])
  if (!locked || !operator) return null
  // Beside everything else, so that all else can be hidden.
  return createPortal(<LockScreen locked={locked} operator={operator} />, document.body)
}
