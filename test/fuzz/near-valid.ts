// Inputs that look like what a call takes, derived from its schema: calls of later versions are covered as they come.
import fc from 'fast-check'
import type { CallName } from '@shared/call'
import { contract } from '@shared/contract'
import { z } from 'zod'
import type { Written } from './values'

interface Schema {
  type?: string
  const?: Written
  enum?: Written[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  maximum?: number
  $ref?: string
}

/** What texts are tried: such as stand in rows, and such as somebody tries who wants more. */
const texts = fc.constantFrom(
  'ada',
  'lab-01',
  '1',
  '',
  'admin',
  "x'; DROP TABLE users; --",
  '%_\\',
  '../../etc/passwd',
  '/etc/passwd',
  '/proc/self/environ',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '\u0000',
  '\ud800',
  '\u202e\u200b',
  '${7*7}{{7*7}}',
  'x'.repeat(300),
)
const numbers = fc.constantFrom(1, 2, 0, -1, 1.5, 22, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e308)

const known = new Map<CallName, fc.Arbitrary<Written> | null>()

/** Inputs near to a call's schema; null where it takes none. */
export function nearValid(name: CallName): fc.Arbitrary<Written> | null {
  const found = known.get(name)
  if (found !== undefined) return found
  const { input } = contract[name]
  const arbitrary =
    input instanceof z.ZodUndefined
      ? null
      : like(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema, 0)
  known.set(name, arbitrary)
  return arbitrary
}

function like(schema: Schema, depth: number): fc.Arbitrary<Written> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices) return fc.oneof(...choices.map((choice) => like(choice, depth + 1)))
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, field]) => [name, like(field, depth + 1)] as const,
      )
      const required = schema.required ?? []
      return fc.record(Object.fromEntries(fields), { requiredKeys: required }) as fc.Arbitrary<Written>
    }
    case 'array':
      return fc.array(depth > 6 ? texts : like(schema.items ?? {}, depth + 1), {
        minLength: Math.min(schema.minItems ?? 0, 3),
        maxLength: 3,
      })
    case 'string':
      return texts
    case 'integer':
    case 'number':
      return numbers
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(texts, numbers, fc.constant(null), fc.constant({}), fc.constant([]))
  }
}
