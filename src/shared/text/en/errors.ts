// Sentences for the errors that any call may answer with.
export const errors = {
  cancelled: 'Cancelled. Nothing was changed.',
  notSignedIn: 'You are not signed in. Sign in to go on.',
  operatorGone: 'Your account is no longer in the database, so you were signed out. Ask an admin of the lab.',
  operatorDisabled: 'Your account was disabled, so you were signed out. Ask an admin of the lab.',
  operatorDemoted:
    'Your role no longer lets you use this console, so you were signed out. Ask an admin of the lab.',
  roleChanged: 'Your role was changed while this was under way, so nothing more was written. Try again.',
  adminOnly: 'Only an admin may do this. Ask an admin of the lab.',
  invalidInput: 'Some values need a correction. Nothing was saved.',
  invalidCall:
    'The window asked for something the program does not know. Restart it, and report this if it happens again.',
  foreignFrame: 'This call did not come from the console’s own window and was refused.',
  unavailable:
    'The database cannot be reached at the moment. Nothing was saved; what you typed is still here.',
  unconfigured: 'No database is connected yet. Connect to your lab first.',
  outcomeUnknown:
    'The connection broke while saving, and the server cannot tell whether the change was kept. Look at the row before you repeat it.',
  internal: (reference: string) =>
    `Something went wrong inside the program and nothing was saved. Try again; if it happens again, report it with the log (Help > Open log folder), reference ${reference}.`,
  readOnly: 'This database is opened read-only. Update the program to make changes.',
  permissionDenied:
    'The database role this console signs in with is not allowed to do that. Ask the database’s owner for the right.',
  listGone: 'This list was closed in the meantime. Press F5 to load it again.',
  valueTooLong: 'A value is longer than its column in the database. Shorten it and save again.',
}
