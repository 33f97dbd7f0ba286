// The page of everything that was changed through the console.
import { HistoryIcon } from 'lucide-react'
import { text } from '@shared/text'
import { useDatabase } from '../api/database'
import { queryClient } from '../api/query'
import { useCommands } from '../commands/commands'
import { useHistoryFilter } from '../history/filter'
import { HistoryFilters } from '../history/HistoryFilters'
import { HistoryList } from '../history/HistoryList'
import { EmptyState } from '../ui/EmptyState'
import styles from './HistoryPage.module.css'

const words = text.history

export function HistoryPage() {
  const { ready } = useDatabase()
  const filter = useHistoryFilter()
  const hasLog = ready?.capabilities.find(({ id }) => id === 'history')?.on ?? true
  useCommands([
    {
      id: 'table.refresh',
      label: text.table.refresh,
      group: text.shell.groups.pages,
      shortcut: 'F5',
      run: () => void queryClient.invalidateQueries({ queryKey: ['history'] }),
    },
  ])
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>{words.title}</h1>
        <p className={styles.about}>{words.about}</p>
      </header>
      {hasLog ? (
        <>
          <HistoryFilters filter={filter} />
          <HistoryList filter={filter} />
        </>
      ) : (
        <EmptyState icon={HistoryIcon} title={words.off} text={words.noTable} />
      )}
    </div>
  )
}
