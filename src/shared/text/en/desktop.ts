// What the program says as a guest of the desktop: closing, links, crashes, long work.
import { plural } from '../plural'

export const desktop = {
  closeTitle: 'Close VM Lab Console?',
  closeText: (losses: readonly string[]) =>
    `This would be lost:\n${losses.map((loss) => `• ${loss}`).join('\n')}`,
  closeAnyway: 'Close without saving',
  keepOpen: 'Keep it open',
  unsavedForm: (title: string, fields: readonly string[]) =>
    fields.length === 0 ? title : `${title}: ${fields.join(', ')}`,
  somethingTyped: 'What was typed and is not saved',

  /** By the call's name. */
  work: {
    'users.remove': 'Deleting users',
    'vms.remove': 'Deleting virtual machines',
    'bookmarks.remove': 'Deleting bookmarks',
    'schema.apply': 'Switching on what the console can do',
    'passwords.reset': 'Resetting passwords',
    'setup.loadFirstUsers': 'Adding the first people',
    'export.table': 'Writing a CSV file',
  } as Readonly<Record<string, string>>,
  /** By what ended well or badly. */
  workEnds: {
    'users.remove': { done: 'The users were deleted.', failed: 'The users were not deleted.' },
    'vms.remove': {
      done: 'The virtual machines were deleted.',
      failed: 'The virtual machines were not deleted.',
    },
    'bookmarks.remove': { done: 'The bookmarks were deleted.', failed: 'The bookmarks were not deleted.' },
    'schema.apply': {
      done: 'The additions are switched on.',
      failed: 'Not every addition could be switched on.',
    },
    'passwords.reset': {
      done: 'The passwords were reset.',
      failed: 'The passwords were not reset.',
    },
    'setup.loadFirstUsers': {
      done: 'The first people were added.',
      failed: 'The first people were not added.',
    },
    'export.table': { done: 'The CSV file is written.', failed: 'The CSV file was not written.' },
  } as Readonly<Record<string, { done: string; failed: string }>>,
  underWay: (work: string) => `${work}, which is under way and would be stopped`,
  lookInside: 'Open the window to see more.',

  refusedLink: 'A link was not opened: it names no row of this console.',
  noSuchUser: (name: string) => `There is no user ${name} in this lab.`,
  linkFailed: 'The row of the link could not be looked up. Use the link again.',
  handoverFailed: 'The other lab could not be opened.',

  windowCrashed: 'The window stopped working and was opened again.',
  windowCrashedPlace: 'The window stopped working and was opened again where it was.',
  windowCrashedDraft:
    'The window stopped working and was opened again, with what was typed. Passwords and keys that were typed must be typed again.',
  crashLoopTitle: 'The window keeps stopping',
  crashLoopText: (times: number) =>
    `${plural(times, { one: 'It stopped # time', other: 'It stopped # times' })} within a minute. What is in the database is untouched. The log may say why.`,
  openAgain: 'Open it again',
  quit: 'Quit',
  openLog: 'Open log folder',
  endedBadly:
    'VM Lab Console did not end properly the last time. If it stopped by itself, its log may say why.',
}
