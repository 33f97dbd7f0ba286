// What `npm run dist` decides and writes by itself: the plan, the table, the man page, the parts, the feeds.
import { describe, expect, it } from 'vitest'
import { cut } from '../../../../scripts/dist/bill.mjs'
import { joinFeeds } from '../../../../scripts/dist/feeds.mjs'
import { manPage } from '../../../../scripts/dist/man-page.mjs'
import { plan } from '../../../../scripts/dist/plan.mjs'
import { packageFolder } from '../../../../scripts/dist/shipped.mjs'
import { sums, table } from '../../../../scripts/dist/table.mjs'
import { optionTable } from '../../../../src/shared/options.mjs'

describe('the plan', () => {
  const linux = { platform: 'linux', arch: 'x64' }

  it('makes on Linux what needs no download, and says why not the rest', () => {
    const { targets, refused } = plan({ ...linux, toolsReachable: false })
    expect(targets).toEqual(['deb', 'rpm', 'tar.gz'])
    expect(refused.map(({ name }) => name)).toEqual([
      'AppImage',
      'Linux arm64',
      'Windows: nsis, portable',
      'macOS: dmg, zip',
    ])
    expect(refused[0]?.why).toContain("can't be reached")
  })

  it('makes the AppImage where its runtime can be had', () => {
    expect(plan({ ...linux, toolsReachable: true }).targets).toContain('AppImage')
  })

  it.each([
    ['win32', ['nsis', 'portable']],
    ['darwin', ['dmg', 'zip']],
  ])("makes on %s that system's own", (platform, targets) => {
    expect(plan({ platform, arch: 'arm64', toolsReachable: true }).targets).toEqual(targets)
  })

  it('makes and mentions only what was asked for', () => {
    const { targets, refused } = plan({ ...linux, toolsReachable: false }, ['deb', 'dmg'])
    expect(targets).toEqual(['deb'])
    expect(refused.map(({ name }) => name)).toEqual(['Linux arm64', 'macOS: dmg'])
  })
})

describe('the table', () => {
  const made = [{ name: 'a.deb', bytes: 92_850_000, sha256: 'ab12' }]

  it('lists what was made and what was not, in columns', () => {
    expect(table(made, [{ name: 'macOS: dmg', why: 'made on macOS only' }])).toBe(
      'Made:\n  a.deb        92.8 MB  ab12\nNot made:\n  macOS: dmg  made on macOS only',
    )
  })

  it('writes checksums as sha256sum reads them', () => {
    expect(sums(made)).toBe('ab12  a.deb\n')
  })
})

describe('the man page', () => {
  const page = manPage('1.0.0', optionTable)

  it.each(optionTable.map(({ name, text }) => [name, text]))('tells of --%s', (name, text) => {
    expect(page).toContain(`\\fB\\-\\-${name.replaceAll('-', '\\-')}\\fR`)
    expect(page).toContain(text.replaceAll('-', '\\-'))
  })

  it('lets no text be a command of the formatter', () => {
    const odd = [{ name: 'odd', key: 'demo', text: '.SH evil \\fB' }] as const
    expect(manPage('1', odd)).toContain('\n\\&.SH evil \\efB.\n')
  })
})

describe('the list of parts', () => {
  const component = (name: string) => ({
    name,
    version: '1.0.0',
    'bom-ref': `${name}@1.0.0`,
    scope: 'optional',
    properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
  })
  const bill = {
    metadata: { component: { name: 'folder', version: '0.1.0', 'bom-ref': 'own@0.1.0' } },
    components: ['react', 'scheduler', 'vitest'].map(component),
    dependencies: [{ ref: 'react@1.0.0', dependsOn: ['scheduler@1.0.0', 'vitest@1.0.0'] }],
  }

  it('keeps what ships, as required, and adds the runtime', () => {
    const shipped = ['react', 'scheduler'].map((name) => ({ name, version: '1.0.0' }))
    const { components, dependencies, metadata } = cut(bill, shipped, '2.0.0', '33.2.1')
    expect(components.map(({ name }) => name)).toEqual(['react', 'scheduler', 'electron'])
    expect(components[0]).toEqual({
      name: 'react',
      version: '1.0.0',
      'bom-ref': 'react@1.0.0',
      scope: 'required',
    })
    expect(dependencies).toEqual([
      { ref: 'own@0.1.0', dependsOn: ['react@1.0.0', 'scheduler@1.0.0', 'electron@33.2.1'] },
      { ref: 'react@1.0.0', dependsOn: ['scheduler@1.0.0'] },
    ])
    expect(metadata.component).toMatchObject({ name: 'vm-lab-console', version: '2.0.0' })
  })

  it('fails when something ships that npm does not know', () => {
    expect(() => cut(bill, [{ name: 'stranger', version: '3.0.0' }], '2.0.0', '33.2.1')).toThrow(
      'stranger@3.0.0',
    )
  })
})

it.each([
  ['/home/x/node_modules/react/index.js', 'node_modules/react'],
  ['C:\\x\\node_modules\\@a\\b\\lib\\c.js', 'node_modules/@a/b'],
  ['\0/x/node_modules/a/node_modules/b/c.js?commonjs', 'node_modules/a/node_modules/b'],
  ['/home/x/src/main/index.ts', undefined],
])('finds the package of the module %s', (id, folder) => {
  expect(packageFolder(id)).toBe(folder)
})

describe('the feeds of several machines', () => {
  const part = (url: string, version = '1.0.0') => ({ version, files: [{ url }], releaseDate: 'today' })

  it('become one that lists the files of all', () => {
    expect(joinFeeds([part('x64.exe'), part('arm64.exe')])).toEqual({
      ...part('x64.exe'),
      files: [{ url: 'x64.exe' }, { url: 'arm64.exe' }],
    })
  })

  it('are refused when they tell of different versions', () => {
    expect(() => joinFeeds([part('a'), part('b', '2.0.0')])).toThrow('version 1.0.0, another of 2.0.0')
  })
})
