// Sentences of the connection test: what each step found, why it failed, and what to do about it.
import { list, plural } from '../plural'

const unit = (seconds: number) => plural(seconds, { one: '# second', other: '# seconds' })

export const connectionTest = {
  nameFound: (name: string, addresses: readonly string[]) => `${name} is ${list(addresses)}.`,
  nameIsAddress: 'A numeric address; no name to look up.',
  nameIsFolder: 'A folder with a local socket; no name to look up.',
  nameUnknown: (name: string) => ({
    detail: `No computer is known by the name ${name}.`,
    remedy:
      'Check the spelling, and that this computer is in the lab’s network or VPN; or type the server’s numeric address.',
  }),
  nameInside: (name: string) => ({
    detail: `The address ${name} only means something inside the portal’s containers; this computer cannot find it.`,
    remedy:
      'Type the name or address of the machine that runs the containers into the address field, with port 6543, where they usually publish the database. The portal’s file stays as it is.',
  }),
  nameUnanswered: (name: string) => ({
    detail: `The name ${name} could not be looked up: the name service does not answer.`,
    remedy:
      'Check this computer’s network connection, then test again; or type the server’s numeric address.',
  }),

  portOpen: (address: string, port: number) => `${address} answers on port ${port}.`,
  socketOpen: (path: string) => `The socket ${path} answers.`,
  refused: (address: string, port: number) => ({
    detail: `${address} is there, but nothing listens on port ${port}.`,
    remedy:
      'Check the port (5432 is usual, 6543 where the portal’s containers publish it), and that the server runs and accepts connections from other computers.',
  }),
  noAnswer: (address: string, port: number, seconds: number) => ({
    detail: `${address} did not answer on port ${port} within ${unit(seconds)}.`,
    remedy:
      'Check the address and port. If they are right, a firewall is in between, or a VPN is not connected: ask whoever runs the network.',
  }),
  unreachable: (address: string) => ({
    detail: `There is no way to ${address} from this computer’s network.`,
    remedy: 'Check this computer’s network connection and VPN, and the address.',
  }),
  noSocket: (path: string) => ({
    detail: `There is no socket ${path}.`,
    remedy:
      'Check the folder and the port, which is part of the socket’s name, and that the server runs on this computer.',
  }),
  socketForbidden: (path: string) => ({
    detail: `This user may not open the socket ${path}.`,
    remedy:
      'Ask whoever runs the server for the right to use its socket, or connect by the address 127.0.0.1.',
  }),

  notEncrypted: 'Not encrypted: the server offers no encryption. Use it in a network you trust only.',
  notEncryptedLocal: 'A socket on this computer; nothing goes over a network.',
  silent: (seconds: number) => ({
    detail: `Something accepts connections there but says nothing for ${unit(seconds)}.`,
    remedy:
      'Check the port: another program may listen on it. If it is PostgreSQL, it hangs: ask whoever runs the server.',
  }),
  notPostgres: {
    detail: 'What answers there is not a PostgreSQL server.',
    remedy: 'Check the port: 5432 is usual, 6543 where the portal’s containers publish it.',
  },
  hungUp: {
    detail: 'The server closed the connection at once.',
    remedy:
      'Check the port. If it is PostgreSQL, it may be starting or refuse this computer: ask whoever runs the server.',
  },

  signedIn: (role: string) => `Signed in as ${role}.`,
  signedInPlain: (role: string) =>
    `Signed in as ${role}, without encryption: the server lets this role in only so. Use it in a network you trust only.`,
  wrongPassword: (role: string) => ({
    detail: `The server refused the role ${role} with this password.`,
    remedy:
      'Check both. They are db_username and db_password of the portal’s secrets file, not those of a person in the lab.',
  }),
  passwordNeeded: (role: string) => ({
    detail: `The server asks for the password of the role ${role}, and none was given.`,
    remedy: 'Type the password: db_password of the portal’s secrets file.',
  }),
  passwordInClear: {
    detail:
      'The server asked for the password in clear text, and nothing proves that it is the right server.',
    remedy:
      'Choose “Encrypt and verify the server”, or have whoever runs it ask for passwords with scram-sha-256. The password was not sent.',
  },
  notAdmitted: (role: string) => ({
    detail: `The server lets no one in as ${role} from this computer to that database.`,
    remedy:
      'Check the role’s and the database’s name. If they are right, ask whoever runs the server for a line in pg_hba.conf, and that the role may log in.',
  }),
  unknownMethod: {
    detail: 'The server asks to sign in in a way that this program does not know.',
    remedy: 'Ask whoever runs the server to allow a password (scram-sha-256) for this role.',
  },
  full: {
    detail: 'The server has no connection left.',
    remedy: 'Wait a little and test again. If it stays so, ask whoever runs the server.',
  },
  starting: {
    detail: 'The server is starting or stopping at the moment.',
    remedy: 'Wait a little and test again.',
  },
  signInSlow: (seconds: number) => ({
    detail: `The server did not finish signing in within ${unit(seconds)}.`,
    remedy: 'Test again. If it stays so, the server hangs or is overloaded: ask whoever runs it.',
  }),
  signInFailed: (code: string) => ({
    detail: `The server refused to sign in${code === '' ? '' : ` (its code: ${code})`}.`,
    remedy: 'Look into the server’s log, or ask whoever runs it.',
  }),
  broken: {
    detail: 'The connection broke off.',
    remedy: 'Test again. If it stays so, ask whoever runs the server or the network.',
  },

  databaseThere: (name: string, version: string) => `${name}, PostgreSQL ${version}.`,
  databaseMissing: (name: string) => ({
    detail: `There is no database ${name} on this server.`,
    remedy: 'Check the name: it is db_name of the portal’s secrets file, and capitals count.',
  }),
  databaseForbidden: (name: string, role: string) => ({
    detail: `The role ${role} may not connect to the database ${name}.`,
    remedy: `Let the database’s owner run: GRANT CONNECT ON DATABASE ${name} TO ${role}.`,
  }),

  tablesThere: (users: number) =>
    `The portal’s 3 tables, ${plural(users, { one: '# user', other: '# users' })}.`,
  tablesToMake: (missing: readonly string[]) =>
    `${list(missing)} ${plural(missing.length, { one: 'is', other: 'are' })} missing and will be made when you connect.`,
  unreadable: (code: string) => ({
    detail: `The tables could not be looked at${code === '' ? '' : ` (the server’s code: ${code})`}.`,
    remedy: 'Test again. If it stays so, look into the server’s log.',
  }),
  rightsFull: 'May read, change and improve the lab’s tables.',
  rightsWithout: (without: readonly string[]) =>
    `May read and change the lab’s rows. Not allowed, and done without: ${list(without)}.`,
}
