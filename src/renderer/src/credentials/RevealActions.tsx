// The dialogs of a table's actions that show or copy a secret.
import type { SecretKind } from '@shared/credentials'
import type { ActionDialogProps } from '../entity/actions'
import { machineOf } from './machine'
import { RevealDialog } from './RevealDialog'

type Props = ActionDialogProps & { secret: SecretKind; purpose: 'show' | 'copy' }

function Reveal({ rows, secret, purpose, onClose }: Props) {
  const machine = machineOf(rows)
  if (!machine) return null
  const { id, name } = machine
  return <RevealDialog id={id} name={name} secret={secret} purpose={purpose} onClose={onClose} />
}

export function ShowPassword(props: ActionDialogProps) {
  return <Reveal {...props} secret="password" purpose="show" />
}

export function CopyPassword(props: ActionDialogProps) {
  return <Reveal {...props} secret="password" purpose="copy" />
}

export function ShowKey(props: ActionDialogProps) {
  return <Reveal {...props} secret="key" purpose="show" />
}
