// Said once for a lab, across the window: that its cipher key is missing or the wrong one.
import { X } from 'lucide-react'
import { useState } from 'react'
import { text } from '@shared/text'
import type { ReadyState } from '../api/database'
import { navigate } from '../routes'
import { Banner } from '../ui/Banner'
import { Button, IconButton } from '../ui/Button'
import { useKeyCheck } from './key-check'
import { sentenceOf } from './cipher-words'

const words = text.credentials.cipher

// Until the program ends.
const dismissed = new Set<string>()

/** A malformed one is among the lab's own warnings already. */
export function CipherBanner({ ready }: { ready: ReadyState }) {
  const { data: check } = useKeyCheck()
  const [, setCount] = useState(0)
  const { id } = ready.target.profile
  const isTold = check?.state === 'missing' || check?.state === 'wrong' || check?.state === 'partly'
  if (!isTold || dismissed.has(id)) return null
  return (
    <Banner
      tone="warning"
      role="status"
      actions={
        <>
          <Button variant="quiet" onPress={() => navigate('database')}>
            {words.look}
          </Button>
          <IconButton
            aria-label={text.shell.dismiss}
            icon={X}
            onPress={() => {
              dismissed.add(id)
              setCount((count) => count + 1)
            }}
          />
        </>
      }
    >
      {check.state === 'missing' ? sentenceOf(check) : words.banner}
    </Banner>
  )
}
