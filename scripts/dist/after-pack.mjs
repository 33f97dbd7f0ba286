// @ts-check
// Run by electron-builder on each unpacked program, before it is sealed: takes out what came with the runtime only.
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

/**
 * Where the program looks for newer versions until an admin sets another place. An address in .invalid leads nowhere
 * (RFC 6761): the program takes it for none, and finds the rest of the file that it needs for an address set later.
 */
export const feed = process.env['VMLAB_UPDATE_FEED'] || 'https://vm-lab-console.invalid'

/** Electron's own greeting, and what our stand-in runtime and its downloader leave in the folder. */
const leftovers = ['default_app.asar', '../runtime.json', '../version']

/** @param {import('electron-builder').AfterPackContext} context */
export async function afterPack({ packager, appOutDir }) {
  const resources = packager.getResourcesDir(appOutDir)
  await Promise.all(leftovers.map((name) => rm(path.join(resources, name), { force: true })))
  // A runtime that was another program's once would fetch that one's updates.
  const update = path.join(resources, 'app-update.yml')
  const written = await readFile(update, 'utf8').catch(() => '')
  if (!written.split('\n').includes(`url: ${feed}`)) await rm(update, { force: true })
}
