// The guide's first steps: from the first start to the first table.
import type { GuideSection } from './guide-kinds'
import { encryption } from './encryption'
import { profiles } from './profiles'
import { setup } from './setup'

const group = 'First steps'

export const startSections: readonly GuideSection[] = [
  {
    id: 'start',
    title: 'What this program is for',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'VM Lab Console works on the database of your VM Lab portal: people, virtual machines and bookmarks. Portal and console use the same data at the same time, so what you change here is there at once.',
      },
      {
        kind: 'steps',
        items: [
          `**Look around first.** “${setup.sampleButton}” opens a made-up lab on this computer. Nothing in it can do harm.`,
          '**Connect to your lab** with the portal’s secrets file, or type the connection in: [Connect to a lab](connect).',
          '**Sign in** with your account of the portal. You need the role manager or admin: [Signing in](sign-in).',
          '**Work with the tables**: [what all tables can do](tables), then [users](users), [virtual machines](vms) and [bookmarks](bookmarks).',
        ],
      },
      {
        kind: 'note',
        text: 'Everything can be reached by one key: {mod+k} finds commands, people and machines. {F1} lists all shortcuts, {shift+F1} opens this guide at what you are looking at.',
      },
    ],
    also: ['connect', 'sign-in', 'tables'],
  },
  {
    id: 'connect',
    title: 'Connect to a lab',
    group,
    blocks: [
      {
        kind: 'text',
        text: `The welcome screen asks where your lab is. It comes up at the first start, and later through **${profiles.newLab}** in the list of labs.`,
      },
      {
        kind: 'terms',
        items: [
          {
            term: 'With the secrets file',
            text: 'Choose the portal’s secrets.toml. The console reads the connection and the cipher key from it and never changes it. If its address only works inside the portal’s containers, such as “db”, give another address and port beside it.',
          },
          {
            term: 'Typed in',
            text: 'Address, port, database, name and password of the database role. The address is a name, an IP address or the folder of a socket. Add the cipher key if passwords and keys of machines are to be stored.',
          },
          {
            term: 'On this computer',
            text: 'An embedded lab needs no server: its database is in the program’s data folder. It can be filled from a first users’ file.',
          },
        ],
      },
      {
        kind: 'text',
        text: `**${setup.test}** goes step by step: name, port, encryption, sign-in, database, tables, rights. The first step that fails says why and what to do. More about the third one in [Encrypted connections](encryption).`,
      },
      {
        kind: 'note',
        text: 'The database password is kept in the key store of your system. Where there is none you are asked: keep it in a file that only you can read, or type it at each start.',
      },
    ],
    also: ['encryption', 'labs', 'out-of-reach'],
  },
  {
    id: 'labs',
    title: 'Several labs',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Each lab has a name, a colour, its connection, and whether it is production or read-only. The list at the top of the navigation switches between them; so do the menu and {mod+k}.',
      },
      {
        kind: 'list',
        items: [
          'Switching signs you out of one lab before the other is opened, and asks first when something is not saved.',
          'Each lab remembers its own columns, sorting and window place, and has its own log.',
          '**Production** shows a banner in the lab’s colour, and asks for its name before much is deleted at once.',
          '**Read-only** is kept by the database itself: it refuses every change, whatever the window offers.',
          `Hand a lab on to a colleague: **${profiles.exportTo}** under **${profiles.manage}**. The file has no password and no key in it; the secrets file is asked for on the other computer.`,
        ],
      },
    ],
    also: ['safety', 'connect'],
  },
  {
    id: 'encryption',
    title: 'Encrypted connections',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Connections to other computers are encrypted, and the server has to prove who it is. On this computer, encryption is used where the server offers it.',
      },
      {
        kind: 'terms',
        items: [
          {
            term: encryption.modes['verify-full'],
            text: 'The usual setting. The certificate must come from an authority that this computer knows, or from the one you chose, and must be for the address you typed.',
          },
          {
            term: encryption.modes['verify-ca'],
            text: 'For servers that are reached under another name than the one in their certificate. Choose the lab’s own authority as a file.',
          },
          {
            term: encryption.modes.require,
            text: 'For labs without a certificate that can be verified. Whoever controls the network in between can read everything.',
          },
          {
            term: `${encryption.modes.prefer}, ${encryption.modes.off}`,
            text: 'For networks in which you trust everybody.',
          },
        ],
      },
      {
        kind: 'text',
        text: 'When a certificate is refused, the test says which one it is, what is wrong with it, and which setting would let it through.',
      },
    ],
    also: ['connect', 'out-of-reach'],
  },
  {
    id: 'sign-in',
    title: 'Signing in',
    group,
    blocks: [
      {
        kind: 'text',
        text: 'Sign in with the username or email address and the password that you have in the portal. Managers and admins may use the console; what they may do there is in [Roles](roles).',
      },
      {
        kind: 'list',
        items: [
          'Your role is read again at every step. If somebody disables your account or lowers your role meanwhile, you are signed out with the reason.',
          'What you typed and did not save waits for you when you were signed out. It is there again when you sign in; nobody else sees it.',
          'After several wrong passwords there is a pause before the next try.',
          'The password of a colleague is set on their row: [Users](users).',
        ],
      },
      {
        kind: 'note',
        text: '**Locked out**, because nobody knows an admin’s password? Whoever holds the secrets file can make a new administrator from the sign-in screen, with the database password as proof.',
      },
    ],
    also: ['roles', 'users'],
  },
]
