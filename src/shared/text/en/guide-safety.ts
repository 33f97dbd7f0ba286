// The guide on what protects the lab, and what does not.
import type { GuideSection } from './guide-kinds'
import { profiles } from './profiles'

export const safetySections: readonly GuideSection[] = [
  {
    id: 'safety',
    title: 'What is safe, and from whom',
    group: 'Safety',
    blocks: [
      {
        kind: 'terms',
        items: [
          {
            term: 'The secrets file opens everything',
            text: 'Whoever holds it has the whole database. Signing in and roles keep colleagues from mistakes and give each change a name; they do not keep out somebody with that file. Let only yourself read it.',
          },
          {
            term: 'Passwords of people',
            text: 'Only their hashes are stored. Nobody can read them, here or in the portal; a forgotten one is replaced.',
          },
          {
            term: 'Passwords and keys of machines',
            text: 'They are encrypted with the lab’s cipher key. They are shown only after your own password, and that they were is noted. A new key is given to all of them on the Database page; what was stored with a key that is lost cannot be read any more: set it again.',
          },
          {
            term: 'Deleting',
            text: 'The question beforehand counts all that goes with it; as long as the [history](history) keeps it, it can be taken back. In a production lab its name must be typed when several rows go at once, or people.',
          },
          {
            term: 'A window that is left alone',
            text: 'It is locked after 15 minutes without input, when the computer goes to sleep and when its screen is locked; Lock now (Ctrl+Shift+L) does it at once. Nothing of the lab is shown meanwhile; after your password everything is there as it was, what was typed too. The minutes are under Settings > Lock.',
          },
          {
            term: 'A lab for looking only',
            text: `Mark it as read-only under “${profiles.editLab}”: the database itself then refuses every change.`,
          },
          {
            term: 'The network',
            text: 'The window itself has no network at all. The program talks to your database and, unless that is switched off, to the place where its updates are; links open in your browser, and only after you have seen them.',
          },
          {
            term: 'Logs and diagnostics',
            text: 'The log has no values of rows, passwords or keys in it. Diagnostics replace names and addresses as well, and you see them before they are saved: [Getting help](help).',
          },
        ],
      },
    ],
    also: ['labs', 'encryption', 'roles'],
  },
]
