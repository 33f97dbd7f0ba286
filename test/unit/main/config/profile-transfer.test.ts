// A profile handed to a colleague: nothing secret goes out, nothing but a profile comes in.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileColours } from '@shared/profile'
import { text } from '@shared/text'
import { seal, type LabSource } from '../../../../src/main/config/profile'
import type { StoredProfile } from '../../../../src/main/config/profile-file'
import { exported, imported, readImport, writeExport } from '../../../../src/main/config/profile-transfer'
import { temporaryFolder } from './files'

const words = text.profiles
const canary = 'Canary-4471-secret'
const keyStore = { available: () => true, encrypt: (plain: string) => btoa(plain), decrypt: atob }

const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/u)
const port = fc.integer({ min: 1, max: 65_535 })
const secret = fc.constant(canary)
const source: fc.Arbitrary<LabSource> = fc.oneof(
  fc.record({
    kind: fc.constant('file' as const),
    path: word.map((name) => `/${name}`),
    overrides: fc.record(
      { address: word, port, database: word, username: word, password: secret },
      { requiredKeys: ['password'] },
    ),
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.record(
      { address: word, port, database: word, username: word, password: secret, cipherKey: secret },
      { requiredKeys: ['address', 'port', 'database', 'username', 'password'] },
    ),
  }),
)
const profile: fc.Arbitrary<StoredProfile> = fc
  .record({
    name: fc.stringMatching(/^[A-Z][a-z ]{0,20}[a-z]$/u),
    colour: fc.constantFrom(...profileColours),
    production: fc.boolean(),
    readOnly: fc.boolean(),
    source,
    keep: fc.constantFrom('file' as const, 'key-store' as const, 'session' as const),
  })
  .map(({ source: lab, keep, ...rest }) => ({ ...rest, id: 'x', lab: seal(lab, keep, keyStore) }))

const one: StoredProfile = {
  id: 'abc',
  name: 'Lab of Ada',
  colour: 'red',
  production: true,
  readOnly: true,
  lab: { kind: 'file', path: '/srv/secrets.toml', overrides: { port: 6543 }, kept: { keep: 'nothing' } },
}

describe('an export', () => {
  it('has nothing secret in it, whatever the profile keeps and wherever', () => {
    fc.assert(
      fc.property(profile, (given) => {
        const content = exported(given)
        expect(content).not.toContain(canary)
        expect(content).not.toContain(btoa(JSON.stringify({ password: canary })))
        expect(content).not.toMatch(/kept|sealed|password|cipherKey/u)
      }),
    )
  })

  it('comes back as the same lab, whose password is asked for', () => {
    fc.assert(
      fc.property(profile, (given) => {
        const { id: _, lab, ...facts } = given
        const back = imported(exported(given))
        const { kept: __, ...place } = lab as Extract<typeof lab, { kind: 'file' | 'fields' }>
        const keep = lab.kind === 'file' ? 'nothing' : 'session'
        expect(back).toEqual({ ...facts, lab: { ...place, kept: { keep } } })
      }),
    )
  })

  it('is refused for a lab on this computer, and where it cannot be written', async () => {
    expect(() => exported({ ...one, lab: { kind: 'sample' } })).toThrow(words.notExported)
    const path = join(await temporaryFolder(), 'no folder/x.json')
    await expect(writeExport(one, path)).rejects.toThrow(words.notWritten(path, 'ENOENT'))
  })
})

describe('an import', () => {
  const changed = (
    change: (json: { profile: Record<string, unknown> } & Record<string, unknown>) => void,
  ) => {
    const json = JSON.parse(exported(one)) as { profile: Record<string, unknown> } & Record<string, unknown>
    change(json)
    return imported(JSON.stringify(json))
  }

  it('drops what has no place in a profile, a password above all', () => {
    const back = changed((json) => {
      Object.assign(json.profile, { password: canary, id: 'other', kept: { keep: 'file' } })
      const lab = json.profile['lab'] as Record<string, unknown>
      Object.assign(lab, { password: canary, kept: { keep: 'file', secrets: { password: canary } } })
      Object.assign(lab['overrides'] as object, { password: canary })
    })
    expect(JSON.stringify(back)).not.toContain(canary)
    expect(back).toMatchObject({ name: 'Lab of Ada', lab: { kept: { keep: 'nothing' } } })
    expect(back).not.toHaveProperty('id')
  })

  it('names no file that is not on a disk of this computer: looking for it would sign in to its server', () => {
    const paths = ['\\\\evil\\share\\s.toml', '//evil/share/s.toml', 'relative.toml', '']
    for (const path of paths) {
      expect(changed((json) => Object.assign(json.profile['lab'] as object, { path }))).toMatchObject({
        lab: { path: '' },
      })
      const overrides = { tls: { mode: 'verify-full', ca: path || '//x' } }
      const back = changed((json) => Object.assign(json.profile['lab'] as object, { overrides }))
      expect(JSON.stringify(back)).not.toContain('"ca"')
    }
  })

  it.each([
    ['', words.notAProfile],
    ['{', words.notAProfile],
    ['null', words.notAProfile],
    ['[]', words.notAProfile],
    ['{"version":1,"last":null,"profiles":[]}', words.notAProfile],
    ['{"format":"vm-lab-console-profile","version":1}', words.notAProfile],
    ['{"format":"vm-lab-console-profile","version":2}', words.newerProfile],
  ])('that is no profile says so: %s', (content, why) => {
    expect(imported(content)).toBe(why)
  })

  it('refuses a name with what cannot be seen, and labs on this computer', () => {
    expect(changed((json) => Object.assign(json.profile, { name: 'a\u202eb' }))).toBe(words.notAProfile)
    expect(changed((json) => Object.assign(json.profile, { name: ' ' }))).toBe(words.notAProfile)
    expect(changed((json) => Object.assign(json.profile, { lab: { kind: 'sample' } }))).toBe(
      words.notAProfile,
    )
  })

  it('never throws anything but its own words, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (content) => {
        expect(imported(content)).toBe(words.notAProfile)
      }),
    )
  })

  it('is read from a file, and says which one was no profile', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'ada.json')
    await writeExport(one, path)
    expect(await readImport(path)).toMatchObject({ name: 'Lab of Ada', production: true, readOnly: true })
    await writeFile(path, 'x'.repeat(600_000))
    await expect(readImport(path)).rejects.toThrow(/larger than 512 KB/u)
    await expect(readImport(join(folder, 'none.json'))).rejects.toThrow(/no such file/u)
    await expect(readImport(folder)).rejects.toThrow(/folder/u)
  })
})
