// Lays a document out for paper in a window that is never shown, and prints it or makes a PDF of it.
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { origin, scheme } from '../protocol'
import type { Paper } from './document'

const words = text.print

export interface Pages {
  pdf(): Promise<Buffer>
  /** The system's own dialog, then the printer; false where the dialog was closed. @throws AppError */
  print(): Promise<boolean>
  close(): void
}

/** Nothing but the document and its styles: no script, no picture, no address that leads anywhere. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const documents = new Map<string, { type: string; body: string }>()
let own: Session | null = null

/**
 * A session of its own, in memory: another process than the window's lays the pages out, so that the window never
 * waits for it. It is given two texts by their addresses, and everything else is not found.
 */
function printSession(): Session {
  if (own) return own
  own = session.fromPartition('print')
  own.protocol.handle(scheme, (request) => {
    const found = documents.get(request.url)
    return new Response(found?.body ?? 'Not found', {
      status: found ? 200 : 404,
      headers: {
        'content-type': found?.type ?? 'text/plain',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  })
  return own
}

/** Close what it answers when done. `document` gets the address of its styles. */
export async function layOut(
  owner: BrowserWindow,
  document: (stylesheet: string) => string,
  styles: string,
  paper: Paper,
): Promise<Pages> {
  const name = `${origin}/print/${randomUUID()}`
  documents.set(`${name}.css`, { type: 'text/css; charset=utf-8', body: styles })
  documents.set(`${name}.html`, { type: 'text/html; charset=utf-8', body: document(`${name}.css`) })
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      spellcheck: false,
      // Page numbers in the margins; newer versions have them without being asked.
      enableBlinkFeatures: 'PageMarginBoxes',
    },
  })
  const close = () => {
    documents.delete(`${name}.css`)
    documents.delete(`${name}.html`)
    owner.off('closed', close)
    if (!window.isDestroyed()) window.destroy()
  }
  // The program ends with its last window: this one must not be it.
  owner.once('closed', close)
  try {
    await window.loadURL(`${name}.html`)
  } catch (error) {
    close()
    throw new AppError({ code: 'invalid_input', message: words.notPrinted, fields: {} }, { cause: error })
  }
  const { size, landscape } = paper
  return {
    close,
    pdf: () =>
      window.webContents.printToPDF({
        pageSize: size,
        landscape,
        preferCSSPageSize: true,
        printBackground: true,
      }),
    print: () =>
      new Promise((resolve, reject) => {
        window.webContents.print({ printBackground: true, pageSize: size, landscape }, (done, reason) => {
          if (done || /cancel/iu.test(reason)) return resolve(done)
          reject(new AppError({ code: 'invalid_input', message: words.noPrinter, fields: {} }))
        })
      }),
  }
}
