// The same answers as in the panels' tabs, as row actions.
import type { UserRow } from '@shared/entities/user'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import type { ActionDialogProps } from '../../entity/actions'
import { Dialog } from '../../ui/Dialog'
import { WhatReaches } from './WhatReaches'
import { WhoReaches } from './WhoReaches'

const words = text.access

export function WhoDialog({ rows, onClose }: ActionDialogProps) {
  const vm = rows[0] as VmRow
  return (
    <Dialog title={words.whoTitle(vm.name)} isOpen onOpenChange={onClose}>
      <WhoReaches vm={vm} autoFocus />
    </Dialog>
  )
}

export function WhatDialog({ rows, onClose }: ActionDialogProps) {
  const user = rows[0] as UserRow
  return (
    <Dialog title={words.whatTitle(user.username)} isOpen onOpenChange={onClose}>
      <WhatReaches user={user} autoFocus />
    </Dialog>
  )
}
