// Sentences about profiles: several labs, their colours, production, read-only, import and export.

export const profiles = {
  rules: {
    invisible: 'Remove the line breaks and other characters that cannot be seen.',
    taken: (name: string) => `Another lab is called ${name}. Choose another name.`,
  },
  colours: {
    blue: 'Blue',
    violet: 'Violet',
    pink: 'Pink',
    red: 'Red',
    amber: 'Amber',
    green: 'Green',
    teal: 'Teal',
    grey: 'Grey',
  },
  names: {
    embedded: 'Embedded lab',
    sample: 'Sample lab',
    unnamed: 'Lab',
    server: (database: string, address: string) => `${database} on ${address}`,
    again: (name: string, count: number) => `${name} (${count})`,
  },

  /** Errors of the main process. */
  onThisComputer: 'This lab is on this computer: there is no address or password to change.',
  gone: 'This lab is no longer among those the program knows. Choose another one.',
  readOnly:
    'This lab is opened read-only, as its profile says. To make changes, turn “Open read-only” off under “Edit this lab…”.',
  noTables: {
    reason: 'The lab’s tables are not in this database yet. It is opened read-only, so they are not made.',
    remedy:
      'If this is the right database, turn “Open read-only” off under “Edit this lab…” once. If it is another one, correct its name.',
  },
  alone: 'This lab is opened read-only, so its tables are left as they are.',
  nameWanted: (name: string) =>
    `${name} is marked as production: type its name to delete this. Nothing was deleted.`,
  notExported:
    'A lab on this computer cannot be handed over as a profile: its database is here alone. Export a lab on a server.',
  notWritten: (path: string, reason: string) =>
    `The profile could not be written to ${path} (${reason}). Choose another place.`,
  notImported: (path: string, why: string) => `${path} was not imported. ${why}`,
  notAProfile: 'It is not a profile of VM Lab Console. Ask your colleague to export it again.',
  newerProfile:
    'It was written by a newer version of this program. Update the program, then import it again.',
  damaged: (moved: string) =>
    `The list of your labs could not be read, so it was put aside as ${moved}. Connect to your labs again.`,
  unreadable: 'The list of your labs could not be read. Connect to your labs again.',
  newer: (path: string) =>
    `The list of your labs (${path}) was written by a newer version of this program, so it was left as it is. Update the program to use it; until then, what you connect to is kept only until the program ends.`,
  notSaved: (reason: string) =>
    `The list of your labs could not be saved (${reason}). What you changed holds until the program ends; check the disk and the rights on the program’s data folder.`,
  fileFilter: 'Lab profile',

  /** The window. */
  switcher: (name: string) => `Lab: ${name}`,
  noLab: 'Your labs',
  choose: 'Your labs',
  chooseText: 'Open one of them, or connect to another below.',
  correct: 'Change the connection…',
  openLab: (name: string) => `Open lab ${name}`,
  newLab: 'New lab…',
  editLab: 'Edit this lab…',
  manage: 'Manage labs…',
  group: 'Labs',
  production: 'Production',
  productionBanner: (name: string) => `Production: ${name}`,
  productionNote: 'Changes here reach the people who work with this lab.',
  readOnlyTag: 'Read-only',
  openTag: 'Open',
  temporaryTag: 'Until you quit',

  editTitle: (name: string) => `Edit ${name}`,
  name: 'Name',
  nameHelp: 'As you and your colleagues call this lab.',
  nameDerived: 'Left empty: the database and its address.',
  colour: 'Colour',
  isProduction: 'This is production',
  productionHelp: 'A banner says so, and bulk deletes ask for the lab’s name.',
  isReadOnly: 'Open read-only',
  readOnlyHelp: 'The database itself refuses every change. An open lab is connected to again.',
  save: 'Save',
  keepTemporary: 'This lab was opened by --secrets or the environment. Saving keeps it among your labs.',
  details: 'Name, colour and safety',

  importTitle: 'Use a colleague’s lab',
  importText: 'From a file that they exported: it says where the lab is, and holds no password.',
  importButton: 'Import a lab…',

  manageTitle: 'Your labs',
  manageText: 'A lab is a name for a connection. Removing it here changes nothing in its database.',
  open: 'Open',
  edit: 'Edit…',
  exportTo: 'Export…',
  remove: 'Remove…',
  importFrom: 'Import…',
  close: 'Close',
  actions: (name: string) => `Actions for ${name}`,
  none: 'No lab is kept yet.',
  exported: (name: string, path: string) => `${name} was written to ${path}, without any password or key.`,
  imported: (name: string) => `${name} was imported. Open it to give what the file does not hold.`,

  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: {
    server: (place: string) =>
      `The program forgets how it reaches ${place}, the password it may have kept for it, and how its tables were laid out. Nothing in its database changes.`,
    local:
      'The lab is no longer listed. Its data stays on this computer, and opening it again brings it back.',
  },
  removeOpen: 'It is open now: you will be signed out.',
  removeButton: 'Remove',
  cancel: 'Cancel',

  passwordTitle: (name: string) => `Open ${name}`,
  passwordText: (place: string) =>
    `The database password for ${place} is not kept. Type it to open this lab.`,
  password: 'Database password',
  fileTitle: (name: string) => `Open ${name}`,
  fileText: (path: string) =>
    path === ''
      ? 'Choose the secrets file of this lab on this computer.'
      : `The secrets file of this lab is not on this computer: ${path}`,
  chooseFile: 'Choose the secrets file…',
  opening: 'Opening',
  failedTitle: (name: string) => `${name} was not opened`,

  typeName: (name: string) => `Type ${name} to delete from production`,
  typeNameHint: 'Capitals count.',
  typeNameError: (name: string) => `Type the name as it is: ${name}`,
}
