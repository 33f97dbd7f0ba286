// The menu of a row of the waiting list.
import { CheckCheck, UserCheck, UserPen, UserX } from 'lucide-react'
import { text } from '@shared/text'
import type { ApprovalRole } from '@shared/waiting'
import { ContextMenu } from '../../entity/table/ContextMenu'
import { MenuItem, MenuSeparator } from '../../ui/Menu'

const words = text.waiting

interface WaitingMenuProps {
  at: { x: number; y: number }
  roles: readonly ApprovalRole[]
  role: ApprovalRole
  readOnly: string | null
  onApprove(role: ApprovalRole): void
  onDeny(): void
  onOpen(): void
  onSelectAll(): void
  onClose(): void
}

export function WaitingMenu(props: WaitingMenuProps) {
  const { at, roles, role, readOnly } = props
  return (
    <ContextMenu label={text.table.rowActions} x={at.x} y={at.y} onClose={props.onClose}>
      {roles.map((each) => (
        <MenuItem
          key={each}
          icon={UserCheck}
          refusal={readOnly}
          {...(each === role ? { shortcut: 'mod+enter' } : {})}
          onAction={() => props.onApprove(each)}
        >
          {words.approveAs(text.fields.roles[each] ?? each)}
        </MenuItem>
      ))}
      <MenuItem icon={UserX} danger shortcut="Delete" refusal={readOnly} onAction={props.onDeny}>
        {words.deny}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={UserPen} shortcut="Enter" onAction={props.onOpen}>
        {words.openPerson}
      </MenuItem>
      <MenuItem icon={CheckCheck} shortcut="mod+a" onAction={props.onSelectAll}>
        {words.selectAll}
      </MenuItem>
    </ContextMenu>
  )
}
