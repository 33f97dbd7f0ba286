// The control under a column's header that filters by it, according to the column's kind.
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Field } from '@shared/entity'
import type { Filter } from '@shared/paging'
import { text } from '@shared/text'
import { Menu, MenuItem } from '../../ui/Menu'
import { PersonPicker } from '../form/PersonPicker'
import styles from './FilterControl.module.css'

const words = text.table

interface FilterControlProps {
  id: string
  field: Field
  value: Filter | undefined
  /** `typed`: more is likely to follow, so the server is not asked at once. */
  onChange(filter: Filter | undefined, typed: boolean): void
}

export function FilterControl({ id, field, value, onChange }: FilterControlProps) {
  const label = words.filterText(field.label)
  if (field.filter === false) return null
  switch (field.kind) {
    case 'text':
      return (
        <input
          aria-label={label}
          placeholder={words.contains}
          className={styles.input}
          value={value?.kind === 'text' ? value.contains : ''}
          maxLength={200}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : { kind: 'text', contains: target.value }, true)
          }
        />
      )
    case 'number':
      return <RangeFilter label={field.label} value={value} onChange={(filter) => onChange(filter, true)} />
    case 'choice':
    case 'flag':
      return (
        <ChoiceFilter
          id={id}
          field={field}
          label={label}
          value={value}
          onChange={(filter) => onChange(filter, false)}
        />
      )
    case 'person':
      return (
        <div className={styles.person}>
          <PersonPicker
            compact
            label={label}
            purpose="any"
            allowNobody={id === 'assignedTo'}
            placeholder={words.any}
            value={value?.kind === 'person' ? value.person : undefined}
            onChange={(person) =>
              onChange(
                { kind: 'person', person: person && { id: person.id, username: person.username } },
                false,
              )
            }
            onClear={() => onChange(undefined, false)}
          />
        </div>
      )
    case 'secret':
      return null
  }
}

interface PartProps {
  label: string
  value: Filter | undefined
  onChange(filter: Filter | undefined): void
}

function RangeFilter({ label, value, onChange }: PartProps) {
  const range = value?.kind === 'range' ? value : { min: null, max: null }
  // "-" on its own is on the way to a number: kept as typed, not yet asked.
  const [typed, setTyped] = useState<{ min?: string; max?: string }>({})
  const part = (end: 'min' | 'max') => (
    <input
      aria-label={end === 'min' ? words.filterMin(label) : words.filterMax(label)}
      placeholder={end === 'min' ? words.from : words.to}
      inputMode="numeric"
      className={styles.input}
      value={typed[end] ?? range[end] ?? ''}
      onBlur={() => setTyped({})}
      onChange={({ target }) => {
        setTyped({ ...typed, [end]: target.value })
        const written = target.value.trim()
        const parsed = written === '' ? null : /^-?\d{1,9}$/u.test(written) ? Number(written) : undefined
        if (parsed === undefined) return
        const next = { min: range.min, max: range.max, [end]: parsed }
        onChange(next.min === null && next.max === null ? undefined : { kind: 'range', ...next })
      }}
    />
  )
  return (
    <div className={styles.range}>
      {part('min')}
      {part('max')}
    </div>
  )
}

function optionsOf(id: string, field: Field): { key: string; label: string }[] {
  if (field.kind === 'choice') {
    return (field.choices ?? []).map((key) => ({ key, label: text.fields.roles[key] ?? key }))
  }
  return id === 'disabled'
    ? [
        { key: 'false', label: text.fields.enabled },
        { key: 'true', label: text.fields.disabledState },
      ]
    : [
        { key: 'true', label: text.fields.yes },
        { key: 'false', label: text.fields.no },
      ]
}

function ChoiceFilter({ id, field, label, value, onChange }: PartProps & { id: string; field: Field }) {
  const options = optionsOf(id, field)
  const chosen = value?.kind === 'choice' ? value.values : value?.kind === 'flag' ? [String(value.value)] : []
  const shown = chosen.map((key) => options.find((option) => option.key === key)?.label ?? key)
  return (
    <Menu
      aria-label={label}
      selectionMode={field.kind === 'choice' ? 'multiple' : 'single'}
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        const values = keys === 'all' ? options.map(({ key }) => key) : [...keys].map(String)
        const [only] = values
        if (only === undefined) onChange(undefined)
        else
          onChange(
            field.kind === 'choice' ? { kind: 'choice', values } : { kind: 'flag', value: only === 'true' },
          )
      }}
      trigger={
        <Button
          aria-label={`${label}: ${words.choices(shown)}`}
          className={styles.choice ?? ''}
          data-set={chosen.length > 0 ? '' : undefined}
        >
          <span className={styles.chosen}>{words.choices(shown)}</span>
          <ChevronDown size={13} aria-hidden />
        </Button>
      }
    >
      {options.map((option) => (
        <MenuItem key={option.key} id={option.key}>
          {option.label}
        </MenuItem>
      ))}
    </Menu>
  )
}
