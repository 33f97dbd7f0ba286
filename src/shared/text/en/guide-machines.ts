// The guide's part about many machines at once: giving them to people, passing them on, copying them; files.
import type { GuideSection } from './guide-kinds'
import { machines } from './machines'

const group = 'Work'

export const machinesSections: readonly GuideSection[] = [
  {
    id: 'assign',
    title: 'Give machines to people',
    group,
    blocks: [
      {
        kind: 'text',
        text: `Choose the machines and press {mod+shift+a}, or take **${machines.assign.action}** from the row’s menu. One person can get them all, or each machine another person.`,
      },
      {
        kind: 'list',
        items: [
          '**Find people** by typing: the first line of the list takes all who match at once. Or paste a list of usernames or email addresses, one on each line.',
          '**Look at the pairs** before anything is written. Alt with the arrow keys, or dragging, moves a person; {Delete} takes one out.',
          '**What is lost** is said beside each pair: from whom a machine is taken, and which ones become shared, since an assigned machine must be.',
          `**${machines.unassign.action}** takes machines back, **${machines.transfer.action}** gives them another owner.`,
        ],
      },
      {
        kind: 'note',
        text: 'All of it is written, or nothing. Where somebody changed one of the machines or people in the meantime, you are told what, and nothing has happened.',
      },
    ],
    also: ['clone', 'tables'],
  },
  {
    id: 'clone',
    title: 'Clone a machine',
    group,
    blocks: [
      {
        kind: 'text',
        text: `**${machines.clone.action}** in a machine’s menu copies it once or hundreds of times. A range of numbers in two braces, with two dots between, makes one copy for each number: from 01 to 30 keeps two digits, from 1 to 30 does not. Name and host count along together.`,
      },
      {
        kind: 'text',
        text: 'Each copy is shown before, with what is wrong with it and whether a machine of the lab has the same host. The stored password and key are copied as they are, unless you say no.',
      },
    ],
    also: ['assign', 'export'],
  },
  {
    id: 'export',
    title: 'Export a table',
    group,
    blocks: [
      {
        kind: 'text',
        text: '{mod+e} writes all rows that match search and filters to a CSV file, {mod+shift+e} only the chosen ones: all columns, machines with their owners, never a password or key. Spreadsheets open it as it is.',
      },
      {
        kind: 'note',
        text: 'A text that a spreadsheet could run as a formula begins with an apostrophe in the file. The message at the end says how many there were.',
      },
    ],
    also: ['tables', 'clone'],
  },
]
