// Actions on chosen rows, about who reaches machines.
import { Users, Waypoints } from 'lucide-react'
import { text } from '@shared/text'
import type { RowAction } from '../entity/actions'
import { WhatDialog, WhoDialog } from './reach/ReachDialog'

const words = text.access

export const accessActions: readonly RowAction[] = [
  {
    id: 'access.who',
    entity: 'vm',
    label: () => words.who,
    icon: Users,
    refuse: ({ count }) => (count > 1 ? words.oneMachine : null),
    Dialog: WhoDialog,
  },
  {
    id: 'access.what',
    entity: 'user',
    label: () => words.what,
    icon: Waypoints,
    refuse: ({ count }) => (count > 1 ? words.onePerson : null),
    Dialog: WhatDialog,
  },
]
