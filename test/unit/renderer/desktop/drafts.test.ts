// What is typed reaches main: the first and the last at once, the rest together, and comes back to its own form only.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft } from '@shared/desktop'

const call = vi.hoisted(() => vi.fn((_name: string, _input: unknown) => Promise.resolve(undefined)))
vi.mock('../../../../src/renderer/src/api/call', () => ({ call, onEvent: () => () => undefined }))
const { currentDraft, keepDraft, returnDraft, returnedDraft, taken } =
  await import('../../../../src/renderer/src/desktop/drafts')

const draft = (host: string): Draft => ({ entity: 'vm', id: 4, row: { id: 4 }, values: { host } })
const sent = () => call.mock.calls.map(([, input]) => (input as { draft: Draft | null }).draft)

beforeEach(() => {
  vi.useFakeTimers()
  call.mockClear()
})
afterEach(() => {
  keepDraft(null)
  vi.useRealTimers()
})

describe('keepDraft', () => {
  it('sends the first at once, those after it together, and the end at once', () => {
    keepDraft(draft('a'))
    expect(sent()).toEqual([draft('a')])
    keepDraft(draft('ab'))
    keepDraft(draft('abc'))
    expect(sent()).toHaveLength(1)
    vi.advanceTimersByTime(400)
    expect(sent()).toEqual([draft('a'), draft('abc')])
    keepDraft(draft('abcd'))
    keepDraft(null)
    vi.advanceTimersByTime(1000)
    expect(sent()).toEqual([draft('a'), draft('abc'), null])
    expect(currentDraft()).toBeNull()
  })

  it('says nothing where there was nothing', () => {
    keepDraft(null)
    expect(sent()).toEqual([])
  })
})

describe('a returned draft', () => {
  it('is for the form of its row, until that has taken it', () => {
    const mine = draft('a')
    returnDraft(mine)
    expect(returnedDraft('vm', 5)).toBeNull()
    expect(returnedDraft('user', 4)).toBeNull()
    expect(returnedDraft('vm', null)).toBeNull()
    expect(returnedDraft('vm', 4)).toBe(mine)
    expect(returnedDraft('vm', 4)).toBe(mine)
    taken(mine)
    expect(returnedDraft('vm', 4)).toBeNull()
  })
})
