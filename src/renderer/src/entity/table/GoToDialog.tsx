// Asks for a row's number, or a share of the list, and goes there.
import { useState } from 'react'
import { text } from '@shared/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/TextField'
import { parsePlace } from './place'

const words = text.table

interface GoToDialogProps {
  total: number
  onGo(index: number): void
  onClose(): void
}

export function GoToDialog({ total, onGo, onClose }: GoToDialogProps) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  return (
    <Dialog title={words.goTo} isOpen size="small" onOpenChange={(open) => !open && onClose()}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const index = parsePlace(typed, total)
          if (index === null) return setError(words.goToInvalid(total))
          onClose()
          onGo(index)
        }}
      >
        <TextField
          label={words.goToLabel(total)}
          autoFocus
          value={typed}
          errorMessage={error}
          onChange={(value) => {
            setTyped(value)
            setError(undefined)
          }}
        />
        <Button type="submit" variant="primary">
          {words.goToButton}
        </Button>
      </form>
    </Dialog>
  )
}
