// @ts-check
// Puts a prepared, empty database beside the built embedded host: a first start unpacks it in a second instead
// of making one in five.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root } from './paths.mjs'

/** The build's plugin. The copy is made once for each version of PGlite. @returns {import('vite').Plugin} */
export function embeddedCopy() {
  return {
    name: 'vmlab-embedded-copy',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return
      const cached = prepared(path.join(dir, 'embedded-host.js'))
      copyFileSync(cached, path.join(dir, 'embedded-database.bin'))
    },
  }
}

/** @param {string} host */
function prepared(host) {
  const manifest = path.join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const cache = path.join(root, 'node_modules', '.cache', 'embedded-copy')
  const file = path.join(cache, `${version}.bin`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  const draft = `${file}.${process.pid}`
  execFileSync(process.execPath, [host, '--prepare', draft])
  renameSync(draft, file)
  return file
}
