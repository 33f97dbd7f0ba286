// What the panel of a row shows beside its form, by entity.
import type { ComponentType } from 'react'
import type { EntityName } from '@shared/entity'
import { text } from '@shared/text'
import { WhatReachesTab } from '../access/reach/WhatReaches'
import { WhoReachesTab } from '../access/reach/WhoReaches'
import { CredentialsTab } from '../credentials/CredentialsTab'
import { HoldingsTab } from '../people/person/HoldingsTab'
import { historyTab } from '../history/RowHistory'
import type { AnyRow } from './table/calls'

export interface PanelTabProps {
  row: AnyRow
  /** The row was written to: form and table read it again. */
  onChanged(): void
}

export interface PanelTab {
  id: string
  label: string
  Content: ComponentType<PanelTabProps>
}

/** In this order, behind the form's own tab. */
export const panelTabs: Readonly<Record<EntityName, readonly PanelTab[]>> = {
  user: [
    { id: 'holdings', label: text.leavers.tab, Content: HoldingsTab },
    { id: 'reach', label: text.access.what, Content: WhatReachesTab },
    historyTab('user'),
  ],
  vm: [
    { id: 'credentials', label: text.credentials.tab, Content: CredentialsTab },
    { id: 'reach', label: text.access.who, Content: WhoReachesTab },
    historyTab('vm'),
  ],
  bookmark: [historyTab('bookmark')],
}
