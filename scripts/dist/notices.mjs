// @ts-check
// Gathers the licences of everything in a package that is not ours, as their texts ask for.
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../paths.mjs'

const rule = '-'.repeat(78)

/**
 * @param {readonly import('./shipped.mjs').Shipped[]} packages
 * @param {string} electron its version
 * @param {string} electronFolder where the runtime's own licence lies
 */
export async function thirdPartyNotices(packages, electron, electronFolder) {
  const head =
    'VM Lab Console contains the software of others that is listed here, under the licences given.\n' +
    "Chromium's own parts and their licences are in LICENSES.chromium.html, beside the program.\n"
  const runtime = section(`Electron ${electron}`, 'MIT', await licenceOf(electronFolder))
  const sections = packages.map(async ({ name, version, licence, folder }) =>
    section(`${name} ${version}`, licence, await licenceOf(path.join(root, folder))),
  )
  return [head, runtime, ...(await Promise.all(sections))].join('\n')
}

/** @param {string} title @param {string} licence @param {string} text */
function section(title, licence, text) {
  return `${rule}\n${title}\nLicence: ${licence || 'see below'}\n\n${text.trim()}\n`
}

/** A package without a file of its own says its licence in package.json only. @param {string} folder */
async function licenceOf(folder) {
  const names = await readdir(folder)
  const files = names.filter((name) => /^(licen[cs]e|copying|notice)(?!s\.chromium)/i.test(name)).sort()
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')))
  return texts.length === 0 ? 'The package brings no text of its licence.' : texts.join('\n\n')
}
