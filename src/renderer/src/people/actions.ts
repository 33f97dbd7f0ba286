// Actions on chosen rows, about people, one or many.
import type { RowAction } from '../entity/actions'
import { disableAction, enableAction, giveRoleAction, passOnAction } from './leavers/leaver-actions'
import { resetPassword } from './passwords/reset-password'

export const peopleActions: readonly RowAction[] = [
  resetPassword,
  giveRoleAction,
  passOnAction,
  disableAction,
  enableAction,
]
