// The corner where notices appear: above dialogs, announced, and waiting while looked at.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { text } from '@shared/text'
import { useIsLocked } from '../lock/lock-state'
import { Button, IconButton } from './Button'
import { dismiss, useNotices, type ShownNotice } from './notices'
import styles from './Notices.module.css'

const icons = { info: Info, success: CircleCheck, error: CircleAlert }
const millisecondsShown = 7000

/** Mounted once, by App. */
export function Notices() {
  const notices = useNotices()
  const region = useRef<HTMLElement>(null)
  const isLocked = useIsLocked()
  // Nobody sees those that come while the window is locked.
  const held = useIsHeld(region) || isLocked
  // React Aria leaves elements with this mark usable while a dialog makes everything else inert.
  return createPortal(
    <section
      ref={region}
      aria-label={text.shell.notices}
      data-react-aria-top-layer="true"
      className={styles.region}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} held={held} />
      ))}
    </section>,
    document.body,
  )
}

/** Whether the pointer or the focus is on it: what somebody is reading must not go away. */
function useIsHeld(region: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const element = region.current
    if (!element) return
    const stop = new AbortController()
    const listen = (name: string, isHeld: boolean) =>
      element.addEventListener(name, () => setHeld(isHeld), { signal: stop.signal })
    listen('pointerenter', true)
    listen('pointerleave', false)
    listen('focusin', true)
    listen('focusout', false)
    return () => stop.abort()
  }, [region])
  return held
}

function NoticeCard({ notice, held }: { notice: ShownNotice; held: boolean }) {
  const { id, tone, action } = notice
  const Icon = icons[tone]
  const card = useRef<HTMLDivElement>(null)
  // The others wait until the dialog is closed, so that they cover nothing of it.
  const [isOverDialog, setOverDialog] = useState(false)
  useEffect(() => {
    // A frame later: the dialog that was closed with this is gone by then.
    const frame = requestAnimationFrame(() => setOverDialog(document.querySelector('[data-modal]') !== null))
    return () => cancelAnimationFrame(frame)
  }, [])
  useEffect(() => {
    if (held || tone === 'error') return
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = () => {
      timer = setTimeout(
        () => (card.current?.checkVisibility() === true ? dismiss(id) : wait()),
        millisecondsShown,
      )
    }
    wait()
    return () => clearTimeout(timer)
  }, [held, tone, id])
  return (
    <div
      ref={card}
      role={tone === 'error' ? 'alert' : 'status'}
      data-over={isOverDialog || undefined}
      className={`${styles.notice} ${styles[tone]}`}
    >
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
