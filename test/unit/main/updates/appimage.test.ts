// Replacing an AppImage: whole and checked or not at all; and never another program's.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareAppImage, swapAppImage } from '../../../../src/main/updates/appimage'
import { ownAppImage, packageKind, type Installed } from '../../../../src/main/updates/package-kind'
import { temporaryFolder } from '../config/files'

async function images() {
  const folder = await temporaryFolder()
  const image = join(folder, 'Console.AppImage')
  const path = join(folder, 'downloaded')
  await writeFile(image, 'old', { mode: 0o755 })
  await writeFile(path, 'new', { mode: 0o600 })
  return { folder, image, path, sha512: createHash('sha512').update('new') }
}

describe('an AppImage', () => {
  it('is replaced under its own name when the time comes, as executable as before', async () => {
    const { image, path, sha512 } = await images()
    await prepareAppImage(image, { path, sha512: sha512.digest('base64') })
    expect(await readFile(image, 'utf8')).toBe('old')
    swapAppImage(image)
    expect(await readFile(image, 'utf8')).toBe('new')
    expect((await stat(image)).mode & 0o777).toBe(0o755)
  })

  it('is prepared anew over what an interrupted run left, and knows hexadecimal sums', async () => {
    const { folder, image, path, sha512 } = await images()
    await writeFile(join(folder, '.Console.AppImage.update'), 'half of something')
    await prepareAppImage(image, { path, sha512: sha512.digest('hex') })
    swapAppImage(image)
    expect(await readFile(image, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['Console.AppImage', 'downloaded'])
  })

  it('stays as it is where the download was changed after it was checked', async () => {
    const { folder, image, path, sha512 } = await images()
    await writeFile(path, 'bad')
    const prepared = prepareAppImage(image, { path, sha512: sha512.digest('base64') })
    await expect(prepared).rejects.toMatchObject({ problem: { kind: 'tampered' } })
    expect(() => swapAppImage(image)).toThrow(/ENOENT/u)
    expect(await readFile(image, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['Console.AppImage', 'downloaded'])
  })

  it('is only the one this program runs from', () => {
    const env = { APPIMAGE: '/home/ada/Console.AppImage', APPDIR: '/tmp/.mount_Cons' }
    expect(ownAppImage(env, '/tmp/.mount_Cons/vm-lab-console')).toBe('/home/ada/Console.AppImage')
    expect(ownAppImage(env, '/opt/VMLabConsole/vm-lab-console')).toBeNull()
    expect(ownAppImage(env, '/tmp/.mount_Console2/vm-lab-console')).toBeNull()
    expect(ownAppImage({ APPIMAGE: env.APPIMAGE }, '/opt/VMLabConsole/vm-lab-console')).toBeNull()
  })
})

describe('the kind of package', () => {
  async function kindOf(changes: Partial<Installed>, type?: string) {
    const folder = await temporaryFolder()
    if (type !== undefined) await writeFile(join(folder, 'package-type'), type)
    const installed: Installed = {
      platform: 'linux',
      env: {},
      execPath: '/opt/VMLabConsole/vm-lab-console',
      resourcesPath: folder,
      packaged: true,
      exists: () => false,
    }
    return packageKind({ ...installed, ...changes })
  }

  it('is read from what the package brought', async () => {
    expect(await kindOf({}, 'deb\n')).toBe('deb')
    expect(await kindOf({}, 'rpm')).toBe('rpm')
    expect(await kindOf({})).toBe('other')
    expect(await kindOf({}, 'pacman')).toBe('other')
    expect(await kindOf({ packaged: false }, 'deb')).toBe('development')
    expect(await kindOf({ platform: 'darwin' })).toBe('mac')
    expect(await kindOf({ platform: 'win32' })).toBe('nsis')
    expect(await kindOf({ platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'C:\\c.exe' } })).toBe('other')
  })

  it('is asked of the system where the package does not say it', async () => {
    const on = (...paths: string[]) => ({ exists: (path: string) => paths.includes(path) })
    const link = '/usr/bin/vm-lab-console'
    const dpkg = '/var/lib/dpkg/info/vm-lab-console.list'
    expect(await kindOf(on(link, dpkg, '/var/lib/rpm'))).toBe('deb')
    expect(await kindOf(on(link, '/var/lib/rpm'))).toBe('rpm')
    expect(await kindOf(on(link, '/usr/lib/sysimage/rpm'))).toBe('rpm')
    // An archive that somebody unpacked.
    expect(await kindOf(on('/var/lib/rpm'))).toBe('other')
    expect(await kindOf({ ...on(link, dpkg), execPath: '/home/ada/VMLabConsole/vm-lab-console' })).toBe(
      'other',
    )
  })

  it('is that of the package though it was started from another program’s AppImage', async () => {
    const env = { APPIMAGE: '/home/ada/Terminal.AppImage', APPDIR: '/tmp/.mount_Term' }
    expect(await kindOf({ env }, 'deb')).toBe('deb')
  })

  it('of an AppImage depends on whether its folder can be written to', async () => {
    const folder = await temporaryFolder()
    const env = { APPIMAGE: join(folder, 'Console.AppImage'), APPDIR: '/tmp/.mount_Cons' }
    const execPath = '/tmp/.mount_Cons/vm-lab-console'
    expect(await kindOf({ env, execPath })).toBe('appimage')
    await mkdir(join(folder, 'gone'))
    expect(await kindOf({ env: { ...env, APPIMAGE: join(folder, 'nowhere/C.AppImage') }, execPath })).toBe(
      'read-only',
    )
  })
})
