// What was typed about a connection, as the calls take it.
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SecretsReport } from '@shared/connection'
import type { DatabaseState } from '@shared/database-state'
import { startDatabase } from '../../../../src/renderer/src/api/database'
import {
  checkDraft,
  emptyDraft,
  keepDraft,
  startDraft,
  type ConnectionDraft,
} from '../../../../src/renderer/src/setup/connection-draft'

const report: SecretsReport = {
  path: '/x/secrets.toml',
  problems: [],
  warnings: [],
  connection: { address: 'db1', port: 5432, database: 'lab', username: 'u' },
  insideOnly: false,
}
const problem = { file: '/x/secrets.toml', line: 3, key: 'db_port', what: 'w', fix: 'f' }
const file = (rest: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  ...emptyDraft,
  path: report.path,
  report,
  ...rest,
})
const overrides = (rest: Partial<ConnectionDraft['overrides']>) => ({ ...emptyDraft.overrides, ...rest })

describe('checkDraft with a file', () => {
  it('wants a file, read and without problems', () => {
    expect(checkDraft(emptyDraft)).toEqual({ fields: { path: 'Choose the secrets file first.' } })
    expect(checkDraft(file({ report: null }))).toHaveProperty('fields.path')
    expect(checkDraft(file({ report: { ...report, problems: [problem] } }))).toHaveProperty('fields.path')
  })

  it('sends only what differs, with a password as it was typed', () => {
    expect(checkDraft(file())).toEqual({ source: { kind: 'file', path: report.path, overrides: {} } })
    expect(
      checkDraft(file({ overrides: overrides({ address: ' 10.0.0.5 ', port: '6543', password: ' p ' }) })),
    ).toEqual({
      source: {
        kind: 'file',
        path: report.path,
        overrides: { address: '10.0.0.5', port: 6543, password: ' p ' },
      },
    })
  })

  it('wants an address where the file’s only works inside the containers', () => {
    expect(checkDraft(file({ report: { ...report, insideOnly: true } }))).toHaveProperty('fields.address')
  })

  it.each(['0', '65536', 'abc', '54 32', '-1', '1e3'])('refuses port %s on its field', (port) => {
    expect(checkDraft(file({ overrides: overrides({ port }) }))).toHaveProperty('fields.port')
  })
})

describe('checkDraft with fields', () => {
  const fields = { address: '::1', port: '5432', database: 'lab', username: 'u', password: '', cipherKey: '' }

  it('takes an empty password, and no cipher key where none is typed', () => {
    expect(checkDraft({ ...emptyDraft, kind: 'fields', fields })).toEqual({
      source: {
        kind: 'fields',
        fields: { address: '::1', port: 5432, database: 'lab', username: 'u', password: '' },
      },
    })
  })

  it('names all that is missing at once', () => {
    const checked = checkDraft({ ...emptyDraft, kind: 'fields' })
    expect('fields' in checked && Object.keys(checked.fields).sort()).toEqual([
      'address',
      'database',
      'username',
    ])
  })
})

describe('startDraft', () => {
  it('begins with the file that has problems, but never over what was typed', () => {
    expect(startDraft([problem]).path).toBe('/x/secrets.toml')
    const typed = file({ path: '/y' })
    keepDraft(typed)
    expect(startDraft([problem])).toBe(typed)
    keepDraft(emptyDraft)
  })
})

describe('keepDraft', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('holds a typed password while the lab is tried, and drops it once it is reached', async () => {
    let tell: (event: { name: string; value: DatabaseState }) => void = () => undefined
    const target = {
      kind: 'server' as const,
      label: 'lab on db1:5432',
      address: 'db1',
      port: 5432,
      database: 'lab',
      username: 'u',
    }
    const state = (value: DatabaseState) => tell({ name: 'database.state', value })
    vi.stubGlobal('window', {
      vmlab: {
        call: async () => ({ ok: true, value: { kind: 'unconfigured', problems: [] } }),
        subscribe: (listener: typeof tell) => (tell = listener),
      },
    })
    await startDatabase()
    const typed = file({ overrides: overrides({ password: 'typed-secret' }) })
    keepDraft(typed)
    state({ kind: 'connecting', target, step: 'connecting' })
    state({ kind: 'unavailable', target, reason: 'r', remedy: 'm', nextTryAt: 0 })
    expect(startDraft([])).toBe(typed)
    state({
      kind: 'ready',
      target,
      readOnly: null,
      capabilities: [],
      empty: false,
      seeded: [],
      warnings: [],
      problems: [],
    })
    expect(startDraft([])).toBe(emptyDraft)
  })
})
