// @ts-check
// What fpm's arguments say, and the texts that dpkg-deb and rpmbuild want instead: all pure.
import path from 'node:path'

/**
 * `files` are pairs of a file or folder here and its place in the package; a folder's name ends in a slash.
 * @typedef {{
 *   type: string, name: string, version: string, architecture: string, target: string, description: string,
 *   summary: string, maintainer: string, vendor: string, url: string, category: string, priority: string,
 *   licence: string, compression: string, depends: string[], recommends: string[],
 *   afterInstall: string, afterRemove: string, files: { from: string, to: string }[],
 * }} Package
 */

/** @type {Record<string, keyof Package>} */
const single = {
  '-t': 'type',
  '--name': 'name',
  '--version': 'version',
  '--architecture': 'architecture',
  '--package': 'target',
  '--description': 'description',
  '--rpm-summary': 'summary',
  '--maintainer': 'maintainer',
  '--vendor': 'vendor',
  '--url': 'url',
  '--category': 'category',
  '--deb-priority': 'priority',
  '--license': 'licence',
  '--deb-compression': 'compression',
  '--rpm-compression': 'compression',
  '--after-install': 'afterInstall',
  '--after-remove': 'afterRemove',
}
const ignoredWithValue = new Set(['-s', '--rpm-os', '--log', '--iteration'])

/**
 * Reads the part of fpm's command line that electron-builder and our configuration use; throws at anything else, for
 * an option passed over in silence would be missing from the package.
 * @param {readonly string[]} args
 * @returns {Package}
 */
export function parseFpm(args) {
  /** @type {Package} */
  const made = {
    type: '',
    name: '',
    version: '',
    architecture: '',
    target: '',
    description: '',
    summary: '',
    maintainer: '',
    vendor: '',
    url: '',
    category: '',
    priority: '',
    licence: '',
    compression: '',
    afterInstall: '',
    afterRemove: '',
    depends: [],
    recommends: [],
    files: [],
  }
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    const value = () => {
      const next = args[++index]
      if (next === undefined) throw new Error(`${argument} has no value`)
      return next
    }
    const key = single[argument]
    if (key) Object.assign(made, { [key]: value() })
    else if (argument === '-d') made.depends.push(value())
    else if (argument === '--deb-recommends') made.recommends.push(value())
    else if (ignoredWithValue.has(argument)) value()
    else if (argument === '--force') continue
    else if (argument.startsWith('-')) throw new Error(`${argument} is not known here`)
    else made.files.push(mapping(argument))
  }
  for (const needed of /** @type {const} */ (['type', 'name', 'version', 'architecture', 'target'])) {
    if (!made[needed]) throw new Error(`No ${needed} was given`)
  }
  return made
}

/** @param {string} argument FROM=TO @returns {{ from: string, to: string }} */
function mapping(argument) {
  const cut = argument.lastIndexOf('=')
  const to = argument.slice(cut + 1)
  if (cut < 1 || !to.startsWith('/')) throw new Error(`${argument} does not say where in the package it goes`)
  return { from: argument.slice(0, cut), to }
}

/**
 * Debian's control file.
 * @param {Package} made
 * @param {number} kilobytes installed
 */
export function controlFile(made, kilobytes) {
  const [summary = '', ...more] = made.description.trim().split('\n')
  const lines = [
    ['Package', made.name],
    ['Version', made.version],
    ['Architecture', made.architecture],
    ['Maintainer', made.maintainer],
    ['Installed-Size', String(kilobytes)],
    ['Depends', made.depends.join(', ')],
    ['Recommends', made.recommends.join(', ')],
    ['Section', made.category],
    ['Priority', made.priority],
    ['Homepage', made.url],
    // A line of the long text begins with a space, an empty one is a lone dot.
    ['Description', [summary, ...more.map((line) => ` ${line.trim() || '.'}`)].join('\n')],
  ]
  return `${lines
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`
}

/** By fpm's name. @type {Record<string, string>} */
const rpmPayloads = { xzmt: 'w6T0.xzdio', zstd: 'w9.zstdio' }

/** electron-builder names machines as Debian does. @type {Record<string, string>} */
const rpmArchitectures = { amd64: 'x86_64', arm64: 'aarch64' }

/** @param {string} architecture */
export function rpmArchitecture(architecture) {
  return rpmArchitectures[architecture] ?? architecture
}

/**
 * RPM's spec file.
 * @param {Package} made
 * @param {{ afterInstall: string, afterRemove: string }} scripts their texts
 */
export function specFile(made, scripts) {
  const payload = rpmPayloads[made.compression]
  if (!payload) throw new Error(`Compression ${made.compression} is not known here`)
  return `${[
    // As it lies there: nothing stripped, no debug package, and no links by build id, which two Electrons would share.
    '%define debug_package %{nil}',
    '%define __os_install_post %{nil}',
    '%define _build_id_links none',
    `%define _binary_payload ${payload}`,
    `Name: ${made.name}`,
    `Version: ${made.version}`,
    'Release: 1',
    `Summary: ${literal(made.summary || made.name)}`,
    `License: ${made.licence}`,
    `Vendor: ${literal(made.vendor)}`,
    `Packager: ${literal(made.maintainer)}`,
    `URL: ${literal(made.url)}`,
    `Group: ${made.category}`,
    'AutoReqProv: no',
    ...made.depends.map((dependency) => `Requires: ${dependency}`),
    '%description',
    literal(made.description),
    '%post',
    literal(scripts.afterInstall),
    '%postun',
    literal(scripts.afterRemove),
    '%files',
    '%defattr(-,root,root,-)',
    // A folder that is nobody else's goes with the package.
    ...ownFolders(made).map((folder) => `%dir "${literal(folder)}"`),
    ...made.files.map(({ to }) => `"${literal(to)}"`),
  ].join('\n')}\n`
}

/** @param {Package} made */
function ownFolders({ name, files }) {
  const folders = files.map(({ to }) => path.posix.dirname(to))
  return [...new Set(folders)].filter((folder) => path.posix.basename(folder) === name)
}

/** A percent sign begins a macro. @param {string} text */
function literal(text) {
  return text.replaceAll('%', '%%')
}
