// One colour out of the few that labs are told apart by.
import { Check } from 'lucide-react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { profileColours, type ProfileColour } from '@shared/profile'
import { text } from '@shared/text'
import colours from './colours.module.css'
import styles from './ColourChoice.module.css'

const words = text.profiles

/** Null: none chosen yet. */
export function ColourChoice(props: { value: ProfileColour | null; onChange(value: ProfileColour): void }) {
  const choose = (value: string) => {
    const colour = profileColours.find((candidate) => candidate === value)
    if (colour) props.onChange(colour)
  }
  return (
    <RadioGroup value={props.value} onChange={choose} orientation="horizontal">
      <Label className={styles.label ?? ''}>{words.colour}</Label>
      <div className={styles.row}>
        {profileColours.map((colour) => (
          <Radio
            key={colour}
            value={colour}
            aria-label={words.colours[colour]}
            data-colour={colour}
            className={`${colours.colour} ${styles.choice}`}
          >
            {({ isSelected }) => isSelected && <Check size={14} strokeWidth={3} aria-hidden />}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
