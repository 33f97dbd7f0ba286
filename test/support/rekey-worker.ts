// Bundles the thread that encrypts anew for tests, which run TypeScript without a build; once per change.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const cache = resolve('node_modules/.cache/rekey-worker')
const sources = ['rekey-worker.ts', 'renew.ts', 'keyring.ts', 'fernet.ts'].map((name) =>
  resolve('src/main/crypto', name),
)

export async function rekeyWorker(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  const folder = join(cache, hash.digest('hex').slice(0, 16))
  const entry = join(folder, 'rekey-worker.js')
  if (existsSync(entry)) return entry
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'draft-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: sources[0] ?? '',
      outDir: draft,
      emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'rekey-worker.js' } },
    },
    resolve: { alias: { '@shared': resolve('src/shared') } },
    ssr: { noExternal: true },
  })
  try {
    renameSync(draft, folder)
  } catch {
    // Another worker was first.
    rmSync(draft, { recursive: true, force: true })
  }
  return entry
}
