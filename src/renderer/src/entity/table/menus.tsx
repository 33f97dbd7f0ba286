// What the menus of a table offer: for the chosen rows, and for a column.
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Copy,
  ExternalLink,
  EyeOff,
  Filter as FilterIcon,
  Pencil,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import { text } from '@shared/text'
import type { Filter } from '@shared/paging'
import { MenuItem, MenuSeparator } from '../../ui/Menu'
import { webAddress } from '@shared/entities/rules'
import { call } from '../../api/call'
import { showError } from '../../api/show-error'
import { ActionItems } from './ActionItems'
import { entities, valueOf, type AnyRow } from './calls'
import { ContextMenu } from './ContextMenu'
import { columnsOf, moveColumn, resizeColumn, setHidden, sortBy, type TableColumn } from './layout'
import type { TableActions } from './use-actions'
import type { Table } from './use-table'

const words = text.table

/** The filter that keeps the rows with this row's value, and the words for it; null where the column has none. */
function filterFor(column: TableColumn, row: AnyRow): { filter: Filter; label: string } | null {
  const { field, id } = column
  if (field.filter === false) return null
  const value = valueOf(row, id)
  const named = (shown: string) => words.filterByValue(field.label, shown)
  switch (field.kind) {
    case 'text':
      if (value === '' || value === undefined) return null
      return { filter: { kind: 'text', contains: String(value) }, label: named(String(value)) }
    case 'number':
      return {
        filter: { kind: 'range', min: Number(value), max: Number(value) },
        label: named(String(value)),
      }
    case 'choice':
      return {
        filter: { kind: 'choice', values: [String(value)] },
        label: named(text.fields.roles[String(value)] ?? String(value)),
      }
    case 'flag': {
      const on = value === true
      const shown =
        id === 'disabled'
          ? on
            ? text.fields.disabledState
            : text.fields.enabled
          : on
            ? text.fields.yes
            : text.fields.no
      return { filter: { kind: 'flag', value: on }, label: named(shown) }
    }
    case 'person': {
      if (value === null)
        return { filter: { kind: 'person', person: null }, label: words.filterByEmpty(field.label) }
      // An assignee is stored by name alone; the filter goes by name there, and 0 is nobody's id.
      const owner = id === 'owner' && 'ownerId' in row ? row.ownerId : 0
      return {
        filter: { kind: 'person', person: { id: owner, username: String(value) } },
        label: named(String(value)),
      }
    }
    case 'secret':
      return null
  }
}

/** Main shows the whole address and asks before the system's browser gets it. */
function openLink(link: string): void {
  call('app.openLink', { link: webAddress(link) }).catch(showError)
}

interface RowMenuProps {
  table: Table
  at: { x: number; y: number; row: number; column: string }
  canWrite: boolean
  actions: TableActions
  onOpen(): void
  onCopy(): void
  onDelete(): void
  onClose(): void
}

export function RowMenu({ table, at, canWrite, actions, onOpen, onCopy, onDelete, onClose }: RowMenuProps) {
  const row = table.store.row(at.row)
  const column = columnsOf(entities[table.entity], table.layout).find(({ id }) => id === at.column)
  const filter = row && column ? filterFor(column, row) : null
  const count = table.selection.count()
  return (
    <ContextMenu label={words.rowActions} x={at.x} y={at.y} onClose={onClose}>
      <MenuItem icon={Pencil} shortcut="Enter" isDisabled={!row} onAction={onOpen}>
        {words.open}
      </MenuItem>
      {row && 'link' in row && (
        <MenuItem icon={ExternalLink} onAction={() => openLink(row.link)}>
          {words.openLink}
        </MenuItem>
      )}
      <MenuItem icon={Copy} shortcut="mod+c" onAction={onCopy}>
        {words.copyRows(Math.max(1, count))}
      </MenuItem>
      {filter && (
        <MenuItem icon={FilterIcon} onAction={() => table.setFilter(at.column, filter.filter)}>
          {filter.label}
        </MenuItem>
      )}
      {actions.offered().length > 0 && <MenuSeparator />}
      <ActionItems actions={actions} />
      <MenuSeparator />
      <MenuItem shortcut="Space" onAction={() => table.selection.choose(at.row, 'toggle')}>
        {words.selectRow}
      </MenuItem>
      <MenuItem shortcut="mod+a" onAction={table.selection.all}>
        {words.selectAll}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={Trash2}
        danger
        shortcut="Delete"
        isDisabled={!canWrite}
        refusal={canWrite ? actions.deleteRefusal() : null}
        onAction={onDelete}
      >
        {count > 1 ? words.deleteMany(count) : words.delete}
      </MenuItem>
    </ContextMenu>
  )
}

/** Pixels by which a menu's choice makes a column wider or narrower. */
const step = 32

interface ColumnMenuProps {
  table: Table
  at: { x: number; y: number; column: string }
  onFilter(column: string): void
  onClose(): void
}

export function ColumnMenu({ table, at, onFilter, onClose }: ColumnMenuProps) {
  const { layout, entity, setLayout, setSort } = table
  const about = entities[entity]
  const shown = columnsOf(about, layout).filter((column) => !column.hidden)
  const place = shown.findIndex(({ id }) => id === at.column)
  const column = shown[place]
  if (!column) return null
  const sorted = layout.sort.some(({ field }) => field === column.id)
  const resize = (by: number) =>
    setLayout(resizeColumn(layout, column.id, Math.max(56, column.width + by), {}))
  return (
    <ContextMenu label={words.columnActions(column.field.label)} x={at.x} y={at.y} onClose={onClose}>
      <MenuItem icon={ArrowUp} onAction={() => setSort(sortBy(layout.sort, column.id, false, 'ascending'))}>
        {words.sortAscending}
      </MenuItem>
      <MenuItem
        icon={ArrowDown}
        onAction={() => setSort(sortBy(layout.sort, column.id, false, 'descending'))}
      >
        {words.sortDescending}
      </MenuItem>
      <MenuItem
        shortcut="shift+Enter"
        isDisabled={layout.sort.length === 0 || sorted}
        onAction={() => setSort(sortBy(layout.sort, column.id, true))}
      >
        {words.sortAdd}
      </MenuItem>
      <MenuItem isDisabled={layout.sort.length === 0} onAction={() => setSort([])}>
        {words.sortClear}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={FilterIcon}
        isDisabled={column.field.filter === false}
        onAction={() => onFilter(column.id)}
      >
        {words.filterColumn}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={ArrowLeft}
        shortcut="mod+shift+ArrowLeft"
        isDisabled={place === 0}
        onAction={() => setLayout(moveColumn(about, layout, column.id, place - 1))}
      >
        {words.moveLeft}
      </MenuItem>
      <MenuItem
        icon={ArrowRight}
        shortcut="mod+shift+ArrowRight"
        isDisabled={place === shown.length - 1}
        onAction={() => setLayout(moveColumn(about, layout, column.id, place + 1))}
      >
        {words.moveRight}
      </MenuItem>
      <MenuItem shortcut="shift+ArrowRight" onAction={() => resize(step)}>
        {words.wider}
      </MenuItem>
      <MenuItem shortcut="shift+ArrowLeft" onAction={() => resize(-step)}>
        {words.narrower}
      </MenuItem>
      <MenuItem
        icon={EyeOff}
        isDisabled={shown.length === 1}
        onAction={() => setLayout(setHidden(layout, [...layout.hidden, column.id]))}
      >
        {words.hide}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={RotateCcw} onAction={table.resetColumns}>
        {words.resetColumns}
      </MenuItem>
    </ContextMenu>
  )
}
