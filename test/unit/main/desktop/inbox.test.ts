// What waits for the window: rows for a sign-in, everything for the page, and the latest of a kind counts.
import { describe, expect, it } from 'vitest'
import type { Arrival } from '@shared/desktop'
import { createInbox } from '../../../../src/main/desktop/inbox'

function setUp() {
  const sent: Arrival[] = []
  return { sent, inbox: createInbox((arrival) => sent.push(arrival)) }
}
const vm = (id: number): Arrival => ({ kind: 'vm', id })
const restore: Arrival = { kind: 'restore', place: null, draft: null }

describe('the inbox', () => {
  it('keeps a row until somebody is signed in, and then hands it over once', () => {
    const { sent, inbox } = setUp()
    inbox.push(vm(1))
    inbox.pageReady(null)
    expect(sent).toEqual([])
    inbox.pageReady(7)
    inbox.pageReady(7)
    expect(sent).toEqual([vm(1)])
  })

  it('keeps only the last of several rows', () => {
    const { sent, inbox } = setUp()
    inbox.push(vm(1))
    inbox.push({ kind: 'user', username: 'ada' })
    inbox.push(vm(2))
    inbox.pageReady(7)
    expect(sent).toEqual([vm(2)])
  })

  it('tells at once what needs no sign-in', () => {
    const { sent, inbox } = setUp()
    inbox.pageReady(null)
    inbox.push({ kind: 'refused-link' })
    expect(sent).toEqual([{ kind: 'refused-link' }])
  })

  it('waits for a page that is gone', () => {
    const { sent, inbox } = setUp()
    inbox.pageReady(7)
    inbox.pageGone()
    inbox.push(vm(3))
    expect(sent).toEqual([])
    inbox.pageReady(7)
    expect(sent).toEqual([vm(3)])
  })

  it('gives what one person typed to no other', () => {
    const { sent, inbox } = setUp()
    inbox.push(restore, 7)
    inbox.pageReady(null)
    expect(sent).toEqual([])
    inbox.pageReady(8)
    inbox.pageReady(7)
    expect(sent).toEqual([])
    inbox.push(restore, 7)
    expect(sent).toEqual([restore])
  })
})
