// @ts-check
// Writes the man page from the program's own table of options, so that it can't tell of others.

/**
 * Roff, ready for section 1.
 * @param {string} version
 * @param {readonly import('../../src/shared/options.mjs').Option[]} options
 */
export function manPage(version, options) {
  return `${[
    `.TH VM\\-LAB\\-CONSOLE 1 "" "VM Lab Console ${escape(version)}" "User Commands"`,
    '.SH NAME',
    'vm\\-lab\\-console \\- administration console of VM Lab',
    '.SH SYNOPSIS',
    '.B vm\\-lab\\-console',
    '[\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    'Opens the window in which the admins of a VM Lab portal run its people, virtual machines and bookmarks.',
    "It works on the portal's own PostgreSQL database, on an embedded one, or on a sample lab.",
    '.SH OPTIONS',
    ...options.flatMap(({ name, value, text }) => [
      '.TP',
      value === undefined
        ? `\\fB\\-\\-${escape(name)}\\fR`
        : `\\fB\\-\\-${escape(name)}\\fR=\\fI${escape(value)}\\fR`,
      sentence(text),
    ]),
    '.SH EXIT STATUS',
    '.TP',
    '0',
    'The window was closed.',
    '.TP',
    '2',
    'An option was not understood; the reason is on standard error.',
    '.SH FILES',
    '.TP',
    '\\fI~/.config/VMLabConsole\\fR',
    'Settings, logs and the embedded database. Removing the program leaves this folder.',
  ].join('\n')}\n`
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-')
}

/** A line that begins with a dot or an apostrophe would be a command. @param {string} text */
function sentence(text) {
  const escaped = escape(text)
  const guarded = /^[.']/.test(escaped) ? `\\&${escaped}` : escaped
  return /[.?]$/.test(guarded) ? guarded : `${guarded}.`
}
