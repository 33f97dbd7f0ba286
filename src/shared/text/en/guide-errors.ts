// The guide's ways out: every error by its code, a lab out of reach, and where to get help.
import type { ErrorCode } from '../../errors'
import type { GuideSection } from './guide-kinds'
import { diagnostics } from './diagnostics'
import { setup } from './setup'
import { shell } from './shell'

const group = 'When something is wrong'

/** A code without a way out does not compile. */
const waysOut: Record<ErrorCode, { title: string; text: string }> = {
  invalid_input: {
    title: 'A value was refused',
    text: 'Nothing was saved. The field says what it wants; correct it and save again. If the message stands alone, it names the file or value.',
  },
  not_signed_in: {
    title: 'You are not signed in any more',
    text: 'Your account was disabled, your role was lowered, or the program signed you out. What you typed is kept: sign in again, or ask an admin. See [Signing in](sign-in).',
  },
  forbidden: {
    title: 'Your role, or this lab, does not allow it',
    text: 'Ask an admin, or see [Roles](roles). If the lab is open read-only, the message says why: a profile set to read-only, a standby server, or a database of a newer version.',
  },
  not_found: {
    title: 'It is not there any more',
    text: 'Somebody deleted it meanwhile. Press {F5} to see what there is. A form that is still open can add it again.',
  },
  conflict: {
    title: 'Somebody has this value already',
    text: 'Usernames and email addresses exist once. Choose another, or search for who has it: [Search and filters](find).',
  },
  in_use: {
    title: 'It is needed, or busy',
    text: 'Other rows still belong to it, or somebody is changing it right now. Try again in a moment; {F5} shows what belongs to it.',
  },
  stale: {
    title: 'It changed while you looked at it',
    text: 'Nothing was saved. Compare and choose which values are kept, or look at the new numbers and decide again: [Working beside others](several).',
  },
  cancelled: {
    title: 'It was cancelled',
    text: 'Nothing was changed. Start it again when you like.',
  },
  unavailable: {
    title: 'The database is out of reach',
    text: 'What you typed is kept, and the console tries again by itself: [A lab out of reach](out-of-reach).',
  },
  outcome_unknown: {
    title: 'Nobody knows whether it was saved',
    text: 'The connection broke at the very moment of saving. Look at the row before you do it again, so that nothing is done twice.',
  },
  internal: {
    title: 'The program made a mistake',
    text: 'Nothing was saved. Try again. If it comes back, save the diagnostics and report them with the reference that the message shows: [Getting help](help).',
  },
}

export const troubleSections: readonly GuideSection[] = [
  {
    id: 'errors',
    title: 'Errors and their way out',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'A message says what happened, to what, and what to do next. Behind each one is one of these kinds; logs and reports name it by its code.',
      },
      {
        kind: 'terms',
        items: Object.entries(waysOut).map(([code, { title, text }]) => ({
          term: `${title} (${code})`,
          text,
        })),
      },
    ],
    also: ['out-of-reach', 'help'],
  },
  {
    id: 'out-of-reach',
    title: 'A lab out of reach',
    group,
    blocks: [
      {
        kind: 'text',
        text: `The console tries again by itself, at longer and longer intervals; **${shell.tryNow}** does it at once. What you typed stays. Another lab can be opened meanwhile.`,
      },
      {
        kind: 'terms',
        items: [
          {
            term: 'The name is not known',
            text: 'Check how the address is written, and whether a VPN is needed. “db” only means something inside the portal’s containers: give the address of their host, and its port.',
          },
          {
            term: 'Nothing answers',
            text: 'The server is off, the port is another one, or a firewall is in between. The port is 5432 on most servers, and 6543 where the portal’s containers are reached from outside.',
          },
          {
            term: 'The certificate is refused',
            text: 'See [Encrypted connections](encryption). If it worked yesterday, ask before you choose a weaker setting.',
          },
          {
            term: 'Name or password are refused',
            text: 'These are those of the database role, not of your account. They stand in the secrets file; after a change there, connect again.',
          },
          {
            term: 'There is no such database',
            text: 'Compare db_name in the secrets file with what is on the server.',
          },
          {
            term: 'The tables cannot be used',
            text: 'They are not the portal’s, or the database role may not read them. The message names what is missing; the owner of the database can grant it.',
          },
          {
            term: 'The embedded lab does not start',
            text: 'Another program may have it open, or the disk is full. If neither is so, look into the log.',
          },
        ],
      },
      {
        kind: 'note',
        text: `**${setup.test}** on the welcome screen finds the first step that fails. The diagnostics hold the same test.`,
      },
    ],
    also: ['connect', 'encryption', 'help'],
  },
  {
    id: 'help',
    title: 'Getting help',
    group,
    blocks: [
      {
        kind: 'steps',
        items: [
          `**${diagnostics.copy}** in the Help menu puts versions, the state of the database and the last problems on the clipboard. It is short enough for a message.`,
          `**${diagnostics.save}** shows a longer text with settings, logs and a test of the connection, and saves exactly what it shows. It goes nowhere by itself.`,
          `**${shell.openLog}** shows the logs as they are. They name your folders and servers, so look at them before you hand them on.`,
        ],
      },
      {
        kind: 'text',
        text: 'In both texts names, email addresses, hosts, addresses and paths are replaced. The same stand-in, such as user-1, means the same value throughout, and secrets are gone.',
      },
      {
        kind: 'text',
        text: 'Say what you did, what you expected and what happened instead, and give the reference that the message showed.',
      },
    ],
    also: ['errors', 'safety'],
  },
]
