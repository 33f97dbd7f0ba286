// @ts-check
// Packs the unpacked program for people without a package manager of ours.
import path from 'node:path'
import { run } from '../progress.mjs'

/**
 * The archive holds one folder, named like itself. Made with tar and not by electron-builder, which packs the folder
 * while it writes a package's own marks into it.
 * @param {string} folder the unpacked program
 * @param {string} target a name that ends in .tar.gz
 * @param {{ small: boolean }} options
 */
export async function archive(folder, target, { small }) {
  const top = path.basename(target, '.tar.gz')
  await run('tar.gz', 'tar', [
    '--create',
    `--file=${target}`,
    `--use-compress-program=gzip -${small ? 9 : 6}`,
    '--owner=root:0',
    '--group=root:0',
    '--sort=name',
    `--directory=${path.dirname(folder)}`,
    `--transform=s,^${path.basename(folder)},${top},S`,
    path.basename(folder),
  ])
}
