// Newer versions: the offer, the download, and what went wrong with either.
export const updates = {
  check: 'Check for updates…',
  title: 'Updates',
  offerTitle: (version: string) => `Version ${version} is available`,
  byHandTitle: 'How to install it',
  checking: 'Looking for a newer version',
  banner: (version: string) => `Version ${version} of VM Lab Console is available.`,
  look: 'See what is new',
  later: 'Later',
  readyBanner: (version: string) => `Version ${version} is downloaded and will be installed when you quit.`,
  notes: 'What is new',
  noNotes: 'Whoever published this version wrote no notes.',
  running: (version: string) => `You run version ${version}.`,
  size: (megabytes: string) => `The download is ${megabytes} MB.`,
  consent: 'It is downloaded when you say so, and installed when you quit. Your settings and data stay.',
  download: 'Download',
  downloading: (version: string) => `Downloading version ${version}`,
  goesOn: 'You can go on working; closing this does not stop the download.',
  stop: 'Stop the download',
  ready: (version: string) =>
    `Version ${version} is downloaded and was checked. It will be installed when you quit.`,
  quit: 'Quit and install',
  tryAgain: 'Try again',
  copy: 'Copy the command',
  copied: 'Copied. Paste it into a terminal.',

  current: (version: string) => `You have the newest version, ${version}.`,
  older: (theirs: string, own: string) =>
    `Version ${theirs} is what is offered, and it is older than yours, ${own}. The console never goes back to an older version, so nothing was done.`,
  notForThis: (version: string) =>
    `Version ${version} is not offered to this computer yet. Check again in a few days.`,
  noFeed:
    'No address is set from which this console could learn of newer versions. Set one in Settings > Updates, or ask whoever installed it.',
  policyOff: 'An administrator of this computer has turned updates off.',
  policyBad:
    'The administrator’s policy file for this computer cannot be used, so updates are off. The log says what is wrong with it; ask whoever looks after this computer.',
  badFeed: 'The address for updates cannot be used, so nothing was asked. Ask whoever set it.',

  unreachable: (where: string) =>
    `${where} did not answer, so nobody knows whether there is a newer version. Check the network and try again.`,
  refused: (where: string, status: number) =>
    `${where} answered with error ${status} instead of the newest version. Tell whoever looks after it.`,
  missing: (where: string) =>
    `${where} has nothing for this kind of computer. Tell whoever looks after it, or check the address in Settings > Updates.`,
  unusable: (where: string) =>
    `What ${where} answered is not a description of a version, so nothing was done. Tell whoever looks after it.`,
  elsewhere: (where: string) =>
    `${where} sends the console to another or an unencrypted address, so nothing was downloaded. Tell whoever looks after it.`,
  tampered:
    'The downloaded file is not the one that was announced: it was damaged or changed on its way. It was deleted, and nothing was installed. Try again; if it happens again, tell whoever publishes the updates.',
  wrongSignature:
    'The downloaded file is not signed by the publisher of this console. It was deleted, and nothing was installed. Tell whoever looks after this computer.',
  broken: (where: string) =>
    `The connection to ${where} broke off before the download was complete. Nothing was installed. Try again.`,
  noRoom: (reason: string) =>
    `The download could not be written to this computer’s disk (${reason}). Make room or mend the folder’s rights, then try again.`,
  failed: 'The update failed, and nothing was installed. The log says more; try again later.',

  byHand: {
    development: 'This console runs from its source code: bring that up to date instead.',
    deb: 'This console was installed as a .deb package, which only the package manager may replace.',
    rpm: 'This console was installed as an .rpm package, which only the package manager may replace.',
    repository: 'Where the lab has a package repository, run:',
    file: (file: string, address: string) => `Otherwise get ${file} from ${address}, and run beside it:`,
    other: 'This kind of copy does not replace itself.',
    readOnly: 'The console may not write to the folder it lies in, so it cannot replace itself.',
    get: (address: string) => `Get the new version from ${address} and put it in the place of this one.`,
  },
}
