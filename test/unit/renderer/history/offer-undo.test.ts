// The notice that a change was made: its button is about that change, and it goes when that change was taken back.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { offerUndo, withdrawUndo } from '../../../../src/renderer/src/history/offer-undo'
import { askedUndo, closeUndo, mayUndo } from '../../../../src/renderer/src/history/undo-store'
import { dismiss, shownNotices } from '../../../../src/renderer/src/ui/notices'

beforeEach(() => mayUndo.set(true))
afterEach(() => {
  for (const { id } of shownNotices()) dismiss(id)
  closeUndo()
})

it('asks about the change that it tells of, whatever was changed since', () => {
  offerUndo('lab-04 was saved.', 'first')
  offerUndo('lab-06 was saved.', 'second')
  shownNotices()[0]?.action?.run()
  expect(askedUndo.get()).toBe('first')
})

it('goes when its change was taken back; the others stay', () => {
  offerUndo('lab-04 was saved.', 'first')
  offerUndo('lab-06 was saved.', 'second')
  withdrawUndo('first')
  expect(shownNotices().map(({ text }) => text)).toEqual(['lab-06 was saved.'])
})

it('has no button where nothing can be taken back', () => {
  mayUndo.set(false)
  offerUndo('lab-04 was saved.', 'first')
  expect(shownNotices()[0]?.action).toBeUndefined()
})
