// Says at the table's edge what is wrong with the active cell, so that keys alone reach it.
import { TriangleAlert } from 'lucide-react'
import { useImperativeHandle, useState, type Ref } from 'react'
import styles from './CellNote.module.css'

export interface CellNoteHandle {
  show(text: string | null): void
}

/** Keeps its text itself: moving through cells draws only this. */
export function CellNote({ ref }: { ref: Ref<CellNoteHandle> }) {
  const [text, show] = useState<string | null>(null)
  useImperativeHandle(ref, () => ({ show }), [])
  if (text === null) return null
  return (
    <p aria-hidden className={styles.note}>
      <TriangleAlert size={14} />
      {text}
    </p>
  )
}
