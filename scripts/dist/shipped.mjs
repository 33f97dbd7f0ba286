// @ts-check
// Knows the npm packages whose code is in a package: those the bundler took in, and those that lie beside the bundles.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../paths.mjs'

/** @typedef {{ name: string, version: string, licence: string, folder: string }} Shipped */

/** Loaded by the program from node_modules; electron.vite.config.ts leaves them out of the bundles. */
const beside = ['bcrypt', 'node-gyp-build', '@electric-sql/pglite']
const noted = path.join(root, 'out', 'bundled')

/**
 * The build's plugin: notes the folders of the packages of which something is in the bundle.
 * @param {'main' | 'preload' | 'renderer'} bundle
 * @returns {import('vite').Plugin}
 */
export function notePackages(bundle) {
  return {
    name: 'vmlab-note-packages',
    apply: 'build',
    writeBundle(_options, output) {
      /** @type {Set<string>} */
      const folders = new Set()
      for (const chunk of Object.values(output)) {
        if (chunk.type !== 'chunk') continue
        for (const [id, module] of Object.entries(chunk.modules)) {
          const folder = packageFolder(id)
          if (folder && module.renderedLength > 0) folders.add(folder)
        }
      }
      mkdirSync(noted, { recursive: true })
      writeFileSync(path.join(noted, `${bundle}.json`), JSON.stringify([...folders], null, 2))
    },
  }
}

/**
 * The folder of a module's package below node_modules; undefined for modules of our own.
 * @param {string} id a module's path as the bundler names it
 */
export function packageFolder(id) {
  const file = id.replace(/^\0+/, '').replaceAll('\\', '/')
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/.exec(file)?.[0].replace(/^.*?(?=node_modules\/)/, '')
}

/** @returns {Promise<Shipped[]>} by name */
export async function shippedPackages() {
  const folders = new Set(beside.map((name) => `node_modules/${name}`))
  for (const file of await readdir(noted)) {
    const list = JSON.parse(await readFile(path.join(noted, file), 'utf8'))
    for (const folder of list) folders.add(folder)
  }
  return [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** @param {string} folder @returns {Shipped} */
function describe(folder) {
  const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
  const { name, version, license } = manifest
  return { name, version, licence: typeof license === 'string' ? license : (license?.type ?? ''), folder }
}
