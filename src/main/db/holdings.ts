// What one person has: machines they own, machines assigned to them, bookmarks; the first of each, and how many.
import { isId } from './rows'
import type { Session } from './session'
import { andInSight } from './sight'
import { read } from './statements'

interface Machine {
  id: number
  name: string
  host: string
  shared: boolean
  owner: string
  assignedTo: string | null
}

interface Some<R> {
  total: number
  rows: R[]
}

export interface Holdings {
  owned: Some<Machine>
  assigned: Some<Machine>
  bookmarks: Some<{ id: number; name: string; link: string }>
}

/** So many are shown of each; the tables have the rest. */
const shown = 50

const machineColumns = `json_build_object('id', m.id, 'name', m.name, 'host', m.host, 'shared', m.shared,
  'owner', coalesce((SELECT o.username FROM users o WHERE o.id = m.user_id), ''), 'assignedTo', m.assigned_to)`

/** `from`: a table with its condition, its rows called `m`. */
function some(from: string, columns: string): string {
  return `(SELECT json_build_object('total', (SELECT count(*)::int FROM ${from}),
  'rows', coalesce((SELECT json_agg(${columns}) FROM (SELECT m.* FROM ${from} ORDER BY m.name, m.id LIMIT ${shown}) m), '[]'::json)))`
}

/** Empty where there is no such person; of the machines, those that the session's operator may see. */
export async function holdingsOf(session: Session, id: number): Promise<Holdings> {
  const values: unknown[] = [isId(id) ? id : 0]
  const machines = (condition: string) =>
    some(`virtual_machines m WHERE ${condition}${andInSight(session, 'vm', 'm', values)}`, machineColumns)
  const owned = machines('m.user_id = $1')
  const assigned = machines('m.assigned_to = (SELECT username FROM users WHERE id = $1)')
  const [row] = await read<Holdings>(session, {
    text: `SELECT ${owned} AS owned, ${assigned} AS assigned,
  ${some('bookmarks m WHERE m.user_id = $1', `json_build_object('id', m.id, 'name', m.name, 'link', m.link)`)} AS bookmarks`,
    values,
  })
  if (!row) throw new Error('A count without an answer')
  return row
}
