// Notices: shown once each, a few at a time, taken away.
import { afterEach, describe, expect, it } from 'vitest'
import { dismiss, notify, shownNotices } from '../../../../src/renderer/src/ui/notices'

afterEach(() => {
  for (const { id } of shownNotices()) dismiss(id)
})

const texts = () => shownNotices().map(({ text }) => text)

describe('notify', () => {
  it('shows the same words once, and at most three', () => {
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e']) notify({ tone: 'info', text })
    expect(texts()).toEqual(['c', 'd', 'e'])
  })

  it('gives back what takes it away', () => {
    const close = notify({ tone: 'error', text: 'a' })
    notify({ tone: 'info', text: 'b' })
    close()
    close()
    expect(texts()).toEqual(['b'])
  })
})
