// Passwords that were just made, kept in memory while their dialog is open, so that they can be printed.
import { randomUUID } from 'node:crypto'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import type { Slip } from './password-reset'

/** Milliseconds after which they are forgotten even where the window never said so. */
const kept = 30 * 60_000

export interface PasswordSheets {
  /** Answers the sheet's id. The one before is forgotten. */
  keep(operatorId: number, slips: readonly Slip[]): string
  /** @throws AppError `not_found` where they were forgotten, or are somebody else's */
  find(sheet: string, operatorId: number): readonly Slip[]
  forget(): void
}

export function createPasswordSheets(): PasswordSheets {
  let held: { sheet: string; operatorId: number; slips: readonly Slip[] } | null = null
  let timer: NodeJS.Timeout | undefined
  const forget = () => {
    clearTimeout(timer)
    held = null
  }
  return {
    keep(operatorId, slips) {
      forget()
      held = { sheet: randomUUID(), operatorId, slips }
      timer = setTimeout(forget, kept).unref()
      return held.sheet
    },
    find(sheet, operatorId) {
      if (held?.sheet !== sheet || held.operatorId !== operatorId)
        throw new AppError({ code: 'not_found', message: text.passwords.forgotten })
      return held.slips
    },
    forget,
  }
}
