// Who makes a call: only the console's own main frame is listened to.
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { origin } from '../protocol'
import type { Caller } from './dispatch'

/** The window a message came from, and whether it came from that window's own main frame and origin. */
export function callerOf(event: IpcMainInvokeEvent | IpcMainEvent): Caller {
  const frame = event.senderFrame
  const own = frame !== null && frame === event.sender.mainFrame && frame.origin === origin
  return { window: event.sender.id, own }
}
