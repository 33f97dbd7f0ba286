// The administrator's policy: read strictly, and only where nobody else could have written it.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyPath, readPolicy } from '../../../../src/main/config/policy'
import { temporaryFile, temporaryFolder } from './files'

const own = [process.getuid?.() ?? 0]

async function read(content: string, owners: readonly number[] | null = own) {
  return readPolicy(await temporaryFile('policy.json', content, 0o644), owners)
}

describe('a policy', () => {
  it('is not needed', async () => {
    expect(await readPolicy(join(await temporaryFolder(), 'none/policy.json'), own)).toEqual({ kind: 'none' })
  })

  it('turns updates off, or says where they come from', async () => {
    expect(await read('{"version": 1, "updates": {"enabled": false}}')).toEqual({
      kind: 'policy',
      policy: { version: 1, updates: { enabled: false } },
    })
    expect(await read('{"version": 1, "updates": {"feed": "https://updates.example.org/"}}')).toEqual({
      kind: 'policy',
      policy: { version: 1, updates: { enabled: true, feed: 'https://updates.example.org/' } },
    })
  })

  it('says after how many minutes without input everybody’s window is locked', async () => {
    expect(await read('{"version": 1, "lock": {"minutes": 5}}')).toMatchObject({
      policy: { lock: { minutes: 5 } },
    })
  })

  it.each([
    ['no time for the lock', '{"version": 1, "lock": {}}'],
    ['a lock that never comes', '{"version": 1, "lock": {"minutes": 600}}'],
    ['an empty file', ''],
    ['something else than JSON', 'updates = off'],
    ['a list', '[]'],
    ['no version', '{"updates": {"enabled": false}}'],
    ['another version', '{"version": 2}'],
    ['a mistyped key', '{"version": 1, "updates": {"enable": false}}'],
    ['a word for a truth value', '{"version": 1, "updates": {"enabled": "no"}}'],
  ])('with %s is bad, and is told without what it holds', async (_, content) => {
    const report = await read(content)
    expect(report.kind).toBe('bad')
    expect(JSON.stringify(report)).not.toContain('= off')
  })

  it('never has an address with a password told', async () => {
    const report = await read('{"version": 1, "updates": {"feed": ["https://a:canary@b.example.org"]}}')
    expect(report.kind).toBe('bad')
    expect(JSON.stringify(report)).not.toContain('canary')
  })

  it('is bad as a folder, and where it is too large', async () => {
    const folder = join(await temporaryFolder(), 'policy.json')
    await mkdir(folder)
    expect((await readPolicy(folder, own)).kind).toBe('bad')
    expect((await read(`{"version": 1}${' '.repeat(65_536)}`)).kind).toBe('bad')
  })

  it('is bad where somebody else could have written it', async () => {
    const content = '{"version": 1}'
    expect((await read(content)).kind).toBe('policy')
    expect((await read(content, [54_321])).kind).toBe('bad')
    const path = await temporaryFile('policy.json', content, 0o666)
    expect((await readPolicy(path, own)).kind).toBe('bad')
    await chmod(path, 0o644)
    await chmod(dirname(path), 0o777)
    expect((await readPolicy(path, own)).kind).toBe('bad')
    // Where the system has no such owners there is nothing to compare.
    await writeFile(path, content)
    expect((await readPolicy(path, null)).kind).toBe('policy')
  })

  it('lies where only administrators may write', () => {
    expect(policyPath('linux', {})).toBe('/etc/vm-lab-console/policy.json')
    expect(policyPath('darwin', {})).toBe('/Library/Application Support/vm-lab-console/policy.json')
    expect(policyPath('win32', { ProgramFiles: 'D:\\Programs', ProgramData: 'C:\\ProgramData' })).toContain(
      'D:\\Programs',
    )
  })
})
