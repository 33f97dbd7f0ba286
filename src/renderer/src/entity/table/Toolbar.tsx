// Over each table: search, count, others' changes, and what can be done with it.
import {
  Columns3,
  Ellipsis,
  FileDown,
  Filter as FilterIcon,
  FilterX,
  Plus,
  RefreshCw,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import { useSyncExternalStore, type Ref } from 'react'
import { MenuSection, ToggleButton, TooltipTrigger } from 'react-aria-components'
import { text } from '@shared/text'
import { runCommand } from '../../commands/commands'
import { Button, IconButton } from '../../ui/Button'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu'
import { SearchField } from '../../ui/SearchField'
import { Shortcut } from '../../ui/Shortcut'
import { Tooltip } from '../../ui/Tooltip'
import { ActionItems } from './ActionItems'
import { entities } from './calls'
import { columnsOf, setHidden } from './layout'
import { isNarrowed } from './table-store'
import styles from './Toolbar.module.css'
import type { TableActions } from './use-actions'
import type { Table } from './use-table'

const words = text.table

interface ToolbarProps {
  table: Table
  searchRef: Ref<HTMLInputElement>
  canWrite: boolean
  actions: TableActions
  onAdd(): void
  onDelete(): void
  onRefresh(): void
}

export function Toolbar({ table, searchRef, canWrite, actions, onAdd, onDelete, onRefresh }: ToolbarProps) {
  const { entity, layout, selection, state, grid } = table
  const count = useSyncExternalStore(selection.subscribe, selection.count)
  return (
    <div className={styles.room}>
      <div role="group" aria-label={words.toolbar} className={styles.toolbar}>
        <div className={styles.search}>
          <SearchField
            aria-label={words.search[entity]}
            placeholder={words.search[entity]}
            inputRef={searchRef}
            value={table.search}
            maxLength={200}
            onChange={table.setSearch}
            onSubmit={() => grid.current?.focus()}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') grid.current?.focus()
              else event.continuePropagation()
            }}
          />
        </div>
        <Count table={table} selected={count} />
        <span className={styles.space} />
        {state.changes > 0 && (
          <TooltipTrigger delay={500} closeDelay={0}>
            <Button variant="quiet" icon={RefreshCw} onPress={onRefresh} data-shrinks="">
              <span className={styles.words}>{words.changes(state.changes)}</span>
            </Button>
            <Tooltip>{words.changesHint}</Tooltip>
          </TooltipTrigger>
        )}
        <TooltipTrigger delay={500} closeDelay={0}>
          <ToggleButton
            aria-label={words.filters}
            isSelected={layout.filters}
            onChange={(filters) => table.setLayout({ ...layout, filters })}
            className={styles.toggle ?? ''}
          >
            <FilterIcon size={16} aria-hidden />
          </ToggleButton>
          <Tooltip>
            {words.showFilters}
            <Shortcut keys="mod+shift+f" />
          </Tooltip>
        </TooltipTrigger>
        <ColumnChooser table={table} />
        <IconButton
          data-spare=""
          aria-label={words.refresh}
          icon={RefreshCw}
          shortcut="F5"
          onPress={onRefresh}
        />
        <IconButton
          data-spare=""
          aria-label={text.machines.export.command}
          icon={FileDown}
          shortcut="mod+e"
          onPress={() => void runCommand('table.export')}
        />
        <MoreActions actions={actions} isDisabled={count === 0} />
        <IconButton
          aria-label={words.delete}
          icon={Trash2}
          shortcut="Delete"
          isDisabled={!canWrite || count === 0}
          onPress={onDelete}
        />
        <TooltipTrigger delay={500} closeDelay={0}>
          <Button variant="primary" icon={Plus} isDisabled={!canWrite} onPress={onAdd} data-shrinks="">
            <span className={styles.words}>{words.add[entity]}</span>
          </Button>
          <Tooltip>
            {words.add[entity]}
            <Shortcut keys="mod+n" />
          </Tooltip>
        </TooltipTrigger>
      </div>
    </div>
  )
}

function Count({ table, selected }: { table: Table; selected: number }) {
  const { state, entity } = table
  const narrowed = isNarrowed(state.query)
  const { total, allTotal } = state
  let shown: string = words.counting
  if (state.listId === null) shown = state.error ? '' : words.loadingCount
  else if (total !== null && narrowed && allTotal !== null) shown = words.countOf(total, allTotal)
  else if (total !== null) shown = words.count(total, entities[entity].plural)
  return (
    <div className={styles.count}>
      <span role="status" className={styles.total}>
        {shown}
      </span>
      {selected > 1 && <span className={styles.selected}>{words.selected(selected)}</span>}
      {table.narrowed && (
        <IconButton aria-label={words.clearFilters} icon={FilterX} onPress={() => table.clearNarrowing()} />
      )}
    </div>
  )
}

/** What can be done with the chosen rows, behind one button. */
function MoreActions({ actions, isDisabled }: { actions: TableActions; isDisabled: boolean }) {
  if (actions.offered().length === 0 && !isDisabled) return null
  return (
    <Menu
      aria-label={words.actions}
      placement="bottom end"
      trigger={<IconButton aria-label={words.actions} icon={Ellipsis} isDisabled={isDisabled} />}
    >
      <ActionItems actions={actions} />
    </Menu>
  )
}

function ColumnChooser({ table }: { table: Table }) {
  const { layout, entity, setLayout } = table
  const columns = columnsOf(entities[entity], layout)
  const shown = columns.filter(({ hidden }) => !hidden).map(({ id }) => id)
  return (
    <Menu
      aria-label={words.columns}
      placement="bottom end"
      trigger={<IconButton aria-label={words.columns} icon={Columns3} />}
    >
      <MenuSection
        aria-label={words.columns}
        selectionMode="multiple"
        selectedKeys={shown}
        disallowEmptySelection
        onSelectionChange={(keys) => {
          if (keys === 'all') return
          setLayout(
            setHidden(
              layout,
              columns.filter(({ id }) => !keys.has(id)).map(({ id }) => id),
            ),
          )
        }}
      >
        {columns.map(({ id, field }) => (
          <MenuItem key={id} id={id}>
            {field.label}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuItem icon={RotateCcw} onAction={table.resetColumns}>
        {words.resetColumns}
      </MenuItem>
    </Menu>
  )
}
