// The waiting list: choose some or all, let them in with a role or turn them away with a reason.
import { useEffect, useRef, useState } from 'react'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { offeredRoles, seenRows, type ApprovalRole } from '@shared/waiting'
import { call } from '../../api/call'
import { isTyping } from '../../commands/shortcut'
import { useReadOnly } from '../../api/database'
import { showError } from '../../api/show-error'
import { useOperator } from '../../auth/operator'
import type { AnyRow } from '../../entity/table/calls'
import { keepFocus } from '../../entity/table/keep-focus'
import { outdateOthers } from '../../entity/table/tables'
import type { MenuRequest } from '../../grid/types'
import { navigate } from '../../routes'
import { notify } from '../../ui/notices'
import { DenyDialog } from './DenyDialog'
import { sayApproved, sayDenied } from './outcome'
import { seenOf } from './seen'
import { useWaiting } from './use-waiting'
import { useWaitingCommands } from './use-waiting-commands'
import styles from './Waiting.module.css'
import { WaitingGrid } from './WaitingGrid'
import { WaitingMenu } from './WaitingMenu'
import { WaitingToolbar } from './WaitingToolbar'

const words = text.waiting

interface Picked {
  selection: Selection
  count: number
  rows: readonly AnyRow[]
}

export function WaitingList() {
  const operator = useOperator()
  const readOnly = useReadOnly()
  const roles = offeredRoles(operator)
  const [wished, setRole] = useState<ApprovalRole>('regular')
  const role = roles.includes(wished) ? wished : 'regular'
  const [isBusy, setBusy] = useState(false)
  const [denying, setDenying] = useState<Picked | null>(null)
  const [menu, setMenu] = useState<MenuRequest | null>(null)
  const table = useWaiting(denying === null && menu === null && !isBusy)
  const { store, selection, grid } = table
  const search = useRef<HTMLInputElement>(null)

  useEffect(() => keepFocus(grid), [grid])

  /** Whoever is chosen; where nobody is, the active row, if it was in sight when this was asked for. */
  const pick = async (): Promise<Picked | null> => {
    const isInSight = table.isCurrent() && !isTyping(document.activeElement)
    if (!(await table.settled())) return null
    if (selection.count() === 0 && !isInSight) {
      notify({ tone: 'info', text: words.nobodyChosen })
      return null
    }
    const active = store.row(store.view.row)
    if (selection.count() === 0 && active)
      return { selection: { ids: [active.id] }, count: 1, rows: [active] }
    const rows = selection.loadedRows(seenRows)
    const count = selection.count()
    const picked = await selection.resolve()
    return picked && { selection: picked, count, rows }
  }
  const done = async () => {
    // The people of the Users page are others now; machines are not.
    outdateOthers('vm')
    await table.reload()
    keepFocus(grid)
  }
  const approve = async (as: ApprovalRole) => {
    if (isBusy || readOnly !== null) return
    setBusy(true)
    try {
      const picked = await pick()
      if (!picked) return
      const outcome = await call('waiting.approve', {
        selection: picked.selection,
        seen: seenOf(picked.rows),
        role: as,
      })
      sayApproved(outcome, as, picked.rows)
      await done()
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  const deny = async () => {
    if (readOnly !== null) return
    try {
      setDenying(await pick())
    } catch (error) {
      showError(error)
    }
  }
  const open = (index: number) => {
    const row = store.row(index)
    if (row) navigate('users', { open: row.id })
  }
  const selectAll = () => void table.settled().then((isCurrent) => isCurrent && selection.all())
  const refresh = () => void table.reload().then(() => keepFocus(grid))

  useWaitingCommands({
    table,
    canWrite: readOnly === null,
    approveLabel: words.approveAs(text.fields.roles[role] ?? role),
    approve: () => void approve(role),
    deny: () => void deny(),
    open: () => open(store.view.row),
    selectAll,
    refresh,
    focusSearch: () => search.current?.select(),
  })

  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{words.title}</h1>
      <WaitingToolbar
        table={table}
        searchRef={search}
        roles={roles}
        role={role}
        isBusy={isBusy}
        readOnly={readOnly}
        onRole={setRole}
        onApprove={() => void approve(role)}
        onDeny={() => void deny()}
        onSelectAll={selectAll}
        onRefresh={refresh}
      />
      <WaitingGrid
        table={table}
        onOpen={open}
        onMenu={setMenu}
        onShowAll={() => {
          table.setSearch('')
          // The button goes with the answer.
          search.current?.focus()
        }}
      />
      {menu && menu.row >= 0 && (
        <WaitingMenu
          at={menu}
          roles={roles}
          role={role}
          readOnly={readOnly}
          onApprove={(as) => void approve(as)}
          onDeny={() => void deny()}
          onOpen={() => open(menu.row)}
          onSelectAll={selectAll}
          onClose={() => {
            setMenu(null)
            keepFocus(grid)
          }}
        />
      )}
      {denying && (
        <DenyDialog
          {...denying}
          onClose={() => {
            setDenying(null)
            keepFocus(grid)
          }}
          onDone={(outcome) => {
            sayDenied(outcome, denying.rows)
            void done()
          }}
        />
      )}
    </div>
  )
}
