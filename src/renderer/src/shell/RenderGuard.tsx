// Catches a fault of a page's own code, so that the window never goes blank, and gives back what had been typed.
import { CircleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import type { Draft, Place } from '@shared/desktop'
import { text } from '@shared/text'
import { call } from '../api/call'
import { goBack } from '../desktop/arrivals'
import { currentDraft } from '../desktop/drafts'
import { currentPlace } from '../desktop/place'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import styles from './RenderGuard.module.css'

const words = text.shell

/** A class, since React offers no other way to catch what throws while rendering. */
export class RenderGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  private before: { place: Place | null; draft: Draft | null } = { place: null, draft: null }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  /** Before the page that failed is taken down, and its form with it. */
  override componentDidCatch(): void {
    this.before = { place: currentPlace(), draft: currentDraft() }
  }

  private readonly loadAgain = (): void => {
    const { place, draft } = this.before
    this.setState({ failed: false }, () => goBack(place, draft))
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <div role="alert" className={styles.room}>
        <EmptyState
          icon={CircleAlert}
          tone="danger"
          title={words.crashed}
          text={words.crashedText}
          action={
            <>
              <Button variant="primary" onPress={this.loadAgain}>
                {words.loadAgain}
              </Button>
              <Button onPress={() => void call('app.openLogFolder').catch(() => undefined)}>
                {words.openLog}
              </Button>
            </>
          }
        />
      </div>
    )
  }
}
