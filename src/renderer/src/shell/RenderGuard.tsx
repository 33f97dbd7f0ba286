// Catches a fault of a page's own code, so that the window never goes blank.
import { CircleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'

const words = text.shell

/** A class, since React offers no other way to catch what throws while rendering. */
export class RenderGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <div role="alert">
        <EmptyState
          icon={CircleAlert}
          tone="danger"
          title={words.crashed}
          text={words.crashedText}
          action={
            <>
              <Button variant="primary" onPress={() => this.setState({ failed: false })}>
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
