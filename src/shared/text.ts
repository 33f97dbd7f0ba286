// Every sentence the program shows, in one place; another language is one more object of this shape.
import { en } from './text/en'

export type Text = typeof en
export const text: Text = en
