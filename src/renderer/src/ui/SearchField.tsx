// The one search box of a page.
import { Search, X } from 'lucide-react'
import {
  Button,
  Input,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from 'react-aria-components'
import type { ReactNode, Ref } from 'react'
import { text } from '@shared/text'
import field from './field.module.css'
import styles from './SearchField.module.css'

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'style' | 'children'> {
  'aria-label': string
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
  /** Inside the box, behind the text: a shortcut or a count. */
  suffix?: ReactNode
}

/** Esc clears it. */
export function SearchField({ placeholder, inputRef, suffix, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField {...props} className={styles.field ?? ''}>
      <div className={`${field.box} ${styles.box}`}>
        <Search size={15} aria-hidden className={styles.icon} />
        <Input
          {...(inputRef ? { ref: inputRef } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
          className={`${field.input} ${styles.input}`}
        />
        {suffix}
        <Button aria-label={text.shell.clear} className={styles.clear ?? ''}>
          <X size={14} aria-hidden />
        </Button>
      </div>
    </AriaSearchField>
  )
}
