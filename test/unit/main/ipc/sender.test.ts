// Whose calls are listened to: the main frame of a window with the console's own page, and nobody else.
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, it } from 'vitest'
import { callerOf } from '../../../../src/main/ipc/sender'

const main = { origin: 'app://console' }
const event = (senderFrame: object | null, mainFrame: object = main) =>
  ({ senderFrame, sender: { id: 3, mainFrame } }) as unknown as IpcMainInvokeEvent

const others = [
  'app://console.example.org',
  'app://consolex',
  'app://elsewhere',
  'https://console',
  'file://',
  'null',
  '',
  'devtools://devtools',
].map((origin): [string, IpcMainInvokeEvent] => {
  const other = { origin }
  return [`a page of ${origin || 'no origin'}`, event(other, other)]
})

describe('a message', () => {
  it('is the window’s own from its main frame with the program’s page', () => {
    expect(callerOf(event(main))).toEqual({ window: 3, own: true })
  })

  it.each<[string, IpcMainInvokeEvent]>([
    ['a frame inside the page, though it is of the same origin', event({ origin: 'app://console' })],
    ['a frame that is gone', event(null)],
    ...others,
  ])('is not from %s', (_, message) => {
    expect(callerOf(message)).toEqual({ window: 3, own: false })
  })
})
