// English: the sections of the program's text, put together.
import { errors } from './en/errors'
import { fields } from './en/fields'
import { rules } from './en/rules'

export const en = { errors, fields, rules }
