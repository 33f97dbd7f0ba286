// The copies that patterns stand for, and what is said about each.
import { describe, expect, it } from 'vitest'
import { text } from '@shared/text'
import { copiesOf, nothingInUse as free } from '../../../../src/renderer/src/machines/copies'

const words = text.machines.clone

describe('copiesOf', () => {
  it('pairs names and hosts', () => {
    expect(copiesOf(' lab-{1..2} ', '10.0.0.{8..9}', free).rows).toEqual([
      { name: 'lab-1', host: '10.0.0.8', problem: null, warning: null },
      { name: 'lab-2', host: '10.0.0.9', problem: null, warning: null },
    ])
  })

  it('warns of hosts that are there already, and of those that stand here twice', () => {
    const used = { ...free, hosts: new Map([['gpu', 'old']]) }
    expect(copiesOf('a{1..2}', 'GPU', used).rows.map(({ warning }) => warning)).toEqual([
      words.hostUsed('old'),
      words.hostTwice,
    ])
  })

  it('warns of names that are there already', () => {
    const used = { names: new Set(['a2']), hosts: new Map([['h', 'old']]) }
    expect(copiesOf('a{1..2}', 'h{1..2}', used).rows.map(({ warning }) => warning)).toEqual([
      null,
      words.nameUsed,
    ])
    expect(copiesOf('a2', 'h', used).rows[0]?.warning).toBe(`${words.nameUsed} ${words.hostUsed('old')}`)
  })

  it('marks what cannot be stored', () => {
    const long = copiesOf(`${'x'.repeat(49)}{9..10}`, 'h', free).rows
    expect(long.map(({ problem }) => problem)).toEqual([null, words.nameProblem(text.rules.tooLong(50))])
    expect(copiesOf('a', 'two words', free).rows[0]?.problem).toBe(words.hostProblem(text.rules.host))
    expect(copiesOf('', 'h', free).rows[0]?.problem).toBe(words.nameProblem(text.rules.required))
  })

  it.each([
    ['a{1..', words.problems.open(2, '{1..')],
    ['a}', words.problems.close(2)],
    ['a{x}', words.problems.range(2, '{x}')],
    ['{1..501}', words.problems.tooMany(1, 501, 500)],
    ['{1..2}{1..3}', words.problems.unequal(7, 2, 3)],
  ])('says where %s is wrong, for name and host alike', (pattern, sentence) => {
    expect(copiesOf(pattern, 'h', free)).toEqual({ rows: [], nameError: sentence, hostError: undefined })
    expect(copiesOf('n', pattern, free)).toEqual({ rows: [], nameError: undefined, hostError: sentence })
  })

  it('wants as many names as hosts', () => {
    expect(copiesOf('a{1..2}', 'h{1..3}', free)).toEqual({
      rows: [],
      nameError: undefined,
      hostError: words.unpaired(2, 3),
    })
  })
})
