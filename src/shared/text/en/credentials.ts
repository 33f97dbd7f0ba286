// What is said about stored passwords, keys and the cipher key.
import { number, plural } from '../plural'

const opensNot = {
  'no-key':
    'There is no usable cipher_key, so what is stored cannot be opened. Put the portal’s key into the secrets file and connect again.',
  'other-key':
    'It does not open with the lab’s cipher key: it was encrypted with another key, or damaged. Set it again, or give the key it was made with on the Database page.',
  'not-a-token': 'What is stored is no encrypted value, so there is nothing to open. Set it again.',
}

const tokens = { one: '# stored secret', other: '# stored secrets' }

export const credentials = {
  tab: 'Credentials',
  password: 'Password',
  key: 'SSH key',

  /** Why a stored secret cannot be shown. */
  unopened: {
    password: {
      none: 'This machine has no stored password.',
      opens: '',
      ...opensNot,
      'cut-short':
        'The stored password is not whole, so it cannot be opened: the portal’s column cuts what is longer than 128 characters. Set it again.',
    },
    key: {
      none: 'This machine has no stored key.',
      opens: '',
      ...opensNot,
      'cut-short': 'The stored key was cut short, so it cannot be opened. Set it again.',
    },
  },
  state: {
    none: 'Not set',
    opens: 'Stored',
    'no-key': 'Stored, cannot be opened',
    'other-key': 'Stored, does not open',
    'cut-short': 'Cut short',
    'not-a-token': 'No encrypted value',
  },
  notText: 'What is stored is no text, so it cannot be shown. Set it again.',

  keyFault: {
    empty: 'The file or field is empty. Give a private key.',
    public:
      'This is a public key, the half for the machine. Give the private one: the file of the same name without .pub.',
    certificate: 'This is a certificate. Give the private key that belongs to it.',
    damaged: 'This key is damaged or cut: it cannot be read. Copy the whole file again.',
    unsupported:
      'This kind of key cannot be used here. Give an RSA, ECDSA or Ed25519 key as OpenSSH, PEM or PuTTY keep it.',
    'not-a-key':
      'This is no private key. Give the whole file: it begins with -----BEGIN or PuTTY-User-Key-File.',
    'putty-encrypted':
      'The portal reads no PuTTY keys, and under its passphrase this one cannot be converted here. Convert it with: puttygen key.ppk -O private-openssh -o key',
    'too-large': 'This file is too large for a key: at most 64 KB.',
  },
  converted:
    'PuTTY’s and PKCS#8 keys are stored in OpenSSH’s form, which the portal reads. It stays the same key.',
  encryptedWarning:
    'A passphrase protects this key. The portal cannot ask for it, so nobody can connect with it there.',
  format: { openssh: 'OpenSSH', pem: 'PEM', pkcs8: 'PKCS#8', putty: 'PuTTY' },
  facts: {
    type: 'Type',
    fingerprint: 'Fingerprint',
    comment: 'Comment',
    passphrase: 'Passphrase',
    typeOf: (type: string | null, bits: number | null, format: string) =>
      [[type, bits === null ? null : `${bits} bits`].filter((part) => part !== null).join(', '), format]
        .filter((part) => part !== '')
        .join(' · '),
    unknown: 'Not readable without its passphrase',
    noComment: 'None',
    protected: 'Yes: the portal cannot use this key',
    open: 'None',
    copyPublic: 'Copy public half',
    copyFingerprint: 'Copy fingerprint',
    publicCopied: 'The public half of the key was copied.',
    fingerprintCopied: 'The fingerprint was copied.',
    label: (what: string) => `Facts of the ${what}`,
  },
  loading: 'Looking at what is stored…',
  bothBadKey:
    'Both a password and a key are there: the portal takes the key, which it cannot use. Replace the key, or remove it in the form.',
  both: 'Both a password and a key are there: the portal signs in with the key.',
  neither: 'Nothing is stored: the portal asks for a password at each connect.',
  reveal: 'Show…',
  revealPassword: 'Show password…',
  revealKey: 'Show key…',
  copyPassword: 'Copy password…',
  copyKey: 'Copy key…',
  replacePassword: 'Replace password…',
  oneMachine: 'Choose one machine: each is shown and noted by itself.',
  oneToReplace: 'Choose one machine: each has a password of its own.',
  noPassword: 'This machine has no stored password.',
  noKey: 'This machine has no stored key.',

  revealTitle: { password: (name: string) => `Password of ${name}`, key: (name: string) => `Key of ${name}` },
  noted: 'That it was shown or copied is noted in the lab’s history, with your name; what it is, is not.',
  ownPassword: 'Your own password',
  ownPasswordHint: 'The one you sign in with. It counts for 5 minutes.',
  wrongOwnPassword: 'This is not your password. Type the one you sign in with.',
  confirmFirst: 'Type your own password first.',
  show: 'Show',
  copy: 'Copy',
  hide: 'Hide',
  close: 'Close',
  cancel: 'Cancel',
  showAgain: 'Show again',
  hidesIn: (seconds: number) => plural(seconds, { one: 'Hidden in # second', other: 'Hidden in # seconds' }),
  hidden: {
    time: 'Hidden after 30 seconds.',
    blur: 'Hidden, because the window was left.',
    asked: 'Hidden.',
  },
  shownLabel: { password: 'Password', key: 'Private key' },
  noProtection: 'This system cannot keep the window out of screen sharing: look who is watching.',
  copied: 'Copied.',

  replaceTitle: (name: string) => `Replace the password of ${name}`,
  newPassword: 'New password',
  newPasswordHint: 'The one of the account on the machine. It is stored encrypted.',
  generate: 'Generate',
  replace: 'Replace',
  replaced: (name: string) =>
    `The password of ${name} was replaced. Where its page in the portal is already open, it must be reloaded.`,
  replaceKeyWins: 'A key is stored too, and the portal signs in with that.',

  form: {
    drop: 'Paste a private key, or drop its file here.',
    dropNow: 'Let go to take the key from this file.',
    choose: 'Choose file…',
    chooseFor: (label: string) => `Choose file… for ${label}`,
    oneFile: 'Drop one file.',
    unreadable: 'This file could not be read. Choose it again.',
    reading: 'Reading the key…',
  },

  /** About the lab's cipher key. */
  cipher: {
    title: 'Cipher key',
    text: 'Passwords and keys of machines are stored encrypted with the portal’s cipher_key.',
    checking: 'Trying it on stored secrets…',
    right: (count: number) =>
      `It is the right one: ${plural(count, { one: 'the one stored secret that was tried opens', other: 'all # stored secrets that were tried open' })} with it.`,
    rightOlder: (older: number, tried: number) =>
      `All ${plural(tried, tokens)} tried open, but ${number(older)} of them only with an older key. The portal, which has one key, cannot open those; re-key to mend that.`,
    partly: (opened: number, tried: number) =>
      `${number(opened)} of ${plural(tried, tokens)} tried open; the rest were encrypted with another key.`,
    wrong: (count: number) =>
      `It is not the key that the secrets were encrypted with: ${plural(count, { one: 'the one stored secret that was tried does not open', other: 'none of the # stored secrets that were tried opens' })}.`,
    wrongRemedy:
      'A rebuilt portal makes a new key. Give the older key below; then re-key, so that one key opens all. What opens with no key must be set again.',
    banner:
      'The lab’s cipher key does not open all of the stored passwords and keys: some or all were encrypted with another key.',
    unproved: 'No whole secret is stored yet, so it could not be tried.',
    missing: 'There is no cipher_key in the secrets file.',
    malformed: 'The cipher_key in the secrets file is no key: it must hold 32 bytes in base64.',
    without:
      'Passwords and keys of machines cannot be shown or stored; all else works. Put the portal’s cipher_key into the secrets file and connect again.',
    olderKeys: (count: number) =>
      plural(count, { one: '# older key is tried too.', other: '# older keys are tried too.' }),
    look: 'Look at the cipher key',
    failed: 'The stored secrets could not be looked at.',
    formMissing: 'The lab has no usable cipher key, so nothing can be stored here.',
    formWrong:
      'The lab’s cipher key does not open what is stored: look at it on the Database page before you store more.',
  },
  rekey: {
    noted: 'Cipher key of the lab',
    open: 'Re-key…',
    tryOpen: 'Try an older key…',
    adminOnly: 'Only admins of the lab may re-key.',
    fixed: 'The sample lab’s key is part of the program and stays as it is.',
    title: 'Re-key all secrets',
    about: (secrets: number) =>
      `${plural(secrets, tokens)} will be encrypted with a new key, all at once or not at all. What opens with no key is left alone and listed.`,
    newKey: 'New key',
    generated: 'Generate one',
    pasted: 'Paste one',
    key: 'Cipher key',
    keyHint: '32 bytes in base64: 44 characters that end with =.',
    keyWrong: 'This is no cipher key. It must hold 32 bytes in base64: 44 characters that end with =.',
    copy: 'Copy of the secrets file',
    copyText: (file: string) =>
      `${file} itself is not touched. A copy of it with the new key is written, which you give to the portal afterwards.`,
    copyFields:
      'This connection was typed in, so there is no secrets file to copy. A file with the new key alone is written; put its line into the portal’s secrets file.',
    own: 'The lab on this computer keeps its key by itself. The old one stays beside it.',
    choose: 'Choose place…',
    noneChosen: 'No place chosen',
    choosePlace: 'Choose where the copy is written.',
    stopPortal:
      'Stop the portal first: until it has the new key it cannot open what is re-keyed, and what it stores meanwhile has the old one.',
    start: 'Re-key',
    running: 'Encrypting anew',
    stop: 'Stop',
    exists: (path: string) =>
      `${path} is there already and is never written over. Choose another name for the copy; nothing was changed.`,
    noPlace:
      'The secrets file cannot be copied with another key: it is gone, or its cipher_key line is written in an unusual way. Mend it and try again; nothing was changed.',
    notWritten: (path: string) => `${path} could not be written. Choose another place; nothing was changed.`,
    doneTitle: (done: number, left: number) =>
      left === 0
        ? 'All secrets have the new key'
        : plural(done, { one: '# secret has the new key', other: '# secrets have the new key' }),
    renewed: (count: number) =>
      plural(count, { one: '# secret was re-keyed.', other: '# secrets were re-keyed.' }),
    already: (count: number) =>
      plural(count, { one: '# had the new key already.', other: '# had the new key already.' }),
    closed: (count: number) =>
      plural(count, {
        one: '# opens with no key and was left as it is:',
        other: '# open with no key and were left as they are:',
      }),
    closedOne: (name: string, secret: 'password' | 'key') =>
      `${name.trim() === '' ? '(without a name)' : name}: ${secret}`,
    closedRest: (count: number) => `and ${number(count)} more`,
    stepsTitle: 'What to do now',
    steps: (path: string) => [
      'Stop the portal, if it still runs.',
      `Put ${path} in the place of its secrets file.`,
      'Start the portal. Whoever had it open reloads the page.',
      'Connect again here, so that the console reads the new file too.',
    ],
    olderTitle: 'Try an older key',
    olderText:
      'Secrets that the lab’s key does not open are tried with this one too. New ones are always stored with the lab’s own key.',
    remember: 'Remember it in this computer’s key store',
    noKeyStore:
      'This computer’s key store is not available. Leave the box empty: the key is kept until the program ends.',
    try: 'Try it',
    tried: (opened: number, tried: number) =>
      `With it ${number(opened)} of ${plural(tried, tokens)} tried open.`,
    untried: 'It is kept, but nothing is stored that it could be tried on.',
  },
}
