// A copy of the secrets file with another cipher key: nothing else in it changes, and the file itself never does.
import { lstatSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { freeCopyPath, withCipherKey, writeSecretsCopy } from '../../../../src/main/config/secrets-copy'
import { readToml } from '../../../../src/main/config/toml-lines'
import { failure } from '../../../support/failure'

const words = text.credentials.rekey
const key = 'xaotrbm7Q2FZBd2rLpMVn6sz4F7Yz0Scx5MwEqZ-6ts='
const shape = readFileSync('test/support/vectors/secrets.toml', 'utf8')

describe('the text with another key', () => {
  it('is the portal’s own, but for the key', () => {
    const changed = withCipherKey(shape, key) ?? ''
    expect(changed).not.toBe(shape)
    expect(changed.split('\n').filter((line, index) => line !== shape.split('\n')[index])).toEqual([
      `cipher_key = "${key}"`,
    ])
  })

  it.each([
    ['a = 1\ncipher_key = "old" # keep this\nb = 2\n', `a = 1\ncipher_key = "${key}" # keep this\nb = 2\n`],
    ["  'cipher_key'='old'\r\nb = 2\r\n", `  'cipher_key'="${key}"\r\nb = 2\r\n`],
    ['cipher_key = """\nold"""\nb = 2', `cipher_key = "${key}"\nb = 2`],
    [
      'note = """\ncipher_key = "no"\n"""\ncipher_key = "old"',
      `note = """\ncipher_key = "no"\n"""\ncipher_key = "${key}"`,
    ],
    ['a = 1\n', `a = 1\ncipher_key = "${key}"\n`],
    ['', `cipher_key = "${key}"\n`],
    [
      'a = 1\n\n[tool]\ncipher_key = "its own"\n',
      `a = 1\n\ncipher_key = "${key}"\n[tool]\ncipher_key = "its own"\n`,
    ],
  ])('%j', (source, expected) => {
    expect(withCipherKey(source, key)?.trimEnd()).toBe(expected.trimEnd())
  })

  it('is none where the key’s place is not sure', () => {
    expect(withCipherKey('cipher_key = 17\n', key)).toBeNull()
    expect(withCipherKey('cipher_key = "a"\ncipher_key = "b"\n', key)).toBeNull()
  })

  it('says the same but for the key, whatever else is in it', () => {
    const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/u).filter((of) => of !== 'cipher_key')
    const value = fc.oneof(
      fc.string({ maxLength: 20 }).map((of) => JSON.stringify(of)),
      fc.nat().map(String),
    )
    const pairs = fc.uniqueArray(fc.tuple(name, value), { maxLength: 6, selector: ([of]) => of })
    fc.assert(
      fc.property(pairs, fc.nat({ max: 6 }), fc.boolean(), (entries, place, isThere) => {
        const lines = entries.map(([of, what]) => `${of} = ${what} # note`)
        if (isThere) lines.splice(place, 0, 'cipher_key = "old"')
        const source = `${lines.join('\n')}\n`
        const before = readToml(source)
        fc.pre(before.problems.length === 0)
        expect(readToml(withCipherKey(source, key) ?? '').values).toEqual({
          ...before.values,
          cipher_key: key,
        })
      }),
    )
  })
})

describe('the copy', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'vmlab-copy-'))

  it('is for its owner alone, and the file stays as it was', async () => {
    const from = join(folder(), 'secrets.toml')
    writeFileSync(from, shape, { mode: 0o644 })
    const to = join(folder(), 'copy.toml')
    await writeSecretsCopy(from, to, key)
    expect(readFileSync(to, 'utf8')).toBe(withCipherKey(shape, key))
    expect(readFileSync(from, 'utf8')).toBe(shape)
    if (process.platform !== 'win32') expect(statSync(to).mode & 0o777).toBe(0o600)
  })

  it('is written over nothing: the file itself, another one, or where a link leads', async () => {
    const place = folder()
    const from = join(place, 'secrets.toml')
    writeFileSync(from, shape)
    const link = join(place, 'link.toml')
    symlinkSync(from, link)
    const other = join(place, 'authorized_keys')
    writeFileSync(other, 'theirs')
    const nowhere = join(place, 'nowhere.toml')
    symlinkSync(join(place, 'gone.toml'), nowhere)
    for (const to of [from, link, join(place, '.', 'secrets.toml'), other, nowhere]) {
      expect(await failure(writeSecretsCopy(from, to, key))).toMatchObject({ message: words.exists(to) })
    }
    expect([readFileSync(from, 'utf8'), readFileSync(other, 'utf8')]).toEqual([shape, 'theirs'])
    expect(lstatSync(nowhere).isSymbolicLink()).toBe(true)
  })

  it('is offered a name that nothing has yet', async () => {
    const place = folder()
    expect(await freeCopyPath(place)).toBe(join(place, 'secrets.new-key.toml'))
    writeFileSync(join(place, 'secrets.new-key.toml'), '')
    symlinkSync(join(place, 'gone.toml'), join(place, 'secrets.new-key-2.toml'))
    expect(await freeCopyPath(place)).toBe(join(place, 'secrets.new-key-3.toml'))
  })

  it('is refused in words where it cannot be made or written', async () => {
    const place = folder()
    const gone = writeSecretsCopy(join(place, 'gone.toml'), join(place, 'copy.toml'), key)
    expect(await failure(gone)).toMatchObject({ message: words.noPlace })
    const nowhere = join(place, 'no', 'such', 'folder', 'copy.toml')
    expect(await failure(writeSecretsCopy(null, nowhere, key))).toMatchObject({
      message: words.notWritten(nowhere),
    })
  })

  it('of no file holds the key alone', async () => {
    const to = join(folder(), 'key.toml')
    await writeSecretsCopy(null, to, key)
    expect(readFileSync(to, 'utf8').trim()).toBe(`cipher_key = "${key}"`)
  })
})
