// The window's only door to the main process: passes calls, cancellations and events on without knowing them.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import {
  callChannel,
  cancelChannel,
  eventChannel,
  type AppEvent,
  type Bridge,
  type Envelope,
} from '@shared/call'
import { isSmallData } from '@shared/request-size'
import { requests } from '@shared/text/en/requests'

// Here already, so that a flood of it is not copied into the main process first.
const tooLarge: Envelope = {
  ok: false,
  error: { code: 'invalid_input', message: requests.tooLarge, fields: {} },
}

// One listener for each kind of event that a part of the window follows; Node warns from the eleventh on.
ipcRenderer.setMaxListeners(0)

const bridge: Bridge = {
  call: async (id, name, input) => {
    const request = { id, name, input }
    return isSmallData(request) ? ((await ipcRenderer.invoke(callChannel, request)) as Envelope) : tooLarge
  },
  cancel: (id) => {
    if (isSmallData(id)) ipcRenderer.send(cancelChannel, id)
  },
  subscribe: (listener) => {
    const receive = (_: IpcRendererEvent, event: AppEvent) => listener(event)
    ipcRenderer.on(eventChannel, receive)
    return () => ipcRenderer.off(eventChannel, receive)
  },
}

contextBridge.exposeInMainWorld('vmlab', bridge)
