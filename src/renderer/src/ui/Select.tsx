// A labelled choice of one out of a short list.
import { Check, ChevronDown } from 'lucide-react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  type SelectProps as AriaSelectProps,
} from 'react-aria-components'
import { FieldFooter } from './TextField'
import field from './field.module.css'
import list from './list.module.css'
import styles from './Select.module.css'

export interface Choice {
  id: string
  label: string
}

export interface SelectProps extends Omit<
  AriaSelectProps<Choice>,
  'className' | 'style' | 'children' | 'selectedKey' | 'onSelectionChange' | 'value' | 'onChange'
> {
  /** Without it an aria-label is needed. */
  label?: string
  choices: readonly Choice[]
  /** Null: nothing chosen. */
  value: string | null
  onChange(value: string): void
  description?: string
  errorMessage?: string | undefined
  /** No room under it for a hint or an error: for toolbars. */
  compact?: boolean
}

export function Select({
  label,
  choices,
  value,
  onChange,
  description,
  errorMessage,
  compact = false,
  ...props
}: SelectProps) {
  return (
    <AriaSelect
      validationBehavior="aria"
      {...(errorMessage === undefined ? {} : { isInvalid: true })}
      {...props}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key))
      }}
      className={field.field ?? ''}
    >
      {label !== undefined && <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={`${field.box} ${styles.button}`}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown size={15} aria-hidden className={styles.icon} />
      </Button>
      {!compact && <FieldFooter description={description} errorMessage={errorMessage} />}
      <Popover className={list.popover ?? ''}>
        <ListBox items={choices} className={list.list ?? ''}>
          {(choice) => (
            <ListBoxItem textValue={choice.label} className={list.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={list.check}>{isSelected && <Check size={15} aria-hidden />}</span>
                  {choice.label}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
