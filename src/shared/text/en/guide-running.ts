// The guide's part about running the lab: who waits, who leaves, what breaks the rules, what was changed.
import type { GuideSection } from './guide-kinds'
import { history } from './history'

const group = 'Work'

export const runningSections: readonly GuideSection[] = [
  {
    id: 'waiting',
    title: 'The waiting list',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'People who signed up in the portal and wait to be let in, the newest first; the portal does not note when they came. The number beside the page’s name says how many they are.',
      },
      {
        kind: 'steps',
        items: [
          'Search, or choose some; {mod+a} chooses all.',
          'Choose the role, and approve them with {mod+enter}.',
          'Or deny them with a reason for the history: that deletes their accounts.',
        ],
      },
      {
        kind: 'note',
        text: 'Each is looked at once more when it is written. Whoever was approved, denied, edited or disabled meanwhile is left alone, and named.',
      },
    ],
    also: ['users', 'roles', 'history'],
  },
  {
    id: 'leavers',
    title: 'When somebody leaves',
    group,
    blocks: [
      {
        kind: 'terms',
        items: [
          {
            term: 'Disable',
            text: 'They cannot sign in any more. You choose whether their machines become shared, as in the portal, or stay as they are, and what becomes of the machines assigned to them.',
          },
          {
            term: 'Enable',
            text: 'Offers to put back what disabling has changed, where it still is as it was left.',
          },
          {
            term: 'Pass on',
            text: 'Gives their machines, bookmarks and assignments to somebody else, without deleting anybody.',
          },
          {
            term: 'Delete',
            text: 'Only who is disabled can be deleted. The question names all that goes with them, and can pass it to somebody else first, in the same step.',
          },
        ],
      },
    ],
    also: ['users', 'history', 'roles'],
  },
  {
    id: 'integrity',
    title: 'Integrity',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Lists what in the lab breaks the portal’s rules: machines assigned to names nobody has, accounts that differ only in capitals, secrets that no key opens, and more. Each kind says what it is, why it matters, and has a repair.',
      },
      {
        kind: 'text',
        text: 'Before a repair you see what it will change; it can be taken back like any change. The number beside the page’s name counts kinds that are new since you looked. Only admins see it, since it reads everybody’s machines.',
      },
    ],
    also: ['vms', 'history', 'safety'],
  },
  {
    id: 'history',
    title: 'History, and taking back',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Every change made through a console is kept with who, when, from which computer, and what it was before. Of passwords and keys it is only noted that they were changed or shown. What was done in the portal is not in it.',
      },
      {
        kind: 'list',
        items: [
          '{mod+z} takes your own last change back; the button in a message does the same.',
          `**${history.undo}** on the History page takes any change back that is the last one to its rows, a deleted person with all that went too.`,
          'Each row has its own history in its panel.',
        ],
      },
      {
        kind: 'note',
        text: 'Where the world has moved on, such as by a username that is taken now, you are told what stands in the way, and nothing happens.',
      },
    ],
    also: ['several', 'leavers', 'safety'],
  },
]
