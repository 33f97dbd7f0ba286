// What may be in the packaged program's archive, and what must.
import { describe, expect, it } from 'vitest'
import { wrongContents } from '../../../../scripts/dist/contents.mjs'
import { installedSize } from '../../../../scripts/dist/size.mjs'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const linux = { platform: 'linux', arch: 'x64' }
const pglite = '/node_modules/@electric-sql/pglite/dist'
const good = [
  '/package.json',
  '/out/main/index.js',
  '/out/main/pool-Fxv0Sg0L.js',
  '/out/main/compiled/pool-Fxv0Sg0L.js.13.0.245.19-electron.0',
  '/out/main/embedded-host.js',
  '/out/main/rekey-worker.js',
  '/out/main/embedded-database.bin',
  '/out/preload/index.js',
  '/out/renderer/index.html',
  '/out/renderer/assets/App-BNCZWE6w.css',
  '/resources/first_users.example.yaml',
  '/node_modules/bcrypt/bcrypt.js',
  '/node_modules/bcrypt/prebuilds/linux-x64/bcrypt.glibc.node',
  ...['index.cjs', 'pglite.wasm', 'pglite.data', 'pg_trgm.tar.gz'].map((name) => `${pglite}/${name}`),
]

describe('the archive', () => {
  it('is right with what runs, also when Windows writes its paths', () => {
    expect(wrongContents(good, linux)).toEqual([])
    expect(
      wrongContents(
        good.map((file) => file.replaceAll('/', '\\')),
        linux,
      ),
    ).toEqual([])
  })

  it.each([
    '/src/main/index.ts',
    '/out/main/index.js.map',
    '/out/bundled/main.json',
    '/out/renderer/assets/App.js.map',
    '/test/unit/main/lab.test.ts',
    '/resources/secrets.example.toml',
    '/node_modules/bcrypt/prebuilds/darwin-arm64/bcrypt.node',
    '/node_modules/bcrypt/src/bcrypt.cc',
    '/node_modules/sequelize/index.js',
    `${pglite}/pgcrypto.tar.gz`,
    `${pglite}/index.js`,
    '/.env',
  ])('may not hold %s', (file) => {
    expect(wrongContents([...good, file], linux)).toEqual([`should not be there: ${file}`])
  })

  it.each(good.filter((file) => !/pool-|App-/.test(file) && !file.endsWith('.node')))('needs %s', (file) => {
    const without = good.filter((other) => other !== file)
    expect(wrongContents(without, linux)).toEqual([`missing: ${file}`])
  })

  it("needs bcrypt's binary for its own system", () => {
    expect(wrongContents(good, { platform: 'linux', arch: 'arm64' })).toEqual([
      'should not be there: /node_modules/bcrypt/prebuilds/linux-x64/bcrypt.glibc.node',
      "missing: bcrypt's binary for linux-arm64",
    ])
  })
})

describe('the installed size', () => {
  const measure = async (bytes: number) => {
    const folder = mkdtempSync(join(tmpdir(), 'size-'))
    try {
      for (const [name, size] of Object.entries({
        'runtime/electron': 900,
        'runtime/locales/de.pak': 100,
        'runtime/resources/default_app.asar': 5_000,
        'program/vm-lab-console': bytes,
      })) {
        mkdirSync(join(folder, name, '..'), { recursive: true })
        writeFileSync(join(folder, name), Buffer.alloc(size))
      }
      return await installedSize(join(folder, 'program'), join(folder, 'runtime'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('is held to the bare runtime with what belongs to it, and no more', async () => {
    expect((await measure(1_120)).fits).toBe(true)
    expect((await measure(1_121)).fits).toBe(false)
  })
})
