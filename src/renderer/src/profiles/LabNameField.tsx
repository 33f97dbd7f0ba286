// The box that a production lab's name is typed into before much is deleted.
import type { RefObject } from 'react'
import type { ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'
import { TextField } from '../ui/TextField'

interface LabNameFieldProps {
  profile: Pick<ProfileFacts, 'name'>
  value: string
  onChange(value: string): void
  errorMessage: string | undefined
  inputRef: RefObject<HTMLInputElement | null>
  autoFocus?: boolean
}

export function LabNameField({ profile, ...props }: LabNameFieldProps) {
  return (
    <TextField
      label={text.profiles.typeName(profile.name)}
      description={text.profiles.typeNameHint}
      autoComplete="off"
      {...props}
    />
  )
}
