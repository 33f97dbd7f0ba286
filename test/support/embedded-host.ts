// Bundles the embedded database's process for tests, which run TypeScript without a build; once per change.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { build } from 'vite'

const sources = resolve('src/main/db/embedded')
const cache = resolve('node_modules/.cache/embedded-host')

/** The bundled host, with the prepared copy of an empty database beside it. Safe in several workers at once. */
export async function embeddedHost(): Promise<string> {
  const folder = join(cache, fingerprint())
  const entry = join(folder, 'embedded-host.js')
  if (existsSync(entry)) return entry
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'draft-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(sources, 'host.ts'),
      outDir: draft,
      emptyOutDir: false,
      rollupOptions: {
        external: [/^@electric-sql\/pglite/u],
        output: { format: 'cjs', entryFileNames: 'embedded-host.js' },
      },
    },
    resolve: { alias: { '@shared': resolve('src/shared') } },
    ssr: { noExternal: true },
  })
  execFileSync(process.execPath, [
    join(draft, 'embedded-host.js'),
    '--prepare',
    join(draft, 'embedded-database.bin'),
  ])
  try {
    renameSync(draft, folder)
  } catch {
    // Another worker was first.
    rmSync(draft, { recursive: true, force: true })
  }
  return entry
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)))
  hash.update(readFileSync(resolve('node_modules/@electric-sql/pglite/package.json')))
  return hash.digest('hex').slice(0, 16)
}
