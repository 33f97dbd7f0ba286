// @ts-check
// What packages hold beside the program and is made anew for each: icons, man page, notices, the list of parts.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { optionTable } from '../../src/shared/options.mjs'
import { root, stamps } from '../paths.mjs'
import { billOfMaterials } from './bill.mjs'
import { makeIcons } from './icons.mjs'
import { manPage } from './man-page.mjs'
import { thirdPartyNotices } from './notices.mjs'
import { shippedPackages } from './shipped.mjs'

export const assets = path.join(stamps, 'package')

/** @param {string} name */
const asset = (name) => path.join(assets, name)

/** Beside app.asar, in every package. */
export const notices = ['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json'].map((name) => ({
  from: asset(name),
  to: name,
}))

/** Files of .deb and .rpm outside the program's own folder, as fpm takes them. */
export const linuxFiles = [
  `${asset('vm-lab-console.1.gz')}=/usr/share/man/man1/vm-lab-console.1.gz`,
  `${asset('org.vmlab.console.metainfo.xml')}=/usr/share/metainfo/org.vmlab.console.metainfo.xml`,
  `${asset('scalable.svg')}=/usr/share/icons/hicolor/scalable/apps/vm-lab-console.svg`,
  `${asset('LICENSE.txt')}=/usr/share/doc/vm-lab-console/copyright`,
]

/**
 * Needs the build, which notes the packages it took in.
 * @param {{ version: string, electron: string, electronFolder: string, released: string }} of
 */
export async function makeAssets({ version, electron, electronFolder, released }) {
  await mkdir(assets, { recursive: true })
  const packages = await shippedPackages()
  const metainfo = await readFile(path.join(root, 'resources/linux/org.vmlab.console.metainfo.xml'), 'utf8')
  await Promise.all([
    makeIcons(path.join(root, 'resources/icon.svg'), assets),
    writeFile(asset('LICENSE.txt'), await readFile(path.join(root, 'LICENSE'))),
    writeFile(asset('THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(packages, electron, electronFolder)),
    writeFile(asset('sbom.cdx.json'), await billOfMaterials(packages, version, electron)),
    writeFile(asset('vm-lab-console.1.gz'), gzipSync(manPage(version, optionTable), { level: 9 })),
    writeFile(
      asset('org.vmlab.console.metainfo.xml'),
      metainfo.replaceAll('@version@', version).replaceAll('@date@', released),
    ),
  ])
  return packages.length
}
