// What the program shows outside its window: progress and a number on its icon, and a notification.
import { app, Notification, type BrowserWindow } from 'electron'
import { bringToFront } from './bring-to-front'

export interface Taskbar {
  /** `share` 0 to 1; null: something is under way, nobody knows how long; undefined: nothing is. */
  progress(share: number | null | undefined): void
  /** How many wait for somebody to do something about them; 0 takes the number away. */
  badge(count: number): void
  /** Shown only where nobody looks at the window; pressing it brings the window to front. */
  notify(title: string, body: string): void
}

export function createTaskbar(window: BrowserWindow): Taskbar {
  return {
    progress(share) {
      if (window.isDestroyed()) return
      if (share === undefined) window.setProgressBar(-1)
      else if (share === null) window.setProgressBar(2, { mode: 'indeterminate' })
      else window.setProgressBar(share)
    },
    badge: (count) => void app.setBadgeCount(count),
    notify(title, body) {
      if (window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return
      const notification = new Notification({ title, body })
      notification.on('click', () => bringToFront(window))
      notification.show()
    },
  }
}
