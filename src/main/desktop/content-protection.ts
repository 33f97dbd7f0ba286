// Keeps the window out of screen sharing and recordings while it shows a secret.
import type { BrowserWindow } from 'electron'
import { shownFor } from '@shared/credentials'

export interface ContentProtection {
  /** False where the system cannot do it: Linux has nothing of the kind. */
  begin(): boolean
  end(): void
}

/** It ends by itself a little after what is shown was to be hidden: a page that crashed says nothing. */
export function protectContent(window: BrowserWindow, platform: string): ContentProtection {
  let timer: ReturnType<typeof setTimeout> | undefined
  const set = (isOn: boolean) => {
    if (!window.isDestroyed()) window.setContentProtection(isOn)
  }
  const end = () => {
    clearTimeout(timer)
    set(false)
  }
  return {
    begin() {
      clearTimeout(timer)
      set(true)
      timer = setTimeout(end, shownFor + 5000)
      timer.unref()
      return platform === 'win32' || platform === 'darwin'
    },
    end,
  }
}
