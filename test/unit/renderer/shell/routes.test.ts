// Going from page to page: nothing typed is lost without a question.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

const unsaved = vi.hoisted(() => ({ work: false }))
vi.mock('../../../../src/renderer/src/api/unsaved-work', () => ({ hasUnsavedWork: () => unsaved.work }))
const { leavePage, navigate, resetRoute, useAskedLeave, useRouteTarget } =
  await import('../../../../src/renderer/src/routes')

/** The store as a component sees it. */
function look() {
  const seen: { route?: ReturnType<typeof useRouteTarget>; asked?: ReturnType<typeof useAskedLeave> } = {}
  function Probe() {
    seen.route = useRouteTarget()
    seen.asked = useAskedLeave()
    return null
  }
  renderToStaticMarkup(createElement(Probe))
  return seen
}

beforeEach(() => {
  unsaved.work = false
  resetRoute()
})

describe('navigate', () => {
  it('goes at once where nothing is unsaved, and counts each wish', () => {
    const before = look().route?.serial ?? 0
    navigate('vms', { open: 4 })
    navigate('vms', { open: 4 })
    expect(look().route).toEqual({ page: 'vms', open: 4, serial: before + 2 })
  })

  it('asks first where something is, and goes or stays by the answer', () => {
    navigate('vms')
    unsaved.work = true
    navigate('bookmarks')
    expect(look().route?.page).toBe('vms')
    look().asked?.stay()
    expect(look().asked).toBeNull()
    expect(look().route?.page).toBe('vms')
    navigate('bookmarks')
    look().asked?.discard()
    expect(look().route?.page).toBe('bookmarks')
    expect(look().asked).toBeNull()
  })

  it('does not ask for the page one is on, whose panel asks by itself', () => {
    unsaved.work = true
    navigate('users')
    expect(look().asked).toBeNull()
    navigate('users', { open: 4 })
    expect(look().asked).toBeNull()
    expect(look().route).toMatchObject({ page: 'users', open: 4 })
  })
})

describe('leavePage', () => {
  it('runs at once, or after the answer', () => {
    const run = vi.fn()
    leavePage(run)
    expect(run).toHaveBeenCalledOnce()
    unsaved.work = true
    leavePage(run)
    expect(run).toHaveBeenCalledOnce()
    look().asked?.discard()
    expect(run).toHaveBeenCalledTimes(2)
    expect(look().asked).toBeNull()
  })
})
