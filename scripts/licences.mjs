// @ts-check
// `npm run licences`: every package in package-lock.json has a licence that is allowed here, by its own package.json.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root } from './paths.mjs'
import { runMain, say } from './progress.mjs'

/** They ask for their notice to be kept, and for nothing of the program that uses them. */
const allowed = new Set(
  (
    '0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CC-BY-3.0 CC-BY-4.0 ISC MIT MIT-0 ' +
    'PostgreSQL Python-2.0 Unlicense WTFPL Zlib'
  ).split(' '),
)

/**
 * MPL-2.0 asks for changes to its own files to be published: fine for tools that are used unchanged and not shipped.
 * What is bundled into the program is never among them.
 */
const tools = /^(?:axe-core|lightningcss(?:-.*)?|@resvg\/resvg-js(?:-.*)?)$/u
const allowedForTools = new Set([...allowed, 'MPL-2.0'])

/**
 * Whether an SPDX expression can be met by allowed licences alone.
 * @param {string} expression
 * @param {ReadonlySet<string>} licences
 * @returns {boolean}
 */
export function isAllowed(expression, licences = allowed) {
  const plain = expression.trim().replace(/^\((.*)\)$/su, '$1')
  if (/[()]/u.test(plain)) return false
  return plain
    .split(/\s+OR\s+/iu)
    .some((choice) => choice.split(/\s+AND\s+/iu).every((licence) => licences.has(licence.trim())))
}

/**
 * What a package says its licence is; old ones say it in objects and lists.
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 * @returns {string}
 */
export function licenceOf({ license, licenses }) {
  const said = license ?? licenses
  const names = (Array.isArray(said) ? said : [said]).map((one) =>
    typeof one === 'object' && one !== null && 'type' in one ? one.type : one,
  )
  return names.every((name) => typeof name === 'string' && name !== '') ? names.join(' OR ') : 'none'
}

/**
 * @param {string} folder the project's
 * @returns {{ counted: Map<string, number>, refused: string[] }}
 */
export function readLicences(folder) {
  /** @type {Record<string, { dev?: boolean, optional?: boolean, license?: string, version?: string, link?: boolean }>} */
  const packages = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages
  const counted = new Map()
  const refused = []
  for (const [place, entry] of Object.entries(packages)) {
    if (place === '' || entry.link) continue
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const manifest = path.join(folder, place, 'package.json')
    // For another system, and so not here: the lock file quotes its package.json.
    const licence = existsSync(manifest)
      ? licenceOf(JSON.parse(readFileSync(manifest, 'utf8')))
      : (entry.license ?? 'none')
    counted.set(licence, (counted.get(licence) ?? 0) + 1)
    if (!isAllowed(licence, tools.test(name) ? allowedForTools : allowed)) {
      refused.push(`${name} ${entry.version ?? ''}: ${licence}`)
    }
  }
  return { counted, refused }
}

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(root, 'scripts/licences.mjs')) {
  runMain(async () => {
    const { counted, refused } = readLicences(root)
    const table = [...counted].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`)
    console.log(table.join(', '))
    for (const line of refused) say(`not allowed: ${line}`)
    if (refused.length > 0)
      say('Take another package, or have its licence looked at and allowed in scripts/licences.mjs.')
    return refused.length > 0 ? 1 : 0
  })
}
