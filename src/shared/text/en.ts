// English: the sections of the program's text, put together.
import { connectionTest } from './en/connection-test'
import { embedded } from './en/embedded'
import { errors } from './en/errors'
import { fields } from './en/fields'
import { lab } from './en/lab'
import { menu } from './en/menu'
import { rules } from './en/rules'
import { schema } from './en/schema'
import { secrets } from './en/secrets'
import { seed } from './en/seed'
import { services } from './en/services'

export const en = {
  connectionTest,
  embedded,
  errors,
  fields,
  lab,
  menu,
  rules,
  schema,
  secrets,
  seed,
  services,
}
