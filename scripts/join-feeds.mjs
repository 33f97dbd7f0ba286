// @ts-check
// Joins what the machines that made a release say of it into one folder: `node scripts/join-feeds.mjs FROM TO`.
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { parse, stringify } from 'yaml'
import { joinFeeds } from './dist/feeds.mjs'
import { SetupError, runMain } from './progress.mjs'

const nameForAll = 'SHA256SUMS'

runMain(async () => {
  const [from, to] = process.argv.slice(2)
  if (!from || !to) throw new SetupError('node scripts/join-feeds.mjs FROM TO: two folders are needed.')
  await mkdir(to, { recursive: true })
  /** @type {Map<string, import('./dist/feeds.mjs').Feed[]>} */
  const feeds = new Map()
  let sums = ''
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of files.sort((a, b) => (a < b ? -1 : 1))) {
    const name = path.basename(file)
    if (name === nameForAll) sums += await readFile(file, 'utf8')
    else if (/^latest.*\.yml$/.test(name)) {
      feeds.set(name, [...(feeds.get(name) ?? []), parse(await readFile(file, 'utf8'))])
    } else await copyFile(file, path.join(to, name))
  }
  await writeFile(path.join(to, nameForAll), sums)
  for (const [name, parts] of feeds) await writeFile(path.join(to, name), stringify(joinFeeds(parts)))
})
