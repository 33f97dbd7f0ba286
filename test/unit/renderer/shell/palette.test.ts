// What the palette lists for a typed text.
import { describe, expect, it, vi } from 'vitest'
import type { Command } from '../../../../src/renderer/src/commands/commands'
import { matchingCommands, matchScore } from '../../../../src/renderer/src/commands/match'
import { paletteGroups } from '../../../../src/renderer/src/commands/palette-items'

const command = (label: string, rest: Partial<Command> = {}): Command => ({
  id: label,
  label,
  group: 'Table',
  run: vi.fn(),
  ...rest,
})

describe('matchScore', () => {
  it('wants every word, in any order, whatever the accents and capitals', () => {
    expect(matchScore('Go to virtual machines', 'mach vir')).toBeGreaterThan(0)
    expect(matchScore('Go to virtual machines', 'mach user')).toBe(0)
    expect(matchScore('Añadir usuario', 'anadir')).toBeGreaterThan(0)
  })

  it('puts the beginning over a word, a word over its inside', () => {
    const [begin, word, inside] = [
      matchScore('Add user', 'add'),
      matchScore('Go add', 'add'),
      matchScore('Paddle', 'add'),
    ]
    expect(begin).toBeGreaterThan(word)
    expect(word).toBeGreaterThan(inside)
  })

  it('takes signs as they are', () => {
    expect(matchScore('Anything', '.*')).toBe(0)
    expect(matchScore('C++ (new)', '(')).toBeGreaterThan(0)
  })
})

describe('matchingCommands', () => {
  it('leaves hidden ones out and sorts by match, else as registered', () => {
    const commands = [
      command('Read users'),
      command('Add user'),
      command('Address', { hidden: true }),
      command('Zoom'),
    ]
    expect(matchingCommands(commands, 'ad').map(({ label }) => label)).toEqual(['Add user', 'Read users'])
    expect(matchingCommands(commands, ' ').map(({ label }) => label)).toEqual([
      'Read users',
      'Add user',
      'Zoom',
    ])
  })
})

describe('paletteGroups', () => {
  const user = {
    id: 7,
    version: '1',
    username: 'ada',
    firstName: ' ',
    lastName: '',
    email: 'ada@x.example',
    role: 'admin',
    disabled: true,
    vmCount: 0,
  }
  const vm = {
    id: 9,
    version: '1',
    name: ' ',
    host: 'gpu1',
    port: 22,
    username: 'root',
    ownerId: 7,
    owner: 'ada',
    assignedTo: null,
    shared: true,
    hasPassword: false,
    hasKey: true,
  }

  it('keeps the groups of commands while nothing is typed', () => {
    const groups = paletteGroups('', [command('Add user'), command('About', { group: 'Help' })], undefined)
    expect(groups.map(({ label }) => label)).toEqual(['Table', 'Help'])
  })

  it('lists people and machines by what they have, and drops empty groups', () => {
    const groups = paletteGroups('zzz', [command('Add user')], { users: [user], vms: [vm] })
    expect(groups.map(({ label }) => label)).toEqual(['People', 'Virtual machines'])
    expect(groups[0]?.items[0]).toMatchObject({ label: 'ada', detail: 'ada · ada@x.example · disabled' })
    expect(groups[1]?.items[0]).toMatchObject({
      label: 'gpu1',
      detail: 'gpu1:22 · owner ada · assigned to nobody',
    })
  })

  it('puts machines before everything where one has just the host that was typed', () => {
    const given = { ...vm, name: 'lab-01', assignedTo: 'raul' }
    const groups = (typed: string) =>
      paletteGroups(typed, [command('Check GPU1 now')], { users: [user], vms: [given] })
    expect(groups('GPU1 ').map(({ label }) => label)).toEqual(['Virtual machines', 'Commands', 'People'])
    expect(groups('GPU1 ')[0]?.items[0]).toMatchObject({
      label: 'lab-01',
      detail: 'gpu1:22 · owner ada · assigned to raul',
    })
    expect(groups('gpu').map(({ label }) => label)).toEqual(['Commands', 'People', 'Virtual machines'])
  })
})
