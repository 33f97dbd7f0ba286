// Settings: what the program is told once, whatever lab it is connected to. One tab for each section.
import { useQuery } from '@tanstack/react-query'
import { Download, History, Lock, SlidersHorizontal, type LucideIcon } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { ReactNode } from 'react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../api/call'
import { LockSection } from '../lock/LockSection'
import { Dialog } from '../ui/Dialog'
import { FormError } from '../ui/FormError'
import { Skeleton } from '../ui/Skeleton'
import { GeneralSection } from './GeneralSection'
import { HistorySection } from './HistorySection'
import { UpdatesSection } from './UpdatesSection'
import styles from './SettingsDialog.module.css'

const words = text.settings

/** A section more is a line more here. */
const sections: { id: string; title: string; icon: LucideIcon; show(settings: Settings): ReactNode }[] = [
  {
    id: 'general',
    title: words.general.title,
    icon: SlidersHorizontal,
    show: (settings) => <GeneralSection settings={settings} />,
  },
  { id: 'lock', title: text.lock.settings.title, icon: Lock, show: () => <LockSection /> },
  { id: 'history', title: text.history.retention.title, icon: History, show: () => <HistorySection /> },
  {
    id: 'updates',
    title: words.updates.title,
    icon: Download,
    show: (settings) => <UpdatesSection settings={settings} />,
  },
]
type Settings = Output<'settings.get'>

export function SettingsDialog({ onClose }: { onClose(): void }) {
  // Read anew each time: an administrator may have changed what is allowed.
  const query = useQuery({ queryKey: ['settings.get'], queryFn: () => call('settings.get'), staleTime: 0 })
  return (
    <Dialog title={words.title} isOpen onOpenChange={onClose} size="large">
      <Tabs orientation="vertical" className={styles.tabs ?? ''}>
        <TabList aria-label={words.sections} className={styles.list ?? ''}>
          {sections.map(({ id, title, icon: Icon }) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              <Icon size={16} aria-hidden />
              {title}
            </Tab>
          ))}
        </TabList>
        {sections.map(({ id, title, show }) => (
          <TabPanel key={id} id={id} className={styles.panel ?? ''}>
            <h3 className={styles.heading}>{title}</h3>
            {query.isError && <FormError message={words.failed} />}
            {query.data ? show(query.data) : query.isPending && <Skeleton width="24ch" />}
          </TabPanel>
        ))}
      </Tabs>
    </Dialog>
  )
}
