// The actions on what is chosen, as items of a menu.
import { MenuItem } from '../../ui/Menu'
import type { TableActions } from './use-actions'

/** One that is refused stays in reach, and says why where it is pointed at. */
export function ActionItems({ actions }: { actions: TableActions }) {
  return actions.offered().map(({ action, label, refusal }) => (
    <MenuItem
      key={action.id}
      icon={action.icon}
      danger={action.danger ?? false}
      refusal={refusal}
      {...(action.shortcut === undefined ? {} : { shortcut: action.shortcut })}
      onAction={() => actions.take(action)}
    >
      {label}
    </MenuItem>
  ))
}
