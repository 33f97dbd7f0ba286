// The fields of a bookmark, and the way to see where its link leads.
import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import type { BookmarkRow } from '@shared/entities/bookmark'
import { webAddress } from '@shared/entities/rules'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { showError } from '../../api/show-error'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import type { BookmarkValues } from './bookmark-form'
import { Cell } from './Cell'
import type { FieldsProps } from './entity-form'
import { PersonPicker } from './PersonPicker'
import styles from './fields.module.css'

const words = text.form
const label = text.fields

export function BookmarkFields({ form }: FieldsProps<BookmarkRow, BookmarkValues>) {
  const { field } = form
  const link = field('link')
  return (
    <div className={styles.fields}>
      <Cell name="name">
        <TextField label={label.name} {...field('name')} isRequired autoComplete="off" />
      </Cell>
      <Cell name="link">
        <TextField
          label={label.link}
          {...link}
          isRequired
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          description={words.linkHint}
        />
        <div className={styles.actions}>
          <OpenLink link={link.value.trim()} isDisabled={link.isInvalid || link.value.trim() === ''} />
        </div>
      </Cell>
      <Cell name="ownerId">
        <PersonPicker label={label.owner} {...field('ownerId')} purpose="owner" isRequired />
      </Cell>
    </div>
  )
}

/** Main shows the whole address and asks before the browser gets it. */
function OpenLink({ link, isDisabled }: { link: string; isDisabled: boolean }) {
  const [isOpening, setOpening] = useState(false)
  return (
    <Button
      icon={ExternalLink}
      isDisabled={isDisabled}
      onPress={() => {
        if (isOpening) return
        setOpening(true)
        call('app.openLink', { link: webAddress(link) })
          .catch(showError)
          .finally(() => setOpening(false))
      }}
    >
      {words.openLink}
    </Button>
  )
}
