// What main says of a key that is being typed or was pasted; asked once it has been left alone for a moment.
import { useEffect, useState } from 'react'
import type { TypedKey } from '@shared/credentials'
import { call } from '../api/call'

const patience = 300
/** What the call takes; beyond it the form's own rule says that it is too large. */
const longest = 131_072

/** Null while nothing is typed, or nothing is known of it. */
export function useTypedKey(typed: string): TypedKey | null {
  const [known, setKnown] = useState<{ typed: string; key: TypedKey } | null>(null)
  useEffect(() => {
    if (typed === '' || typed.length > longest) return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      call('credentials.readKey', { text: typed }, { signal: controller.signal })
        .then((key) => !controller.signal.aborted && setKnown({ typed, key }))
        // Saving says what is wrong, where this could not.
        .catch(() => undefined)
    }, patience)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [typed])
  // What was typed before is forgotten with it.
  return known !== null && known.typed === typed && typed !== '' ? known.key : null
}
