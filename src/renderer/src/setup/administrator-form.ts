// The form of a new administrator: what is typed, and what is wrong with it.
import { z } from 'zod'
import { userAdd } from '@shared/entities/user'

const schema = userAdd.omit({ role: true, disabled: true })

export interface AdministratorTexts {
  username: string
  firstName: string
  lastName: string
  email: string
  password: string
}

export const blankAdministrator: AdministratorTexts = {
  username: '',
  firstName: '',
  lastName: '',
  email: '',
  password: '',
}

export type CheckedAdministrator =
  { person: z.input<typeof schema>; errors?: never } | { errors: Record<string, string>; person?: never }

/** The first error of each field, or the person as the call takes it. */
export function checkAdministrator(typed: AdministratorTexts): CheckedAdministrator {
  const result = schema.safeParse(typed)
  if (result.success) return { person: result.data }
  const found: Record<string, string[] | undefined> = z.flattenError(result.error).fieldErrors
  return {
    errors: Object.fromEntries(Object.entries(found).map(([name, messages]) => [name, messages?.[0] ?? ''])),
  }
}
