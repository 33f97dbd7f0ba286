// Keeps the compiled form of the program's own code, so that the next start need not compile three megabytes again.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

type Compiled = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  file: string,
  folder: string,
) => void

/** Names that the bundler gives by content. V8 itself would take another script of the same length for the same. */
const namedByContent = /-[\w-]{8}\.js$/u

/**
 * From now on the scripts in `folder` that are named by their content are loaded with what V8 made of them at an
 * earlier start, kept in `cache`. Answers the function that keeps what is new; call it when everything a start needs
 * has run, for V8 compiles what runs.
 */
export function cacheCode(folder: string, cache: string): () => Promise<void> {
  const fresh = new Map<string, Script>()
  const used = new Set<string>()
  const { extensions } = createRequire(join(folder, 'index.js'))
  const usual = extensions['.js']

  extensions['.js'] = (module, file) => {
    if (dirname(file) !== folder || !namedByContent.test(file)) return usual?.(module, file)
    const kept = `${basename(file)}.${process.versions.v8}`
    const cachedData = read(join(cache, kept))
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'utf8')}\n})`
    const script = new Script(wrapped, { filename: file, ...(cachedData ? { cachedData } : {}) })
    used.add(kept)
    if (!cachedData || script.cachedDataRejected === true) fresh.set(kept, script)
    const compiled = script.runInThisContext() as Compiled
    compiled.call(module.exports, module.exports, createRequire(file), module, file, folder)
  }

  return async () => {
    await mkdir(cache, { recursive: true })
    for (const [name, script] of fresh) {
      // Whole or not at all: V8 does not look twice at what it is given.
      const draft = join(cache, `${name}.${process.pid}.draft`)
      await writeFile(draft, script.createCachedData(), { mode: 0o600 })
      await rename(draft, join(cache, name))
    }
    fresh.clear()
    // An older version's, or another runtime's.
    const old = (await readdir(cache)).filter((name) => !used.has(name))
    await Promise.all(old.map((name) => rm(join(cache, name), { force: true })))
  }
}

function read(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
