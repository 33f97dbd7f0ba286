// The models against the portal's real tables, in both forms: names, kinds, lengths, what may be missing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tables } from '../../../src/main/db/columns'
import { bookmarkAttributes } from '../../../src/main/db/models/bookmark'
import { userAttributes } from '../../../src/main/db/models/user'
import { vmAttributes } from '../../../src/main/db/models/vm'
import { throughModels } from '../../../src/main/db/statements'
import { databases, type TestDatabase } from '../../support/database'
import { dirtyRows } from '../../support/fixtures'

const attributes = { user: userAttributes(), vm: vmAttributes(), bookmark: bookmarkAttributes() }
const kinds = databases().flatMap((kind) => (['sql', 'models'] as const).map((form) => ({ ...kind, form })))

interface ColumnType {
  key: string
  options?: { length?: number }
}

interface Attribute {
  field?: string
  type: (new () => ColumnType) | ColumnType
  allowNull?: boolean
  primaryKey?: boolean
}

const typeNames: Record<string, string> = {
  INTEGER: 'integer',
  BOOLEAN: 'boolean',
  BLOB: 'bytea',
  STRING: 'character varying',
}

/** A model's attribute as the catalogue would describe its column. */
function described([name, attribute]: [string, Attribute]) {
  const type = typeof attribute.type === 'function' ? new attribute.type() : attribute.type
  return {
    name: attribute.field ?? name,
    type: typeNames[type.key],
    length: type.options?.length ?? null,
    nullable: attribute.allowNull !== false && attribute.primaryKey !== true,
  }
}

describe.each(kinds)('models on $name, schema $form', ({ open, form }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await open(form)
    await test.sql(dirtyRows)
  })
  afterAll(() => test.close())

  it.each(['user', 'vm', 'bookmark'] as const)('%s has exactly the columns of its table', async (entity) => {
    const found = await test.sql<{ name: string }>(
      `SELECT column_name AS name, data_type AS type, character_maximum_length AS length, is_nullable = 'YES' AS nullable
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
      [tables[entity]],
    )
    const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name)
    expect(
      Object.entries(attributes[entity] as unknown as Record<string, Attribute>)
        .map(described)
        .sort(byName),
    ).toEqual(found.sort(byName))
  })

  it('read rows', async () => {
    const [user, vm, bookmark] = await test.database.session((open) =>
      throughModels(open, async (models, transaction) => [
        await models.user.findByPk(1, { transaction }),
        await models.vm.findByPk(3, { transaction }),
        await models.bookmark.findByPk(1, { transaction }),
      ]),
    )
    expect(user).toMatchObject({ username: 'Boss', firstName: '', disabled: false })
    expect(vm).toMatchObject({ name: 'zero', port: 2147483647, assignedTo: null, sshKey: null, ownerId: 3 })
    expect(bookmark).toMatchObject({ link: 'javascript:alert(1)', ownerId: 3 })
  })
})
