// The secrets file: read as the portal reads it, every problem at once with its line, and no value in any of them.
import { describe, expect, it } from 'vitest'
import { checkSecrets, readSecrets } from '../../../../src/main/config/secrets'
import portal from '../../../support/vectors/portal.json'
import { temporaryFile } from './files'

const vector = 'test/support/vectors/secrets.toml'
const good = `db_username = "lab_admin"
db_password = "s3cret"
db_address = "10.0.0.5"
db_port = 5432
db_name = "vm-lab"
`
const without = (key: string) => good.replace(new RegExp(`^${key} = .*\\n`, 'mu'), '')
const withValue = (key: string, toml: string) => `${without(key)}${key} = ${toml}\n`
/** Where and what key; the words are told apart by the tests that are about them. */
const told = (source: string) =>
  checkSecrets('secrets.toml', source).report.problems.map(({ line, key }) => ({ line, key }))
const firstWhat = (source: string) => checkSecrets('secrets.toml', source).report.problems[0]?.what ?? ''

describe('a good file', () => {
  it('is read as the portal’s vector has it', async () => {
    const { report, secrets } = await readSecrets(vector)
    expect(report.problems).toEqual([])
    expect(report.connection).toEqual({
      address: '127.0.0.1',
      port: 5432,
      database: 'vm-lab',
      username: 'lab_admin',
    })
    expect(secrets).toEqual({
      connection: { ...report.connection, password: 'p@ss/w:rd#1 %41' },
      cipherKey: portal.fernet.key,
      sharing: 'manager',
    })
  })

  it('is the one that ships as an example', async () => {
    const { report } = await readSecrets('resources/secrets.example.toml')
    expect(report.problems).toEqual([])
  })

  it.each([
    ['db_port = 5432', 5432],
    ['db_port = "5432"', 5432],
    ['db_port = 0x1538', 5432],
    ['db_port = 65_535', 65535],
    ['db_port = "1"', 1],
  ])('takes a port as text or integer: %s', (line, port) => {
    const { secrets } = checkSecrets('f', `${without('db_port')}${line}`)
    expect(secrets?.connection.port).toBe(port)
  })

  it.each([
    ['db.example.edu', 'db.example.edu'],
    ['localhost', 'localhost'],
    ['my_db', 'my_db'],
    ['bücher.example', 'bücher.example'],
    ['192.168.1.20', '192.168.1.20'],
    ['::1', '::1'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['/var/run/postgresql', '/var/run/postgresql'],
    ['/tmp/a folder', '/tmp/a folder'],
  ])('takes the address %s', (written, address) => {
    const { report, secrets } = checkSecrets('f', withValue('db_address', `'${written}'`))
    expect(report.problems).toEqual([])
    expect(secrets?.connection.address).toBe(address)
    expect(report.connection?.address).toBe(address)
  })

  it.each([
    ['"manager"', 'manager'],
    ['"ADMIN"', 'admin'],
    ['" Regular "', 'regular'],
    ['"disabled"', null],
    ['"nobody"', null],
    ['""', null],
    ['7', null],
    ['["admin"]', null],
  ])('takes %s for sharing as %s', (toml, sharing) => {
    const { report, secrets } = checkSecrets('f', `${good}vm_sharing_minimum_permissions = ${toml}`)
    expect(report.problems).toEqual([])
    expect(secrets?.sharing).toBe(sharing)
  })

  it('takes the cipher key in both alphabets, and does without', () => {
    for (const key of [portal.fernet.key, portal.fernet.keyStandardAlphabet]) {
      expect(checkSecrets('f', `${good}cipher_key = "${key}"`).secrets?.cipherKey).toBe(key)
    }
    expect(checkSecrets('f', good).secrets?.cipherKey).toBeNull()
  })

  it('may have a byte order mark, CRLF, tables, texts over several lines and keys of the portal’s own', async () => {
    const others = 'note = """\ndb_port = "not this"\n"""\n[other]\ndb_port = "nor this"\n'
    const path = await temporaryFile('s.toml', `\uFEFF${good}${others}`.replaceAll('\n', '\r\n'))
    const { report, secrets } = await readSecrets(path)
    expect(report).toMatchObject({ problems: [], warnings: [] })
    expect(secrets?.connection.port).toBe(5432)
  })

  it('says where the address means something inside the portal’s containers only', () => {
    const inside = withValue('db_address', '"db"')
    expect(checkSecrets('f', inside).report.insideOnly).toBe(true)
    expect(checkSecrets('f', inside, { address: 'db' }).report.insideOnly).toBe(false)
    expect(checkSecrets('f', good).report.insideOnly).toBe(false)
  })
})

describe('overrides', () => {
  it('replace what the file says', () => {
    const overrides = { address: '::1', port: 6543, database: 'd', username: 'u', password: 'p"\\' }
    const { secrets } = checkSecrets('f', good, overrides)
    expect(secrets?.connection).toEqual(overrides)
  })

  it('make up for what the file lacks or has wrong', () => {
    const source = `${without('db_address')}cookie = 1\n`.replace('5432', '"port"')
    expect(told(source)).toEqual([
      { line: 3, key: 'db_port' },
      { line: null, key: 'db_address' },
    ])
    expect(checkSecrets('f', source, { address: 'lab', port: 6543 }).report.problems).toEqual([])
  })

  it('may set an empty password, for a server that asks for none', () => {
    expect(checkSecrets('f', good, { password: '' }).secrets?.connection.password).toBe('')
  })
})

describe('problems', () => {
  it('are all told at once, in the file’s order, each with its line and a remedy', () => {
    const source = [
      'db_username = ""',
      'db_password = 12345',
      'db_address = "postgresql://lab@10.0.0.5/vm-lab"',
      '',
      'db_port = 70000',
      'cipher_key = "short"',
    ].join('\n')
    const { report, secrets } = checkSecrets('/etc/lab/secrets.toml', source)
    expect(secrets).toBeNull()
    expect(report.connection).toBeNull()
    expect(report.problems.map(({ line, key }) => [line, key])).toEqual([
      [1, 'db_username'],
      [2, 'db_password'],
      [3, 'db_address'],
      [5, 'db_port'],
      [null, 'db_name'],
    ])
    expect(report.warnings).toEqual([expect.stringContaining('Line 6: cipher_key')])
    for (const problem of report.problems) {
      expect(problem.file).toBe('/etc/lab/secrets.toml')
      expect(problem.what).toMatch(/\.$/u)
      expect(problem.fix.length).toBeGreaterThan(10)
    }
  })

  it('of an empty file are its five keys', () => {
    expect(told('').map(({ key }) => key)).toEqual([
      'db_username',
      'db_password',
      'db_address',
      'db_port',
      'db_name',
    ])
  })

  it.each([
    ['db_port', '0', /between/u],
    ['db_port', '65536', /between/u],
    ['db_port', '-1', /between/u],
    ['db_port', '"99999"', /between/u],
    ['db_port', '5432.5', /whole number/u],
    ['db_port', '5432.0e0', /^$/u],
    ['db_port', '" 5432"', /whole number/u],
    ['db_port', '"5432/tcp"', /whole number/u],
    ['db_port', '""', /empty/u],
    ['db_port', 'true', /whole number/u],
    ['db_port', 'nan', /whole number/u],
    ['db_port', '[5432]', /whole number/u],
    ['db_username', '" "', /empty/u],
    ['db_username', '"lab "', /blank/u],
    ['db_username', '"la\\nb"', /control/u],
    ['db_username', '"la\\u0000b"', /zero/u],
    ['db_username', `"${'ä'.repeat(32)}"`, /longer than the 63 bytes/u],
    ['db_username', '{ a = 1 }', /not a text/u],
    ['db_name', '2024-01-01T00:00:00Z', /not a text/u],
    ['db_password', '""', /empty/u],
    ['db_password', 'true', /not a text/u],
    ['db_password', '"a\\u0000b"', /zero/u],
    ['db_password', `"${'x'.repeat(1025)}"`, /longer/u],
    ['db_address', '"10.0.0.5:5432"', /port at its end/u],
    ['db_address', '"[::1]:5432"', /port at its end/u],
    ['db_address', '"https://db.example.edu"', /URL/u],
    ['db_address', '"db one"', /no server name/u],
    ['db_address', '"a,b"', /no server name/u],
    ['db_address', '" db"', /blank/u],
  ])('%s = %s', (key, toml, what) => {
    const source = withValue(key, toml)
    const expected = what.source === '^$' ? [] : [{ line: source.split('\n').length - 1, key }]
    expect(told(source)).toEqual(expected)
    expect(firstWhat(source)).toMatch(what)
  })

  it('of the cipher key keep nobody out: it is told, and only stored secrets miss it', () => {
    for (const [toml, what] of [
      ...portal.badKeys.map((key) => [`"${key}"`, /cipher_key/u] as const),
      ['""', /empty/u],
      ['17', /not a text/u],
    ] as const) {
      const { report, secrets } = checkSecrets('f', `${good}cipher_key = ${toml}`)
      expect(report.problems).toEqual([])
      expect(report.warnings).toEqual([expect.stringMatching(/^Line 6: .*all else works/u)])
      expect(report.warnings[0]).toMatch(what)
      expect(secrets?.connection.database).toBe('vm-lab')
      // An empty one is as good as none.
      expect(secrets?.cipherKey === null).toBe(/^"\s*"$/u.test(toml))
    }
  })

  it('keep what the connection needs apart from the rest', () => {
    const { report } = checkSecrets('f', withValue('db_password', '1'))
    expect(report.connection).toEqual({
      address: '10.0.0.5',
      port: 5432,
      database: 'vm-lab',
      username: 'lab_admin',
    })
  })

  it('tell a key below a section line from one that is missing', () => {
    const { report } = checkSecrets('f', good.replace('db_name', '[database]\ndb_name'))
    expect(report.problems).toHaveLength(1)
    expect(report.problems[0]).toMatchObject({
      line: 6,
      key: 'db_name',
      what: expect.stringMatching(/section/u),
    })
  })
})

describe('faults of the TOML itself', () => {
  it.each([
    ['db_password = p@ss word', /not in quotes/u],
    ['db_password = #secret', /nothing after/u],
    ['db_password = ', /nothing after/u],
    ['db_password = “secret”', /curly/u],
    ['db_password = "secret', /not closed/u],
    ["db_password = 'it's'", /follows/u],
    ['db_password = "a"b"', /follows|not closed/u],
    ['db_password = "a\\q"', /backslash/u],
    ['db_password = "C:\\Users\\lab"', /backslash/u],
    ['db_password: "secret"', /colon/u],
    ['db_password "secret"', /no equals/u],
    ['db_password = "a\u0001b"', /control/u],
    ['db_password = 99999999999999999999', /too large/u],
    ['db_password = """secret', /not closed/u],
    ['db_password = [1, 2', /not valid TOML/u],
    ['= "secret"', /not valid TOML/u],
  ])('%s', (line, what) => {
    const source = good.replace(/^db_password.*$/mu, line)
    const { report } = checkSecrets('f', source)
    expect(report.problems[0]).toMatchObject({ line: 2, what: expect.stringMatching(what) })
    // Each is told once: neither does the key count as missing, nor are the lines after it wrong.
    expect(report.problems).toHaveLength(line.startsWith('=') ? 2 : 1)
  })

  it('are told together with everything else', () => {
    const source = 'db_username = lab\ndb_password = "open\ndb_port = 0\ndb_name: "x"\ndb_port = 5432\n'
    expect(told(source)).toEqual([
      { line: 1, key: 'db_username' },
      { line: 2, key: 'db_password' },
      { line: 3, key: 'db_port' },
      { line: 4, key: 'db_name' },
      { line: 5, key: 'db_port' },
      { line: null, key: 'db_address' },
    ])
  })

  it('name the first line of a key that is there twice', () => {
    const [problem] = checkSecrets('f', `${good}db_port = 5433\n`).report.problems
    expect(problem).toMatchObject({ line: 6, key: 'db_port', what: expect.stringContaining('line 4') })
  })

  it('end at once in a file that is something else', () => {
    const page = '<!doctype html>\n'.repeat(60_000)
    const { report } = checkSecrets('f', page)
    expect(report.problems.filter(({ line }) => line !== null).length).toBeLessThanOrEqual(20)
    expect(checkSecrets('f', `a = ${'['.repeat(500_000)}`).report.problems).not.toEqual([])
  })
})
