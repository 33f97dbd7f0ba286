// Actions on chosen rows, about the passwords and keys of machines.
import { ClipboardCopy, Eye, KeyRound, RotateCcwKey } from 'lucide-react'
import { text } from '@shared/text'
import type { ActionContext, RowAction } from '../entity/actions'
import { machineOf } from './machine'
import { ReplacePasswordDialog } from './ReplacePasswordDialog'
import { CopyPassword, ShowKey, ShowPassword } from './RevealActions'

const words = text.credentials

/** Noting that something was shown is writing, so a lab that is only read shows nothing. */
function refuseShowing(secret: 'hasPassword' | 'hasKey', missing: string) {
  return ({ rows, count, readOnly }: ActionContext): string | null => {
    if (count !== 1) return words.oneMachine
    return readOnly ?? (machineOf(rows)?.[secret] === true ? null : missing)
  }
}

export const credentialActions: readonly RowAction[] = [
  {
    id: 'credentials.showPassword',
    entity: 'vm',
    label: () => words.revealPassword,
    icon: Eye,
    refuse: refuseShowing('hasPassword', words.noPassword),
    Dialog: ShowPassword,
  },
  {
    id: 'credentials.copyPassword',
    entity: 'vm',
    label: () => words.copyPassword,
    icon: ClipboardCopy,
    shortcut: 'mod+shift+c',
    refuse: refuseShowing('hasPassword', words.noPassword),
    Dialog: CopyPassword,
  },
  {
    id: 'credentials.showKey',
    entity: 'vm',
    label: () => words.revealKey,
    icon: KeyRound,
    refuse: refuseShowing('hasKey', words.noKey),
    Dialog: ShowKey,
  },
  {
    id: 'credentials.replacePassword',
    entity: 'vm',
    label: () => words.replacePassword,
    icon: RotateCcwKey,
    shortcut: 'mod+shift+p',
    refuse: ({ count, readOnly }) => readOnly ?? (count === 1 ? null : words.oneToReplace),
    Dialog: ReplacePasswordDialog,
  },
]
