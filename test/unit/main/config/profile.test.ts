// The profile: kept as it was chosen, its password where it was asked to be, a damaged file moved aside and said.
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProfileStore, type KeyStore, type Profile } from '../../../../src/main/config/profile'
import { text } from '@shared/text'
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

async function opened(store: KeyStore = keyStore) {
  const folder = join(await temporaryFolder(), 'user data')
  const path = join(folder, 'profile.json')
  return { folder, path, profiles: openProfileStore(folder, store), content: () => readFile(path, 'utf8') }
}
const none = { profile: null, needsPassword: false, warnings: [] }

describe('a profile', () => {
  it('is none at first', async () => {
    expect(await (await opened()).profiles.load()).toEqual(none)
  })

  const all: Profile[] = [
    { kind: 'file', path: '/lab/secrets.toml', overrides },
    { kind: 'file', path: '/lab/secrets.toml', overrides: {} },
    { kind: 'fields', fields },
    { kind: 'embedded', firstUsers: '/lab/first_users.yaml' },
    { kind: 'embedded', firstUsers: null },
    { kind: 'sample' },
  ]
  for (const keep of ['file', 'key-store'] as const) {
    it.each(all)(`comes back as it was chosen, kept in the ${keep}: %o`, async (profile) => {
      const { profiles } = await opened()
      await profiles.save(profile, keep)
      expect(await profiles.load()).toEqual({ ...none, profile })
    })
  }

  it('is readable by its owner alone, and leaves nothing beside it', async () => {
    const { folder, path, profiles } = await opened()
    await mkdir(folder, { recursive: true })
    await writeFile(path, '{}', { mode: 0o644 })
    await profiles.save({ kind: 'fields', fields }, 'file')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['profile.json'])
  })

  it('is forgotten', async () => {
    const { profiles } = await opened()
    await profiles.save({ kind: 'sample' }, 'file')
    await profiles.clear()
    await profiles.clear()
    expect(await profiles.load()).toEqual(none)
  })

  it('that can’t be saved says so', async () => {
    const { folder, profiles } = await opened()
    await writeFile(folder, 'a file in the folder’s place')
    await expect(profiles.save({ kind: 'fields', fields }, 'file')).rejects.toMatchObject({
      body: { code: 'unavailable', message: text.secrets.profile.notSaved('EEXIST') },
    })
  })
})

describe('a typed password', () => {
  it('is not in the file when it is in the key store, nor the cipher key', async () => {
    const { profiles, content } = await opened()
    for (const profile of [
      { kind: 'fields', fields } as const,
      { kind: 'file', path: 'p', overrides } as const,
    ]) {
      await profiles.save(profile, 'key-store')
      expect(await content()).not.toMatch(/c4nary|k3y/u)
    }
  })

  it('is nowhere when it is for this run alone, and asked for at the next', async () => {
    const { profiles, content } = await opened()
    await profiles.save({ kind: 'fields', fields }, 'session')
    expect(await content()).not.toMatch(/c4nary|k3y|Wxl|YzRuYXJ5/u)
    const { cipherKey: _, ...rest } = fields
    expect(await profiles.load()).toEqual({
      profile: { kind: 'fields', fields: { ...rest, password: '' } },
      needsPassword: true,
      warnings: [],
    })
    await profiles.save({ kind: 'file', path: 'p', overrides }, 'session')
    expect(await profiles.load()).toMatchObject({ needsPassword: true })
    await profiles.save({ kind: 'file', path: 'p', overrides: { port: 6543 } }, 'session')
    expect(await profiles.load()).toMatchObject({ needsPassword: false })
  })

  it('is asked for where the key store no longer opens it, with a warning', async () => {
    const { folder, profiles } = await opened()
    await profiles.save({ kind: 'fields', fields }, 'key-store')
    const changed: KeyStore = {
      ...keyStore,
      decrypt: () => {
        throw new Error('another keyring')
      },
    }
    expect(await openProfileStore(folder, changed).load()).toMatchObject({
      needsPassword: true,
      warnings: [text.secrets.profile.keyStoreLost],
    })
    const garbage: KeyStore = { ...keyStore, decrypt: () => 'garbage' }
    expect(await openProfileStore(folder, garbage).load()).toMatchObject({ needsPassword: true })
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
      const error: unknown = await profiles
        .save({ kind: 'fields', fields }, 'key-store')
        .catch((e: unknown) => e)
      expect(error).toMatchObject({
        body: { code: 'invalid_input', message: text.secrets.profile.keyStoreUnavailable },
      })
      expect(error).not.toHaveProperty('cause')
      await expect(readdir(folder)).rejects.toThrow('ENOENT')
    }
  })
})

describe('the form of the file', () => {
  it('is written down', async () => {
    const { profiles, content } = await opened()
    await profiles.save({ kind: 'fields', fields }, 'file')
    expect(JSON.parse(await content())).toMatchObject({ version: 1, kind: 'fields' })
  })

  it('is the first one where none is written down', async () => {
    const { folder, path, profiles } = await opened()
    await mkdir(folder)
    await writeFile(path, '{"kind":"embedded","firstUsers":null}')
    expect(await profiles.load()).toEqual({ ...none, profile: { kind: 'embedded', firstUsers: null } })
  })

  it('of a newer program is said, and the file stays as it is, whatever is chosen or forgotten', async () => {
    const { folder, profiles, path, content } = await opened()
    const newer = '{"version":2,"kind":"sample"}'
    await mkdir(folder)
    await writeFile(path, newer)
    const refused = { ...none, warnings: [text.secrets.profile.newer(path)] }
    expect(await profiles.load()).toEqual(refused)
    await profiles.save({ kind: 'fields', fields }, 'file')
    await profiles.clear()
    expect(await content()).toBe(newer)
    expect(await readdir(folder)).toEqual(['profile.json'])
    expect(await profiles.load()).toEqual(refused)
  })
})

describe('a damaged file', () => {
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
  ])('is moved aside and said: %s', async (damage) => {
    const { folder, path, profiles } = await opened()
    await mkdir(folder)
    await writeFile(path, damage)
    expect(await profiles.load()).toEqual({
      ...none,
      warnings: [text.secrets.profile.damaged(`${path}.damaged`)],
    })
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damage)
    expect(await profiles.load()).toEqual(none)
  })

  it('that is a folder is said too', async () => {
    const { path, profiles } = await opened()
    await mkdir(path, { recursive: true })
    expect(await profiles.load()).toEqual({ ...none, warnings: [text.secrets.profile.unreadable] })
  })
})
