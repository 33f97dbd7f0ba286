// The profile whose preferences the first screen is drawn with: the one that the start then opens.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firstProfile } from '../../../../src/main/config/first-profile'
import { openProfiles, temporaryId } from '../../../../src/main/config/profiles'
import { temporaryFolder } from './files'

const keyStore = { available: () => false, encrypt: String, decrypt: String }

it('is the one that is named, else the one open last, else that of the current folder', async () => {
  const folder = await temporaryFolder()
  const here = { options: {}, env: {}, cwd: '/srv' }
  const nearby = temporaryId('/srv/.streamlit/secrets.toml')
  expect(firstProfile(folder, here)).toBe(nearby)
  const profiles = openProfiles(folder, keyStore, () => undefined)
  await profiles.load()
  const kept = await profiles.keep({ kind: 'file', path: '/srv/a.toml', overrides: {} }, 'file', {})
  expect(firstProfile(folder, here)).toBe(nearby)
  await profiles.keep({ kind: 'sample' }, 'session', {})
  await profiles.setLast('sample')
  expect(firstProfile(folder, here)).toBe('sample')
  expect(firstProfile(folder, { ...here, env: { VMLAB_SECRETS: 'a.toml' } })).toBe(kept.id)
  expect(firstProfile(folder, { ...here, options: { secrets: '/other.toml' } })).toBe(
    temporaryId('/other.toml'),
  )
  expect(firstProfile(folder, { ...here, options: { secrets: 'a.toml', demo: true } })).toBe('sample')
  await writeFile(join(folder, 'profiles.json'), '{')
  expect(firstProfile(folder, here)).toBe(nearby)
})
