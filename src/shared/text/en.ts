// English: the sections of the program's text, put together.
import { connectionTest } from './en/connection-test'
import { embedded } from './en/embedded'
import { database } from './en/database'
import { errors } from './en/errors'
import { fields } from './en/fields'
import { form } from './en/form'
import { lab } from './en/lab'
import { menu } from './en/menu'
import { rules } from './en/rules'
import { schema } from './en/schema'
import { secrets } from './en/secrets'
import { seed } from './en/seed'
import { services } from './en/services'
import { shell } from './en/shell'
import { table } from './en/table'
import { setup } from './en/setup'
import { signIn } from './en/sign-in'

export const en = {
  database,
  connectionTest,
  embedded,
  errors,
  fields,
  form,
  lab,
  menu,
  rules,
  schema,
  secrets,
  seed,
  services,
  shell,
  table,
  setup,
  signIn,
}
