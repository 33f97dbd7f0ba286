// Private keys of every kind against what ssh-keygen says of them, what the portal can use, and what is refused.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareKey, readPrivateKey } from '../../../../../src/main/crypto/ssh/private-key'
import { wireString } from '../../../../../src/main/crypto/ssh/wire'
import { asPutty, keyNames, keyText, puttyText, saidOf } from '../../../../support/ssh-keys'

function factsOf(text: string) {
  const read = readPrivateKey(text)
  if (!read.ok) throw new Error(read.reason)
  return read.key.facts
}

const types: Record<string, string> = { RSA: 'RSA', DSA: 'DSA', ECDSA: 'ECDSA', ED25519: 'Ed25519' }

describe('what is told of a key', () => {
  it.each(keyNames)('%s: as ssh-keygen tells it', (name) => {
    const facts = factsOf(keyText(name))
    const said = saidOf[name]
    const isLocked = name.includes('locked')
    expect(facts.isEncrypted).toBe(isLocked)
    expect(facts.format).toBe(name.split('-')[0])
    if (said == null) {
      // A whole file under a passphrase tells nothing but, in its heading, its type.
      expect(facts).toMatchObject({ bits: null, fingerprint: null, publicKey: null, comment: null })
      return
    }
    const [, bits, fingerprint, comment, type] = /^(\d+) (SHA256:\S+) (.*) \((\w+)\)$/u.exec(said) ?? []
    expect(facts).toMatchObject({ bits: Number(bits), fingerprint, type: types[type ?? ''] })
    expect(facts.comment).toBe(isLocked || comment === 'no comment' ? null : comment)
  })

  it.each([2, 3] as const)('PuTTY %i: the same key, its own comment', (version) => {
    for (const name of ['openssh-rsa-2048', 'openssh-dsa', 'openssh-ecdsa-521', 'openssh-ed25519']) {
      for (const eol of ['\n', '\r\n']) {
        const { fingerprint, bits, type, isEncrypted } = factsOf(keyText(name))
        const putty = factsOf(asPutty(name, version, { eol }))
        expect(putty).toMatchObject({ fingerprint, bits, type, isEncrypted, format: 'putty' })
        expect(putty.comment).toBe('a PuTTY key')
        expect(factsOf(asPutty(name, version, { comment: '' })).comment).toBeNull()
        const locked = factsOf(asPutty(name, version, { isLocked: true, eol }))
        expect(locked).toMatchObject({ fingerprint, isEncrypted: true, comment: 'a PuTTY key' })
      }
    }
  })

  it('PuTTY’s signature is the one that PuTTY makes (RFC 8032’s first key)', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    const shown = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
    const text = puttyText(
      {
        publicBlob: Buffer.concat([wireString('ssh-ed25519'), wireString(shown)]),
        secret: wireString(seed),
      },
      { version: 3, comment: 'RFC8032 7.1 Test Vector 1', isLocked: false, eol: '\n' },
    )
    expect(text).toContain('22cf8308ed9bbf44760be8d3fa391cf2039f069b30144e6c8d62c45810c1696a')
    expect(factsOf(text).publicKey).toBe(
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea RFC8032 7.1 Test Vector 1',
    )
  })

  it('is the same with other line ends, blanks around it, and words before it', () => {
    for (const name of ['openssh-rsa-2048', 'pem-locked-rsa-2048', 'pkcs8-ecdsa-256']) {
      const text = keyText(name)
      const facts = factsOf(text)
      const forms = [text.replaceAll('\n', '\r\n'), `\n\n  ${text}\n \n`, `Bag Attributes\n  x: 1\n${text}`]
      for (const form of forms) expect(factsOf(form)).toEqual(facts)
    }
  })
})

describe('what is stored', () => {
  it('is the text itself where the portal reads it, with line feeds and one at the end', () => {
    for (const name of keyNames.filter((of) => !of.startsWith('pkcs8') || of.includes('locked'))) {
      const text = keyText(name)
      const prepared = prepareKey(`  ${text.trimEnd().replaceAll('\n', '\r\n')}`)
      expect(prepared).toMatchObject({ ok: true, text, isConverted: false })
    }
  })

  it('is OpenSSH’s form of what the portal does not read, and the key stays the same to ssh-keygen', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmlab-keys-'))
    const puttys = ['openssh-rsa-3072', 'openssh-dsa', 'openssh-ecdsa-384', 'openssh-ed25519'].map((name) =>
      asPutty(name, 3),
    )
    const pkcs8s = keyNames.filter((of) => of.startsWith('pkcs8') && !of.includes('locked')).map(keyText)
    expect(pkcs8s).toHaveLength(5)
    for (const [index, text] of [...puttys, ...pkcs8s].entries()) {
      const prepared = prepareKey(text)
      if (!prepared.ok) throw new Error(prepared.reason)
      expect(prepared.isConverted).toBe(true)
      const { fingerprint, publicKey, bits } = prepared.facts
      expect(factsOf(prepared.text)).toMatchObject({ fingerprint, bits, format: 'openssh' })
      const file = join(folder, `key-${index}`)
      writeFileSync(file, prepared.text, { mode: 0o600 })
      // The real program derives the public half from the private one.
      const derived = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', file], { encoding: 'utf8' })
      expect(derived.trim().split(' ').slice(0, 2)).toEqual(publicKey?.split(' ').slice(0, 2))
    }
  })

  it('is nothing of a PuTTY key under a passphrase', () => {
    expect(prepareKey(asPutty('openssh-rsa-2048', 3, { isLocked: true }))).toEqual({
      ok: false,
      reason: 'putty-encrypted',
    })
  })
})

describe('what is refused', () => {
  const ed25519 = factsOf(keyText('openssh-ed25519')).publicKey ?? ''
  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    [ed25519, 'public'],
    [`from="10.0.0.0/8" ${ed25519}`, 'public'],
    ['-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----', 'public'],
    ['-----BEGIN RSA PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END RSA PUBLIC KEY-----', 'public'],
    ['---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----', 'public'],
    ['ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1l', 'certificate'],
    ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'certificate'],
    ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAAi4\n', 'unsupported'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n', 'damaged'],
    ['hunter2', 'not-a-key'],
    ['/home/ada/.ssh/id_ed25519', 'not-a-key'],
    ['PuTTY-User-Key-File-1: ssh-rsa\nEncryption: none', 'damaged'],
  ])('%j is %s', (text, reason) => {
    expect(readPrivateKey(text)).toEqual({ ok: false, reason })
  })

  it('is a key with one character changed inside its secret half, where it has a check', () => {
    // Which row: its primes or its secret number.
    for (const [name, place] of [
      ['openssh-rsa-2048', 18],
      ['pem-rsa-2048', 9],
      ['pkcs8-dsa', 4],
    ] as const) {
      const text = keyText(name)
      const rows = text.split('\n')
      const row = rows[place] ?? ''
      const changed = rows.with(place, `${row.startsWith('A') ? 'B' : 'A'}${row.slice(1)}`).join('\n')
      const before = factsOf(text)
      const after = readPrivateKey(changed)
      // Of DSA in PKCS#8 the public half follows from the secret one: it is another key then.
      if (after.ok) expect(after.key.facts.fingerprint).not.toBe(before.fingerprint)
      else expect(after.reason).toBe('damaged')
    }
  })

  it('any cut or changed key, any text: answered, never thrown', () => {
    const texts = [...keyNames.map(keyText), asPutty('openssh-rsa-2048', 2), asPutty('openssh-ed25519', 3)]
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.string({ maxLength: 40, unit: 'binary' }),
        (text, at, gone, put) => {
          const place = at % text.length
          const read = readPrivateKey(text.slice(0, place) + put + text.slice(place + gone))
          expect(typeof read.ok).toBe('boolean')
        },
      ),
      { numRuns: 400 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        expect(readPrivateKey(text).ok).toBe(false)
      }),
    )
  })
})
