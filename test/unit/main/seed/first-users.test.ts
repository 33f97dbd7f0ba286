// The first users' file: read as the portal reads it, nothing converted, every problem at once with its line.
import { describe, expect, it } from 'vitest'
import { checkFirstUsers, loadFirstUsers } from '../../../../src/main/seed/first-users'

const entry = `  - username: ana
    email: ana@lab.example.edu
    first_name: Ana
    last_name: Novák
    password: 'Quiet!Harbour7'
    role: admin
`
const good = `first_users:\n${entry}`
/** The good file with one value of its person as `yaml` writes it. */
const withValue = (key: string, yaml: string) =>
  good.replace(new RegExp(`${key}: .*`, 'u'), `${key}: ${yaml}`)
const lineOf: Record<string, number> = {
  username: 2,
  email: 3,
  first_name: 4,
  last_name: 5,
  password: 6,
  role: 7,
}
const problemsOf = (source: string) => checkFirstUsers('f', source).report.problems
const told = (source: string) => problemsOf(source).map(({ line, key }) => [line, key])
const passwordOf = (yaml: string) => checkFirstUsers('f', withValue('password', yaml)).people?.[0]?.password

describe('a good file', () => {
  it('is the portal’s vector, its simple passwords included', async () => {
    const { report, people } = await loadFirstUsers('test/support/vectors/first_users.yaml')
    expect(report.problems).toEqual([])
    expect(report.warnings).toEqual([])
    expect(people?.map(({ username, password, role }) => [username, password, role])).toEqual([
      ['anovak', 'abc', 'admin'],
      ['tokafor', 'def', 'manager'],
      ['lmeier', 'ghi', 'sidekick'],
      ['rcruz', 'jkl', 'regular'],
      ['ysato', 'mno', 'new_user'],
    ])
    expect(people?.[3]).toMatchObject({
      firstName: 'Raúl',
      lastName: "O'Cruz-Díaz",
      email: 'rcruz@lab.example.edu',
    })
  })

  it('is the one that ships as an example', async () => {
    const { report, people } = await loadFirstUsers('resources/first_users.example.yaml')
    expect(report.problems).toEqual([])
    expect(report.warnings).toEqual([])
    expect(people).toHaveLength(8)
  })

  it('shows its people without their passwords', () => {
    const { report } = checkFirstUsers('f', good)
    expect(report.people).toEqual([
      { username: 'ana', email: 'ana@lab.example.edu', firstName: 'Ana', lastName: 'Novák', role: 'admin' },
    ])
  })

  it('has usernames in small letters, without blanks around them, as the portal’s sign-in wants them', () => {
    const { people } = checkFirstUsers('f', withValue('username', "' JSmith '"))
    expect(people?.[0]?.username).toBe('jsmith')
  })

  it('may have a byte order mark, CRLF, flow style, comments and other texts in quotes', () => {
    const flow = `# people\r\n---\r\n{first_users: [{username: ana, email: "ana@lab.example.edu", first_name: Ana,\r\n last_name: 'No', password: "0123", role: admin}]} # end\r\n`
    expect(checkFirstUsers('f', flow).people).toMatchObject([{ lastName: 'No', password: '0123' }])
    expect(problemsOf(good.replaceAll('\n', '\r\n'))).toEqual([])
  })

  it.each([
    ["'0123'", '0123'],
    ['"yes"', 'yes'],
    ["'null'", 'null'],
    ["'it''s'", "it's"],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['abc', 'abc'],
    ['a', 'a'],
    ['p@ss/w:rd#1', 'p@ss/w:rd#1'],
    ['555-1234', '555-1234'],
    ['yes!', 'yes!'],
    ['1.2.3', '1.2.3'],
    ['12:99', '12:99'],
    ['пароль-密码-🔑', 'пароль-密码-🔑'],
    [`'${'ä'.repeat(36)}'`, 'ä'.repeat(36)],
  ])('takes the password %s for what is written there', (yaml, password) => {
    expect(passwordOf(yaml)).toBe(password)
  })

  it('warns where nobody is an admin', () => {
    const { report, people } = checkFirstUsers('f', withValue('role', 'manager'))
    expect(report.warnings).toEqual([expect.stringMatching(/admin/u)])
    expect(people).toHaveLength(1)
  })

  it('warns where a comment may be the rest of a password', () => {
    const { report, people } = checkFirstUsers('f', withValue('password', 'abc #1'))
    expect(report.warnings).toEqual([expect.stringMatching(/^Line 6: .*comment/u)])
    expect(people?.[0]?.password).toBe('abc')
    expect(checkFirstUsers('f', withValue('password', "'abc' #1")).report.warnings).toEqual([])
  })
})

describe('a password that YAML makes something else of', () => {
  const others = `0123 null Null NULL ~ yes Yes YES no No NO on On ON off Off OFF true True TRUE false False FALSE
    1e3 1E3 1.0e+3 123 +1 -1 0 00 007 08 09 0o17 0x1F 0b101 1_000 1_0.5_0 .5 1. 1.5 -.5 .inf -.Inf .nan .NaN y N = <<
    12:30 190:20:30 1:30.5 2024-01-01 2024-1-1 2024-01-01T10:00:00Z 2001-12-14t21:59:43.10-05:00 12e03 685_230.15`
  it.each(others.split(/\s+/u))('is refused with the line and the remedy: %s', (yaml) => {
    const [problem, ...more] = problemsOf(withValue('password', yaml))
    expect(more).toEqual([])
    expect(problem).toMatchObject({ line: 6, key: 'password', fix: expect.stringMatching(/^Quote it/u) })
    expect(checkFirstUsers('f', withValue('password', yaml)).people).toBeNull()
    expect(passwordOf(`'${yaml}'`)).toBe(yaml)
  })

  it.each([
    '2024-01-01 10:00:00',
    '',
    '""',
    "'  '",
    '|\n      abc',
    '>\n      abc',
    "' abc'",
    '"abc\\t"',
    '"a\\nb"',
  ])('is refused: %s', (yaml) => {
    expect(told(withValue('password', yaml))).toEqual([[6, 'password']])
  })

  it.each([
    '@bc',
    '`bc',
    '%bc',
    '&bc',
    '*bc',
    '!bc',
    '!!str 123',
    '!!python/object:os.system x',
    '!!binary YWJj',
  ])('is refused with “quotes” or “remove”: %s', (yaml) => {
    const [problem, ...more] = problemsOf(withValue('password', yaml))
    expect(more).toEqual([])
    expect(problem).toMatchObject({ line: 6, fix: expect.stringMatching(/quotes/u) })
  })

  it.each(['username', 'email', 'first_name', 'last_name'])('is refused as a %s too', (key) => {
    expect(told(withValue(key, 'No'))).toEqual([[lineOf[key], key]])
    expect(told(withValue(key, '~'))).toEqual([[lineOf[key], key]])
  })
})

describe('problems', () => {
  it('are all told at once, each with its line and a remedy', () => {
    const source = [
      'first_users:',
      '  - username: Ana',
      '    email: ana@lab.example.edu',
      '    first_name: Ana',
      '    last_name: ""',
      '    password: yes',
      '    role: superuser',
      '  - username: ANA',
      '    mail: ANA@lab.example.edu',
      `    first_name: ${'x'.repeat(51)}`,
      '    last_name: Novak',
      `    password: ${'ä'.repeat(37)}`,
      '    role: Admin',
      '    shoe_size: 42',
      '  - username: a b',
      '    email: Ana@Lab.example.edu',
      '    first_name: <b>',
      '    role: admin',
      '    role: regular',
      '  - somebody',
      'extra: 1',
    ].join('\n')
    const { report, people } = checkFirstUsers('/lab/first_users.yaml', source)
    expect(people).toBeNull()
    expect(report.problems.map(({ line, key }) => [line, key])).toEqual([
      [5, 'last_name'],
      [6, 'password'],
      [7, 'role'],
      [8, 'username'],
      [9, 'mail'],
      [10, 'first_name'],
      [12, 'password'],
      [13, 'role'],
      [14, 'shoe_size'],
      [15, 'username'],
      [15, null],
      [16, 'email'],
      [17, 'first_name'],
      [19, 'role'],
      [20, null],
      [21, 'extra'],
    ])
    expect(report.problems.find(({ line }) => line === 9)?.fix).toBe('Write email instead.')
    expect(report.problems.find(({ line }) => line === 13)?.fix).toBe('Write: role: admin')
    expect(report.problems.find(({ line, key }) => line === 15 && key === null)?.what).toContain(
      'last_name and password',
    )
    for (const { file, what, fix } of report.problems) {
      expect(file).toBe('/lab/first_users.yaml')
      expect(what).toMatch(/\.$/u)
      expect(fix).toMatch(/\S{2}/u)
    }
  })

  it.each([
    ['username', 'x'.repeat(51)],
    ['username', 'x'.repeat(21)],
    ['username', 'a/b'],
    ['email', `${'x'.repeat(100)}@b.example`],
    ['email', 'nobody'],
    ['last_name', 'N0vak'],
    ['password', 'x'.repeat(73)],
    ['role', 'Admin'],
    ['role', 'ADMIN'],
    ['role', "'admin '"],
    ['role', 'new user'],
    ['role', 'null'],
    ['role', '[admin]'],
    ['password', '{a: b}'],
    ['username', ''],
  ])('a %s of %s', (key, yaml) => {
    expect(told(withValue(key, yaml))).toEqual([[lineOf[key], key]])
  })

  it.each([
    ['', null],
    ['# nothing\n', null],
    ['---\n', null],
    ['just text\n', null],
    ['[]\n', null],
    [`people:\n${entry}`, 'people'],
    ['first_users:\n', 'first_users'],
    ['first_users: []\n', 'first_users'],
    ['first_users: nobody\n', 'first_users'],
    ['first_users:\n  username: ana\n', 'first_users'],
    ['first_users:\n  - \n', null],
    [`${good}---\n${good}`, null],
    [`${good}first_users:\n${entry}`, 'first_users'],
  ])('a file that is no such list: %j', (source, key) => {
    const { report, people } = checkFirstUsers('f', source)
    expect(people).toBeNull()
    expect(report.problems[0]).toMatchObject({ key, line: expect.any(Number) })
  })
})
