// The filters of the history page: words, whom it concerns, who did it, which days.
import { lazy, Suspense } from 'react'
import { text } from '@shared/text'
import { PersonPicker } from '../entity/form/PersonPicker'
import { Button } from '../ui/Button'
import { SearchField } from '../ui/SearchField'
import { isFiltered, noFilter, setHistoryFilter, type HistoryFilter } from './filter'
import { MachinePicker } from './MachinePicker'
import styles from './HistoryFilters.module.css'

const words = text.history

// Dates are reckoned with by code that nothing else here needs.
const DayPicker = lazy(async () => ({ default: (await import('../ui/DayPicker')).DayPicker }))

export function HistoryFilters({ filter }: { filter: HistoryFilter }) {
  return (
    <search className={styles.bar}>
      <div className={styles.words}>
        <SearchField
          aria-label={words.search}
          placeholder={words.search}
          value={filter.text}
          onChange={(typed) => setHistoryFilter({ text: typed.slice(0, 200) })}
        />
      </div>
      <div className={styles.person}>
        <PersonPicker
          compact
          label={words.person}
          placeholder={words.person}
          purpose="any"
          value={filter.person ?? undefined}
          onChange={(person) => setHistoryFilter({ person })}
          onClear={() => setHistoryFilter({ person: null })}
        />
      </div>
      <div className={styles.person}>
        <MachinePicker value={filter.machine} onChange={(machine) => setHistoryFilter({ machine })} />
      </div>
      <div className={styles.person}>
        <PersonPicker
          compact
          label={words.by}
          placeholder={words.by}
          purpose="any"
          value={filter.actor ?? undefined}
          onChange={(actor) => setHistoryFilter({ actor })}
          onClear={() => setHistoryFilter({ actor: null })}
        />
      </div>
      <Day label={words.from} value={filter.from} onChange={(from) => setHistoryFilter({ from })} />
      <Day label={words.until} value={filter.until} onChange={(until) => setHistoryFilter({ until })} />
      {isFiltered(filter) && (
        <Button variant="quiet" onPress={() => setHistoryFilter(noFilter)}>
          {words.clear}
        </Button>
      )}
    </search>
  )
}

function Day(props: { label: string; value: string; onChange(day: string): void }) {
  return (
    <Suspense fallback={<span className={styles.day} />}>
      <DayPicker {...props} />
    </Suspense>
  )
}
