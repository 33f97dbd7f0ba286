// The portal's rules on machines and bookmarks, their secrets, and two people at one row, on every kind of database.
import { createDecipheriv, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { generateKey, parseKey, type FernetKey } from '../../../src/main/crypto/fernet'
import { add, find } from '../../../src/main/db/repository'
import { addBookmark, updateBookmark } from '../../../src/main/services/bookmarks'
import { addVm, updateVm } from '../../../src/main/services/vms'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { aUser } from '../../support/fixtures'
import { asPutty, keyText as sshKeyText } from '../../support/ssh-keys'
import { editOf, everything, fill, ids, keysOf } from './people'

const words = text.services
const keyText = generateKey()
const key = keyOf(keyText)
const keys = keysOf(key)
type Changes = Parameters<typeof updateVm>[1]['changes']
type Values = Parameters<typeof addVm>[1]

function keyOf(encoded: string): FernetKey {
  const parsed = parseKey(encoded)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.key
}

/** Opens a token by the published format alone, as the portal's own library does. */
function openToken(token: string): string {
  const whole = Buffer.from(keyText, 'base64url')
  const bytes = Buffer.from(token, 'base64url')
  const [signed, mac] = [bytes.subarray(0, -32), bytes.subarray(-32)]
  expect(bytes[0]).toBe(0x80)
  expect(Math.abs(Number(bytes.readBigUInt64BE(1)) - Date.now() / 1000)).toBeLessThan(3600)
  expect(createHmac('sha256', whole.subarray(0, 16)).update(signed).digest()).toEqual(mac)
  const cipher = createDecipheriv('aes-128-cbc', whole.subarray(16), signed.subarray(9, 25))
  return Buffer.concat([cipher.update(signed.subarray(25)), cipher.final()]).toString('utf8')
}

const machine: Values = {
  name: 'new',
  host: '10.0.0.9',
  port: 22,
  username: 'student',
  password: null,
  sshKey: null,
  ownerId: ids.lina,
  assignedTo: null,
  shared: true,
}

describe.each(databases())('machines and bookmarks on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const adding = (rest: Partial<Values>, cipherKeys = keys) =>
    session((open) => addVm(open, { ...machine, ...rest }, cipherKeys))
  /** Of lab-01, which is shared and assigned to raul, or another. */
  const changing = async (changes: Changes, cipherKeys = keys, id = 1) => {
    const edit = await editOf(test, 'vm', id, changes)
    return session((open) => updateVm(open, edit, cipherKeys))
  }
  const marking = (ownerId: number) =>
    session((open) => addBookmark(open, { name: 'b', link: 'www.example.edu', ownerId }))
  const remarking = async (ownerId: number) => {
    const edit = await editOf(test, 'bookmark', 1, { ownerId })
    return session((open) => updateBookmark(open, edit))
  }
  const stored = async (id: number) => {
    const [row] = await test.sql<{ password: string | null; ssh_key: Uint8Array | null }>(
      'SELECT password, ssh_key FROM virtual_machines WHERE id = $1',
      [id],
    )
    return row
  }

  const field = (name: string, message: string) => ({ code: 'invalid_input', fields: { [name]: message } })
  const unshared = field('shared', text.rules.assignedShared)
  const long = 'x'.repeat(32)
  const refusals: [string, () => Promise<unknown>, object][] = [
    [
      'the owner of a new machine is a regular user',
      () => adding({ ownerId: ids.raul }),
      field('ownerId', words.ownerRole),
    ],
    [
      'the owner of a new machine is new',
      () => adding({ ownerId: ids.yui }),
      field('ownerId', words.ownerRole),
    ],
    ['the owner of a new machine is gone', () => adding({ ownerId: 999 }), field('ownerId', words.ownerGone)],
    [
      'the new owner is a regular user',
      () => changing({ ownerId: ids.raul }),
      field('ownerId', words.ownerRole),
    ],
    [
      'the owner of a new machine is disabled',
      () => adding({ ownerId: ids.gone }),
      field('ownerId', words.assigneeDisabled('gone')),
    ],
    [
      'the new owner is disabled',
      () => changing({ ownerId: ids.gone }),
      field('ownerId', words.assigneeDisabled('gone')),
    ],
    [
      'a bookmark goes to somebody disabled',
      () => remarking(ids.gone),
      field('ownerId', words.assigneeDisabled('gone')),
    ],
    ['the new owner is gone', () => changing({ ownerId: 999 }), field('ownerId', words.ownerGone)],
    [
      'the assignee is gone',
      () => adding({ assignedTo: 'ghost' }),
      field('assignedTo', words.assigneeGone('ghost')),
    ],
    [
      'the assignee is disabled',
      () => adding({ assignedTo: 'idle' }),
      field('assignedTo', words.assigneeDisabled('idle')),
    ],
    [
      'the assignee is a manager',
      () => changing({ assignedTo: 'tobe' }),
      field('assignedTo', words.assigneeRole('tobe')),
    ],
    [
      'the assignee is new',
      () => changing({ assignedTo: 'yui' }),
      field('assignedTo', words.assigneeRole('yui')),
    ],
    ['an assigned machine is not shared', () => adding({ assignedTo: 'raul', shared: false }), unshared],
    ['an assigned machine is no longer shared', () => changing({ shared: false }), unshared],
    ['both are changed to that', () => changing({ assignedTo: 'lina', shared: false }), unshared],
    [
      'a password comes without a cipher key',
      () => adding({ password: 'p' }, keysOf()),
      field('password', words.noCipherKey),
    ],
    [
      'a key comes without a cipher key',
      () => changing({ sshKey: 'k' }, keysOf()),
      field('sshKey', words.noCipherKey),
    ],
    [
      'the new password is too long',
      () => adding({ password: long }),
      field('password', words.secretTooLong(128)),
    ],
    [
      'the changed password is too long',
      () => changing({ password: long }),
      field('password', words.secretTooLong(128)),
    ],
    ['the owner of a bookmark is a regular user', () => marking(ids.raul), field('ownerId', words.ownerRole)],
    ['the owner of a bookmark is gone', () => marking(999), field('ownerId', words.ownerGone)],
    ['a bookmark goes to a regular user', () => remarking(ids.raul), field('ownerId', words.ownerRole)],
  ]
  it.each(refusals)('refuses, and writes nothing, where %s', async (_, attempt, body) => {
    await session((open) => add(open, 'user', aUser('idle', { role: 'regular', disabled: true })))
    const before = await everything(test)
    expect(await failure(attempt())).toMatchObject(body)
    expect(await everything(test)).toEqual(before)
  })

  it('refuses a secret that is too long before the database has to', async () => {
    await session(async (open) => {
      expect(await failure(addVm(open, { ...machine, password: long }, keys))).toMatchObject({
        fields: { password: words.secretTooLong(128) },
      })
      // After a statement that the server refused, this would be refused too.
      expect(await find(open, 'vm', 1)).toMatchObject({ name: 'lab-01' })
    })
    const row = await adding({ password: long.slice(1) })
    expect(openToken((await stored(row.id))?.password ?? '')).toBe(long.slice(1))
    await session(async (open) => {
      const { id } = await addVm(open, { ...machine, sshKey: sshKeyText('openssh-rsa-3072') }, keys)
      expect(await find(open, 'vm', id)).toMatchObject({ hasKey: true, hasPassword: false })
    })
  })

  it('says the same of a machine or bookmark that is gone', async () => {
    const vm = { ...(await editOf(test, 'vm', 1, { name: 'x' })), id: 999 }
    const bookmark = { ...(await editOf(test, 'bookmark', 1, { name: 'x' })), id: 999 }
    expect(await failure(session((open) => updateVm(open, vm, keys)))).toMatchObject({ code: 'not_found' })
    expect(await failure(session((open) => updateBookmark(open, bookmark)))).toMatchObject({
      code: 'not_found',
    })
  })

  it('takes a machine from its assignee and then from the others, in one change or two', async () => {
    expect(await changing({ assignedTo: null, shared: false })).toMatchObject({
      assignedTo: null,
      shared: false,
    })
    expect(await failure(changing({ assignedTo: 'raul' }))).toMatchObject(unshared)
    expect(await changing({ assignedTo: 'lina', shared: true })).toMatchObject({
      assignedTo: 'lina',
      shared: true,
    })
  })

  it('leaves rows as the portal made them editable where their odd values are not touched', async () => {
    await test.sql(
      "UPDATE virtual_machines SET assigned_to = 'ghost', shared = false, user_id = 4 WHERE id = 1",
    )
    expect(await changing({ port: 2222 })).toMatchObject({
      port: 2222,
      assignedTo: 'ghost',
      ownerId: ids.raul,
    })
  })

  it('leaves a machine to an owner who was disabled, whatever else is changed', async () => {
    await test.sql('UPDATE users SET disabled = true WHERE id = 2')
    expect(await changing({ ownerId: ids.tobe, host: '10.9.9.9' })).toMatchObject({
      ownerId: ids.tobe,
      host: '10.9.9.9',
    })
  })

  it('stores secrets that the portal opens, and clears them', async () => {
    const secret = { password: 'pässword-Ω', sshKey: sshKeyText('openssh-ed25519') }
    const { id } = await adding(secret)
    const row = await stored(id)
    expect(openToken(row?.password ?? '')).toBe(secret.password)
    expect(openToken(Buffer.from(row?.ssh_key ?? []).toString('ascii'))).toBe(secret.sshKey)
    expect(JSON.stringify(await everything(test))).not.toContain(secret.password)
    expect(await changing({ port: 23 }, keysOf(), id)).toMatchObject({ hasPassword: true, hasKey: true })
    expect(await stored(id)).toEqual(row)
    await changing({ password: null, sshKey: null }, keysOf(), id)
    expect(await stored(id)).toEqual({ password: null, ssh_key: null })
  })

  it('refuses in words what is no private key, and stores PuTTY’s in a form that the portal reads', async () => {
    const { keyFault } = text.credentials
    for (const [sshKey, said] of [
      ['hunter2', keyFault['not-a-key']],
      [
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea ada',
        keyFault.public,
      ],
      [asPutty('openssh-ed25519', 3, { isLocked: true }), keyFault['putty-encrypted']],
    ] as const) {
      expect(await failure(adding({ sshKey }))).toMatchObject(field('sshKey', said))
      expect(await failure(changing({ sshKey }))).toMatchObject(field('sshKey', said))
    }
    const { id } = await adding({ sshKey: asPutty('openssh-ed25519', 2) })
    const kept = openToken(Buffer.from((await stored(id))?.ssh_key ?? []).toString('ascii'))
    expect(kept).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/u)
    expect(kept).toMatch(/-----END OPENSSH PRIVATE KEY-----\n$/u)
  })

  it('keeps the first of two passwords set on the same version', async () => {
    const one = await editOf(test, 'vm', 1, { password: 'first' })
    const two = { ...one, changes: { password: 'second' } }
    await session((open) => updateVm(open, one, keys))
    const refused = await failure(session((open) => updateVm(open, two, keys)))
    expect(refused).toMatchObject({ code: 'stale', fields: ['password'], theirs: { hasPassword: true } })
    expect(JSON.stringify(refused)).not.toMatch(/first|second|gAAAA/u)
    expect(openToken((await stored(1))?.password ?? '')).toBe('first')
  })

  it('merges changes of different fields, and tells of the same one', async () => {
    const edits = await Promise.all(
      [{ port: 2200 }, { host: '10.9.9.9' }, { port: 2300 }].map((changes) => editOf(test, 'vm', 1, changes)),
    )
    const [one, two, three] = edits
    if (!one || !two || !three) throw new Error('Three were asked for')
    await session((open) => updateVm(open, one, keys))
    const merged = await session((open) => updateVm(open, two, keys))
    expect(merged).toMatchObject({ port: 2200, host: '10.9.9.9' })
    expect(await failure(session((open) => updateVm(open, three, keys)))).toMatchObject({
      code: 'stale',
      fields: ['port'],
      theirs: merged,
    })
  })

  it('sees that a machine was assigned since the window read it', async () => {
    const edit = await editOf(test, 'vm', 5, { shared: false })
    await changing({ assignedTo: 'raul' }, keys, 5)
    expect(await failure(session((open) => updateVm(open, edit, keys)))).toMatchObject(unshared)
  })
})
