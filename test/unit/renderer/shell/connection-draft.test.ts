// What was typed about a connection, as the calls take it.
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OpenSource, SecretsReport } from '@shared/connection'
import type { DatabaseState } from '@shared/database-state'
import { text } from '@shared/text'
import { startDatabase } from '../../../../src/renderer/src/api/database'
import {
  checkDraft,
  draftOf,
  emptyDraft,
  keepDraft,
  startDraft,
  tlsModeOf,
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

describe('checkDraft with a choice of encryption', () => {
  const far = { ...emptyDraft.fields, address: 'db1', database: 'lab', username: 'u' }
  const drafts = (tls: Partial<ConnectionDraft['tls']>): ConnectionDraft[] => [
    file({ tls: { ...emptyDraft.tls, ...tls } }),
    { ...emptyDraft, kind: 'fields', fields: far, tls: { ...emptyDraft.tls, ...tls } },
  ]
  const sent = (draft: ConnectionDraft) => {
    const checked = checkDraft(draft)
    if ('fields' in checked) return checked.fields
    return checked.source.kind === 'file' ? checked.source.overrides.tls : checked.source.fields.tls
  }

  it.each([
    [{}, undefined],
    [{ mode: 'verify-full' }, { mode: 'verify-full' }],
    [
      { mode: 'verify-ca', ca: '/ca' },
      { mode: 'verify-ca', ca: '/ca' },
    ],
    // A file without a choice of the mode: with that which is usual for the address.
    [{ ca: '/ca' }, { mode: 'verify-full', ca: '/ca' }],
    [
      { cert: '/c', key: '/k' },
      { mode: 'verify-full', cert: '/c', key: '/k' },
    ],
    // Chosen for another mode before: it would verify after all.
    [
      { mode: 'require', ca: '/ca', cert: '/c', key: '/k' },
      { mode: 'require', cert: '/c', key: '/k' },
    ],
    [{ mode: 'off', ca: '/ca', cert: '/c', key: '/k' }, { mode: 'off' }],
    [{ mode: 'verify-ca' }, { 'tls.ca': text.encryption.caNeeded }],
    [{ cert: '/c' }, { 'tls.key': text.encryption.keyNeeded }],
    [{ key: '/k' }, { 'tls.cert': text.encryption.certNeeded }],
  ] as const)('%o', (tls, expected) => {
    for (const draft of drafts(tls)) expect(sent(draft)).toEqual(expected)
  })

  it('knows what is usual for the address: the one typed here before the one of the file', () => {
    expect(tlsModeOf(file())).toBe('verify-full')
    expect(tlsModeOf(file({ overrides: overrides({ address: ' ::1 ' }) }))).toBe('prefer')
    expect(tlsModeOf({ ...emptyDraft, kind: 'fields', fields: { ...far, address: 'localhost' } })).toBe(
      'prefer',
    )
  })
})

describe('draftOf', () => {
  const sources: OpenSource[] = [
    { kind: 'file', path: report.path, overrides: {} },
    { kind: 'file', path: report.path, overrides: { address: '10.0.0.5', port: 6543, tls: { mode: 'off' } } },
    {
      kind: 'file',
      path: report.path,
      overrides: { tls: { mode: 'verify-ca', ca: '/ca', cert: '/c', key: '/k' } },
    },
  ]
  it.each(sources)('comes to the same as before: %o', (source) => {
    expect(checkDraft({ ...draftOf(source), report })).toEqual({ source })
  })

  it('wants the password of typed fields again', () => {
    const fields = {
      address: 'db1',
      port: 5432,
      database: 'lab',
      username: 'u',
      tls: { mode: 'require' as const },
    }
    expect(checkDraft(draftOf({ kind: 'fields', fields }))).toEqual({
      source: { kind: 'fields', fields: { ...fields, password: '' } },
    })
  })

  it('shows as verifying what verified', () => {
    const source: OpenSource = {
      kind: 'file',
      path: report.path,
      overrides: { tls: { mode: 'require', ca: '/ca' } },
    }
    expect(draftOf(source).tls).toEqual({ mode: 'verify-ca', ca: '/ca', cert: null, key: null })
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
      profile: { id: 'lab', name: 'Lab', colour: 'blue' as const, production: false, readOnly: false },
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
      sharing: null,
      empty: false,
      seeded: [],
      warnings: [],
      problems: [],
    })
    expect(startDraft([])).toBe(emptyDraft)
  })
})
