// Says what came of approving or denying: how many, who was skipped and why, and what the portal needs.
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import type { ApprovalRole } from '@shared/waiting'
import type { AnyRow } from '../../entity/table/calls'
import { offerUndo } from '../../history/offer-undo'
import { notify } from '../../ui/notices'

const words = text.waiting

type Outcome = Output<'waiting.approve'>

/** `rows`: those that were looked at, to name whoever is gone. */
export function sayApproved(outcome: Outcome, role: ApprovalRole, rows: readonly AnyRow[]): void {
  const { done, names } = outcome
  const label = text.fields.roles[role] ?? role
  const what = done === 0 ? words.approvedNobody : words.approved(done, names, label)
  say(outcome, [what, skippedOf(outcome, rows), done > 0 ? words.reload : ''])
}

export function sayDenied(outcome: Outcome, rows: readonly AnyRow[]): void {
  const { done, names } = outcome
  say(outcome, [done === 0 ? words.deniedNobody : words.denied(done, names), skippedOf(outcome, rows)])
}

function skippedOf({ skipped, skippedCount }: Outcome, rows: readonly AnyRow[]): string {
  const known = new Map(rows.map((row) => [row.id, 'username' in row ? row.username : '']))
  const told = skipped.map(({ id, username, why }) => ({
    username: username ?? known.get(id) ?? words.someone,
    why,
  }))
  return words.skipped(told, skippedCount)
}

function say({ operation, skippedCount }: Outcome, sentences: readonly string[]): void {
  const said = sentences.filter((sentence) => sentence !== '').join(' ')
  if (operation === null) notify({ tone: skippedCount > 0 ? 'error' : 'info', text: said })
  else offerUndo(said, operation)
}
