// What this launch has to say once: read-only, warnings, and who was added from the first users' file.
import { X } from 'lucide-react'
import { useState } from 'react'
import { text } from '@shared/text'
import type { ReadyState } from '../api/database'
import { runCommand } from '../commands/commands'
import { ProductionBanner } from '../profiles/ProductionBanner'
import { Banner } from '../ui/Banner'
import { Button, IconButton } from '../ui/Button'

const words = text.shell
const namesShown = 8

// Dismissed until the program ends: sign-in screen and shell show the same ones.
const dismissed = new Set<string>()

export function LabBanners({ ready }: { ready: ReadyState }) {
  const [, setCount] = useState(0)
  const dismiss = (key: string) => {
    dismissed.add(key)
    setCount((count) => count + 1)
  }
  const added = addedSentence(ready.seeded)
  return (
    <>
      <ProductionBanner profile={ready.target.profile} />
      {ready.readOnly !== null && (
        <Banner tone="warning" actions={ready.target.profile.readOnly && <EditLab />}>
          {ready.readOnly}
        </Banner>
      )}
      {added !== null && !dismissed.has(added) && (
        <Banner tone="success" role="status" actions={<Dismiss onPress={() => dismiss(added)} />}>
          {added}
        </Banner>
      )}
      {ready.warnings
        .filter((warning) => !dismissed.has(warning))
        .map((warning) => (
          <Banner
            key={warning}
            tone="warning"
            role="status"
            actions={<Dismiss onPress={() => dismiss(warning)} />}
          >
            {warning}
          </Banner>
        ))}
    </>
  )
}

/** Null where nobody was added. */
export function addedSentence(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return words.added(names.slice(0, namesShown), Math.max(0, names.length - namesShown))
}

function EditLab() {
  return (
    <Button variant="quiet" onPress={() => runCommand('lab.edit')}>
      {text.profiles.editLab}
    </Button>
  )
}

function Dismiss({ onPress }: { onPress(): void }) {
  return <IconButton aria-label={words.dismiss} icon={X} onPress={onPress} />
}
