// The lock on the embedded database's folder: living programs are respected, dead ones are not waited for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from '../../../../../src/main/db/embedded/lock'
import { isAlive, ownIdentity } from '../../../../../src/main/db/embedded/process-identity'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmlab-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const owned = (owner: object) => writeFileSync(join(folder, 'lock.json'), JSON.stringify(owner))

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

it('locks, refuses a second, and can be had again after its release', async () => {
  const first = await lockFolder(folder, ownIdentity())
  expect(await lockFolder(folder, ownIdentity())).toEqual({ ok: false, pid: process.pid })
  if (first.ok) first.release()
  expect(readdirSync(folder)).toEqual([])
  expect((await lockFolder(folder, ownIdentity())).ok).toBe(true)
})

it('takes over from a dead process, from one whose id was given out again, and from a damaged lock', async () => {
  const pid = await deadProcess()
  const gone = { pid, started: '' }
  const replaced = { pid: process.pid, started: 'earlier/1' }
  for (const owner of [
    { token: 'a', host: gone, program: gone },
    { token: 'b', host: replaced, program: replaced },
    { nonsense: true },
  ]) {
    owned(owner)
    const lock = await lockFolder(folder, ownIdentity())
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.release()
  }
})

it('ends a living host whose program is dead, after waiting for it', async () => {
  const host = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const gone = { pid: await deadProcess(), started: '' }
  owned({ token: 'a', host: { pid: host.pid, started: '' }, program: gone })
  const ended = once(host, 'exit')
  expect((await lockFolder(folder, ownIdentity(), 100)).ok).toBe(true)
  expect((await ended)[1]).toBe('SIGKILL')
})

it('goes on after a takeover that was cut short', async () => {
  const gone = { pid: await deadProcess(), started: '' }
  owned({ token: 'a', host: gone, program: gone })
  const guard = join(folder, 'lock.json.takeover')
  mkdirSync(guard)
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(guard, longAgo, longAgo)
  expect((await lockFolder(folder, ownIdentity())).ok).toBe(true)
})

it('gives a stale lock to exactly one of many', async () => {
  const gone = { pid: await deadProcess(), started: '' }
  owned({ token: 'a', host: gone, program: gone })
  const locks = await Promise.all(Array.from({ length: 20 }, () => lockFolder(folder, ownIdentity())))
  expect(locks.filter((lock) => lock.ok)).toHaveLength(1)
})

it('knows this process from one of the same id before it', async () => {
  expect(isAlive(ownIdentity())).toBe(true)
  expect(isAlive({ ...ownIdentity(), started: 'another' })).toBe(false)
  expect(isAlive({ pid: await deadProcess(), started: '' })).toBe(false)
})
