// Over the waiting list: search, how many, and letting in or turning away whoever is chosen.
import { RefreshCw, UserCheck, UserX, CheckCheck } from 'lucide-react'
import { useSyncExternalStore, type Ref } from 'react'
import { TooltipTrigger } from 'react-aria-components'
import { text } from '@shared/text'
import type { ApprovalRole } from '@shared/waiting'
import { isNarrowed } from '../../entity/table/table-store'
import { Button, IconButton } from '../../ui/Button'
import { SearchField } from '../../ui/SearchField'
import { Select } from '../../ui/Select'
import { Shortcut } from '../../ui/Shortcut'
import { Tooltip } from '../../ui/Tooltip'
import type { WaitingTable } from './use-waiting'
import styles from './Waiting.module.css'

const words = text.waiting

interface WaitingToolbarProps {
  table: WaitingTable
  searchRef: Ref<HTMLInputElement>
  roles: readonly ApprovalRole[]
  role: ApprovalRole
  isBusy: boolean
  /** Why nothing can be written, or null. */
  readOnly: string | null
  onRole(role: ApprovalRole): void
  onApprove(): void
  onDeny(): void
  onSelectAll(): void
  onRefresh(): void
}

export function WaitingToolbar(props: WaitingToolbarProps) {
  const { table, roles, role, isBusy, readOnly } = props
  const { state, selection, grid, store } = table
  const chosen = useSyncExternalStore(selection.subscribe, selection.count)
  useSyncExternalStore(store.subscribeRows, store.rowCount)
  const isEmpty = store.rowCount() === 0
  const mayNot = readOnly !== null || isEmpty
  return (
    <div className={styles.room}>
      <div role="group" aria-label={words.tools} className={styles.toolbar}>
        <div className={styles.search}>
          <SearchField
            aria-label={words.search}
            placeholder={words.search}
            inputRef={props.searchRef}
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
        <span role="status" className={styles.count}>
          {countOf(table)}
        </span>
        {chosen > 1 && <span className={styles.selected}>{text.table.selected(chosen)}</span>}
        <span className={styles.space} />
        {state.changes > 0 && (
          <Button variant="quiet" icon={RefreshCw} onPress={props.onRefresh}>
            {text.table.changes(state.changes)}
          </Button>
        )}
        <IconButton
          aria-label={text.table.refresh}
          icon={RefreshCw}
          shortcut="F5"
          onPress={props.onRefresh}
        />
        <TooltipTrigger delay={500} closeDelay={0}>
          <Button icon={CheckCheck} isDisabled={isEmpty} onPress={props.onSelectAll} data-shrinks="">
            <span className={styles.words}>{words.selectAll}</span>
          </Button>
          <Tooltip>
            {text.table.selectAll}
            <Shortcut keys="mod+a" />
          </Tooltip>
        </TooltipTrigger>
        <TooltipTrigger delay={500} closeDelay={0}>
          <Button icon={UserX} isDisabled={mayNot || isBusy} onPress={props.onDeny} data-shrinks="">
            <span className={styles.words}>{words.deny}</span>
          </Button>
          <Tooltip>
            {readOnly ?? words.denyHint}
            <Shortcut keys="Delete" />
          </Tooltip>
        </TooltipTrigger>
        <div className={styles.role}>
          <Select
            aria-label={words.role}
            compact
            choices={roles.map((id) => ({ id, label: words.roleIs(text.fields.roles[id] ?? id) }))}
            value={role}
            isDisabled={readOnly !== null}
            onChange={(id) => {
              const next = roles.find((each) => each === id)
              if (next) props.onRole(next)
            }}
          />
        </div>
        <TooltipTrigger delay={500} closeDelay={0}>
          <Button
            variant="primary"
            icon={UserCheck}
            isDisabled={mayNot}
            isPending={isBusy}
            onPress={props.onApprove}
          >
            {chosen > 1 ? words.approveCount(chosen) : words.approve}
          </Button>
          <Tooltip>
            {readOnly ?? words.approveAs(text.fields.roles[role] ?? role)}
            <Shortcut keys="mod+enter" />
          </Tooltip>
        </TooltipTrigger>
      </div>
    </div>
  )
}

function countOf({ state }: WaitingTable): string {
  const { total, allTotal, listId, error, query } = state
  if (listId === null) return error ? '' : text.table.loadingCount
  if (total === null) return text.table.counting
  if (isNarrowed(query) && allTotal !== null) return words.countOf(total, allTotal)
  return words.count(total)
}
