// Check for updates: what was found, in words, and what can be done with it.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { text } from '@shared/text'
import type { UpdateState } from '@shared/updates'
import { call } from '../api/call'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { ProgressBar } from '../ui/ProgressBar'
import { OfferDetails } from './OfferDetails'
import { checkForUpdates, downloadUpdate, quitToInstall, stopUpdate, useUpdates } from './updates'
import styles from './UpdateDialog.module.css'

const words = text.updates

export function UpdateDialog({ onClose }: { onClose(): void }) {
  const state = useUpdates()
  return (
    <Dialog title={titleOf(state)} isOpen onOpenChange={onClose} footer={footerOf(state, onClose)}>
      <div className={styles.content}>{contentOf(state)}</div>
    </Dialog>
  )
}

function titleOf(state: UpdateState): string {
  return state.kind === 'offered' || state.kind === 'downloading' || state.kind === 'ready'
    ? words.offerTitle(state.offer.version)
    : words.title
}

function contentOf(state: UpdateState): ReactNode {
  switch (state.kind) {
    case 'unknown':
      return <Running />
    case 'checking':
      return (
        <>
          <Running />
          <ProgressBar label={words.checking} value={null} />
        </>
      )
    case 'none':
      return <p role="status">{state.message}</p>
    case 'off':
      return (
        <Banner tone="info" role="status" inset>
          {state.message}
        </Banner>
      )
    case 'failed':
      return (
        <>
          <Banner tone="danger" role="alert" inset>
            {state.message}
          </Banner>
          <Running />
        </>
      )
    case 'offered':
      return (
        <>
          <Running />
          <OfferDetails offer={state.offer} />
        </>
      )
    case 'downloading':
      return (
        <>
          <ProgressBar
            label={words.downloading(state.offer.version)}
            value={state.total === null ? null : { done: state.done, total: state.total }}
          />
          <p className={styles.quiet}>{words.goesOn}</p>
        </>
      )
    case 'ready':
      return <p role="status">{words.ready(state.offer.version)}</p>
  }
}

/** What was pressed goes away with its state: the next safe button has the focus then. */
function footerOf(state: UpdateState, onClose: () => void): ReactNode {
  const again = state.kind === 'failed' && state.offer !== null ? downloadUpdate : checkForUpdates
  const canDownload = state.kind === 'offered' && state.offer.byHand === null
  const isOther = canDownload || state.kind === 'downloading' || state.kind === 'failed'
  return (
    <>
      <Button key={state.kind} autoFocus={!isOther} onPress={onClose}>
        {state.kind === 'offered' ? words.later : text.shell.close}
      </Button>
      {canDownload && (
        <Button variant="primary" autoFocus onPress={downloadUpdate}>
          {words.download}
        </Button>
      )}
      {state.kind === 'downloading' && (
        <Button autoFocus onPress={stopUpdate}>
          {words.stop}
        </Button>
      )}
      {state.kind === 'ready' && (
        <Button variant="primary" onPress={quitToInstall}>
          {words.quit}
        </Button>
      )}
      {state.kind === 'failed' && (
        <Button variant="primary" autoFocus onPress={again}>
          {words.tryAgain}
        </Button>
      )}
    </>
  )
}

function Running() {
  const { data: info } = useQuery({
    queryKey: ['app.info'],
    queryFn: () => call('app.info'),
    staleTime: Infinity,
  })
  return <p className={styles.quiet}>{info && words.running(info.version)}</p>
}
