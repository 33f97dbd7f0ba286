// What else can be done with rows of a table, beside opening, copying and deleting them: menus and palette read it.
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { EntityName } from '@shared/entity'
import type { Selection } from '@shared/paging'
import type { Operator } from '@shared/roles'
import { accessActions } from '../access/actions'
import { credentialActions } from '../credentials/actions'
import { machineActions } from '../machines/actions'
import { peopleActions } from '../people/actions'
import type { AnyRow } from './table/calls'

/** What is known of the chosen rows when menus are drawn. */
export interface ActionContext {
  operator: Operator
  /** Those of the chosen rows that are loaded; where `count` is greater, main judges the rest. */
  rows: readonly AnyRow[]
  count: number
  /** Why nothing can be written into this database, or null. */
  readOnly: string | null
}

export interface ActionDialogProps {
  selection: Selection
  count: number
  /** Those of the chosen rows that are loaded: all of a few. */
  rows: readonly AnyRow[]
  /** Closes the dialog; focus goes back to the table. */
  onClose(): void
  /** Something was written: the table reads its rows again. Called before onClose. */
  onDone(): void
}

export interface RowAction {
  /** The command's id, such as `people.disable`. */
  id: string
  entity: EntityName
  label(context: ActionContext): string
  icon: LucideIcon
  shortcut?: string
  danger?: boolean
  /** Left out of the menus: there is no sense in it for these rows. */
  isHidden?(context: ActionContext): boolean
  /** Why it may not be done with these rows, shown on hover and focus; null where it may. */
  refuse(context: ActionContext): string | null
  Dialog: ComponentType<ActionDialogProps>
}

export const rowActions: readonly RowAction[] = [
  ...peopleActions,
  ...accessActions,
  ...machineActions,
  ...credentialActions,
]
