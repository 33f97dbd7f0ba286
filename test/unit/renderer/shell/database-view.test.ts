// What the window keeps of a lab while it is out of reach.
import { describe, expect, it } from 'vitest'
import type { DatabaseState, Target } from '@shared/database-state'
import { nextView, type DatabaseView } from '../../../../src/renderer/src/api/database'
import { addedSentence } from '../../../../src/renderer/src/shell/LabBanners'
import { secondsUntil } from '../../../../src/renderer/src/shell/use-countdown'

const target: Target = {
  kind: 'server',
  label: 'lab on db1:5432',
  address: 'db1',
  port: 5432,
  database: 'lab',
  username: 'u',
  profile: { id: 'lab', name: 'Lab', colour: 'blue', production: false, readOnly: false },
}
const ready: DatabaseState = {
  kind: 'ready',
  target,
  readOnly: null,
  capabilities: [],
  sharing: null,
  empty: false,
  seeded: [],
  warnings: [],
  problems: [],
}
const away: DatabaseState = { kind: 'unavailable', target, reason: 'r', remedy: 'm', nextTryAt: 0 }
const connecting: DatabaseState = { kind: 'connecting', target, step: 'connecting' }
const begin: DatabaseView = { state: null, ready: null }

const after = (...states: DatabaseState[]) => states.reduce(nextView, begin)

describe('nextView', () => {
  it('keeps the page of a lab that was ready while it is away and connecting again', () => {
    expect(after(ready, away).ready).toBe(ready)
    expect(after(ready, away, connecting).ready).toBe(ready)
  })

  it('has no page for a lab that was never ready', () => {
    expect(after(connecting).ready).toBeNull()
    expect(after(away, connecting).ready).toBeNull()
  })

  it('does not keep one lab’s page for another lab', () => {
    const other: DatabaseState = { ...connecting, target: { ...target, label: 'other on db2:5432' } }
    expect(after(ready, other).ready).toBeNull()
    const samePlace: DatabaseState = { ...away, target: { ...target, username: 'someone-else' } }
    expect(after(ready, samePlace).ready).toBeNull()
  })

  it('drops it once the lab was left or cannot be used', () => {
    expect(after(ready, { kind: 'unconfigured', problems: [] }).ready).toBeNull()
    expect(after(ready, { kind: 'incompatible', target, reason: 'r', remedy: 'm' }).ready).toBeNull()
  })
})

describe('secondsUntil', () => {
  it('counts full seconds down to 0 and no further', () => {
    expect(secondsUntil(5000, 0)).toBe(5)
    expect(secondsUntil(5000, 4001)).toBe(1)
    expect(secondsUntil(5000, 5000)).toBe(0)
    expect(secondsUntil(5000, 9000)).toBe(0)
  })
})

describe('addedSentence', () => {
  it('names those added, and counts the rest where they are many', () => {
    expect(addedSentence([])).toBeNull()
    expect(addedSentence(['ada'])).toBe('1 person was added from the first users’ file: ada.')
    expect(addedSentence(['ada', 'bob'])).toContain(
      '2 people were added from the first users’ file: ada and bob.',
    )
    const many = addedSentence(Array.from({ length: 30 }, (_, index) => `u${index}`))
    expect(many).toContain('30 people were')
    expect(many).toContain('u7 and 22 more.')
    expect(many).not.toContain('u8')
  })
})
