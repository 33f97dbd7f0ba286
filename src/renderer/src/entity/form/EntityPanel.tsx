// The side panel in which a row of any entity is added or edited.
import type { BookmarkRow } from '@shared/entities/bookmark'
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import { mayManage } from '@shared/roles'
import { bookmarkForm, type BookmarkValues } from './bookmark-form'
import { BookmarkFields } from './BookmarkFields'
import type { EntityRow } from './entity-form'
import { FormPanel } from './FormPanel'
import { userForm, type UserValues } from './user-form'
import { UserFields } from './UserFields'
import { vmForm, type VmValues } from './vm-form'
import { VmFields } from './VmFields'

interface Kinds {
  user: { row: UserRow; values: UserValues }
  vm: { row: VmRow; values: VmValues }
  bookmark: { row: BookmarkRow; values: BookmarkValues }
}

/** `initial`: values a new row begins with, as when one is duplicated. */
export type PanelMode<E extends EntityName = EntityName> =
  { kind: 'add'; initial?: Partial<Kinds[E]['values']> } | { kind: 'edit'; id: number }

export interface EntityPanelProps {
  entity: EntityName
  /** May change while it is open: what was typed is asked for first. */
  mode: PanelMode
  /** Place of the edited row in its table, counted from 0; shows Previous and Next. */
  position?: { index: number; total: number }
  /** Absent at the ends of the table. */
  onPrevious?: () => void
  onNext?: () => void
  /** Called after onSaved and onDeleted too. */
  onClose(): void
  onSaved(row: EntityRow): void
  onDeleted(): void
  /** The row was written to, and the panel stays open. */
  onChanged(): void
}

/**
 * Self-contained: loads, checks, saves, merges, and asks before losing what was typed. Put it beside the table in
 * a flex row whose container is `position: relative` (below 760 px of width it covers that container).
 */
export function EntityPanel({ entity, mode, ...props }: EntityPanelProps) {
  switch (entity) {
    case 'user':
      return (
        <FormPanel
          form={userForm}
          Fields={UserFields}
          mode={mode as PanelMode<'user'>}
          mayEdit={(row, operator) => mayManage(operator, row)}
          {...props}
        />
      )
    case 'vm':
      return <FormPanel form={vmForm} Fields={VmFields} mode={mode as PanelMode<'vm'>} {...props} />
    case 'bookmark':
      return (
        <FormPanel
          form={bookmarkForm}
          Fields={BookmarkFields}
          mode={mode as PanelMode<'bookmark'>}
          {...props}
        />
      )
  }
}
