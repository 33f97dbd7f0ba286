// The first rows of a list, at once: what a table shows before the order of all rows is known.
import type { EntityName } from '@shared/entity'
import type { Query } from '@shared/paging'
import { findOwners } from './owners'
import { listSql } from './query'
import { complete, rowColumns, type Rows } from './rows'
import type { Session } from './session'
import { sightOf } from './sight'
import { read, serverOf, within } from './statements'

/** Milliseconds after which a search goes the other way. */
const patience = 200

/** `snapshot`: the server's moment at which they were read, null where there are none. */
export interface FirstRows<E extends EntityName> {
  rows: Rows[E][]
  snapshot: string | null
}

/**
 * Up to `limit` rows in the query's order. The server expects the rows that a search finds to be spread evenly and
 * walks along an index until it has enough. Where they all lie at the end ("web" in a list by name) that takes a
 * second: it is then told to find them first and sort them, which takes a fifth of that.
 */
export async function firstRows<E extends EntityName>(
  session: Session,
  entity: E,
  query: Query,
  limit: number,
): Promise<FirstRows<E>> {
  const { accents, embedded } = serverOf(session)
  const owners = await findOwners(session, entity, query.search)
  const sight = entity === 'vm' ? sightOf(session) : null
  const ask = (sortFound: boolean) => {
    const sql = listSql(entity, query, { accents, owners, owner: true, sortFound, sight })
    return read<Rows[E] & { snapshot?: string }>(session, {
      text: `SELECT ${rowColumns(entity)}, pg_current_snapshot()::text AS snapshot FROM ${sql.from} ${sql.where} ${sql.orderBy} LIMIT ${limit}`,
      values: sql.values,
    })
  }
  // What a manager sees may lie at the end as well.
  const searches =
    sight !== null ||
    query.search.trim() !== '' ||
    Object.values(query.filters).some((filter) => filter?.kind === 'text')
  const rows =
    searches && !embedded
      ? ((await within(session, patience, () => ask(false))) ?? (await ask(true)))
      : await ask(false)
  const snapshot = rows[0]?.snapshot ?? null
  for (const row of rows) delete row.snapshot
  return { rows: await complete(session, entity, rows), snapshot }
}
