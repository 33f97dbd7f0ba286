// A choice of one out of two or three, side by side.
import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './Segments.module.css'

export interface SegmentsProps<T extends string> {
  label: string
  choices: readonly { id: T; label: string }[]
  value: T
  onChange(value: T): void
  hideLabel?: boolean
}

export function Segments<T extends string>({
  label,
  choices,
  value,
  onChange,
  hideLabel = false,
}: SegmentsProps<T>) {
  const choose = (next: string) => {
    const choice = choices.find(({ id }) => id === next)
    if (choice) onChange(choice.id)
  }
  return (
    <RadioGroup value={value} onChange={choose} orientation="horizontal" className={styles.group ?? ''}>
      <Label className={hideLabel ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      <div className={styles.track}>
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className={styles.choice ?? ''}>
            {choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
