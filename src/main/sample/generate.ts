// The sample lab's people, machines and bookmarks: made up, plausible, by the portal's rules, always the same.
import { mayBeAssigned, mayOwn, type Role } from '@shared/roles'
import { encrypt, type FernetKey } from '../crypto/fernet'
import { nameGroups, otherScripts } from './names'
import { bookmarks as sites, domains, labGroups, labPages, machineKinds } from './places'
import { seededRandom, type Random } from './random'

export interface SamplePerson {
  username: string
  email: string
  firstName: string
  lastName: string
  role: Role
  disabled: boolean
}
/** `owner` is a username; secrets are Fernet tokens, the key as its ASCII bytes. */
export interface SampleVm {
  name: string
  host: string
  port: number
  username: string
  owner: string
  assignedTo: string | null
  shared: boolean
  password: string | null
  sshKey: Uint8Array | null
}
export interface SampleBookmark {
  name: string
  link: string
  owner: string
}
export interface SampleLab {
  people: SamplePerson[]
  vms: SampleVm[]
  bookmarks: SampleBookmark[]
}

export const sampleSize = { people: 300, vms: 500, bookmarks: 800 } as const
const made = new Date('2025-01-15T08:00:00Z')

/** How many of each role; the rest are regular users. */
const roleCounts: readonly (readonly [Role, number])[] = [
  ['admin', 4],
  ['manager', 12],
  ['sidekick', 72],
  ['new_user', 22],
]

/** The whole lab. `demo` is the account to sign in with, an admin and the first of the people. */
export function generateSample(key: FernetKey, demo: string): SampleLab {
  const random = seededRandom(20_250_115)
  const people = generatePeople(random, demo)
  return { people, vms: generateVms(random, people, key), bookmarks: generateBookmarks(random, people) }
}

function generatePeople(random: Random, demo: string): SamplePerson[] {
  const usernames = new Set([demo])
  const people = [person(demo, 'Demo', 'Admin', 'admin')]
  const roles = roleCounts.flatMap(([role, count]) => Array.from({ length: count }, () => role)).slice(1)
  while (people.length < sampleSize.people) {
    const other = people.length % 37 === 36 ? otherScripts[(people.length - 36) / 37] : undefined
    const names = random.pick(nameGroups)
    const given = other?.given ?? random.pick(names.given)
    const family = other?.family ?? random.pick(names.family)
    const [latinGiven, latinFamily] = other?.latin ?? [latin(given), latin(family)]
    const username = unused(`${latinGiven.slice(0, 1)}${latinFamily}`.slice(0, 18), usernames)
    const number = /\d+$/u.exec(username)?.[0] ?? ''
    const role = roles[people.length - 1] ?? 'regular'
    people.push({
      ...person(username, given, family, role),
      email: `${latinGiven}.${latinFamily}${number}@lab.example.edu`,
      disabled: role !== 'admin' && role !== 'new_user' && random.chance(6),
    })
  }
  return people
}

function person(username: string, firstName: string, lastName: string, role: Role): SamplePerson {
  return { username, email: `${username}@lab.example.edu`, firstName, lastName, role, disabled: false }
}

function unused(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`
  taken.add(name)
  return name
}

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** A name in the letters of a username. */
function latin(name: string): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.replace(/[^a-z]/gu, (letter) => letters[letter] ?? '')
}

function generateVms(random: Random, people: readonly SamplePerson[], key: FernetKey): SampleVm[] {
  const owners = people.filter((one) => mayOwn(one.role))
  const givers = owners.filter((one) => one.role !== 'sidekick' && !one.disabled)
  const assignees = people.filter((one) => mayBeAssigned(one.role) && !one.disabled)
  const token = (length: number) =>
    encrypt(key, random.bytes(length).map(printable), { at: made, iv: random.bytes(16) })
  return machineKinds.flatMap(({ stem, logins, count }) =>
    Array.from({ length: count }, (_, index): SampleVm => {
      const name = `${stem}-${String(index + 1).padStart(2, '0')}`
      // The portal assigns a machine when a manager makes it for somebody; such a machine is shared.
      const assigned = random.chance(40)
      const owner = random.pick(assigned ? givers : owners)
      const secret = random.int(1, 10)
      return {
        name,
        host: hostOf(random, name),
        port: random.chance(88) ? 22 : random.pick([2222, 22_022, 8022, 2200]),
        username: random.pick(logins),
        owner: owner.username,
        assignedTo: assigned ? random.pick(assignees).username : null,
        // Disabling somebody shares all their machines.
        shared: assigned || owner.disabled || random.chance(55),
        password: secret <= 7 ? token(random.int(8, 31)) : null,
        sshKey:
          secret === 7 || secret === 8 || secret === 9
            ? Buffer.from(token(random.int(380, 420)), 'ascii')
            : null,
      }
    }),
  )
}

/** Any byte as a visible ASCII character. */
const printable = (byte: number) => 33 + (byte % 94)

function hostOf(random: Random, name: string): string {
  const kind = random.int(1, 20)
  if (kind <= 11) return `10.${random.pick([20, 21, 40])}.${random.int(0, 31)}.${random.int(2, 254)}`
  if (kind <= 13) return `192.168.${random.int(0, 9)}.${random.int(2, 254)}`
  if (kind === 14) return `fd00:20::${random.int(0x100, 0xffff).toString(16)}`
  return `${name}.${random.pick(domains)}`
}

function generateBookmarks(random: Random, people: readonly SamplePerson[]): SampleBookmark[] {
  const owners = people.filter((one) => mayOwn(one.role)).map((one) => one.username)
  const pages = labGroups.flatMap((course) =>
    labPages.map(
      ([name, path]) =>
        [`${name}: ${course.replaceAll('-', ' ')}`, `https://${course}.example.edu${path}`] as const,
    ),
  )
  const seen = new Set<string>()
  const bookmarks: SampleBookmark[] = []
  while (bookmarks.length < sampleSize.bookmarks) {
    const [name, link] = random.pick(random.chance(65) ? sites : pages)
    const owner = random.pick(owners)
    if (seen.has(`${owner} ${link}`)) continue
    seen.add(`${owner} ${link}`)
    bookmarks.push({ name, link, owner })
  }
  return bookmarks
}
