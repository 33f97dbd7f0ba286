// The tabs of a row's panel: its form, which keeps what was typed while another is shown, and what else there is to see.
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { text } from '@shared/text'
import type { PanelTab } from '../panel-tabs'
import type { AnyRow } from '../table/calls'
import styles from './PanelTabs.module.css'

interface PanelTabsProps {
  tabs: readonly PanelTab[]
  row: AnyRow
  onChanged(): void
  children: ReactNode
}

export function PanelTabs({ tabs, row, onChanged, children }: PanelTabsProps) {
  return (
    <Tabs className={styles.tabs ?? ''}>
      <TabList aria-label={text.form.tabs} className={styles.list ?? ''}>
        <Tab id="details" className={styles.tab ?? ''}>
          {text.form.details}
        </Tab>
        {tabs.map(({ id, label }) => (
          <Tab key={id} id={id} className={styles.tab ?? ''}>
            {label}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="details" shouldForceMount className={styles.panel ?? ''}>
        {children}
      </TabPanel>
      {tabs.map(({ id, Content }) => (
        <TabPanel key={id} id={id} className={styles.content ?? ''}>
          <Content row={row} onChanged={onChanged} />
        </TabPanel>
      ))}
    </Tabs>
  )
}
