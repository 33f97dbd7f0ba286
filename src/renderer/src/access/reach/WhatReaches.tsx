// What a person can reach and why, and why no other machine: a tab of their panel.
import type { UserRow } from '@shared/entities/user'
import { rank, parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { call } from '../../api/call'
import type { PanelTabProps } from '../../entity/panel-tabs'
import { ReachList, type ReachAnswer, type ReachWords } from './ReachList'
import { reasonsOf } from './reasons'

const words = text.access

const say: ReachWords = {
  total: words.whatTotal,
  listed: words.whatListed,
  search: words.searchWhat,
  searchHint: words.searchWhatHint,
  list: words.machines,
  none: words.nothingFound,
  more: words.moreWhat,
  others: words.othersWhat,
  tags: words.grantTagOfMachine,
  why: words.whyWhat,
}

export function WhatReachesTab({ row }: PanelTabProps) {
  return <WhatReaches user={row as UserRow} />
}

export function WhatReaches({ user, autoFocus }: { user: UserRow; autoFocus?: boolean }) {
  return (
    <ReachList
      queryKey={['what', user.id, user.version]}
      ask={(typed, signal) => ask(user, typed, signal)}
      say={say}
      {...(autoFocus === undefined ? {} : { autoFocus })}
    />
  )
}

async function ask(user: UserRow, typed: string, signal: AbortSignal): Promise<ReachAnswer> {
  const { sharing, tally, machines, more } = await call(
    'access.whatReaches',
    { userId: user.id, text: typed },
    { signal },
  )
  return {
    sharing,
    tally,
    more,
    note: null,
    lines: machines.map(({ vm, ...reach }) => ({
      id: vm.id,
      title: vm.name,
      detail: vm.host,
      tag: vm.owner === user.username ? '' : vm.owner,
      may: reach.may,
      sees: reach.sees,
      reasons: [
        ...reasonsOf(reach, {
          role: user.role,
          isManager: rank(parseRole(user.role)) >= rank('manager'),
          isOwner: vm.owner === user.username,
          assignedTo: vm.assignedTo,
          assigneeExists: null,
          sharing,
        }),
        ...(reach.asks ? [words.asksHere] : []),
      ],
    })),
  }
}
