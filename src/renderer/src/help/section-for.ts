// Which section of the guide is about what the window shows.
import type { DatabaseState } from '@shared/database-state'
import type { SectionId } from '@shared/text/en/guide-kinds'
import type { Page } from '../routes'

const pages: Readonly<Record<Page, SectionId>> = {
  users: 'users',
  vms: 'vms',
  bookmarks: 'bookmarks',
  waiting: 'waiting',
  integrity: 'integrity',
  history: 'history',
  database: 'database',
}

export function sectionFor(state: DatabaseState | null, isSignedIn: boolean, page: Page): SectionId {
  switch (state?.kind) {
    case undefined:
    case 'unconfigured':
      return 'start'
    case 'unavailable':
    case 'incompatible':
      return 'out-of-reach'
    case 'connecting':
    case 'ready':
      return isSignedIn ? pages[page] : 'sign-in'
  }
}
