// Prints slips of paper with new passwords. Only to a printer: never into a file.
import type { BrowserWindow } from 'electron'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { dateTime, paper } from '@shared/text/dates'
import type { Paper } from './document'
import { layOut } from './pages'
import { slipDocument, slipStyles, type PrintedSlip } from './slip-document'

/** Answers whether they went to the printer; false where its dialog was closed. @throws AppError where there is none */
export type SlipPrinter = (slips: readonly PrintedSlip[]) => Promise<boolean>

export function createSlipPrinter(parts: { window: BrowserWindow; lab(): { name: string } }): SlipPrinter {
  return async (slips) => {
    const on: Paper = { size: paper(), landscape: false }
    const { name } = parts.lab()
    const pages = await layOut(
      parts.window,
      (stylesheet) => slipDocument(slips, name, dateTime(new Date()), stylesheet),
      slipStyles(on),
      on,
    )
    try {
      return await pages.print()
    } catch (error) {
      // What the table's printing says would offer a PDF, and there is none of passwords.
      const message = text.passwords.noPrinter
      throw new AppError({ code: 'invalid_input', message, fields: {} }, { cause: error })
    } finally {
      pages.close()
    }
  }
}
