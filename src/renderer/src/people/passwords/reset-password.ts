// The action that gives the chosen people new passwords.
import { KeyRound } from 'lucide-react'
import { mayManage } from '@shared/roles'
import { text } from '@shared/text'
import { resetLimit } from '@shared/waiting'
import type { RowAction } from '../../entity/actions'
import { ResetPasswordDialog } from './ResetPasswordDialog'

const words = text.passwords

export const resetPassword: RowAction = {
  id: 'people.resetPassword',
  entity: 'user',
  label: ({ count }) => words.action(count),
  icon: KeyRound,
  shortcut: 'mod+shift+p',
  refuse({ operator, rows, count, readOnly }) {
    if (readOnly !== null) return readOnly
    if (count > resetLimit) return words.tooMany(resetLimit)
    const refused = rows.flatMap((row) =>
      'username' in row && 'role' in row && !mayManage(operator, row) ? [row.username] : [],
    )
    return refused.length > 0 ? words.mayNot(refused.slice(0, 3), refused.length - 3) : null
  },
  Dialog: ResetPasswordDialog,
}
