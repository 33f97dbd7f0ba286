// The window of a signed-in operator: navigation, banners, the page, the status bar.
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { text } from '@shared/text'
import type { ReadyState } from '../api/database'
import { CipherBanner } from '../credentials/CipherBanner'
import { useUndoCommand } from '../history/undo-command'
import { UndoHost } from '../history/UndoDialog'
import { BookmarksPage } from '../pages/BookmarksPage'
import { DatabasePage } from '../pages/DatabasePage'
import { HistoryPage } from '../pages/HistoryPage'
import { IntegrityPage } from '../pages/IntegrityPage'
import { UsersPage } from '../pages/UsersPage'
import { VmsPage } from '../pages/VmsPage'
import { useRoute, type Page } from '../routes'
import { WaitingPage } from '../pages/WaitingPage'
import { UpdateBanner } from '../updates/UpdateBanner'
import { ConnectionBanner } from './ConnectionBanner'
import { LabBanners } from './LabBanners'
import { Navigation } from './Navigation'
import { StatusBar } from './StatusBar'
import { useShellCommands } from './shell-commands'
import { useShownPage } from './use-shown-page'
import styles from './Shell.module.css'

export function Shell({ ready }: { ready: ReadyState }) {
  const page = useRoute()
  const shown = useShownPage(page)
  const main = useRef<HTMLElement>(null)
  // The same element: asked for the next page, this one need not be drawn again.
  const drawn = useMemo(() => shown && pageOf(shown), [shown])
  useShellCommands()
  useUndoCommand()

  // The page that held the focus may be gone: the new one takes it, so that keys still arrive somewhere.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) main.current?.focus()
  }, [shown])

  return (
    <div className={styles.shell}>
      <section aria-label={text.shell.messages} className={styles.banners}>
        <ConnectionBanner />
        <LabBanners ready={ready} />
        <CipherBanner ready={ready} />
        <UpdateBanner />
      </section>
      <Navigation page={page} />
      <main ref={main} tabIndex={-1} className={styles.main}>
        {drawn}
      </main>
      <StatusBar ready={ready} />
      <UndoHost />
    </div>
  )
}

function pageOf(page: Page): ReactNode {
  switch (page) {
    case 'users':
      return <UsersPage />
    case 'vms':
      return <VmsPage />
    case 'bookmarks':
      return <BookmarksPage />
    case 'waiting':
      return <WaitingPage />
    case 'integrity':
      return <IntegrityPage />
    case 'history':
      return <HistoryPage />
    case 'database':
      return <DatabasePage />
  }
}
