// What is said about locking the window.
import { plural } from '../plural'

const minutes = (count: number) => plural(count, { one: '# minute', other: '# minutes' })

export const lock = {
  /** Nobody reads it: the window keeps what it is told this about until it is unlocked. */
  refused: 'The window is locked. Type your password to go on.',

  now: 'Lock now',
  title: 'Locked',
  causes: {
    idle: (count: number) => `Locked after ${minutes(Math.round(count * 100) / 100)} without input.`,
    asked: 'Locked by command.',
    suspend: 'Locked because the computer went to sleep.',
    screen: 'Locked because the screen was locked.',
  },
  signedInAs: (name: string, username: string) => `${name} (${username}) is signed in.`,
  keptText: 'Everything is still open as it was. What was begun goes on.',
  keptUnsaved:
    'Everything is still open as it was, with what was typed and not saved. What was begun goes on.',
  password: 'Password',
  fillPassword: 'Type your password.',
  unlock: 'Unlock',
  wrong: 'Wrong password.',
  unavailable:
    'The database cannot be reached, so your password cannot be checked. The window stays locked; try again in a moment.',

  somebodyElse: 'Sign in as somebody else…',
  discardText: 'Signing out discards what was typed and not saved.',
  discard: 'Discard and sign out',
  stay: 'Keep it',

  settings: {
    title: 'Lock',
    after: 'Lock the window after',
    choice: minutes,
    afterText: 'without a key or the mouse being used in this window.',
    always:
      'It is also locked when the computer goes to sleep, when its screen is locked, and by Lock now. What was typed stays; long work goes on.',
    fixed: 'Set by an administrator for everybody on this computer.',
  },
}
