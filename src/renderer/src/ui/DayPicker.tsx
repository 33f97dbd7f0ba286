// A day, picked from a calendar that opens under a button.
import { getLocalTimeZone, parseDate } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Dialog,
  DialogTrigger,
  Heading,
  I18nProvider,
  Popover,
} from 'react-aria-components'
import { text } from '@shared/text'
import { calendarLocale, dayOf } from '@shared/text/dates'
import field from './field.module.css'
import list from './list.module.css'
import styles from './DayPicker.module.css'

export interface DayPickerProps {
  /** Stands in the button where there is no day. */
  label: string
  /** "2026-11-24", or empty for no day. */
  value: string
  onChange(day: string): void
}

/**
 * Not React Aria's own date field: it clears its announcements by `innerHTML`, which the window's policy refuses.
 */
export function DayPicker({ label, value, onChange }: DayPickerProps) {
  const [isOpen, setOpen] = useState(false)
  const day = value === '' ? null : parseDate(value)
  const said = day === null ? '' : dayOf(day.toDate(getLocalTimeZone()))
  return (
    <div className={`${field.box} ${styles.box}`}>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button className={styles.trigger ?? ''}>
          <span className={day === null ? styles.none : styles.day}>
            {day === null ? label : text.shell.labelled(label, said)}
          </span>
          {day === null && <CalendarDays size={15} aria-hidden />}
        </Button>
        <Popover placement="bottom start" className={`${list.popover} ${styles.popover}`}>
          <Dialog aria-label={label} className={styles.dialog ?? ''}>
            <I18nProvider locale={calendarLocale()}>
              <Calendar
                autoFocus
                aria-label={label}
                value={day}
                onChange={(chosen) => {
                  onChange(chosen.toString())
                  setOpen(false)
                }}
              >
                <Month />
              </Calendar>
            </I18nProvider>
          </Dialog>
        </Popover>
      </DialogTrigger>
      {day !== null && (
        <Button
          aria-label={text.shell.clearOf(label)}
          className={styles.icon ?? ''}
          onPress={() => onChange('')}
        >
          <X size={14} aria-hidden />
        </Button>
      )}
    </div>
  )
}

function Month() {
  return (
    <>
      <header className={styles.header}>
        <Button slot="previous" className={styles.icon ?? ''}>
          <ChevronLeft size={16} aria-hidden />
        </Button>
        <Heading className={styles.month ?? ''} />
        <Button slot="next" className={styles.icon ?? ''}>
          <ChevronRight size={16} aria-hidden />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short">
        <CalendarGridHeader>
          {(weekday) => <CalendarHeaderCell className={styles.weekday ?? ''}>{weekday}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={styles.cell ?? ''} />}
        </CalendarGridBody>
      </CalendarGrid>
    </>
  )
}
