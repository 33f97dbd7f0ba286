// Which secrets file counts: the option, the environment, the profile, the current folder, in this order.
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSecretsFile } from '../../../../src/main/config/find-secrets'
import { temporaryFolder } from './files'

async function folderWith(...names: string[]): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, '.streamlit'))
  for (const name of names) await writeFile(join(folder, name), '')
  return folder
}
const nothing = { option: undefined, env: undefined, profile: null }

describe('the order', () => {
  it('is option, environment, profile, folder', async () => {
    const cwd = await folderWith('a.toml', 'b.toml', 'c.toml', '.streamlit/secrets.toml')
    const overrides = { address: 'lab.example.edu' }
    const profile = { kind: 'file', path: join(cwd, 'c.toml'), overrides } as const
    const all = { option: 'a.toml', env: 'b.toml', profile, cwd }
    expect(await findSecretsFile(all)).toEqual({
      kind: 'file',
      origin: 'option',
      path: join(cwd, 'a.toml'),
      overrides: {},
      problem: null,
    })
    expect(await findSecretsFile({ ...all, option: undefined })).toMatchObject({
      origin: 'environment',
      path: join(cwd, 'b.toml'),
    })
    expect(await findSecretsFile({ ...all, option: '', env: '' })).toMatchObject({
      origin: 'profile',
      path: join(cwd, 'c.toml'),
      overrides,
    })
    expect(await findSecretsFile({ ...nothing, cwd })).toMatchObject({
      origin: 'folder',
      path: join(cwd, '.streamlit/secrets.toml'),
      overrides: {},
    })
  })

  it('puts a profile without a file before the folder', async () => {
    const cwd = await folderWith('.streamlit/secrets.toml')
    expect(await findSecretsFile({ ...nothing, profile: { kind: 'sample' }, cwd })).toEqual({
      kind: 'profile',
      profile: { kind: 'sample' },
    })
  })

  it('ends with nothing', async () => {
    expect(await findSecretsFile({ ...nothing, cwd: await folderWith() })).toEqual({ kind: 'nothing' })
  })
})

describe('a file that was named and is not there', () => {
  it('is a problem that says who named it; the next in the order is not taken', async () => {
    const cwd = await folderWith('.streamlit/secrets.toml')
    const gone = join(cwd, 'gone.toml')
    const profile = { kind: 'file', path: gone, overrides: {} } as const
    const ways = [
      [{ ...nothing, option: 'gone.toml' }, /--secrets/u],
      [{ ...nothing, env: 'gone.toml' }, /VMLAB_SECRETS/u],
      [{ ...nothing, profile }, /chosen last/u],
    ] as const
    for (const [names, what] of ways) {
      const place = await findSecretsFile({ ...names, cwd })
      expect(place).toMatchObject({
        kind: 'file',
        path: gone,
        problem: { file: gone, line: null, what: expect.stringMatching(what) },
      })
    }
  })
})

describe('a path', () => {
  it('may begin with the home folder, which shells leave as it is after =', async () => {
    const place = await findSecretsFile({ ...nothing, option: '~/no such file', cwd: '/' })
    expect(place).toMatchObject({ path: join(homedir(), 'no such file') })
  })

  it('takes its profile’s overrides with it, by whichever way it was named', async () => {
    const cwd = await folderWith('a.toml')
    const profile = { kind: 'file', path: join(cwd, 'a.toml'), overrides: { port: 6543 } } as const
    expect(await findSecretsFile({ option: './a.toml', env: undefined, profile, cwd })).toMatchObject({
      origin: 'option',
      overrides: { port: 6543 },
    })
  })
})
