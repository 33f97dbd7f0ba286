// Keeps what is typed into a form beyond the page that shows it, without secrets, and begins with what came back.
import { useEffect, useState } from 'react'
import type { Draft } from '@shared/desktop'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Entity, EntityName } from '@shared/entity'
import { keepDraft, returnedDraft, taken } from '../../desktop/drafts'
import type { EntityForm, EntityRow } from './entity-form'
import { startForm, type FormState } from './form-state'
import type { FormControl } from './use-entity-form'

const entities: Record<EntityName, Entity> = { user: userEntity, vm: vmEntity, bookmark: bookmarkEntity }

export interface Beginning<R, V> {
  /** What the changes are made on: the row as it was then, where something came back. */
  row: R | null
  start: FormState<V>
}

/** How a form begins: blank, with its row, or with what was typed before the page crashed. */
export function useBeginning<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  row: R | null,
  initial: Partial<V> | undefined,
): Beginning<R, V> {
  const [beginning] = useState(() => {
    const draft = returnedDraft(form.entity, row?.id ?? null)
    const before = draft?.row ? form.parseRow(draft.row) : null
    const base = before ?? row
    const values = base === null ? { ...form.blank, ...initial } : form.fromRow(base)
    const start =
      base === null
        ? startForm(form.blank, withTyped(form.entity, values, draft))
        : startForm(values, withTyped(form.entity, values, draft))
    return { draft, begins: { row: base, start } }
  })
  const { draft } = beginning
  useEffect(() => {
    if (draft) taken(draft)
  }, [draft])
  return beginning.begins
}

/** While something is typed, keep it; when it is saved, discarded or gone, drop it. */
export function useKeptDraft<R extends EntityRow, V extends object>(
  form: EntityForm<R, V>,
  row: R | null,
  control: FormControl<V>,
): void {
  const { entity } = form
  const { isDirty, changed, values } = control
  useEffect(() => {
    if (!isDirty) return keepDraft(null)
    const kept = changed.filter((name) => !isSecret(entity, name)).map((name) => [name, values[name]])
    keepDraft({
      entity,
      id: row?.id ?? null,
      row: row === null ? null : ({ ...row } as Draft['values']),
      values: Object.fromEntries(kept) as Draft['values'],
    })
  }, [entity, row, isDirty, changed, values])
  useEffect(() => () => keepDraft(null), [])
}

function isSecret(entity: EntityName, field: string): boolean {
  return entities[entity].fields[field]?.kind === 'secret'
}

/** Only fields that the form has: what came back was checked for its shape, not for its meaning. */
function withTyped<V extends object>(entity: EntityName, values: V, draft: Draft | null): V {
  const typed = Object.entries(draft?.values ?? {}).filter(
    ([name]) => name in values && !isSecret(entity, name),
  )
  return { ...values, ...Object.fromEntries(typed) }
}
