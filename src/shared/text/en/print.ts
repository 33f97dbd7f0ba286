// Printing a table: the question before it, and what stands on the paper.
import { number, plural } from '../plural'

const rows = { one: '# row', other: '# rows' }

export const print = {
  command: 'Print…',
  title: 'Print',
  what: 'What to print',
  all: (count: number) => `All that are shown: ${plural(count, rows)}`,
  chosen: (count: number) => `Only the selected: ${plural(count, rows)}`,
  columns: (names: string) => `Columns: ${names}.`,
  limit: (most: number) =>
    `At most ${number(most)} rows fit into one print. The first ${number(most)} are printed, and the paper says that there are more; search or filter for fewer.`,
  toPaper: 'Print…',
  toFile: 'Save as PDF…',
  cancel: 'Cancel',
  preparing: 'Preparing the pages',
  printed: 'Sent to the printer.',
  saved: (path: string) => `Saved as ${path}.`,
  notSaved: (path: string) => `${path} could not be written. Choose another folder and save again.`,
  noPrinter:
    'No printer could be used. Add one in the settings of this computer, or save the table as a PDF.',
  notPrinted: 'The pages could not be made. Try again, or print fewer rows.',
  fileType: 'PDF',

  lab: 'Lab',
  printedAt: 'Printed',
  by: 'By',
  content: 'Content',
  counts: (count: number, all: number, chosen: boolean) => {
    if (count < all)
      return `The first ${number(count)} of ${plural(all, rows)}; ${number(all - count)} are left out`
    return `${plural(count, rows)}${chosen ? ', as selected' : ''}`
  },
  gone: (count: number) =>
    plural(count, { one: '# row was deleted meanwhile', other: '# rows were deleted meanwhile' }),
  page: 'Page',
  of: 'of',

  search: (searched: string) => `Search: “${searched}”`,
  sorted: (columns: string) => `Sorted by ${columns}`,
  ascending: (column: string) => column,
  descending: (column: string) => `${column}, descending`,
  filter: {
    text: (column: string, contained: string) => `${column} contains “${contained}”`,
    range: (column: string, min: string, max: string) => `${column} from ${min} to ${max}`,
    from: (column: string, min: string) => `${column} from ${min}`,
    to: (column: string, max: string) => `${column} to ${max}`,
    is: (column: string, value: string) => `${column}: ${value}`,
  },
}
