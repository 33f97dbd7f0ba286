// What is wrong with a row as the portal left it, by field, in words: rows are read leniently and marked.
import { bookmarkChanges } from '@shared/entities/bookmark'
import { userChanges } from '@shared/entities/user'
import { vmChanges } from '@shared/entities/vm'
import type { EntityName } from '@shared/entity'
import { parseRole } from '@shared/roles'
import { text } from '@shared/text'
import type { AnyRow } from './calls'

export type Problems = Readonly<Record<string, string>>

const shapes = { user: userChanges.shape, vm: vmChanges.shape, bookmark: bookmarkChanges.shape }
const none: Problems = {}
const known = new WeakMap<AnyRow, Problems>()

function roleProblem(stored: string): string | null {
  const role = parseRole(stored)
  if (role === null) return text.table.unknownRole(stored)
  return role === stored ? null : text.table.roleCase(stored)
}

function findProblems(entity: EntityName, row: AnyRow): Problems {
  const problems: Record<string, string> = {}
  const values: Readonly<Record<string, unknown>> = { ...row }
  for (const [field, schema] of Object.entries(shapes[entity])) {
    const value = values[field]
    if (value === undefined || field === 'role') continue
    const checked = schema.safeParse(value)
    if (!checked.success) problems[field] = checked.error.issues[0]?.message ?? text.errors.invalidInput
    else if (checked.data !== value) problems[field] = text.table.notNormal
  }
  const role = 'role' in row ? roleProblem(row.role) : null
  if (role !== null) problems.role = role
  if ('assignedTo' in row && row.assignedTo !== null && !row.shared)
    problems.shared = text.rules.assignedShared
  return Object.keys(problems).length > 0 ? problems : none
}

/** Problems of a row by field; each row is checked once. */
export function problemsOf(entity: EntityName, row: AnyRow): Problems {
  const before = known.get(row)
  if (before) return before
  const found = findProblems(entity, row)
  known.set(row, found)
  return found
}
