// The tables of this session by entity: kept while pages come and go, forgotten at sign-out.
import type { EntityName } from '@shared/entity'
import { onEvent } from '../../api/call'
import { currentOperator } from '../../auth/operator'
import { keptLayout } from './kept-layout'
import { answers, createTableStore, type TableStore } from './table-store'

const stores = new Map<EntityName, TableStore>()
/** What is being read for pages that are not shown yet. */
const reading = new Map<EntityName, Promise<void>>()
const goneListeners = new Map<EntityName, () => void>()
let watching = false
let operatorId: number | null = null
let database = ''

/** The entity's table, made at its first use. */
export function tableOf(entity: EntityName): TableStore {
  watch()
  const operator = currentOperator()
  if (operator && operator.id !== operatorId) {
    forgetTables()
    operatorId = operator.id
  }
  const existing = stores.get(entity)
  if (existing) return existing
  const store = createTableStore(entity, () => goneListeners.get(entity)?.())
  stores.set(entity, store)
  return store
}

/**
 * Read what the entity's page will show, where its rows are not there yet: at the press of a button already, while it
 * is still held. Resolves when they are there, or can't be had.
 */
export function readAhead(entity: EntityName): Promise<void> {
  const under = reading.get(entity)
  if (under) return under
  const store = tableOf(entity)
  const { search, filters } = store.state().query
  const query = { search, filters, sort: keptLayout(entity).sort }
  if (answers(store.state(), query)) return Promise.resolve()
  const read = store
    .prepare(query)
    .then((prepared) => void prepared?.show())
    .finally(() => reading.delete(entity))
  reading.set(entity, read)
  return read
}

/** Hear that main no longer holds the list, so that it must be opened again. */
export function onListGone(entity: EntityName, listener: () => void): () => void {
  goneListeners.set(entity, listener)
  return () => {
    if (goneListeners.get(entity) === listener) goneListeners.delete(entity)
  }
}

/** A write in one table may have changed rows of the others: deletions cascade, new names are carried through. */
export function outdateOthers(written: EntityName): void {
  for (const [entity, store] of stores) if (entity !== written) store.outdate()
}

/** Drop every row that was fetched: another person, or another database, must not see them. */
export function forgetTables(): void {
  for (const store of stores.values()) store.dispose()
  stores.clear()
  reading.clear()
}

/** Follow others' changes, and whose rows these are. */
function watch(): void {
  if (watching) return
  watching = true
  onEvent('list.changed', ({ listId, count }) => {
    for (const store of stores.values()) store.setChanges(listId, count)
  })
  onEvent('database.state', (state) => {
    const label = state.kind === 'unconfigured' ? '' : `${state.target.profile.id} ${state.target.label}`
    if (label !== database && database !== '') forgetTables()
    database = label
  })
}
