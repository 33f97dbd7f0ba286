// Compiled code that is kept for the next start: it runs the same, it follows the sources, and damage does no harm.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cacheCode } from '../../../src/main/code-cache'

// Within one process V8 would remember a script by its text, and not look at what was kept.
setFlagsFromString('--no-compilation-cache')

const { extensions } = createRequire(import.meta.url)
const usual = extensions['.js']
let folder: string
let code: string
let cache: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmlab-code-'))
  code = join(folder, 'main')
  cache = join(folder, 'data/compiled')
  mkdirSync(code)
  write(
    'greet-AbCd_123.js',
    "exports.greet = (name) => 'hello ' + name + ' from ' + require('node:path').basename(__dirname)",
  )
  write(
    'start-aaaaaaaa.js',
    "const { greet } = require('./greet-AbCd_123.js'); exports.said = greet('lab'); exports.own = module.id === __filename",
  )
})
afterEach(() => {
  extensions['.js'] = usual
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, content: string) => writeFileSync(join(code, name), content)

/** One start of the program: a fresh module cache, one script loaded, what is new kept. */
async function start(script = 'start-aaaaaaaa.js'): Promise<unknown> {
  extensions['.js'] = usual
  const keep = cacheCode(code, cache)
  const load = createRequire(join(code, 'index.js'))
  for (const file of Object.keys(load.cache)) if (file.startsWith(code)) delete load.cache[file]
  const exports: unknown = load(`./${script}`)
  await keep()
  return exports
}

const kept = () => readdirSync(cache).sort()
const names = (...scripts: string[]) => scripts.map((name) => `${name}.${process.versions.v8}`)

it('runs the same with and without what was kept, and keeps it once', async () => {
  const first = await start()
  expect(first).toEqual({ said: 'hello lab from main', own: true })
  expect(kept()).toEqual(names('greet-AbCd_123.js', 'start-aaaaaaaa.js'))
  const bytes = readFileSync(join(cache, kept()[0] ?? ''))
  expect(await start()).toEqual(first)
  expect(readFileSync(join(cache, kept()[0] ?? ''))).toEqual(bytes)
})

it('drops what belongs to an older version of the program', async () => {
  await start()
  write('start-bbbbbbbb.js', "exports.said = 'new'")
  expect(await start('start-bbbbbbbb.js')).toEqual({ said: 'new' })
  expect(kept()).toEqual(names('start-bbbbbbbb.js'))
})

it('is not misled by damage, and mends it', async () => {
  await start()
  const damaged = join(cache, kept()[1] ?? '')
  const whole = readFileSync(damaged).length
  writeFileSync(damaged, 'no code at all')
  expect(await start()).toMatchObject({ said: 'hello lab from main' })
  expect(readFileSync(damaged).length).toBeGreaterThan(whole / 2)
})

it('leaves alone what is not named by its content', async () => {
  write('index.js', "exports.said = 'plain'")
  expect(await start('index.js')).toEqual({ said: 'plain' })
  expect(kept()).toEqual([])
  write('index.js', "exports.said = 'other'")
  expect(await start('index.js')).toEqual({ said: 'other' })
})

it('works where nothing can be kept', async () => {
  writeFileSync(join(folder, 'data'), 'a file where a folder should be')
  await expect(start()).rejects.toThrow()
  const load = createRequire(join(code, 'index.js'))
  expect(load('./start-aaaaaaaa.js')).toMatchObject({ said: 'hello lab from main' })
})
