// The corner where notices appear: above dialogs, announced, and waiting while looked at.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { text } from '@shared/text'
import { Button, IconButton } from './Button'
import { dismiss, useNotices, type ShownNotice } from './notices'
import styles from './Notices.module.css'

const icons = { info: Info, success: CircleCheck, error: CircleAlert }
const millisecondsShown = 7000

/** Mounted once, by App. */
export function Notices() {
  const notices = useNotices()
  const [held, setHeld] = useState(false)
  // React Aria leaves elements with this mark usable while a dialog makes everything else inert.
  return createPortal(
    <section
      aria-label={text.shell.notices}
      data-react-aria-top-layer="true"
      className={styles.region}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} held={held} />
      ))}
    </section>,
    document.body,
  )
}

function NoticeCard({ notice, held }: { notice: ShownNotice; held: boolean }) {
  const { id, tone, action } = notice
  const Icon = icons[tone]
  useEffect(() => {
    if (held || tone === 'error') return
    const timer = setTimeout(() => dismiss(id), millisecondsShown)
    return () => clearTimeout(timer)
  }, [held, tone, id])
  return (
    <div role={tone === 'error' ? 'alert' : 'status'} className={`${styles.notice} ${styles[tone]}`}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <p className={styles.text}>{notice.text}</p>
      {action && (
        <Button
          variant="quiet"
          onPress={() => {
            dismiss(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton aria-label={text.shell.closeNotice} icon={X} onPress={() => dismiss(id)} />
    </div>
  )
}
