// A table as CSV, page by page: all rows in the list's order, no secrets, and an end when it is wanted.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EntityName } from '@shared/entity'
import { exportedPages, type ExportedPage } from '../../../src/main/services/export'
import { databases, type TestDatabase } from '../../support/database'
import { failure } from '../../support/failure'
import { dirtyRows } from '../../support/fixtures'
import { fill } from './people'

const query = { search: '', sort: [], filters: {} }

describe.each(databases())('a table as a file on $name', ({ open }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test.close())
  beforeEach(() => fill(test))

  const session: TestDatabase['database']['session'] = (fn, options) => test.database.session(fn, options)
  const idsOf = async (entity: EntityName) => {
    const { lists } = test.database
    const { listId } = await session((open) => lists.open(open, entity, query))
    return lists.ids(listId, [])
  }
  const pagesOf = async (entity: EntityName, ids: number[], signal = new AbortController().signal) => {
    const pages: ExportedPage[] = []
    for await (const page of exportedPages(session, entity, ids, signal)) pages.push(page)
    return pages
  }
  const linesOf = (pages: ExportedPage[]) =>
    pages
      .map((page) => page.text)
      .join('')
      .split('\r\n')

  it('has all columns of machines with their owners, and never a secret', async () => {
    await test.sql("UPDATE virtual_machines SET password = 'gAAAA-canary', ssh_key = 'gAAAA-canary'::bytea")
    const pages = await pagesOf('vm', await idsOf('vm'))
    const lines = linesOf(pages)
    expect(lines.slice(0, 3)).toEqual([
      '\uFEFFName,Host,Port,Username,Owner,Assigned to,Shared,Has password,Has key',
      'lab-01,10.1.2.1,22,student,tobe,raul,Yes,Yes,Yes',
      'lab-02,10.1.2.2,22,student,lina,raul,Yes,Yes,Yes',
    ])
    expect(lines).toHaveLength(14)
    expect(lines.join('')).not.toContain('canary')
  })

  it('has people without their hashes, and dirty rows as they are', async () => {
    await test.sql(dirtyRows)
    const lines = linesOf(await pagesOf('user', await idsOf('user')))
    expect(lines[0]).toBe('\uFEFFUsername,First name,Last name,Email,Role,State,Virtual machines')
    expect(lines).toContain('ada,Ada,Novák,ada@lab.example.edu,Admin,Enabled,0')
    expect(lines.join('\n')).toContain('" MANAGER "')
    expect(lines.join('\n')).not.toContain('$2b$')
    const vms = linesOf(await pagesOf('vm', await idsOf('vm')))
    expect(vms.join('\n')).toContain(',-1,')
  })

  it('goes in pages of the list’s order, and leaves out what was deleted meanwhile', async () => {
    await test.sql(`INSERT INTO virtual_machines (name, host, port, username, shared, user_id)
SELECT CASE WHEN n % 1000 = 0 THEN '=cmd ' ELSE 'x' END || lpad(n::text, 5, '0'), 'h', 22, 'u', true, 1 FROM generate_series(1, 4100) n`)
    const ids = await idsOf('vm')
    await test.sql("DELETE FROM virtual_machines WHERE name = 'x00001'")
    const pages = await pagesOf('vm', ids)
    expect(pages.map(({ rows }) => rows)).toEqual([0, 1999, 2000, 112])
    expect(pages.reduce((sum, { neutralised }) => sum + neutralised, 0)).toBe(4)
    const names = linesOf(pages)
      .slice(1, -1)
      .map((line) => line.split(',')[0]?.replace(/^'/u, '') ?? '')
    expect(names).toHaveLength(4111)
    expect(names.filter((name) => name.startsWith('x'))).toEqual(
      names.filter((name) => name.startsWith('x')).sort(),
    )
  })

  it('ends when it is cancelled', async () => {
    const controller = new AbortController()
    controller.abort()
    expect(await failure(pagesOf('vm', [1, 2], controller.signal))).toMatchObject({ code: 'cancelled' })
  })
})
