// What the program remembers of a connection for its next start.
import { text } from '@shared/text'
import { Select } from '../ui/Select'
import type { ConnectionDraft, Keep } from './connection-draft'

const words = text.setup

const choices: { id: Keep; label: string }[] = [
  { id: 'file', label: words.keepFile.file },
  { id: 'key-store', label: words.keepFile.keyStore },
  { id: 'session', label: words.keepFile.session },
]

export function KeepChoice(props: {
  kind: ConnectionDraft['kind']
  value: Keep
  onChange(value: Keep): void
}) {
  const help = props.kind === 'file' ? words.keepRefHelp : words.keepHelp
  const change = (id: string) => {
    const choice = choices.find((candidate) => candidate.id === id)
    if (choice) props.onChange(choice.id)
  }
  return (
    <Select
      label={words.keep}
      choices={choices}
      value={props.value}
      onChange={change}
      description={help[props.value]}
    />
  )
}
