// What is wrong with a first users' file, and what to write instead. Never a password.
import { list, plural } from '../plural'

const quoted = 'Put it in quotes'

export const seed = {
  empty: {
    what: 'The file is empty.',
    fix: 'Begin it with first_users: and list one person per entry, as in first_users.example.yaml.',
  },
  documents: {
    what: 'A second YAML document begins here (---).',
    fix: 'Keep all people in one list, without --- lines in between.',
  },
  tooDeep: {
    what: 'The file is nested far deeper than a list of people.',
    fix: 'Write first_users: and below it one entry per person, as in first_users.example.yaml.',
  },
  unreadable: {
    what: 'The file is not valid YAML.',
    fix: 'Compare it with first_users.example.yaml.',
  },
  tab: {
    what: 'This line is indented with a tab.',
    fix: 'YAML wants blanks: replace the tab by four of them.',
  },
  indent: {
    what: 'This line is indented differently from its neighbours.',
    fix: 'Give all keys of one person the same number of blanks before them.',
  },
  openQuote: { what: 'A quote or bracket is opened here or above and not closed.', fix: 'Close it.' },
  escape: {
    what: 'The value in double quotes has a backslash that YAML reads as the start of something else.',
    fix: 'Write \\\\ for each backslash, or put the value in single quotes.',
  },
  reserved: {
    what: 'The value begins with a character that YAML keeps for itself (@, `, %, & and others).',
    fix: `${quoted}.`,
  },
  colon: {
    what: 'The value has a colon followed by a blank, which YAML reads as another key.',
    fix: `${quoted}.`,
  },
  syntax: {
    what: 'This line is not valid YAML.',
    fix: 'Write key: value, indented like the line above; a value with special characters needs quotes.',
  },
  alias: {
    what: 'This line uses an anchor or alias (& or *), which this file may not have.',
    fix: 'Write the value itself; if it only begins with & or *, put it in quotes.',
  },
  tag: {
    what: 'This line has a type tag (!), which this file may not have.',
    fix: 'Remove the tag; if the value only begins with !, put it in quotes.',
  },
  notMap: {
    what: 'The file does not begin with first_users:.',
    fix: 'Begin it with first_users: and list one person per entry, as in first_users.example.yaml.',
  },
  noList: {
    what: 'first_users is not a list.',
    fix: 'Below first_users: begin each person with a dash: - username: …',
  },
  noPeople: { what: 'first_users lists nobody.', fix: 'Add at least one person, an admin as a rule.' },
  notPerson: {
    what: 'This entry is no person: it has no keys of its own.',
    fix: 'Write username, email, first_name, last_name, password and role, each on its own line.',
  },
  listMissing: { what: 'The key first_users is missing.', fix: 'Begin the file with first_users:' },
  unknownTop: {
    what: 'The portal knows no such key at the top of this file.',
    fix: 'Remove it; only first_users: stands there.',
  },
  unknownKey: (meant: string | null) => ({
    what: 'The portal knows no such key of a person.',
    fix: meant === null ? 'Remove this line.' : `Write ${meant} instead.`,
  }),
  missing: (keys: string[]) => ({
    what: `This person has no ${list(keys)}.`,
    fix: `Add ${plural(keys.length, { one: 'the line', other: 'the lines' })}: ${keys.map((key) => `${key}: …`).join(', ')}`,
  }),
  duplicateKey: (first: number) => ({
    what: `This key is there already for the same person, on line ${first}.`,
    fix: 'Delete one of the two lines; a new person begins with a dash.',
  }),
  blank: (key: string) => ({ what: `The ${key} is empty.`, fix: `Write one after ${key}:` }),
  notText: (key: string) => ({
    what: `The ${key} is a list or a map, not a text.`,
    fix: 'Write one text on this line.',
  }),
  converted: (key: string) => ({
    what: `YAML turns this ${key} into a number, a date, true, false or nothing, so it would not be what is written here.`,
    fix: `Quote it: ${key}: '…'`,
  }),
  passwordBlanks: {
    what: 'The password begins or ends with a blank or line break, which the portal’s sign-in removes.',
    fix: 'Remove it there. A password in quotes on one line has none by accident.',
  },
  passwordControl: {
    what: 'The password holds a line break or another control character, which nobody can type at sign-in.',
    fix: 'Write it on one line without them.',
  },
  passwordBytes: {
    what: 'The password is longer than 72 bytes, and the rest of it would not count.',
    fix: 'Shorten it to 72 bytes; letters with accents take two, other scripts three or four.',
  },
  value: (key: string, fix: string) => ({ what: `The ${key} can’t be stored as it is.`, fix }),
  role: {
    what: 'The portal knows no such role.',
    fix: 'Write one of: admin, manager, sidekick, regular, new_user.',
  },
  roleSpelling: (role: string) => ({
    what: 'Roles are written in small letters without blanks.',
    fix: `Write: role: ${role}`,
  }),
  duplicate: (key: string, first: number) => ({
    what: `The same ${key} is there already on line ${first}; capitals don’t make a difference.`,
    fix: `Give each person a ${key} of their own.`,
  }),
  noAdmin: 'Nobody in this file is an admin, so nobody could manage managers or other admins.',
  comment: (line: number) =>
    `Line ${line}: YAML reads everything from # on as a comment, so the password ends before it. If # belongs to the password, put the password in quotes.`,
}
