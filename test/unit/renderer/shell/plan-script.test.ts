// The script of the improvements: each statement is found under the improvement it belongs to.
import { expect, it } from 'vitest'
import { planScript } from '../../../../src/renderer/src/shell/plan-script'

it('has each statement under the name of its improvement, in the order of the list', () => {
  const capabilities = [
    { id: 'records', label: 'Records' },
    { id: 'fast-search', label: 'Fast search' },
    { id: 'fast-sort', label: 'Fast sorting' },
  ] as const
  const statements = [
    { capability: 'fast-sort', sql: 'CREATE INDEX c' },
    { capability: 'fast-search', sql: 'CREATE EXTENSION a' },
    { capability: 'fast-search', sql: 'CREATE INDEX b' },
  ] as const
  expect(planScript(capabilities, statements)).toBe(
    '-- Fast search\nCREATE EXTENSION a;\nCREATE INDEX b;\n\n-- Fast sorting\nCREATE INDEX c;',
  )
})
