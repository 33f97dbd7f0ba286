// Which lab a start and a switch come to, under which profile, and what is remembered of it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import type { Options } from '@shared/options.mjs'
import type { ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'
import { createConnector } from '../../../src/main/connector'
import type { Lab, LabPlan } from '../../../src/main/lab'
import { temporaryFolder } from './config/files'
import { quiet } from './fake-lab'

const words = text.profiles
const fields = { address: 'db1', port: 5432, database: 'lab', username: 'ada', password: 'pw' }
const typed = { kind: 'fields', fields } as const

/** A lab that notes what it was asked for. */
function notedLab() {
  const asked: (string | ProfileFacts)[] = []
  const problems: Problem[] = []
  let plan: LabPlan | null = null
  const lab: Partial<Lab> = {
    plan: () => plan,
    state: () => ({ kind: 'unconfigured', problems: [] }),
    connect(next) {
      plan = next
      asked.push(`connect ${next.target.profile.id}`)
    },
    leave(given = []) {
      plan = null
      problems.push(...given)
      asked.push('leave')
      return Promise.resolve()
    },
    rename: (profile) => void asked.push(`rename ${profile.name}`),
  }
  return { lab: lab as Lab, asked, problems }
}

async function program(given: { userData?: string; options?: Options; env?: NodeJS.ProcessEnv } = {}) {
  const userData = given.userData ?? (await temporaryFolder())
  const { lab, asked, problems } = notedLab()
  const told: (string | null)[] = []
  const connector = createConnector({
    log: quiet,
    version: '0.1.0',
    userData,
    fork: () => {
      throw new Error('Nothing is opened')
    },
    exampleFirstUsers: join(userData, 'none.yaml'),
    lab,
    keyStore: { available: () => false, encrypt: String, decrypt: String },
    options: given.options ?? {},
    cwd: userData,
    env: given.env ?? {},
  })
  connector.onProfile((profile) => told.push(profile?.id ?? null))
  let left = 0
  const open = (id: string, more: { password?: string; path?: string } = {}) =>
    connector.open(id, more, () => void (left += 1))
  return { userData, lab, asked, problems, connector, told, open, left: () => left }
}

async function secretsFile(folder: string, name = 'secrets.toml'): Promise<string> {
  const path = join(folder, name)
  await mkdir(folder, { recursive: true })
  const lines = ['db_username="a"', 'db_password="b"', 'db_address="db2"', 'db_port=5432', 'db_name="lab"']
  await writeFile(path, lines.join('\n'), { mode: 0o600 })
  return path
}
const last = async (userData: string) =>
  (JSON.parse(await readFile(join(userData, 'profiles.json'), 'utf8')) as { last: unknown }).last

describe('a start', () => {
  it.each([
    ['newer', '{"version":2}', (path: string) => words.newer(path)],
    ['damaged', '{', (path: string) => words.damaged(`${path}.damaged`)],
  ])('says that the list of labs is %s', async (_, content, said) => {
    const { userData, connector, asked, problems } = await program()
    const path = join(userData, 'profiles.json')
    await writeFile(path, content)
    await connector.atStart()
    expect(asked).toEqual(['leave'])
    expect(problems).toMatchObject([{ what: said(path) }])
  })

  it('opens the lab that was open last', async () => {
    const first = await program()
    await first.connector.atStart()
    await first.connector.connectTo(typed, 'file', { name: 'One' })
    await first.connector.openSample()
    const [one] = first.connector.profiles()
    await first.open(one?.id ?? '')
    const second = await program({ userData: first.userData })
    await second.connector.atStart()
    expect(second.asked).toEqual([`connect ${one?.id}`])
    expect(second.told).toEqual([one?.id])
    expect(second.lab.plan()?.target).toMatchObject({ address: 'db1', profile: { name: 'One' } })
  })

  it('opens none after the last one was left, and says which password was not kept', async () => {
    const first = await program()
    await first.connector.atStart()
    await first.connector.connectTo(typed, 'session')
    const second = await program({ userData: first.userData })
    await second.connector.atStart()
    expect(second.problems).toMatchObject([{ file: 'lab on db1:5432', what: text.lab.passwordNotKept }])
    await first.connector.leave()
    const third = await program({ userData: first.userData })
    await third.connector.atStart()
    expect(third.problems).toEqual([])
    expect(third.connector.profiles()).toMatchObject([{ name: 'lab on db1', isOpen: false, isKept: true }])
  })

  it('lets the way to a kept lab be corrected: the same profile, with its marks, and no second one', async () => {
    const first = await program()
    await first.connector.atStart()
    await first.connector.connectTo(typed, 'file', { name: 'Real', production: true })
    const [before] = first.connector.profiles()
    await first.connector.correct(before?.id ?? '')
    const { source, corrects } = first.connector.left()
    expect(corrects).toMatchObject({ id: before?.id, name: 'Real', production: true })
    expect(source).toMatchObject({ kind: 'fields', fields: { address: 'db1' } })
    expect(JSON.stringify(source)).not.toContain(typed.fields.password)
    const moved = { ...typed, fields: { ...typed.fields, address: 'db2' } }
    await first.connector.connectTo(moved, 'file', { name: 'Real', production: true }, before?.id)
    expect(first.connector.profiles()).toMatchObject([
      { id: before?.id, name: 'Real', production: true, isOpen: true },
    ])
    expect(first.connector.left()).toEqual({ source: null, corrects: null })
    const second = await program({ userData: first.userData })
    await second.connector.atStart()
    expect(second.lab.plan()?.target).toMatchObject({ address: 'db2', profile: { id: before?.id } })
    await second.connector.openSample()
    await expect(second.connector.correct('sample')).rejects.toMatchObject({
      body: { code: 'invalid_input' },
    })
    await expect(second.connector.correct('nobody')).rejects.toMatchObject({ body: { code: 'not_found' } })
  })

  it('with --demo leaves what was open last as it is', async () => {
    const first = await program()
    await first.connector.atStart()
    await first.connector.connectTo(typed, 'file')
    const before = await last(first.userData)
    const second = await program({ userData: first.userData, options: { demo: true } })
    await second.connector.atStartDemo()
    expect(second.asked).toEqual(['connect sample'])
    expect(second.connector.profiles()).toMatchObject([{}, { id: 'sample', isOpen: true, isKept: false }])
    expect(await last(first.userData)).toBe(before)
  })

  it('with --secrets opens a profile named after the file, always the same one, and keeps none', async () => {
    const folder = join(await temporaryFolder(), 'North lab')
    const path = await secretsFile(folder)
    const first = await program({ options: { secrets: path } })
    await first.connector.atStart()
    const [profile] = first.connector.profiles()
    expect(profile).toMatchObject({ name: 'North lab', isKept: false, isOpen: true, place: path })
    const second = await program({ userData: first.userData, env: { VMLAB_SECRETS: path } })
    await second.connector.atStart()
    expect(second.told).toEqual([profile?.id])
    const third = await program({ userData: first.userData })
    await third.connector.atStart()
    expect(third.connector.profiles()).toEqual([])
  })

  it('with --secrets of a kept lab opens that one, with its marks and overrides', async () => {
    const path = await secretsFile(await temporaryFolder())
    const first = await program()
    await first.connector.atStart()
    const source = { kind: 'file', path, overrides: { address: 'db9' } } as const
    await first.connector.connectTo(source, 'file', { name: 'Real', production: true, readOnly: true })
    await first.connector.leave()
    const second = await program({ userData: first.userData, options: { secrets: path } })
    await second.connector.atStart()
    expect(second.lab.plan()?.target).toMatchObject({
      address: 'db9',
      profile: { name: 'Real', production: true, readOnly: true },
    })
  })
})

describe('opening another lab', () => {
  it('closes nothing while a password or a file is wanted', async () => {
    const first = await program()
    await first.connector.atStart()
    await first.connector.connectTo(typed, 'session', { name: 'One' })
    const path = await secretsFile(await temporaryFolder())
    await first.connector.connectTo({ kind: 'file', path, overrides: {} }, 'file', { name: 'Two' })
    await rm(path)
    const next = await program({ userData: first.userData })
    await next.connector.atStart()
    const [one, two] = next.connector.profiles()
    next.asked.length = 0
    expect(await next.open(one?.id ?? '')).toEqual({ kind: 'password', place: 'lab on db1:5432' })
    expect(await next.open(two?.id ?? '')).toEqual({ kind: 'file', path })
    expect([next.asked, next.left()]).toEqual([[], 0])
    expect(await next.open(one?.id ?? '', { password: 'pw' })).toEqual({ kind: 'opened' })
    // Kept for this run, so it is not asked for twice.
    const moved = await secretsFile(await temporaryFolder())
    expect(await next.open(two?.id ?? '', { path: moved })).toEqual({ kind: 'opened' })
    expect(await next.open(one?.id ?? '')).toEqual({ kind: 'opened' })
    expect([next.asked, next.left()]).toEqual([[one, two, one].map((profile) => `connect ${profile?.id}`), 3])
    expect(await last(first.userData)).toBe(one?.id)
    expect(next.connector.profiles()[1]).toMatchObject({ place: moved })
  })

  it('whose secrets file has problems says them, and leaves the open one', async () => {
    const { connector, open, left, asked } = await program()
    await connector.atStart()
    const path = await secretsFile(await temporaryFolder())
    await connector.connectTo({ kind: 'file', path, overrides: {} }, 'file', { name: 'A lab' })
    await connector.openSample()
    await writeFile(path, 'db_port = "x"')
    asked.length = 0
    const [server] = connector.profiles()
    await expect(open(server?.id ?? '')).rejects.toMatchObject({ body: { code: 'invalid_input' } })
    await expect(open('none')).rejects.toMatchObject({ body: { code: 'not_found' } })
    expect([asked, left()]).toEqual([[], 0])
    expect(connector.currentProfileId()).toBe('sample')
  })
})

describe('the open lab', () => {
  it('takes a new name at once, and read-only by connecting anew', async () => {
    const { connector, asked, lab } = await program()
    await connector.atStart()
    await connector.openSample()
    asked.length = 0
    const facts = connector.currentProfile()
    if (!facts) throw new Error('none is open')
    await connector.save({ ...facts, name: 'Mine', production: true })
    await connector.save({ ...facts, name: 'Mine', readOnly: true })
    expect(asked).toEqual(['rename Mine', 'connect sample'])
    expect(lab.plan()?.target.profile).toMatchObject({ name: 'Mine', readOnly: true })
    expect(connector.currentProfile()).toMatchObject({ readOnly: true })
  })

  it('is left when its profile is removed, another one is not', async () => {
    const { connector, asked } = await program()
    await connector.atStart()
    await connector.openSample()
    await connector.connectTo(typed, 'file')
    asked.length = 0
    await connector.remove('sample')
    expect(asked).toEqual([])
    await connector.remove(connector.currentProfileId() ?? '')
    expect(asked).toEqual(['leave'])
    expect(connector.profiles()).toEqual([])
    expect(connector.currentProfile()).toBeNull()
  })

  it('is handed over as a file and taken in under a name of its own', async () => {
    const { connector, userData } = await program()
    await connector.atStart()
    await connector.connectTo(typed, 'file', { name: 'Lab', production: true })
    const path = join(userData, 'lab.json')
    await connector.exportTo(connector.currentProfileId() ?? '', path)
    expect(await connector.importFrom(path)).toMatchObject({ name: 'Lab (2)', production: true })
    expect(connector.profiles().map(({ name }) => name)).toEqual(['Lab', 'Lab (2)'])
  })
})
