// How a value looks in a table's cell, by the kind of its field, with hits of the search and problems marked.
import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EntityName } from '@shared/entity'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import { number } from '@shared/text/plural'
import { valueOf, type AnyRow } from './calls'
import { findHits } from './highlight'
import styles from './cells.module.css'
import type { TableColumn } from './layout'
import { problemsOf } from './problems'

// The same elements each time: React skips what is identical.
const yes = (
  <Check size={15} strokeWidth={2.25} role="img" aria-label={text.fields.yes} className={styles.yes} />
)
const dash = (meaning: string) => (
  <span role="img" aria-label={meaning} className={styles.none}>
    –
  </span>
)
const no = dash(text.fields.no)
const nobody = dash(text.fields.nobody)
const enabled = <span className={styles.muted}>{text.fields.enabled}</span>
const disabled = <span className={styles.chipOff}>{text.fields.disabledState}</span>
const warning = <TriangleAlert size={14} aria-hidden className={styles.warning} />

function Marked({ value, needles }: { value: string; needles: readonly string[] }): ReactNode {
  const hits = needles.flatMap((needle) => findHits(value, needle)).sort((a, b) => a[0] - b[0])
  if (hits.length === 0) return value
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of hits) {
    if (from < at) continue
    parts.push(value.slice(at, from), <mark key={from}>{value.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, value.slice(at)]
}

function content(column: TableColumn, row: AnyRow, needles: readonly string[]): ReactNode {
  const value = valueOf(row, column.id)
  switch (column.field.kind) {
    case 'flag':
      if (column.id === 'disabled') return value ? disabled : enabled
      return value ? yes : no
    case 'number':
      // A port is a name made of digits, not an amount.
      return column.id === 'port' ? String(value) : number(Number(value))
    case 'choice': {
      const stored = String(value)
      const known = parseRole(stored)
      const label = known !== null && known === stored ? text.fields.roles[known] : stored
      return (
        <span className={known === 'admin' || known === 'manager' ? styles.chipStrong : styles.chip}>
          {label}
        </span>
      )
    }
    case 'person':
      if (value === null || value === undefined || value === '') return nobody
      return Marked({ value: String(value), needles })
    case 'text':
    case 'secret':
      return Marked({ value: String(value ?? ''), needles })
  }
}

/** A cell's renderer; `needles` are the folded texts to mark in it. */
export function cellRenderer(entity: EntityName, column: TableColumn, needles: readonly string[]) {
  return (row: AnyRow): ReactNode => {
    const problem = problemsOf(entity, row)[column.id]
    const shown = content(column, row, needles)
    if (problem === undefined) return shown
    return (
      <span
        className={column.field.kind === 'number' ? `${styles.problem} ${styles.problemEnd}` : styles.problem}
        title={problem}
      >
        <span className={styles.text}>{shown}</span>
        {warning}
        <span className="visually-hidden">{problem}</span>
      </span>
    )
  }
}
