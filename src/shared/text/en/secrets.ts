// What is wrong with a secrets file, a stored profile or a cipher key, and what to do about it. Never a value.

/** A key of the secrets file in words, as sentences name it. */
const meaning: Record<string, string> = {
  db_username: 'the name of the database role to sign in with',
  db_password: 'the password of that database role',
  db_address: 'the name or address of the database server',
  db_port: 'the port of the database server, 5432 as a rule',
  db_name: 'the name of the database',
  cipher_key: 'the key of the stored machine credentials',
}
const named = (key: string) => meaning[key] ?? 'its value'

export const secrets = {
  named: {
    option: (path: string) => ({
      what: `The file named by --secrets is not there: ${path}`,
      fix: 'Correct the path after --secrets=, or start without it to choose the file in the window.',
    }),
    environment: (path: string) => ({
      what: `The file named by the environment variable VMLAB_SECRETS is not there: ${path}`,
      fix: 'Correct the path in VMLAB_SECRETS, or unset it to choose the file in the window.',
    }),
    profile: (path: string) => ({
      what: `The secrets file chosen last in this program is not there any more: ${path}`,
      fix: 'Put it back, or choose the file anew under “Connect to your lab”.',
    }),
  },
  file: {
    missing: { what: 'There is no such file.', fix: 'Check the path, or choose another file.' },
    folder: { what: 'This is a folder, not a file.', fix: 'Choose the file inside it.' },
    special: { what: 'This is not a regular file.', fix: 'Choose a plain text file.' },
    forbidden: {
      what: 'You have no right to read this file.',
      fix: 'Ask its owner to let you read it, or copy it to a folder of your own.',
    },
    unreadable: {
      what: 'The file could not be read.',
      fix: 'Check that the disk or network share is there, then try again.',
    },
    tooLarge: (limit: string) => ({
      what: `The file is larger than ${limit}, so it is hardly the right one.`,
      fix: 'Choose the right file.',
    }),
    notUtf8: {
      what: 'The file is not UTF-8 text: this line has bytes that belong to another encoding.',
      fix: 'Open it in an editor and save it as UTF-8.',
    },
    utf16: {
      what: 'The file was saved as UTF-16 (“Unicode”), not as UTF-8.',
      fix: 'Open it in an editor and save it as UTF-8.',
    },
  },
  readableByOthers: (path: string, command: string) =>
    `Others on this machine can read the secrets file ${path}, and with it the database’s password. To keep it to yourself, run: ${command}`,
  syntax: {
    noQuotes: {
      what: 'The value is not in quotes, or it is not TOML.',
      fix: 'Put the value in quotes: key = "value". Where it holds " or \\, use single quotes.',
    },
    curlyQuotes: {
      what: 'The value is in curly quotes, as word processors make them.',
      fix: 'Replace them by straight ones: key = "value".',
    },
    openQuote: {
      what: 'A quote is opened on this line and not closed.',
      fix: 'Close the value with the quote it began with. Where it holds that quote itself, use the other kind.',
    },
    escape: {
      what: 'The value in double quotes has a backslash that TOML reads as the start of something else.',
      fix: 'Write \\\\ for each backslash, or put the value in single quotes.',
    },
    colon: { what: 'The key is followed by a colon.', fix: 'TOML wants an equals sign: key = "value".' },
    noEquals: {
      what: 'This line has no equals sign.',
      fix: 'Write key = "value", or begin the line with # to make it a comment.',
    },
    noValue: {
      what: 'There is nothing after the equals sign.',
      fix: 'Write the value in quotes: key = "value".',
    },
    afterValue: {
      what: 'Something follows after the value’s closing quote.',
      fix: 'One key and one value per line; a comment begins with #. Where the value itself holds a quote, use the other kind around it.',
    },
    control: {
      what: 'The value has a control character in it.',
      fix: 'Remove it, or write it as \\u and four digits within double quotes.',
    },
    number: { what: 'The number is too large.', fix: 'Correct it, or put it in quotes if it is no number.' },
    other: {
      what: 'This line is not valid TOML.',
      fix: 'Write it as key = "value", or begin it with # to make it a comment.',
    },
  },
  duplicate: (first: number | null) => ({
    what:
      first === null
        ? 'This key is there twice.'
        : `This key is there already on line ${first}, and TOML allows it once.`,
    fix: 'Delete one of the two lines.',
  }),
  insideTable: (key: string) => ({
    what: `${key} stands below a [section] line, so it belongs to that section and is not found.`,
    fix: 'Move it above the first line that begins with [.',
  }),
  missing: (key: string) => ({
    what: `${key} is missing: ${named(key)}.`,
    fix: `Add a line: ${key} = ${key === 'db_port' ? '5432' : '"…"'}`,
  }),
  empty: (key: string) =>
    key === 'cipher_key'
      ? {
          what: 'cipher_key is empty.',
          fix: 'Copy the key from the portal’s file, or delete the line: without it stored machine credentials cannot be written.',
        }
      : { what: `${key} is empty.`, fix: `Write ${named(key)} between the quotes.` },
  notText: (key: string) => ({
    what: `${key} is not a text.`,
    fix: `Put it in quotes: ${key} = "…"`,
  }),
  portType: {
    what: 'db_port is not a whole number.',
    fix: 'Write a whole number from 1 to 65535, with or without quotes: db_port = 5432',
  },
  portRange: {
    what: 'db_port is not between 1 and 65535.',
    fix: 'Write the port of the database server, 5432 as a rule: db_port = 5432',
  },
  nul: (key: string) => ({
    what: `${key} holds a zero character, which PostgreSQL cannot take.`,
    fix: 'Remove \\u0000 from the value.',
  }),
  control: (key: string) => ({
    what: `${key} holds a line break or another control character.`,
    fix: 'Write it on one line without them.',
  }),
  blanks: (key: string) => ({
    what: `${key} begins or ends with a blank.`,
    fix: 'Remove the blanks inside the quotes.',
  }),
  tooLong: (key: string, max: number) => ({
    what: `${key} is longer than the ${max} ${key === 'db_username' || key === 'db_name' ? 'bytes that PostgreSQL knows' : 'characters it may have'}.`,
    fix: 'Check that nothing else slipped into the value.',
  }),
  addressUrl: {
    what: 'db_address is a whole URL.',
    fix: 'Write only the server’s name or address, such as db.example.edu; port, database and name have keys of their own.',
  },
  addressPort: {
    what: 'db_address has a port at its end.',
    fix: 'Write only the name or address there, and the number as db_port.',
  },
  address: {
    what: 'db_address is no server name, IP address or socket folder.',
    fix: 'Write a name such as db.example.edu, an address such as 10.0.0.5 or ::1, or a folder such as /var/run/postgresql.',
  },
  keyUnusable: (line: number | null, what: string, fix: string) =>
    `${line === null ? '' : `Line ${line}: `}${what} Passwords and keys of machines cannot be read or stored; all else works. ${fix}`,
  cipherKey: {
    notBase64: {
      what: 'cipher_key is not base64.',
      fix: 'Copy the whole key from the portal’s secrets file: 44 characters that end with =.',
    },
    wrongLength: {
      what: 'cipher_key does not hold 32 bytes: it was cut or has something added.',
      fix: 'Copy the whole key from the portal’s secrets file: 44 characters that end with =.',
    },
  },
  profile: {
    keyStoreLost:
      'The operating system’s key store no longer gives back the saved database password. Type it again to connect.',
    keyStoreUnavailable:
      'This computer’s key store is not available, so the password cannot be kept there. Keep it in the program’s own file, or only until the program ends.',
  },
  preferences: {
    tooLarge: 'The layout is too large to be kept, so this change was not saved.',
  },
  token: {
    empty: 'Nothing is stored.',
    'not a token':
      'What is stored is not an encrypted value: it was not written by the portal or this console.',
    'cut short': 'The stored value was cut short, so it cannot be opened. Set it again.',
    'other version': 'The stored value was encrypted by a newer method that this program does not know.',
    'other key or damaged':
      'The stored value does not open with this cipher_key: it was encrypted with another key, or damaged. Set it again, or use the key it was made with.',
  },
}
