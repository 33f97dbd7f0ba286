// Production lets much go only by its name, whatever the window has asked.
import { describe, expect, it } from 'vitest'
import type { EntityName } from '@shared/entity'
import type { ProfileFacts } from '@shared/profile'
import type { Lists } from '../../../../src/main/db/lists'
import type { Session } from '../../../../src/main/db/session'
import type { Context } from '../../../../src/main/ipc/context'
import { entityHandlers } from '../../../../src/main/ipc/handlers/entities'
import { requireConfirmed } from '../../../../src/main/services/production'
import { thrown } from '../fake-lab'

const production: ProfileFacts = {
  id: 'lab',
  name: 'Café lab',
  colour: 'red',
  production: true,
  readOnly: false,
}
const deletes = (
  entity: EntityName,
  rows: number,
  name?: string,
  profile: ProfileFacts | null = production,
) => thrown(() => requireConfirmed(profile, entity, rows, name)) === null

describe('production', () => {
  it('asks for its name before several rows, and before people', () => {
    expect(deletes('vm', 1)).toBe(true)
    expect(deletes('bookmark', 1)).toBe(true)
    expect(deletes('vm', 2)).toBe(false)
    expect(deletes('bookmark', 500)).toBe(false)
    expect(deletes('user', 1)).toBe(false)
  })

  it('takes its name as it is, with blanks around it and however its accents are made', () => {
    for (const name of ['Café lab', '  Café lab ', 'Cafe\u0301 lab'])
      expect(deletes('vm', 2, name)).toBe(true)
    for (const name of ['', 'café lab', 'Café', 'Café lab 2']) expect(deletes('vm', 2, name)).toBe(false)
  })

  it('says what to type, at the field', () => {
    expect(thrown(() => requireConfirmed(production, 'vm', 2, 'no'))).toMatchObject({
      code: 'invalid_input',
      fields: { confirmedName: expect.stringContaining('Café lab') },
    })
  })

  it.each(['users.remove', 'vms.remove', 'bookmarks.remove'] as const)(
    'is asked by %s before anything is touched',
    async (name) => {
      const session = new Proxy({} as Session, {
        get: () => {
          throw new Error('touched')
        },
      })
      const handlers = entityHandlers({
        // Not asked: the rows are named.
        lists: () => ({}) as Lists,
        labKeyring: { settled: async () => [] },
        copyText: () => undefined,
        profile: () => production,
      })
      const expected = { users: 0, vms: 0, bookmarks: 0, assigned: 0 }
      const input = {
        selection: { ids: [1, 2] },
        expected,
        reassignTo: null,
        passTo: null,
        confirmedName: 'wrong',
      }
      const context = { session } as unknown as Context<'users.remove'>
      await expect(async () => handlers[name](input, context)).rejects.toMatchObject({
        body: { code: 'invalid_input', fields: { confirmedName: expect.any(String) } },
      })
    },
  )

  it('is nothing but what is marked as such', () => {
    expect(deletes('user', 9, undefined, { ...production, production: false })).toBe(true)
    expect(deletes('user', 9, undefined, null)).toBe(true)
  })
})
