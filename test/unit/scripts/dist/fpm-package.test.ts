// The stand-in for fpm: what it takes from electron-builder's command line, and what dpkg-deb and rpmbuild get of it.
import { describe, expect, it } from 'vitest'
import { controlFile, parseFpm, rpmArchitecture, specFile } from '../../../../scripts/dist/fpm-package.mjs'

const shared = [
  ['-s', 'dir'],
  ['--force'],
  ['--architecture', 'amd64'],
  ['--version', '1.2.3~beta'],
  ['--name', 'vm-lab-console'],
  ['--maintainer', 'Somebody <somebody@example.org>'],
  ['--vendor', 'A Lab'],
  ['--url', 'https://example.org'],
  ['--after-install', '/in/install.sh'],
  ['--after-remove', '/in/remove.sh'],
  ['--license', 'MIT'],
  ['-d', 'libnss3'],
  ['-d', 'libgbm1 | libgbm2'],
].flat()
const files = ['/build/linux-unpacked/=/opt/VMLabConsole', '/a=b/page.gz=/usr/share/man/man1/page.gz']
const deb = [
  ['-t', 'deb'],
  ['--package', '/out/x.deb'],
  ['--deb-compression', 'xz'],
  ['--deb-recommends', 'fonts-noto-core'],
  ['--description', 'A summary\n Some words.\n\n Some more.'],
  ['--category', 'admin'],
  ['--deb-priority', 'optional'],
  shared,
  ['--deb-compression', 'zst'],
  files,
].flat()
const rpm = [
  ['-t', 'rpm'],
  ['--package', '/out/x.rpm'],
  ['--rpm-os', 'linux'],
  ['--rpm-compression', 'zstd'],
  ['--description', 'Saves 100% of it'],
  ['--rpm-summary', 'A summary'],
  ['--category', 'Applications/System'],
  shared,
  files,
].flat()

describe('the command line', () => {
  it('gives the package its facts, the last of two values winning', () => {
    expect(parseFpm(deb)).toMatchObject({
      type: 'deb',
      name: 'vm-lab-console',
      version: '1.2.3~beta',
      target: '/out/x.deb',
      compression: 'zst',
      depends: ['libnss3', 'libgbm1 | libgbm2'],
      recommends: ['fonts-noto-core'],
      afterRemove: '/in/remove.sh',
    })
  })

  it('cuts a mapping at its last sign of equality', () => {
    expect(parseFpm(deb).files).toEqual([
      { from: '/build/linux-unpacked/', to: '/opt/VMLabConsole' },
      { from: '/a=b/page.gz', to: '/usr/share/man/man1/page.gz' },
    ])
  })

  it.each([
    [[...deb, '--config-files', '/etc/x'], '--config-files is not known here'],
    [[...deb, '--name'], '--name has no value'],
    [[...deb, 'a-file'], 'a-file does not say where in the package it goes'],
    [[...deb, '/a=relative'], '/a=relative does not say where in the package it goes'],
    [['-t', 'deb', '--name', 'x'], 'No version was given'],
  ])('refuses what it would otherwise leave out of the package (%#)', (args, message) => {
    expect(() => parseFpm(args)).toThrow(message)
  })
})

describe("Debian's control file", () => {
  it('says what the arguments said', () => {
    expect(controlFile(parseFpm(deb), 252_077)).toBe(`Package: vm-lab-console
Version: 1.2.3~beta
Architecture: amd64
Maintainer: Somebody <somebody@example.org>
Installed-Size: 252077
Depends: libnss3, libgbm1 | libgbm2
Recommends: fonts-noto-core
Section: admin
Priority: optional
Homepage: https://example.org
Description: A summary
 Some words.
 .
 Some more.
`)
  })

  it('leaves out what was not given', () => {
    const bare = [
      '-t',
      'deb',
      '--name',
      'x',
      '--version',
      '1',
      '--architecture',
      'all',
      '--package',
      '/x.deb',
    ]
    expect(controlFile(parseFpm(bare), 1)).toBe(
      'Package: x\nVersion: 1\nArchitecture: all\nInstalled-Size: 1\n',
    )
  })
})

describe("RPM's spec file", () => {
  const spec = specFile(parseFpm(rpm), { afterInstall: 'echo 50%', afterRemove: 'exit 0' })

  it('requires what the program needs and nothing that rpm guesses', () => {
    expect(spec).toContain('Requires: libnss3\nRequires: libgbm1 | libgbm2\n')
    expect(spec).toContain('AutoReqProv: no\n')
  })

  it('owns the files and no folder of the system', () => {
    expect(spec.slice(spec.indexOf('%files'))).toBe(
      '%files\n%defattr(-,root,root,-)\n"/opt/VMLabConsole"\n"/usr/share/man/man1/page.gz"\n',
    )
  })

  it('keeps percent signs from being macros', () => {
    expect(spec).toContain('%description\nSaves 100%% of it\n%post\necho 50%%\n%postun\nexit 0\n')
  })

  it('refuses a compression that it has no name for', () => {
    const strange = { ...parseFpm(rpm), compression: 'lzip' }
    expect(() => specFile(strange, { afterInstall: '', afterRemove: '' })).toThrow('lzip')
  })

  it('names machines as rpm does', () => {
    expect(['amd64', 'arm64', 'noarch'].map(rpmArchitecture)).toEqual(['x86_64', 'aarch64', 'noarch'])
  })
})
