// The labs that are kept: as they were chosen, their passwords where they were asked to be, damaged files moved aside.
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import type { KeyStore, LabSource } from '../../../../src/main/config/profile'
import { openProfiles } from '../../../../src/main/config/profiles'
import { temporaryFolder } from './files'

const reversed = (value: string) => [...value].toReversed().join('')
const keyStore: KeyStore = {
  available: () => true,
  encrypt: (plain) => Buffer.from(reversed(plain)).toString('base64'),
  decrypt: (sealed) => reversed(Buffer.from(sealed, 'base64').toString()),
}
const password = 'c4nary "\\ pässword'
const fields = { address: '::1', port: 5432, database: 'vm-lab', username: 'lab', password, cipherKey: 'k3y' }
const overrides = { address: 'db.example.edu', port: 6543, password }
const typed: LabSource = { kind: 'fields', fields }
const words = text.profiles

async function opened(store: KeyStore = keyStore) {
  const folder = join(await temporaryFolder(), 'user data')
  const path = join(folder, 'profiles.json')
  const again = async (other: KeyStore = store) => {
    const profiles = openProfiles(folder, other, () => undefined)
    return { profiles, warnings: await profiles.load() }
  }
  const { profiles } = await again()
  return { folder, path, profiles, again, content: () => readFile(path, 'utf8') }
}

describe('the labs', () => {
  it('are none at first, and nothing is written', async () => {
    const { profiles, folder, again } = await opened()
    expect(profiles.all()).toEqual([])
    expect(profiles.last()).toBeNull()
    expect((await again()).warnings).toEqual([])
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
  })

  const all: LabSource[] = [
    { kind: 'file', path: '/lab/secrets.toml', overrides },
    { kind: 'file', path: '/lab/secrets.toml', overrides: {} },
    typed,
    { kind: 'embedded', firstUsers: '/lab/first_users.yaml' },
    { kind: 'embedded', firstUsers: null },
    { kind: 'sample' },
  ]
  for (const keep of ['file', 'key-store'] as const) {
    it.each(all)(`come back as they were chosen, kept in the ${keep}: %o`, async (lab) => {
      const { profiles, again } = await opened()
      const { id } = await profiles.keep(lab, keep, { production: true, name: 'Mine' })
      await profiles.setLast(id)
      const next = (await again()).profiles
      expect(next.lab(id)).toEqual({ lab, needsPassword: false, warnings: [] })
      expect(next.find(id)).toMatchObject({ id, name: 'Mine', production: true, readOnly: false })
      expect(next.last()).toBe(id)
    })
  }

  it('are readable by their owner alone, and leave nothing beside the file', async () => {
    const { folder, path, profiles } = await opened()
    await mkdir(folder, { recursive: true })
    await writeFile(path, '{}', { mode: 0o644 })
    await profiles.keep(typed, 'file', {})
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['profiles.json'])
  })

  it('that can’t be saved say so, and hold until the program ends', async () => {
    const { folder, profiles } = await opened()
    await writeFile(folder, 'a file in the folder’s place')
    await expect(profiles.keep(typed, 'file', {})).rejects.toMatchObject({
      body: { code: 'unavailable', message: words.notSaved('EEXIST') },
    })
    expect(profiles.all()).toHaveLength(1)
  })

  it('are the same one for the same place, and another one under a name of its own', async () => {
    const { profiles } = await opened()
    const first = await profiles.keep(typed, 'file', { production: true })
    const moved = { ...fields, password: 'new' }
    const again = await profiles.keep({ kind: 'fields', fields: moved }, 'file', { colour: 'pink' })
    expect(again).toEqual({ ...first, colour: 'pink' })
    expect(profiles.lab(first.id).lab).toEqual({ kind: 'fields', fields: moved })
    const careful = await profiles.keep(typed, 'file', { name: 'Look only', readOnly: true })
    expect(careful.id).not.toBe(first.id)
    const other = await profiles.keep({ kind: 'fields', fields: { ...fields, port: 1 } }, 'file', {})
    expect(other.name).toBe(`${first.name} (2)`)
    expect(profiles.all()).toHaveLength(3)
  })

  it('never share a name, by whichever way it is given', async () => {
    const { profiles } = await opened()
    const first = await profiles.keep(typed, 'file', { name: 'Lab' })
    const sample = await profiles.keep({ kind: 'sample' }, 'session', {})
    await expect(
      profiles.keep({ kind: 'embedded', firstUsers: null }, 'file', { name: 'lab' }),
    ).rejects.toMatchObject({ body: { code: 'invalid_input', message: words.rules.taken('lab') } })
    await expect(profiles.change({ ...sample, name: 'LAB' })).rejects.toMatchObject({
      body: { code: 'conflict', field: 'name' },
    })
    await profiles.change({ ...first, name: 'LAB' })
    expect(profiles.find(first.id)).toMatchObject({ name: 'LAB' })
  })

  it('of this run alone are not written, until they are changed or connected to in the guide', async () => {
    const { profiles, again, content } = await opened()
    const source: LabSource = { kind: 'file', path: '/srv/portal/.streamlit/secrets.toml', overrides: {} }
    const facts = profiles.temporary(source, 'file-1')
    expect(facts).toMatchObject({ id: 'file-1', name: 'portal' })
    await profiles.setLast('file-1')
    expect((await again()).profiles.all()).toEqual([])
    expect(profiles.temporary(source, 'file-1')).toEqual(facts)
    expect(await profiles.keep(source, 'file', { production: true })).toEqual({ ...facts, production: true })
    expect(profiles.all()).toMatchObject([{ id: 'file-1', isKept: true }])
    const other = profiles.temporary({ ...source, path: '/srv/b.toml' }, 'file-2')
    await profiles.change({ ...other, name: 'B lab' })
    expect(await content()).toContain('B lab')
  })

  it('on this computer are one of each, found again by the sample of a demo', async () => {
    const { profiles } = await opened()
    const demo = profiles.temporary({ kind: 'sample' }, 'sample')
    const kept = await profiles.keep({ kind: 'sample' }, 'session', {})
    expect(kept).toEqual(demo)
    await profiles.keep({ kind: 'sample' }, 'session', {})
    expect(profiles.all().map(({ id }) => id)).toEqual(['sample'])
  })

  it('are forgotten with all that was kept for them', async () => {
    const { profiles, folder, content } = await opened()
    const { id } = await profiles.keep(typed, 'file', {})
    await profiles.setLast(id)
    await writeFile(join(folder, 'profile.json.backup'), password)
    await profiles.remove(id)
    expect(await content()).not.toContain('c4nary')
    expect(await readdir(folder)).toEqual(['profiles.json'])
    expect(profiles.last()).toBeNull()
    await expect(profiles.remove(id)).rejects.toMatchObject({ body: { code: 'not_found' } })
    expect(() => profiles.lab(id)).toThrow(words.gone)
  })
})

describe('a typed password', () => {
  it('is not in the file when it is in the key store, nor the cipher key', async () => {
    const { profiles, content } = await opened()
    await profiles.keep(typed, 'key-store', {})
    await profiles.keep({ kind: 'file', path: 'p', overrides }, 'key-store', {})
    expect(await content()).not.toMatch(/c4nary|k3y/u)
  })

  it('is nowhere when it is for this run alone, holds in it, and is asked for in the next', async () => {
    const { profiles, content, again } = await opened()
    const { id } = await profiles.keep(typed, 'session', {})
    expect(await content()).not.toMatch(/c4nary|k3y|Wxl|YzRuYXJ5/u)
    expect(profiles.lab(id)).toEqual({ lab: typed, needsPassword: false, warnings: [] })
    const next = (await again()).profiles
    const { cipherKey: _, ...rest } = fields
    const bare = { kind: 'fields', fields: { ...rest, password: '' } }
    expect(next.lab(id)).toEqual({ lab: bare, needsPassword: true, warnings: [] })
    await next.setPassword(id, 'given', 'session')
    expect(next.lab(id)).toMatchObject({ needsPassword: false, lab: { fields: { password: 'given' } } })
    expect(await content()).not.toContain('given')
    await next.setPassword(id, 'given', 'file')
    expect((await again()).profiles.lab(id)).toMatchObject({ needsPassword: false })
  })

  it('is asked for only where one was typed', async () => {
    const { profiles, again } = await opened()
    const { id } = await profiles.keep({ kind: 'file', path: 'p', overrides: { port: 6543 } }, 'session', {})
    expect((await again()).profiles.lab(id)).toMatchObject({ needsPassword: false })
  })

  it('is asked for where the key store no longer opens it, with a warning', async () => {
    const { profiles, again } = await opened()
    const { id } = await profiles.keep(typed, 'key-store', {})
    const fails = () => {
      throw new Error('another keyring')
    }
    for (const decrypt of [fails, () => 'garbage']) {
      expect((await again({ ...keyStore, decrypt })).profiles.lab(id)).toMatchObject({
        needsPassword: true,
        warnings: [text.secrets.profile.keyStoreLost],
      })
    }
  })

  it('is refused, not written in the clear, where there is no key store', async () => {
    const broken = () => {
      throw new Error(password)
    }
    for (const store of [
      { ...keyStore, available: () => false },
      { ...keyStore, encrypt: broken },
    ]) {
      const { folder, profiles } = await opened(store)
      const error: unknown = await profiles.keep(typed, 'key-store', {}).catch((e: unknown) => e)
      expect(error).toMatchObject({
        body: { code: 'invalid_input', message: text.secrets.profile.keyStoreUnavailable },
      })
      expect(error).not.toHaveProperty('cause')
      await expect(readdir(folder)).rejects.toThrow('ENOENT')
    }
  })
})

describe('the file of the first version', () => {
  const old = { version: 1, kind: 'fields', kept: { keep: 'file', secrets: { password, cipherKey: 'k3y' } } }
  const { password: _, cipherKey: __, ...place } = fields

  it('is taken over once, with its password and its layouts’ key, and stays as a backup', async () => {
    const { folder, again, content } = await opened()
    await mkdir(folder)
    const source = JSON.stringify({ ...old, fields: place })
    await writeFile(join(folder, 'profile.json'), source, { mode: 0o600 })
    for (let start = 0; start < 2; start += 1) {
      const { profiles, warnings } = await again()
      expect(warnings).toEqual([])
      expect(profiles.last()).toBe('server')
      expect(profiles.lab('server').lab).toEqual(typed)
      expect(profiles.find('server')?.name).toBe('vm-lab on ::1')
      expect((await readdir(folder)).toSorted()).toEqual(['profile.json.backup', 'profiles.json'])
      expect(await readFile(join(folder, 'profile.json.backup'), 'utf8')).toBe(source)
      expect((await stat(join(folder, 'profile.json.backup'))).mode & 0o777).toBe(0o600)
      expect(JSON.parse(await content())).toMatchObject({ version: 1, last: 'server' })
    }
  })

  it.each([
    ['{"kind":"embedded","firstUsers":null}', 'embedded'],
    ['{"version":1,"kind":"sample"}', 'sample'],
  ])('is taken over too: %s', async (source, id) => {
    const { folder, again } = await opened()
    await mkdir(folder)
    await writeFile(join(folder, 'profile.json'), source)
    expect((await again()).profiles.last()).toBe(id)
  })

  it('does nothing where the new one is there', async () => {
    const { folder, again, profiles } = await opened()
    const { id } = await profiles.keep(typed, 'file', {})
    await writeFile(join(folder, 'profile.json'), '{"kind":"sample"}')
    expect((await again()).profiles.all()).toMatchObject([{ id }])
    expect((await readdir(folder)).toSorted()).toEqual(['profile.json', 'profiles.json'])
  })
})

describe.each(['profiles.json', 'profile.json'])('%s', (name) => {
  it('of a newer program is said, and stays as it is, whatever is chosen or forgotten', async () => {
    const { folder, again } = await opened()
    const newer = '{"version":2,"kind":"sample","last":null}'
    await mkdir(folder)
    await writeFile(join(folder, name), newer)
    const { profiles, warnings } = await again()
    expect(warnings).toEqual([words.newer(join(folder, name))])
    const { id } = await profiles.keep(typed, 'file', {})
    await profiles.setLast(id)
    expect(profiles.last()).toBe(id)
    await profiles.remove(id)
    expect(await readFile(join(folder, name), 'utf8')).toBe(newer)
    expect(await readdir(folder)).toEqual([name])
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"kind":"file"}',
    '{"kind":"other"}',
    '{"version":0,"kind":"sample"}',
    '{"version":"2","kind":"sample"}',
    '{"kind":"fields","fields":{"port":"x"}}',
    '{"version":1,"last":"x","profiles":[{"id":"x","name":"a\\nb"}]}',
  ])('that is damaged is moved aside and said: %s', async (damage) => {
    const { folder, again } = await opened()
    const path = join(folder, name)
    await mkdir(folder)
    await writeFile(path, damage)
    const { profiles, warnings } = await again()
    expect(profiles.all()).toEqual([])
    expect(warnings).toEqual([words.damaged(`${path}.damaged`)])
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damage)
    expect((await again()).warnings).toEqual([])
  })

  it('that is a folder is said too', async () => {
    const { folder, again } = await opened()
    await mkdir(join(folder, name), { recursive: true })
    expect((await again()).warnings).toEqual([words.unreadable])
  })
})
