// Links from outside: two forms, and nothing else whatever it holds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLink } from '../../../../src/main/desktop/link'

describe('parseLink', () => {
  it.each([
    ['vmlab://vms/17', { kind: 'vm', id: 17 }],
    ['vmlab://vms/2147483647', { kind: 'vm', id: 2_147_483_647 }],
    ['vmlab://users/ada', { kind: 'user', username: 'ada' }],
    ['vmlab://users/ada_1-b@lab.example.edu', { kind: 'user', username: 'ada_1-b@lab.example.edu' }],
  ])('reads %s', (link, row) => {
    expect(parseLink(link)).toEqual(row)
  })

  it.each([
    '',
    'vmlab:',
    'vmlab://',
    'vmlab:vms/17',
    'vmlab:///vms/17',
    'vmlab://vms',
    'vmlab://vms/',
    'vmlab://vms/17/',
    'vmlab://vms/017',
    'vmlab://vms/0',
    'vmlab://vms/-1',
    'vmlab://vms/1.5',
    'vmlab://vms/2147483648',
    'vmlab://vms/99999999999',
    'vmlab://vms/17?a=1',
    'vmlab://vms/17#x',
    'vmlab://vms/%31',
    'vmlab://vms:80/17',
    'vmlab://ada@vms/17',
    'vmlab://vms/../users/ada',
    'vmlab://users/..',
    'vmlab://users/a..b',
    'vmlab://users/.hidden',
    'vmlab://users/a/b',
    'vmlab://users/a%2fb',
    'vmlab://users/a b',
    'vmlab://users/-rf',
    `vmlab://users/${'a'.repeat(51)}`,
    'VMLAB://vms/17',
    ' vmlab://vms/17',
    'vmlab://vms/17\n',
    'vmlab://vms/١٧',
    'vmlab://bookmarks/1',
    'app://console/index.html',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '--secrets=/tmp/x',
  ])('refuses %j', (link) => {
    expect(parseLink(link)).toBeNull()
  })

  it('answers only what was plainly written, for any text', () => {
    const pieces = fc.constantFrom(
      'vmlab://',
      'vms/',
      'users/',
      '17',
      'ada',
      '..',
      '/',
      '%',
      '?',
      '#',
      '@',
      ':',
      '\0',
    )
    const anyLink = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 }))).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(anyLink, (link) => {
        const row = parseLink(link)
        if (row?.kind === 'vm') expect(link).toBe(`vmlab://vms/${row.id}`)
        if (row?.kind === 'user') {
          expect(link).toBe(`vmlab://users/${row.username}`)
          expect(row.username).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.@+-]*$/u)
        }
      }),
    )
  })
})
