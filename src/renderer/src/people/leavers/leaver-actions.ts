// The actions about leavers and roles, and why they are refused for the chosen people.
import { ArrowRightLeft, ShieldUser, UserCheck, UserX } from 'lucide-react'
import { mayDo, parseRole, type Act, type Refusal } from '@shared/roles'
import type { UserRow } from '@shared/entities/user'
import { text } from '@shared/text'
import type { ActionContext, RowAction } from '../../entity/actions'
import { DisableDialog } from './DisableDialog'
import { EnableDialog } from './EnableDialog'
import { GiveRoleDialog } from './GiveRoleDialog'
import { PassOnDialog } from './PassOnDialog'

const words = text.leavers

function peopleOf({ rows }: Pick<ActionContext, 'rows'>): UserRow[] {
  return rows.filter((row) => 'disabled' in row)
}

/** Why that may not be done to these people, or null. `acts` may differ from person to person. */
export function refusalOf(
  { operator, readOnly, rows }: Pick<ActionContext, 'operator' | 'readOnly' | 'rows'>,
  actOf: (person: UserRow) => Act,
): string | null {
  if (readOnly !== null) return readOnly
  const refused = new Map<Refusal, string[]>()
  for (const person of peopleOf({ rows })) {
    const why = mayDo(operator, actOf(person), person)
    if (why !== null) refused.set(why, [...(refused.get(why) ?? []), person.username])
  }
  const [first] = refused
  return first ? text.rights.refused[first[0]](first[1]) : null
}

const allLoaded = ({ rows, count }: ActionContext) => rows.length === count

export const disableAction: RowAction = {
  id: 'people.disable',
  entity: 'user',
  label: ({ count }) => (count > 1 ? words.disableMany(count) : words.disable),
  icon: UserX,
  isHidden: (context) => allLoaded(context) && peopleOf(context).every(({ disabled }) => disabled),
  refuse: (context) => refusalOf(context, () => 'disable'),
  Dialog: DisableDialog,
}

export const enableAction: RowAction = {
  id: 'people.enable',
  entity: 'user',
  label: ({ count }) => (count > 1 ? words.enableMany(count) : words.enable),
  icon: UserCheck,
  isHidden: (context) => allLoaded(context) && peopleOf(context).every(({ disabled }) => !disabled),
  refuse: (context) => refusalOf(context, () => 'enable'),
  Dialog: EnableDialog,
}

export const passOnAction: RowAction = {
  id: 'people.passOn',
  entity: 'user',
  label: () => words.passOn,
  icon: ArrowRightLeft,
  refuse: (context) => refusalOf(context, () => 'pass'),
  Dialog: PassOnDialog,
}

export const giveRoleAction: RowAction = {
  id: 'people.giveRole',
  entity: 'user',
  label: () => words.giveRole,
  icon: ShieldUser,
  refuse: (context) =>
    refusalOf(context, ({ role }) => (parseRole(role) === 'new_user' ? 'approve' : 'role')),
  Dialog: GiveRoleDialog,
}
