// Sentences about the state of the connected lab.
export const lab = {
  serverLabel: (database: string, address: string, port: number | null) =>
    port === null ? `${database} on ${address}` : `${database} on ${address}:${port}`,
  embeddedLabel: 'Embedded lab on this computer',
  sampleLabel: 'Sample lab',
  notReady: 'The database is still being prepared. Wait a moment and try again.',
  lost: 'The connection to the database was lost.',
  lostRemedy: 'The console tries again by itself; see that the server runs and the network is up.',
  localRemedy:
    'The console tries again by itself. If this repeats, look into the log (Help > Open log folder).',
  embeddedEnded: 'The embedded database stopped.',
  embeddedRemedy:
    'The console starts it again by itself. If this repeats, look into the log (Help > Open log folder).',
  failed: 'The database could not be opened.',
  failedRemedy: (reference: string) => `Look into the log (Help > Open log folder), reference ${reference}.`,
  firstUsersRefused: (path: string) =>
    `The first users’ file ${path} was not loaded, because it has problems. Nobody was added; mend it and start again.`,
  exampleOnServer: (path: string) =>
    `${path} is the example file, whose passwords are public, so nobody was added to this server. Give a file of your own.`,
  line: (line: number) => `line ${line}`,
  keyDamaged: (path: string) =>
    `The embedded lab’s cipher key ${path} is damaged. Put the right file back, or move it away to begin with a new key; secrets stored with the old one stay unreadable then.`,
  passwordNotKept: 'The password of this connection was not kept.',
  passwordNotKeptFix:
    'Open it under “Your labs” and type the password there, or fill in the connection again.',
}
