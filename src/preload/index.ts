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

const bridge: Bridge = {
  call: (id, name, input) => ipcRenderer.invoke(callChannel, { id, name, input }) as Promise<Envelope>,
  cancel: (id) => ipcRenderer.send(cancelChannel, id),
  subscribe: (listener) => {
    const receive = (_: IpcRendererEvent, event: AppEvent) => listener(event)
    ipcRenderer.on(eventChannel, receive)
    return () => ipcRenderer.off(eventChannel, receive)
  },
}

contextBridge.exposeInMainWorld('vmlab', bridge)
