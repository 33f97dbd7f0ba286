// What is wrong with a typed value, and what to type instead.
import { plural } from '../plural'

export const rules = {
  required: 'Fill this in.',
  tooLong: (max: number) =>
    `Too long: at most ${plural(max, { one: '# character', other: '# characters' })} fit here.`,
  username: 'Use 1 to 20 letters, digits, _ or -, or an email address.',
  email: 'Type an email address, such as name@example.edu.',
  personName: 'Use letters, spaces, hyphens and apostrophes.',
  passwordLength: 'Use 8 to 20 characters.',
  passwordLower: 'Add a lower-case letter.',
  passwordUpper: 'Add a capital letter.',
  passwordDigit: 'Add a digit.',
  passwordSpecial: 'Add a special character, such as @ $ ! % * ? &.',
  passwordBlank: 'Remove the blanks at the beginning or end.',
  passwordBytes: 'Too long: only the first 72 bytes of a password count, so longer ones are refused.',
  port: 'Type a whole number from 1 to 65535.',
  host: 'Type a host name or address without blanks.',
  link: 'Begin the link with www., http:// or https://.',
  role: 'Choose a role.',
  owner: 'Choose the owner.',
  control: 'Remove the line breaks and other control characters.',
  sshKeySize: 'This key is too large: at most 64 KB.',
  secretLength: 'Too long: at most 1,000 characters.',
  assignedShared: 'An assigned machine must be shared, or its assignee is refused at Connect.',
}
