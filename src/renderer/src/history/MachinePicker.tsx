// Chooses the machine that the history is about, by its name or host.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { ComboBox, Group, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { text } from '@shared/text'
import { call } from '../api/call'
import { ClearButton, PickerInput } from '../entity/form/PickerBox'
import styles from '../entity/form/PersonPicker.module.css'
import { useDebounced } from '../entity/form/use-debounced'
import field from '../ui/field.module.css'
import list from '../ui/list.module.css'
import type { HistoryFilter } from './filter'

const words = text.history

type Machine = HistoryFilter['machine']

export function MachinePicker({ value, onChange }: { value: Machine; onChange(machine: Machine): void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const [picks, setPicks] = useState(0)
  const [isOpen, setOpen] = useState(false)
  // The list is put where the box is, so that it belongs to the same landmark.
  const [home, setHome] = useState<Element | null>(null)
  const search = useDebounced((typed ?? '').trim(), 150)
  const found = useQuery({
    queryKey: ['history', 'machines', search],
    queryFn: ({ signal }) => call('search.everything', { text: search }, { signal }),
    enabled: isOpen && search !== '',
    placeholderData: keepPreviousData,
  })
  const isStale = found.isPlaceholderData || search !== (typed ?? '').trim()
  const machines = search === '' ? [] : (found.data?.vms ?? [])
  const items = machines.map(({ id, name, host }) => ({ key: String(id), id, name, host }))
  const empty = found.isError
    ? text.form.person.failed
    : search === '' && !isStale
      ? words.machineHint
      : found.isFetching || isStale
        ? text.form.person.searching
        : words.noMachine(search)

  return (
    <ComboBox
      ref={(box: HTMLDivElement | null) => setHome(box?.closest('main') ?? null)}
      aria-label={words.machine}
      menuTrigger="manual"
      allowsEmptyCollection
      items={items}
      disabledKeys={isStale ? items.map(({ key }) => key) : []}
      selectedKey={null}
      onSelectionChange={(key) => {
        const machine = items.find((item) => item.key === key)
        setTyped(null)
        setPicks((count) => count + 1)
        if (machine) onChange({ id: machine.id, name: machine.name })
      }}
      inputValue={typed ?? value?.name ?? ''}
      onInputChange={setTyped}
      onOpenChange={setOpen}
      className={field.field ?? ''}
    >
      <Group
        role="presentation"
        className={field.box ?? ''}
        onKeyDownCapture={(event) => {
          if (event.key === 'Escape') setTyped(null)
        }}
      >
        <PickerInput
          placeholder={words.machine}
          typed={typed}
          first={isStale ? null : (items[0]?.key ?? null)}
          picks={picks}
        />
        {value !== null && <ClearButton label={words.machine} onPress={() => onChange(null)} />}
        <ChevronsUpDown size={14} aria-hidden className={styles.chevron} />
      </Group>
      <Popover
        {...(home ? { UNSTABLE_portalContainer: home } : {})}
        className={`${list.popover} ${styles.popover}`}
      >
        <ListBox<(typeof items)[number]>
          aria-label={words.machines}
          className={list.list ?? ''}
          renderEmptyState={() => <p className={styles.empty}>{empty}</p>}
        >
          {({ key, name, host }) => (
            <ListBoxItem id={key} textValue={name} className={`${list.item} ${styles.option}`}>
              <span className={styles.username}>{name}</span>
              <span className={styles.name}>{host}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
