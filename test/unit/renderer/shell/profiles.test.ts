// Another lab: what is forgotten on the way to it, and what the guide was told of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DatabaseState, Target } from '@shared/database-state'
import type { ProfileSummary } from '@shared/profile'

vi.stubGlobal('addEventListener', () => undefined)
const asked: string[] = []
vi.stubGlobal('window', {
  vmlab: {
    call: (_: string, name: string) => {
      asked.push(name)
      return Promise.resolve({ ok: true, value: { 'lab.signedIn': true } })
    },
  },
})
const { preference, loadPreferences } = await import('../../../../src/renderer/src/api/preferences')
const { currentOperator, startOperator } = await import('../../../../src/renderer/src/auth/operator')
const { followLab } = await import('../../../../src/renderer/src/profiles/forget-lab')
const { tagsOf } = await import('../../../../src/renderer/src/profiles/profiles')
const { wish, wishesForLab } = await import('../../../../src/renderer/src/profiles/wishes')

const profile = { id: 'north', name: 'North', colour: 'blue', production: false, readOnly: false } as const
const target: Target = {
  kind: 'server',
  label: 'lab on db1:5432',
  address: 'db1',
  port: 5432,
  database: 'lab',
  username: 'u',
  profile,
}
const connecting = (id: string): DatabaseState => ({
  kind: 'connecting',
  target: { ...target, profile: { ...profile, id } },
  step: 'connecting',
})

describe('another lab', () => {
  beforeEach(async () => {
    followLab(connecting('north'))
    await loadPreferences()
    startOperator({ id: 1, username: 'ada', firstName: 'Ada', lastName: 'N', role: 'admin' })
    asked.length = 0
  })

  it('has nobody signed in, and none of the old one’s preferences, before anything is shown of it', () => {
    followLab(connecting('south'))
    expect(currentOperator()).toBeNull()
    expect(preference('lab.signedIn')).toBeUndefined()
    expect(asked).toEqual(['preferences.get'])
  })

  it('is not the same one that is reached again', () => {
    followLab(connecting('north'))
    followLab({ kind: 'unconfigured', problems: [] })
    followLab(connecting('north'))
    expect(currentOperator()?.username).toBe('ada')
    expect(preference('lab.signedIn')).toBe(true)
    expect(asked).toEqual([])
  })
})

describe('what the guide was told of a lab', () => {
  afterEach(() => wish({ name: '', colour: null, production: false, readOnly: false }))

  it('is nothing where it was left alone, or no name can be made of it', () => {
    expect(wishesForLab()).toEqual({})
    wish({ name: '  ' })
    expect(wishesForLab()).toEqual({})
  })

  it('is what was said, and leaves the rest as it is', () => {
    wish({ name: ' Campus ', production: true })
    expect(wishesForLab()).toEqual({ profile: { name: 'Campus', production: true } })
    wish({ colour: 'pink', readOnly: true })
    expect(wishesForLab()).toEqual({
      profile: { name: 'Campus', colour: 'pink', production: true, readOnly: true },
    })
  })
})

it('says what to know of a lab before it is opened', () => {
  const summary: ProfileSummary = { ...profile, kind: 'file', place: '/x', isOpen: false, isKept: true }
  expect(tagsOf(summary)).toEqual([])
  expect(tagsOf({ ...summary, production: true, readOnly: true, isOpen: true, isKept: false })).toEqual([
    'Open',
    'Production',
    'Read-only',
    'Until you quit',
  ])
})
