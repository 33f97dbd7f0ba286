// Links and names as repairs write them, and the words for each kind of finding.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link, username } from '@shared/entities/rules'
import {
  areas,
  findingKinds,
  kindFacts,
  mendLink,
  namesBeside,
  repairs,
  skipReasons,
} from '@shared/integrity'
import { text } from '@shared/text'

const words = text.integrity

describe('a link is mended where there is no doubt what was meant', () => {
  it.each([
    ['lab.example.edu/wiki', 'https://lab.example.edu/wiki'],
    ['lab.example.edu:8080/x?y=1', 'https://lab.example.edu:8080/x?y=1'],
    ['www.lab.example.edu', 'www.lab.example.edu'],
    ['  https://lab.example.edu ', 'https://lab.example.edu'],
    ['http:/lab.example.edu', 'http://lab.example.edu'],
    ['https//lab.example.edu/a', 'https://lab.example.edu/a'],
    ['HTTPS:///lab.example.edu', 'HTTPS://lab.example.edu'],
  ])('%j becomes %j', (stored, mended) => {
    expect(mendLink(stored)).toBe(mended)
  })

  it.each([
    '',
    ' ',
    'just words',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'ftp://lab.example.edu',
    'localhost',
    'https://',
    'https://a b',
    'x'.repeat(300),
  ])('%j is left alone', (stored) => {
    expect(mendLink(stored)).toBeNull()
  })

  it('never makes a link that the form would refuse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (stored) => {
        const mended = mendLink(stored)
        expect(mended === null || link.safeParse(mended).success).toBe(true)
      }),
    )
  })
})

describe('a name beside one that is taken', () => {
  it('is numbered, the address before its @', () => {
    expect(namesBeside('ada').slice(0, 3)).toEqual(['ada2', 'ada3', 'ada4'])
    expect(namesBeside('ada@lab.example.edu')[0]).toBe('ada2@lab.example.edu')
  })

  it('fits wherever the name itself did', () => {
    const names = fc.stringMatching(/^[a-z0-9_-]{1,20}$/u)
    fc.assert(
      fc.property(names, (name) => {
        const beside = namesBeside(name)
        expect(beside.length).toBeGreaterThan(0)
        expect(new Set(beside).size).toBe(beside.length)
        expect(beside.every((one) => one !== name && username.safeParse(one).data === one)).toBe(true)
      }),
    )
  })
})

describe('the words', () => {
  const row = {
    id: 1,
    name: ' ',
    host: '',
    port: 0,
    username: ' ',
    shared: false,
    assignedTo: 'former',
    ownerId: 1,
    owner: 'lina',
    ownerRole: 'regular',
    ownerDisabled: false,
    assigneeRole: 'admin',
    cutPassword: true,
    cutKey: true,
    email: 'a@b.example',
    firstName: '',
    lastName: '',
    role: 'Regular',
    disabled: false,
    link: 'x',
  }
  it.each(findingKinds)('say of %s what it is, why it matters, and what is wrong with a row', (kind) => {
    const { title, fine, what, why, row: says } = words.kinds[kind]
    for (const sentence of [what, why]) expect(sentence).toMatch(/^[A-Z“].+\.$/su)
    for (const label of [title, fine]) expect(label).toMatch(/^[A-Z].*[^.]$/u)
    expect(says(row as never)).toMatch(/^[^A-Z].*[^.]$/u)
    expect(says(row as never)).not.toMatch(/undefined|null|\[object/u)
  })

  it('are there for every repair and every reason to leave a row alone', () => {
    for (const repair of repairs) expect(words.repairs[repair].does).toMatch(/\.$/u)
    for (const reason of skipReasons) expect(words.skipped[reason](1)).toMatch(/^1 row /u)
  })

  it('count one and many', () => {
    expect(words.summary(1, 1)).toBe('1 problem of 1 kind')
    expect(words.summary(1200, 3)).toMatch(/^1.200 problems of 3 kinds$/u)
    expect(words.repaired(1, 2)).toBe('Repaired 1 row; 2 rows left as they were.')
  })
})

it('every kind has its place, and every repair a kind', () => {
  expect(new Set(findingKinds.map((kind) => kindFacts[kind].area))).toEqual(new Set(areas))
  expect(new Set(findingKinds.flatMap((kind) => kindFacts[kind].repairs))).toEqual(new Set(repairs))
})
