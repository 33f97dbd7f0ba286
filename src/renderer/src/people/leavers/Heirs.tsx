// Whom what people have goes to: the new owner, and the new assignee, each asked for where there is something to pass.
import { text } from '@shared/text'
import type { PersonRef } from '../../entity/form/entity-form'
import { PersonPicker } from '../../entity/form/PersonPicker'
import styles from './leavers.module.css'
import type { Leaving } from './use-leaving'

const words = text.leavers

export interface HeirsValue {
  passTo: PersonRef | null
  assignTo: PersonRef | null
}

interface HeirsProps {
  found: Leaving
  /** What becomes of it where nobody is chosen. */
  otherwise: 'stays' | 'goes'
  value: HeirsValue
  onChange(change: Partial<HeirsValue>): void
  errors: { passTo?: string | undefined; assignTo?: string | undefined }
  exclude: readonly number[]
}

export function Heirs({ found, otherwise, value, onChange, errors, exclude }: HeirsProps) {
  // Of those that go, only others' machines are left to be assigned.
  const isAsked = (otherwise === 'goes' ? found.assigned : found.assignedAny) > 0
  return (
    <>
      {found.vms + found.bookmarks > 0 && (
        <section className={styles.section}>
          <h3 className={styles.title}>{words.ownsTitle(found)}</h3>
          <PersonPicker
            label={words.passTo}
            {...(value.passTo === null && { description: words.passToHint[otherwise] })}
            value={value.passTo}
            onChange={(passTo) => onChange({ passTo })}
            errorMessage={errors.passTo}
            purpose="owner"
            exclude={exclude}
            allowNobody
          />
        </section>
      )}
      {isAsked && (
        <section className={styles.section}>
          <h3 className={styles.title}>{words.givenTitle(found.assignedNames, found.assignedAny)}</h3>
          <PersonPicker
            label={text.form.assignTo}
            {...(value.assignTo === null && { description: words.assignToHint[otherwise] })}
            value={value.assignTo}
            onChange={(assignTo) => onChange({ assignTo })}
            errorMessage={errors.assignTo}
            purpose="assignee"
            exclude={exclude}
            allowNobody
          />
        </section>
      )}
    </>
  )
}
