// In what form this copy of the program was installed: only some of them may replace themselves.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/**
 * `appimage`, `nsis` and `mac` replace themselves. `deb` and `rpm` belong to the package manager. `read-only` is an
 * AppImage in a folder that this user may not write to. `other`: a portable copy, an unpacked archive.
 */
export type PackageKind = 'development' | 'appimage' | 'nsis' | 'mac' | 'deb' | 'rpm' | 'read-only' | 'other'

export interface Installed {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  execPath: string
  resourcesPath: string
  /** Whether it is a package at all, or runs from its source code. */
  packaged: boolean
  exists?: (path: string) => boolean
}

export function packageKind(installed: Installed): PackageKind {
  const { platform, env, execPath, resourcesPath, packaged, exists = existsSync } = installed
  if (!packaged) return 'development'
  if (platform === 'darwin') return 'mac'
  if (platform === 'win32') return env.PORTABLE_EXECUTABLE_FILE === undefined ? 'nsis' : 'other'
  if (platform !== 'linux') return 'other'
  const image = ownAppImage(env, execPath)
  if (image !== null) return isWritable(dirname(image)) ? 'appimage' : 'read-only'
  const written = packageType(resourcesPath)
  return written === 'deb' || written === 'rpm' ? written : managedAs(execPath, exists)
}

/**
 * The AppImage this program was started from, or null. The variables are inherited: a package started from another
 * program's AppImage, such as a terminal, has that one's, and must not replace it.
 */
export function ownAppImage(env: NodeJS.ProcessEnv, execPath: string): string | null {
  const { APPIMAGE: image, APPDIR: folder } = env
  if (!image || !folder) return null
  return execPath.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? image : null
}

/** A package that was built without an address for updates does not say what it is; the system knows. */
function managedAs(execPath: string, exists: (path: string) => boolean): 'deb' | 'rpm' | 'other' {
  // Where both kinds of package put it, with a link that only their installing makes.
  const isPackage = execPath === '/opt/VMLabConsole/vm-lab-console' && exists('/usr/bin/vm-lab-console')
  if (!isPackage) return 'other'
  if (exists('/var/lib/dpkg/info/vm-lab-console.list')) return 'deb'
  return exists('/usr/lib/sysimage/rpm') || exists('/var/lib/rpm') ? 'rpm' : 'other'
}

/** What electron-builder wrote into a .deb or .rpm package. */
function packageType(resourcesPath: string): string {
  try {
    return readFileSync(join(resourcesPath, 'package-type'), 'utf8').trim()
  } catch {
    return ''
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
