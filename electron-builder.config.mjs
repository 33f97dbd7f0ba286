// @ts-check
// What electron-builder makes of the built program, on every system; `npm run dist` (scripts/dist.mjs) calls it.
import process from 'node:process'
import { afterPack, feed } from './scripts/dist/after-pack.mjs'
import { assets, linuxFiles, notices } from './scripts/dist/assets.mjs'
import { packaged } from './scripts/dist/contents.mjs'

/** xz is smaller than zstd by a sixth, and takes minutes: `npm run dist -- --small` asks for it. */
const small = process.env['VMLAB_DIST_SMALL'] === '1'
const summary = 'Administration console of VM Lab'

/**
 * A package has an address to be named by; who builds one from a repository of their own says it in VMLAB_HOMEPAGE.
 * The reserved domain .invalid leads nowhere, as it should until then.
 */
const homepage = process.env['VMLAB_HOMEPAGE'] ?? 'https://vm-lab-console.invalid'
const maintainer =
  process.env['VMLAB_MAINTAINER'] ?? 'The VM Lab Console authors <authors@vm-lab-console.invalid>'

/** What the runtime links or loads. Each alternative is a name that a release of Debian, Ubuntu, Fedora or SUSE has. */
const debDepends = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libnss3',
  'libasound2t64 | libasound2',
  'libgbm1',
  'libdrm2',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libcups2t64 | libcups2',
  'libsecret-1-0',
  'libnotify4',
  'libuuid1',
  'xdg-utils',
]
const rpmDepends = [
  'gtk3',
  '(nss or mozilla-nss)',
  '(alsa-lib or libasound2)',
  '(mesa-libgbm or libgbm1)',
  '(libdrm or libdrm2)',
  '(libXScrnSaver or libXss1)',
  '(libXtst or libXtst6)',
  'at-spi2-core',
  '(cups-libs or libcups2)',
  '(libsecret or libsecret-1-0)',
  '(libnotify or libnotify4)',
  '(libuuid or libuuid1)',
  'xdg-utils',
]

/** @type {import('electron-builder').Configuration} */
const configuration = {
  appId: 'org.vmlab.console',
  // No space: below a folder with one, Chromium's sandbox helper can't be started.
  productName: 'VMLabConsole',
  copyright: 'MIT, The VM Lab Console authors',
  artifactName: '${productName}-${version}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: assets },
  extraMetadata: { homepage },
  files: packaged,
  // Left to itself it would unpack bcrypt's scripts too, and code belongs into the archive.
  asar: { smartUnpack: false },
  asarUnpack: ['**/*.node', 'node_modules/@electric-sql/pglite/dist/*.{wasm,data,tar.gz}'],
  // bcrypt brings a binary that suits every runtime.
  npmRebuild: false,
  nodeGypRebuild: false,
  electronLanguages: ['en-US'],
  compression: 'normal',
  afterPack,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    // macOS starts no program whose signature is broken, not even one without a certificate.
    resetAdHocDarwinSignature: true,
  },
  protocols: [{ name: 'VM Lab Console', schemes: ['vmlab'], role: 'Viewer' }],
  publish: [{ provider: 'generic', url: feed }],

  linux: {
    extraFiles: notices,
    // The archive is made beside these: see scripts/dist/archive.mjs.
    target: ['deb', 'rpm', 'AppImage'],
    executableName: 'vm-lab-console',
    icon: `${assets}/icons`,
    category: 'System',
    synopsis: summary,
    description: 'Run the people, virtual machines and bookmarks of a VM Lab portal from the desktop.',
    maintainer,
    vendor: 'The VM Lab Console authors',
    syncDesktopName: true,
    desktop: {
      entry: {
        Name: 'VM Lab Console',
        // The class that Electron gives its windows on X11; on Wayland they bear this file's own name.
        StartupWMClass: 'VMLabConsole',
        GenericName: 'Virtual Machine Administration',
        Keywords: 'vm;virtual machine;lab;portal;database;postgresql;',
        StartupNotify: 'true',
        Actions: 'sample;',
      },
      desktopActions: {
        sample: { Name: 'Open the Sample Lab', Exec: '/usr/bin/vm-lab-console --demo' },
      },
    },
  },
  deb: {
    depends: debDepends,
    recommends: ['fonts-noto-core | fonts-dejavu-core'],
    packageCategory: 'admin',
    afterInstall: 'resources/linux/after-install.sh',
    afterRemove: 'resources/linux/after-remove.sh',
    fpm: ['--deb-compression', small ? 'xz' : 'zst', ...linuxFiles],
  },
  rpm: {
    depends: rpmDepends,
    packageCategory: 'Applications/System',
    afterInstall: 'resources/linux/after-install.sh',
    afterRemove: 'resources/linux/after-remove.sh',
    fpm: ['--rpm-compression', small ? 'xzmt' : 'zstd', ...linuxFiles],
  },
  toolsets: { appimage: '1.0.3' },

  win: { extraFiles: notices, target: ['nsis', 'portable'], icon: `${assets}/icon.ico` },
  nsis: {
    artifactName: '${productName}-${version}-${arch}-setup.${ext}',
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    // Removing the program leaves what the user made with it.
    deleteAppDataOnUninstall: false,
    shortcutName: 'VM Lab Console',
    uninstallDisplayName: 'VM Lab Console',
  },
  portable: { artifactName: '${productName}-${version}-${arch}-portable.${ext}' },

  // Inside a bundle only what lies among its resources may be added.
  mac: {
    extraResources: notices,
    target: ['dmg', 'zip'],
    icon: `${assets}/icon.icns`,
    category: 'public.app-category.utilities',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/mac/entitlements.plist',
    entitlementsInherit: 'resources/mac/entitlements.plist',
    notarize: Boolean(process.env['APPLE_API_KEY']),
    extendInfo: { CFBundleDisplayName: 'VM Lab Console' },
  },
}

export default configuration
