// The sample lab: always the same, by the portal's rules, and with something of everything.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bookmarkAdd } from '@shared/entities/bookmark'
import { userAdd } from '@shared/entities/user'
import { vmAdd } from '@shared/entities/vm'
import { mayBeAssigned, mayOwn } from '@shared/roles'
import { decrypt, parseKey, type FernetKey } from '../../../../src/main/crypto/fernet'
import { generateSample } from '../../../../src/main/sample/generate'
import { seededRandom } from '../../../../src/main/sample/random'

function sampleKey(): FernetKey {
  const parsed = parseKey('c2FtcGxlIGxhYiBrZXksIG9wZW5zIG5vdGhpbmcuLi4=')
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}
const key = sampleKey()
const lab = generateSample(key, 'demo')
const byName = new Map(lab.people.map((person) => [person.username, person]))

describe('the sample lab', () => {
  it('is always the same', () => {
    const print = createHash('sha256').update(JSON.stringify(lab)).digest('hex').slice(0, 16)
    expect(JSON.stringify(generateSample(key, 'demo'))).toBe(JSON.stringify(lab))
    expect(print).toBe('4eb7cd28c7cf4e01')
  })

  it('has 300 people, 500 machines and 800 bookmarks', () => {
    expect([lab.people.length, lab.vms.length, lab.bookmarks.length]).toEqual([300, 500, 800])
  })

  it('has people as the strict rules want them, unique in name and email', () => {
    for (const person of lab.people) {
      expect(userAdd.parse({ ...person, password: 'Explore!Lab1' })).toMatchObject(person)
    }
    expect(byName.size).toBe(300)
    expect(new Set(lab.people.map(({ email }) => email.toLowerCase())).size).toBe(300)
    expect(lab.people[0]).toMatchObject({ username: 'demo', role: 'admin', disabled: false })
  })

  it('has some of each role, some disabled, and names with accents and of other scripts', () => {
    const count = (role: string) => lab.people.filter((person) => person.role === role).length
    expect(['admin', 'manager', 'sidekick', 'regular', 'new_user'].map(count)).toEqual([4, 12, 72, 190, 22])
    const disabled = lab.people.filter((person) => person.disabled)
    expect(disabled.length).toBeGreaterThanOrEqual(8)
    expect(disabled.every(({ role }) => role !== 'admin' && role !== 'new_user')).toBe(true)
    expect(
      lab.people.filter(({ firstName, lastName }) => /[^ -~]/u.test(firstName + lastName)).length,
    ).toBeGreaterThan(120)
    expect(
      lab.people.filter(({ lastName }) => /^[^\p{Script=Latin}]+$/u.test(lastName)).length,
    ).toBeGreaterThanOrEqual(6)
  })

  it('has machines as the rules want them', () => {
    expect(new Set(lab.vms.map(({ name }) => name)).size).toBe(500)
    for (const { owner, sshKey, ...vm } of lab.vms) {
      const typed = sshKey === null ? null : 'a key'
      expect(vmAdd.parse({ ...vm, sshKey: typed, ownerId: 1 })).toMatchObject(vm)
      expect(mayOwn(byName.get(owner)?.role ?? '')).toBe(true)
      if (byName.get(owner)?.disabled) expect(vm.shared).toBe(true)
      if (vm.assignedTo === null) continue
      const assignee = byName.get(vm.assignedTo)
      expect(mayBeAssigned(assignee?.role ?? '') && assignee?.disabled === false && vm.shared).toBe(true)
    }
  })

  it('has secrets that open with its key and fit the portal’s column', () => {
    const passwords = lab.vms.flatMap(({ password }) => password ?? [])
    const keys = lab.vms.flatMap(({ sshKey }) => sshKey ?? [])
    expect(passwords.length).toBeGreaterThan(300)
    expect(keys.length).toBeGreaterThan(100)
    for (const token of passwords) {
      expect(token.length).toBeLessThanOrEqual(128)
      expect(decrypt(key, token).ok).toBe(true)
    }
    for (const token of keys) expect(decrypt(key, Buffer.from(token).toString('ascii')).ok).toBe(true)
    expect(lab.vms.some(({ password, sshKey }) => password !== null && sshKey !== null)).toBe(true)
    expect(lab.vms.some(({ password, sshKey }) => password === null && sshKey === null)).toBe(true)
  })

  it('has bookmarks of both forms that the portal leaves, of people who may have them', () => {
    for (const { owner, ...bookmark } of lab.bookmarks) {
      expect(bookmarkAdd.parse({ ...bookmark, ownerId: 1 })).toMatchObject(bookmark)
      expect(mayOwn(byName.get(owner)?.role ?? '')).toBe(true)
    }
    expect(lab.bookmarks.some(({ link }) => link.startsWith('www.'))).toBe(true)
    expect(lab.bookmarks.some(({ link }) => link.startsWith('https://'))).toBe(true)
  })
})

describe('the random source', () => {
  it('is within its bounds and reaches them', () => {
    const random = seededRandom(1)
    const seen = new Set(Array.from({ length: 500 }, () => random.int(3, 7)))
    expect([...seen].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7])
    expect(random.bytes(16)).toHaveLength(16)
    expect(() => random.pick([])).toThrow()
  })
})
