// Actions on chosen rows, about machines, many at a time.
import { CopyPlus, UserRoundCheck, UserRoundX, Users } from 'lucide-react'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import type { ActionContext, RowAction } from '../entity/actions'
import { AssignDialog } from './AssignDialog'
import { CloneDialog } from './CloneDialog'
import { TransferDialog } from './TransferDialog'
import { UnassignDialog } from './UnassignDialog'

const words = text.machines

const readOnly = (context: ActionContext) => context.readOnly

/** Nobody has any of them, as far as they are loaded: all of a few. */
function isFree({ rows, count }: ActionContext): boolean {
  return rows.length === count && rows.every((row) => (row as VmRow).assignedTo === null)
}

export const machineActions: readonly RowAction[] = [
  {
    id: 'machines.assign',
    entity: 'vm',
    label: () => words.assign.action,
    icon: UserRoundCheck,
    shortcut: 'mod+shift+a',
    refuse: readOnly,
    Dialog: AssignDialog,
  },
  {
    id: 'machines.unassign',
    entity: 'vm',
    label: () => words.unassign.action,
    icon: UserRoundX,
    refuse: (context) =>
      readOnly(context) ??
      (isFree(context) ? (context.count === 1 ? words.unassign.refuse : words.unassign.refuseMany) : null),
    Dialog: UnassignDialog,
  },
  {
    id: 'machines.transfer',
    entity: 'vm',
    label: () => words.transfer.action,
    icon: Users,
    refuse: readOnly,
    Dialog: TransferDialog,
  },
  {
    id: 'machines.clone',
    entity: 'vm',
    label: () => words.clone.action,
    icon: CopyPlus,
    refuse: (context) => readOnly(context) ?? (context.count > 1 ? words.clone.one : null),
    Dialog: CloneDialog,
  },
]
