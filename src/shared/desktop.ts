// What the window tells the desktop's side of the program (menus, title, closing, crashes), and what it hears back.
import { z } from 'zod'

/** A command as the window has it right now. `shortcut`: "mod+n F5", as commands write it; empty where there is none. */
export const commandReport = z.object({
  id: z.string().regex(/^[\w.:-]{1,100}$/u),
  label: z.string().min(1).max(200),
  shortcut: z.string().max(60),
  enabled: z.boolean(),
})
export type CommandReport = z.infer<typeof commandReport>

const entityName = z.enum(['user', 'vm', 'bookmark'])

/** Where somebody who is signed in is: the page, and what its panel shows. `id: null` is a new row. */
export const placeSchema = z.object({
  page: z.enum(['users', 'vms', 'bookmarks', 'waiting', 'integrity', 'history', 'database']),
  panel: z.object({ entity: entityName, id: z.int().nullable() }).nullable(),
})
export type Place = z.infer<typeof placeSchema>

export const windowReport = z.object({
  commands: z.array(commandReport).max(300),
  /** Null while nobody is signed in. */
  place: placeSchema.nullable(),
  /** The open row's name, for the window's title. */
  title: z.string().max(200).nullable(),
  /** What would be lost if the window closed now, a line each; empty: nothing. */
  unsaved: z.array(z.string().max(400)).max(20),
})
export type WindowReport = z.infer<typeof windowReport>

const plainValues = z.record(z.string().max(40), z.json())

/** What was typed into a form and not saved, without secrets: kept in main's memory for a window that crashes. */
export const draftSchema = z.object({
  entity: entityName,
  /** Null: a new row. */
  id: z.int().nullable(),
  /** The row as it was when it was opened, so that others' changes since then are still noticed at saving. */
  row: plainValues.nullable(),
  /** The changed fields only. */
  values: plainValues,
})
export type Draft = z.infer<typeof draftSchema>

/** What came from outside the window and is its to act on. */
export const arrivalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vm'), id: z.int() }),
  z.object({ kind: z.literal('user'), username: z.string() }),
  /** A link that names no row; what it held is told to nobody. */
  z.object({ kind: z.literal('refused-link') }),
  /** A second start brought a lab to open: the window asks about unsaved work, then makes `desktop.accept`. */
  z.object({ kind: z.literal('handover') }),
  /** The window crashed and is back. */
  z.object({ kind: z.literal('restore'), place: placeSchema.nullable(), draft: draftSchema.nullable() }),
  /** The program did not end properly the last time. */
  z.object({ kind: z.literal('ended-badly') }),
])
export type Arrival = z.infer<typeof arrivalSchema>
