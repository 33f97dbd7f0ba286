// Who can reach a machine and why, and why anybody else cannot: a tab of its panel.
import type { VmRow } from '@shared/entities/vm'
import { rank, parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { roleLabel } from '../../entity/form/user-form'
import type { PanelTabProps } from '../../entity/panel-tabs'
import { ReachList, type ReachAnswer, type ReachWords } from './ReachList'
import { reasonsOf } from './reasons'

const words = text.access

const say: ReachWords = {
  total: words.whoTotal,
  listed: words.whoListed,
  search: words.searchWho,
  searchHint: words.searchWhoHint,
  list: words.people,
  none: words.nobodyFound,
  more: words.moreWho,
  others: words.othersWho,
  tags: words.grantTag,
  why: words.whyWho,
}

export function WhoReachesTab({ row }: PanelTabProps) {
  return <WhoReaches vm={row as VmRow} />
}

export function WhoReaches({ vm, autoFocus }: { vm: VmRow; autoFocus?: boolean }) {
  return (
    <ReachList
      queryKey={['who', vm.id, vm.version]}
      ask={(typed, signal) => ask(vm.id, typed, signal)}
      say={say}
      {...(autoFocus === undefined ? {} : { autoFocus })}
    />
  )
}

async function ask(vmId: number, typed: string, signal: AbortSignal): Promise<ReachAnswer> {
  const { machine, sharing, tally, people, more } = await call(
    'access.whoReaches',
    { vmId, text: typed },
    { signal },
  )
  return {
    sharing,
    tally,
    more,
    note: people.some(({ asks }) => asks) ? words.asks : null,
    lines: people.map(({ person, ...reach }) => ({
      id: person.id,
      title: person.username,
      detail: `${person.firstName} ${person.lastName}`.trim(),
      tag: roleLabel(person.role),
      may: reach.may,
      sees: reach.sees,
      reasons: reasonsOf(reach, {
        role: person.role,
        isManager: rank(parseRole(person.role)) >= rank('manager'),
        isOwner: person.username === machine.owner,
        assignedTo: machine.assignedTo,
        assigneeExists: machine.assigneeExists,
        sharing,
      }),
    })),
  }
}
