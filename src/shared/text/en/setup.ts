// The guide of the first launch: connecting, testing, first people, first administrator.
import { plural } from '../plural'

export const setup = {
  title: 'Welcome to VM Lab Console',
  intro: 'People, virtual machines and bookmarks of your VM Lab portal, in one window.',
  problemsTitle: 'The secrets file needs a correction',
  fileProblems: (file: string) => `Problems in ${file}`,
  line: (line: number) => `Line ${line}`,

  correctTitle: (name: string) => `Change how ${name} is reached`,
  correctText:
    'Its name, layouts and log stay as they are. What is secret is not shown: type the password again, unless it is in the file.',
  correctNot: 'Make it another lab instead',
  connectTitle: 'Connect to your lab',
  connectText: 'The console works on the portal’s own PostgreSQL database.',
  source: 'Connection details',
  fromFile: 'Secrets file',
  fromFields: 'Type them in',
  fileHelp: 'The portal’s secrets.toml. It is only read, never rewritten.',
  chooseFile: 'Choose file…',
  chooseOther: 'Choose another…',
  file: 'Secrets file',
  noFile: 'No file chosen yet',
  chooseFirst: 'Choose the secrets file first.',
  correctFirst: 'Correct the file first, then read it again.',
  addressNeeded: 'Type the address at which this computer reaches the server.',
  readAgain: 'Read again',
  found: (username: string, database: string, address: string, port: number) =>
    address.startsWith('/')
      ? `Signs in as ${username} to ${database} at ${address}`
      : `Signs in as ${username} to ${database} on ${address}, port ${port}`,
  insideOnly: (address: string) =>
    `The address “${address}” only means something inside the portal’s containers. Type the address at which this computer reaches the server; the containers usually publish it on port 6543.`,
  overrides: 'Different on this computer',
  overridesHelp: 'What stays empty is as in the file.',
  asInFile: 'as in the file',
  address: 'Address',
  addressHelp: 'Name, IP address, or the folder of a socket',
  port: 'Port',
  database: 'Database',
  username: 'Username',
  password: 'Password',
  cipherKey: 'Cipher key',
  cipherKeyHelp: 'cipher_key of the portal, for the VMs’ passwords and keys',
  optional: 'optional',
  keep: 'Remember',
  keepFile: { file: 'In a file of your own', keyStore: 'In the system’s key store', session: 'Not at all' },
  keepHelp: {
    file: 'In your profile folder, readable by you alone (mode 600).',
    'key-store': 'Encrypted with the key store of your operating system.',
    session: 'Asked again at the next start.',
  },
  keepRefHelp: {
    file: 'The file’s place, and what differs here, readable by you alone (mode 600).',
    'key-store': 'The file’s place, and what differs here, encrypted by your operating system.',
    session: 'Asked again at the next start.',
  },
  test: 'Test connection',
  testing: 'Testing the connection',
  stop: 'Stop',
  connect: 'Connect',
  connectAnyway: 'Connect anyway',
  steps: {
    name: 'Address found',
    port: 'Server answers',
    encryption: 'Encryption',
    signIn: 'Signed in',
    database: 'Database there',
    tables: 'Tables there',
    rights: 'Rights enough',
  },
  stepStates: { waiting: 'waiting', running: 'running', ok: 'passed', failed: 'failed' },
  testPassed: 'Every step passed.',
  testFailed: 'The test stopped at a step that failed. Correct it and test again.',
  testStopped: 'The test was stopped.',

  sampleTitle: 'Explore a sample lab',
  sampleText: '300 people, 500 machines and 800 bookmarks, made up, on this computer. Change what you like.',
  sampleButton: 'Open the sample lab',
  emptyTitle: 'Start an empty lab',
  emptyText: 'A database on this computer with the people of a first-users file.',
  emptyChoose: 'Choose a first-users file…',
  emptyExample: 'Use the example file',

  previewTitle: 'People in this file',
  previewCount: (count: number) =>
    plural(count, { one: '# person will be added.', other: '# people will be added.' }),
  previewHashed: 'Their passwords are stored as bcrypt hashes and shown nowhere.',
  previewRefused: (count: number) =>
    plural(count, {
      one: 'Nobody can be added: # problem has to be corrected in the file first.',
      other: 'Nobody can be added: # problems have to be corrected in the file first.',
    }),
  previewNobody: 'There is nobody in this file.',
  previewExample: 'The passwords are written in the example file.',
  previewStart: (count: number) =>
    plural(count, { one: 'Start with # person', other: 'Start with # people' }),
  previewAdd: (count: number) => plural(count, { one: 'Add # person', other: 'Add # people' }),
  adding: 'Hashing passwords and adding people',
  name: 'Name',

  firstTitle: 'Create the first administrator',
  firstText: (label: string) =>
    `Nobody is in ${label} yet. Make yourself its administrator, or load a file with its first users.`,
  create: 'Create administrator',
  loadFile: 'Load a first-users file…',
  passwordHelp: '8 to 20 characters: lower case, capitals, digits and a special character.',
  created: (username: string) => `${username} is an administrator now.`,

  recoverLink: 'Locked out of this lab?',
  recoverTitle: 'Create another administrator',
  recoverText:
    'For when every administrator is disabled or has lost their password. Whoever holds the secrets file may do this; it is written to the log with the new name, and every admin sees the new person among the users.',
  proof: 'Database password',
  proofHelp:
    'db_password of the secrets file, as the proof that you hold it. It may stay empty while no administrator is enabled.',
}
