// Reading the secrets file itself: what can't be read is said in words, and one that others can read is warned of.
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSecrets } from '../../../../src/main/config/secrets'
import { temporaryFile, temporaryFolder } from './files'

const good = `db_username = "lab_admin"
db_password = "s3cret"
db_address = "10.0.0.5"
db_port = 5432
db_name = "vm-lab"
`

describe('a file that can’t be read', () => {
  const whatOf = async (path: string) => {
    const { report, secrets } = await readSecrets(path)
    expect(secrets).toBeNull()
    expect(report.problems).toHaveLength(1)
    expect(report.problems[0]?.file).toBe(path)
    return report.problems[0]
  }

  it('is missing, a folder, or no regular file', async () => {
    const folder = await temporaryFolder()
    expect((await whatOf(join(folder, 'none.toml')))?.what).toMatch(/no such file/u)
    expect((await whatOf(join(folder, 'a\0b')))?.what).toMatch(/no such file/u)
    expect((await whatOf(folder))?.what).toMatch(/folder/u)
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder })
    expect((await whatOf(join(folder, 'pipe')))?.what).toMatch(/regular file/u)
  })

  it('is too large, or not UTF-8, with the line', async () => {
    const large = await temporaryFile('large.toml', good + '#'.repeat(1_048_576))
    expect((await whatOf(large))?.what).toMatch(/larger than 1 MB/u)
    const latin = await temporaryFile('latin.toml', Buffer.from(`${good}# caf\u00e9\n`, 'latin1'))
    expect(await whatOf(latin)).toMatchObject({ line: 6, what: expect.stringMatching(/UTF-8/u) })
    const utf16 = await temporaryFile('utf16.toml', Buffer.from(`\uFEFF${good}`, 'utf16le'))
    expect((await whatOf(utf16))?.what).toMatch(/UTF-16/u)
  })

  it('is forbidden', async () => {
    const path = await temporaryFile('s.toml', good, 0o000)
    // The superuser may read everything, so as root this is read as somebody else.
    const root = process.getuid?.() === 0
    if (root) process.seteuid?.(65_534)
    const problem = await whatOf(path).finally(() => root && process.seteuid?.(0))
    expect(problem?.what).toMatch(/no right/u)
  })
})

describe.runIf(process.platform !== 'win32')('a file that others can read', () => {
  it.each([0o644, 0o640, 0o604, 0o660])('is read with a warning and the remedy: mode %o', async (mode) => {
    const path = await temporaryFile("it's secret.toml", good, mode)
    const { report, secrets } = await readSecrets(path)
    expect(secrets).not.toBeNull()
    expect(report.warnings).toHaveLength(1)
    expect(report.warnings[0]).toContain('chmod 600')
    const command = report.warnings[0]?.slice(report.warnings[0].indexOf('chmod')) ?? ''
    execFileSync('sh', ['-c', command])
    expect((await readSecrets(path)).report.warnings).toEqual([])
  })

  it('is left as it was', async () => {
    const path = await temporaryFile('s.toml', good, 0o644)
    await readSecrets(path, { port: 6543 })
    expect(await readFile(path, 'utf8')).toBe(good)
    await mkdir(join(path, '..', 'x'))
    await chmod(path, 0o400)
    expect((await readSecrets(path)).report.warnings).toEqual([])
  })
})
