// What a repair will change: the first rows one by one, how many in all, and which are left alone and why.
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { Skeleton } from '../ui/Skeleton'
import styles from './RepairDialog.module.css'

const words = text.integrity
const dialog = words.dialog

type Preview = Output<'integrity.preview'>
type Change = Preview['rows'][number]['changes'][number]

export interface RepairPreviewProps {
  found: Preview | null
  isLoading: boolean
  /** The most rows that one repair writes. */
  bound: number
}

export function RepairPreview({ found, isLoading, bound }: RepairPreviewProps) {
  if (found === null) {
    return (
      <div role="status" aria-label={dialog.previewing} aria-busy={isLoading} className={styles.preview}>
        {isLoading && <Skeleton width="50%" height="14px" />}
      </div>
    )
  }
  const rows = found.rows.filter(({ skipped }) => skipped === null)
  const rest = found.changed - rows.length
  return (
    <div className={styles.preview}>
      <p role="status">
        <strong>{found.changed === 0 ? dialog.nothing : dialog.changes(found.changed)}</strong>
      </p>
      {rows.length > 0 && (
        <table aria-label={dialog.preview} className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{dialog.row}</th>
              <th scope="col">{dialog.field}</th>
              <th scope="col">{dialog.before}</th>
              <th scope="col">{dialog.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.flatMap(({ id, title, changes }) =>
              changes.map((change, place) => (
                <tr key={`${id} ${change.field}`}>
                  <th scope="row">{place > 0 ? '' : title.trim() === '' ? words.blank : title}</th>
                  <td>{labels[change.field] ?? change.field}</td>
                  <td>{shown(change, 'from')}</td>
                  <td>{shown(change, 'to')}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
      {rest > 0 && <p className={styles.muted}>{dialog.others(rest)}</p>}
      {found.more && <p className={styles.muted}>{dialog.bounded(bound)}</p>}
      {found.skipped.length > 0 && (
        <>
          <h3 className={styles.subtitle}>{dialog.left}</h3>
          <ul className={styles.left}>
            {found.skipped.map(({ reason, count }) => (
              <li key={reason}>{words.skipped[reason](count)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const labels: Readonly<Record<string, string>> = {
  assignedTo: text.fields.assignedTo,
  shared: text.fields.shared,
  owner: text.fields.owner,
  role: text.fields.role,
  username: text.fields.username,
  port: text.fields.port,
  link: text.fields.link,
  password: text.fields.password,
  sshKey: text.fields.sshKey,
}

function shown({ field, from, to }: Change, side: 'from' | 'to'): string {
  const value = side === 'from' ? from : to
  const { nobody, yes, no, stored, cleared } = words.values
  if (field === 'password' || field === 'sshKey') return value === true ? stored : cleared
  if (value === null || value === '') return nobody
  if (typeof value === 'boolean') return value ? yes : no
  return String(value)
}
