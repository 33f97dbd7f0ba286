// English: the sections of the program's text, put together.
import { people } from './en/people'
import { access } from './en/access'
import { leavers } from './en/leavers'
import { rights } from './en/rights'
import { credentials } from './en/credentials'
import { history } from './en/history'
import { integrity } from './en/integrity'
import { lock } from './en/lock'
import { machines } from './en/machines'
import { connectionTest } from './en/connection-test'
import { embedded } from './en/embedded'
import { encryption } from './en/encryption'
import { database } from './en/database'
import { desktop } from './en/desktop'
import { diagnostics } from './en/diagnostics'
import { errors } from './en/errors'
import { fields } from './en/fields'
import { form } from './en/form'
import { help } from './en/help'
import { lab } from './en/lab'
import { menu } from './en/menu'
import { requests } from './en/requests'
import { passwords } from './en/passwords'
import { profiles } from './en/profiles'
import { print } from './en/print'
import { rules } from './en/rules'
import { schema } from './en/schema'
import { secrets } from './en/secrets'
import { seed } from './en/seed'
import { services } from './en/services'
import { settings } from './en/settings'
import { shell } from './en/shell'
import { table } from './en/table'
import { setup } from './en/setup'
import { signIn } from './en/sign-in'
import { updates } from './en/updates'
import { waiting } from './en/waiting'

export const en = {
  people,
  access,
  leavers,
  rights,
  credentials,
  history,
  integrity,
  lock,
  machines,
  database,
  desktop,
  connectionTest,
  embedded,
  encryption,
  diagnostics,
  errors,
  fields,
  form,
  help,
  lab,
  menu,
  requests,
  passwords,
  profiles,
  print,
  rules,
  schema,
  secrets,
  seed,
  services,
  settings,
  shell,
  table,
  setup,
  signIn,
  updates,
  waiting,
}
