// @ts-check
// The tools that packages are made with: on Linux the distribution's own; what those can't make needs a download.
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root } from '../paths.mjs'
import { SetupError } from '../progress.mjs'
import { installDebianPackages, isDebian } from '../system-packages.mjs'

const downloads = 'https://github.com/electron-userland/electron-builder-binaries'

/** Whether electron-builder can download its tools; a mirror that somebody names is taken at its word. */
export async function toolsAreReachable() {
  if (process.env['ELECTRON_BUILDER_BINARIES_MIRROR']) return true
  try {
    await fetch(downloads, { method: 'HEAD', signal: AbortSignal.timeout(5_000) })
    return true
  } catch {
    return false
  }
}

/**
 * The environment in which electron-builder works on Linux. It makes .deb and .rpm with fpm, which it downloads; our
 * stand-in uses dpkg-deb and rpmbuild instead, everywhere, so that what is tested without GitHub is what is released.
 * @param {{ small: boolean }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function linuxTools({ small }) {
  if (isDebian()) await installDebianPackages('packaging')
  const missing = ['rpmbuild', 'dpkg-deb'].filter((name) => !find(name))
  if (missing.length > 0) {
    throw new SetupError(
      `These programs are needed to make packages, and are missing: ${missing.join(', ')}.\n` +
        "Install them with your system's package manager (rpm-build, dpkg).",
    )
  }
  return {
    CUSTOM_FPM_PATH: path.join(root, 'scripts', 'dist', 'fpm.mjs'),
    VMLAB_DIST_SMALL: small ? '1' : '0',
  }
}

/** @param {string} name @returns {string | undefined} */
function find(name) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
