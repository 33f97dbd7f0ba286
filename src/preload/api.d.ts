// What the preload script adds to the window.
import type { Bridge } from '../shared/call'

declare global {
  interface Window {
    readonly vmlab: Bridge
  }
}
