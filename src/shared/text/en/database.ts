// What the database refused or could not do, told so that one can act on it.
export const database = {
  taken: {
    username: 'This username is taken. Choose another one.',
    email: 'Another user has this email address. Type another one.',
  } as Record<string, string>,
  takenOther: 'Another row has this value already. Choose another one.',
  ownerGone: 'The owner was deleted in the meantime. Choose another owner.',
  stillReferred:
    'Other rows still belong to what you wanted to delete, so nothing was deleted. Press F5 and look again.',
  missingValue: 'This value must be filled in.',
  refusedValue: 'The database refused a value. Nothing was saved; correct the values and save again.',
  tooLong: (limit: number) => `At most ${limit} characters fit into this column of the database.`,
  stale: 'Somebody else changed the same fields in the meantime. Choose which values to keep.',
  gone: {
    user: 'This user was deleted in the meantime.',
    vm: 'This virtual machine was deleted in the meantime.',
    bookmark: 'This bookmark was deleted in the meantime.',
  },
  busy: 'Somebody else is changing the same rows right now. Nothing was saved; try again in a moment.',
  slow: (seconds: number) =>
    `The database did not finish within ${seconds} seconds, so the request was stopped. Nothing was saved; narrow the search, or try again later.`,
  readOnly:
    'This database only accepts reading at the moment: it is a standby, or its owner made it read-only. Nothing was saved.',
  changedTables: 'The tables of the database were changed just now. Nothing was saved; try again.',
  notPermitted:
    'The database role this console signs in with may not do that. Nothing was saved; ask the owner of the database for the right.',
  wrongPassword:
    'The database refused the sign-in of its role: name or password are wrong. Check the secrets file.',
  notAdmitted:
    'The database server does not admit this computer or role. Ask whoever runs it to allow it in pg_hba.conf.',
  noDatabase: 'The server answers, but has no database of this name. Check db_name in the secrets file.',
  noServer:
    'Nothing answers at the database’s address and port. Check both, and whether the server is running.',
  noName: 'The name of the database server is not known here. Check the address and the network.',
  timedOut:
    'The database server did not answer in time. Check the network and whether the server is running.',
  tooMany: 'The database server takes no more connections at the moment. Try again in a moment.',
  starting: 'The database server is starting or shutting down. Try again in a moment.',
  crowded: 'All connections of this console are busy. Try again in a moment.',
}
