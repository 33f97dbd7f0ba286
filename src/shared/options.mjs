// @ts-check
// The program's command line options: one table and one parser, for the program and for scripts/start.mjs alike.

/**
 * Plain JavaScript, because `npm start -- --help` answers before anything is installed or built.
 * @typedef {{ link?: string, secrets?: string, firstUsers?: string, userDataDir?: string, demo?: true, help?: true }} Options
 * @typedef {{ options: Options, switches: string[] }} Parsed `switches` are Chromium's and Node's own
 * @typedef {{ name: string, key: keyof Options, value?: string, text: string }} Option
 */

/** @type {readonly Option[]} */
export const optionTable = [
  {
    name: 'secrets',
    key: 'secrets',
    value: 'FILE',
    text: 'The secrets file (TOML) with the database to use',
  },
  {
    name: 'first-users',
    key: 'firstUsers',
    value: 'FILE',
    text: 'The file (YAML) with the users of an empty database',
  },
  {
    name: 'user-data-dir',
    key: 'userDataDir',
    value: 'DIR',
    text: 'Where settings, logs and the local database are',
  },
  { name: 'demo', key: 'demo', text: 'Open the sample lab, signed in, at once' },
  { name: 'help', key: 'help', text: 'Show this list and start nothing' },
]

/** What Chromium, Electron and Node understand and people, launchers and tests have reason to give. */
const letThrough = words(
  'disable-gpu disable-software-rasterizer disable-dev-shm-usage use-gl use-angle ozone-platform ' +
    'ozone-platform-hint enable-features disable-features lang password-store force-device-scale-factor ' +
    'force-renderer-accessibility enable-logging log-level v vmodule trace-warnings ' +
    'disable-renderer-backgrounding disable-backgrounding-occluded-windows disable-background-timer-throttling ' +
    'original-process-start-time',
)

/**
 * What opens the program to others or takes a protection away: an installed program refuses these (ADR 0013), so that
 * no link, launcher or borrowed command line can bring them in.
 */
const forDevelopers = words(
  'no-sandbox disable-gpu-sandbox in-process-gpu remote-debugging-port remote-debugging-pipe ' +
    'remote-allow-origins enable-automation inspect inspect-brk js-flags log-file',
)

/** @param {string} list */
function words(list) {
  return new Set(list.split(' '))
}

/**
 * The arguments that are meant for the program, out of all that the process got. A runtime started with an
 * app's path gets its own switches before that path.
 * @param {readonly string[]} argv the whole process.argv
 * @param {boolean} isPackaged
 * @returns {string[]}
 */
export function ownArguments(argv, isPackaged) {
  const rest = argv.slice(1)
  if (isPackaged) return rest
  const app = rest.findIndex((argument) => !argument.startsWith('-'))
  return app === -1 ? [] : rest.slice(app + 1)
}

/**
 * @param {readonly string[]} args without the program's own name
 * @param {boolean} [forDeveloper] whether switches that take protections away are let through too
 * @returns {Parsed | { error: string }}
 */
export function parseOptions(args, forDeveloper = true) {
  /** @type {Options} */
  const options = {}
  /** @type {string[]} */
  const switches = []
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    // macOS adds -psn_… to programs opened from the Finder.
    if (argument.startsWith('-psn_')) continue
    if (argument === '-h') {
      options.help = true
      continue
    }
    // A link comes last, and alone after the `--` that Windows puts before it: whatever a link could bring along with it
    // is no option of ours.
    const isLink = /^vmlab:/iu.test(argument)
    if (isLink || (argument === '--' && /^vmlab:/iu.test(args[index + 1] ?? ''))) {
      const rest = args.slice(isLink ? index + 1 : index + 2)
      if (rest.length > 0) return { error: `Unexpected argument ${JSON.stringify(rest[0])} after a link.` }
      options.link = isLink ? argument : (args[index + 1] ?? '')
      break
    }
    if (!argument.startsWith('--') || argument === '--') {
      return { error: `Unexpected argument ${JSON.stringify(argument)}. --help lists the options.` }
    }
    const [, name = '', given] = /^--([^=]*)(?:=(.*))?$/s.exec(argument) ?? []
    if (letThrough.has(name) || (forDeveloper && forDevelopers.has(name))) {
      switches.push(argument)
      continue
    }
    if (forDevelopers.has(name)) return { error: `--${name} is for this program's developers only.` }
    const option = optionTable.find((entry) => entry.name === name)
    if (option === undefined) return { error: unknown(name) }
    if (option.value === undefined) {
      if (given !== undefined) return { error: `--${name} takes no value.` }
      Object.assign(options, { [option.key]: true })
      continue
    }
    const next = args[index + 1]
    const value = given ?? (next === undefined || looksLikeSwitch(next) ? undefined : next)
    if (given === undefined) index++
    if (!value) return { error: `--${name} needs a value: --${name}=${option.value}` }
    Object.assign(options, { [option.key]: value })
  }
  return { options, switches }
}

/**
 * Chromium reads the same command line, and takes this for a switch wherever it stands: a value of ours must not be one.
 * @param {string} argument
 */
function looksLikeSwitch(argument) {
  return (process.platform === 'win32' ? /^\s*[-/]/u : /^\s*-/u).test(argument)
}

/** The text of --help. @param {string} command how the program is started @returns {string} */
export function usage(command) {
  const left = optionTable.map(({ name, value }) => `  --${name}${value ? `=${value}` : ''}`)
  const width = Math.max(...left.map((text) => text.length)) + 3
  const lines = optionTable.map(({ text }, index) => `${left[index]?.padEnd(width)}${text}`)
  return `Usage: ${command} [options]\n\n${lines.join('\n')}\n`
}

/** @param {string} name */
function unknown(name) {
  const near = optionTable
    .map((option) => ({ name: option.name, distance: distance(name, option.name) }))
    .sort((a, b) => a.distance - b.distance)[0]
  const hint =
    near && near.distance <= 3 && near.distance < near.name.length - 1 ? ` Did you mean --${near.name}?` : ''
  return `Unknown option --${name}.${hint} --help lists the options.`
}

/** Levenshtein's distance. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
