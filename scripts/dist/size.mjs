// @ts-check
// Holds the installed program to its budget: so much over the bare runtime, and no more.
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { megabytes } from './table.mjs'

/** Times the bare runtime's own size. */
export const budget = 1.12

/** Not part of a runtime as it is distributed: see after-pack.mjs. */
const added = new Set(['default_app.asar', 'runtime.json', 'version'])

/**
 * Bytes of all files below a folder; a link counts as itself.
 * @param {string} folder
 * @param {(file: string) => boolean} [counts] by the path below the folder
 */
export async function sizeOf(folder, counts = () => true) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const sizes = await Promise.all(
    files.map(async (file) => (counts(path.relative(folder, file)) ? (await lstat(file)).size : 0)),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * @param {string} program the unpacked program
 * @param {string} runtime the bare runtime
 * @returns {Promise<{ fits: boolean, text: string }>}
 */
export async function installedSize(program, runtime) {
  const isRuntime = (/** @type {string} */ file) => !added.has(path.basename(file))
  const [ours, bare, oneLanguage] = await Promise.all([
    sizeOf(program),
    sizeOf(runtime, isRuntime),
    sizeOf(runtime, (file) => isRuntime(file) && (!/locales[\\/]/.test(file) || file.endsWith('en-US.pak'))),
  ])
  const text =
    `Installed: ${megabytes(ours)}, ${(ours / bare).toFixed(3)} x the bare runtime's ${megabytes(bare)} ` +
    `(limit ${budget}); the runtime with one language alone: ${megabytes(oneLanguage)}`
  return { fits: ours <= bare * budget, text }
}
