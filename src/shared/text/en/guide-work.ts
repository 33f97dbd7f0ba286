// The guide's daily work: the tables, what each is about, roles, working beside others, the database page, printing.
import type { GuideSection } from './guide-kinds'
import { form } from './form'
import { print } from './print'
import { table } from './table'

const group = 'Work'

export const workSections: readonly GuideSection[] = [
  {
    id: 'tables',
    title: 'What all tables can do',
    group,
    blocks: [
      {
        kind: 'list',
        items: [
          '**Open** a row with {Enter} or a double click, **add** one with {mod+n}, **delete** what is chosen with {Delete}.',
          '**Choose** rows with a click, more with Shift or Ctrl, all that match with {mod+a}.',
          '**Copy** what is chosen with {mod+c}: it goes into a spreadsheet with its header.',
          `**Sort** by a click on a header, by a second column with Shift. **Move** and **widen** columns by dragging; hide them with the button ${table.columns}.`,
          '**Jump** to a row with {mod+g}: a number, or a share such as 50%.',
          'The right button, or {shift+F10}, shows all that can be done with a row or a column.',
        ],
      },
      {
        kind: 'text',
        text: 'When others change the table meanwhile, the toolbar counts their changes. {F5} shows them and keeps your place.',
      },
    ],
    also: ['find', 'several', 'print', 'export', 'keyboard'],
  },
  {
    id: 'find',
    title: 'Search and filters',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'The search box ({mod+f}) looks into all columns of text at once. Capitals and accents make no difference: “muller” finds Müller. Several words must all be found, in any column.',
      },
      {
        kind: 'text',
        text: 'Filters ({mod+shift+f}) narrow single columns: text that is contained, numbers from and to, roles, yes or no, a person. Search and filters add up; one button beside the count clears them.',
      },
      {
        kind: 'note',
        text: 'Not sure in which table something is? {mod+k} searches people and machines at once.',
      },
    ],
    also: ['tables'],
  },
  {
    id: 'users',
    title: 'Users',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Everybody who has an account in the portal, and who is waiting for one: a **new user** becomes a member when you give them a role, most easily on the [waiting list](waiting).',
      },
      {
        kind: 'terms',
        items: [
          {
            term: 'Give a role',
            text: 'Open the row and choose it. Managers give regular and sidekick; admins give every role. More in [Roles](roles).',
          },
          {
            term: 'Set a new password',
            text: `Open the row, **${form.setNewPassword}**, and let the console make one up or type one: 8 to 20 characters with a small letter, a capital, a digit and a special character.`,
          },
          {
            term: 'Reset a forgotten password',
            text: 'Choose one person or many and press {mod+shift+p}. The new passwords leave out signs that look alike, are shown once, and can be copied or printed as slips to hand out; they are in no log and no file.',
          },
          {
            term: 'Rename',
            text: 'Machines that are assigned to the old name follow the new one. In the portal they do not, which leaves them without anybody.',
          },
        ],
      },
      {
        kind: 'note',
        text: 'The portal keeps what it has read for as long as its page is open: somebody who was added, enabled or given a new password must reload that page before signing in there.',
      },
    ],
    also: ['waiting', 'leavers', 'roles', 'vms'],
  },
  {
    id: 'vms',
    title: 'Virtual machines',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'A machine has a host and port, the name with which one signs in on it, and an owner. Without a password and a key the portal asks for one at each connection; with both, the key is used.',
      },
      {
        kind: 'terms',
        items: [
          {
            term: 'Owner',
            text: 'Sidekicks, managers and admins own machines. The owner edits and deletes them in the portal.',
          },
          {
            term: 'Assigned to',
            text: 'A regular user or sidekick who may connect. An assigned machine is always shared, or the portal would refuse its assignee.',
          },
          {
            term: 'Shared',
            text: 'Others may connect where the lab’s rules allow it. An unshared machine is its owner’s alone.',
          },
          {
            term: 'Password and SSH key',
            text: 'They are stored encrypted with the lab’s cipher key. Type or drop new ones here; under Credentials they are shown for 30 seconds, or copied for 45, after your own password. That it was done is noted, what it was is not.',
          },
        ],
      },
      {
        kind: 'note',
        text: 'A long password may not fit into the column that the portal made for it. The [Database](database) page can widen it.',
      },
    ],
    also: ['users', 'safety', 'assign', 'integrity'],
  },
  {
    id: 'bookmarks',
    title: 'Bookmarks',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Links that people keep in the portal. A link begins with www., http:// or https://; nothing else is stored or opened.',
      },
      {
        kind: 'text',
        text: `**${table.openLink}** in the row’s menu shows the whole address first, and opens it in your browser only when you agree.`,
      },
    ],
    also: ['tables', 'users'],
  },
  {
    id: 'roles',
    title: 'Roles',
    group,
    blocks: [
      {
        kind: 'terms',
        items: [
          {
            term: 'New user',
            text: 'Has asked for an account and waits. Give a role to let them in, or deny them.',
          },
          { term: 'Regular', text: 'Connects to the machines that are assigned to them.' },
          { term: 'Sidekick', text: 'The same, and has machines and bookmarks of their own.' },
          {
            term: 'Manager',
            text: 'Runs the lab day by day. In this console: everything, but they may not change managers and admins, nor give these roles.',
          },
          {
            term: 'Admin',
            text: 'Everything, roles and the additions on the [Database](database) page too.',
          },
        ],
      },
      {
        kind: 'text',
        text: 'Nobody changes their own role or disables or deletes themselves, and the last enabled admin stays one. These rules are checked when the change is made, not only when it is offered.',
      },
    ],
    also: ['users', 'safety'],
  },
  {
    id: 'several',
    title: 'Working beside others',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Colleagues and the portal change the same rows. The console merges what does not touch: when you changed the email address and somebody else the role, both are kept.',
      },
      {
        kind: 'text',
        text: 'When both changed the same field, you see yours and theirs side by side and choose. Nothing is overwritten unseen.',
      },
      {
        kind: 'text',
        text: 'Before a deletion you see what goes with it. If that has changed by the time you agree, nothing is deleted, and you see the new numbers.',
      },
    ],
    also: ['history', 'errors', 'safety'],
  },
  {
    id: 'database',
    title: 'The Database page',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'It shows which database this is, and what could be added to it: indexes for fast search and sorting, a wider column for long secrets. The portal works the same with and without them.',
      },
      {
        kind: 'text',
        text: 'An admin switches them on. The statements are shown beforehand, word for word; nothing is ever dropped, renamed or made narrower. Where the database role may not do it, the owner of the tables can run the same statements.',
      },
    ],
    also: ['roles', 'safety'],
  },
  {
    id: 'print',
    title: 'Print a table',
    group,
    blocks: [
      {
        kind: 'text',
        text: '{mod+p} prints the table as you see it: its columns, order, search and filters; or only the rows you chose. The paper says which lab it is, who printed it and when, and numbers its pages. Passwords and keys are never on it.',
      },
      {
        kind: 'text',
        text: `At most 10,000 rows go into one print. If there are more, the paper says how many are left out. **${print.toFile}** makes a file of the same pages.`,
      },
    ],
    also: ['find', 'tables'],
  },
  {
    id: 'keyboard',
    title: 'The keyboard',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Everything works without a mouse. {F1} lists the shortcuts of what is open now.',
      },
      {
        kind: 'list',
        items: [
          '{mod+1} to {mod+7} go to users, virtual machines, bookmarks, the waiting list, integrity, history and the database.',
          'Arrow keys move in a table, {Home} and {End} along the row, {PageUp} and {PageDown} by a screen.',
          '{Space} chooses the row, {Enter} opens it, {Escape} closes what is open.',
          '{Tab} moves between the parts of the window.',
        ],
      },
    ],
    also: ['tables', 'find'],
  },
]
