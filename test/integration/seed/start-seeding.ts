// Bundles the starter once per change and runs it as a process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import type { ConnectionOptions } from '../../../src/main/db/connect'
import type {} from './starter'

/** The bundle's entry, in a folder below node_modules, where its packages are found. `remove` deletes it. */
export async function bundleStarter(): Promise<{ entry: string; remove(): void }> {
  const outDir = mkdtempSync(join(resolve('node_modules'), '.seed-starter-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve('test/integration/seed/starter.ts'),
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'starter.cjs' } },
    },
    resolve: { alias: { '@shared': resolve('src/shared') } },
  })
  return {
    entry: join(outDir, 'starter.cjs'),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  }
}

export interface Starter {
  /** Usernames it added; rejects with what it wrote to stderr where it ended otherwise. */
  readonly added: Promise<string[]>
  /** Resolves at its first line of output: it is hashing. */
  readonly hashing: Promise<void>
  kill9(): Promise<void>
}

export function startSeeding(entry: string, options: ConnectionOptions, file: string): Starter {
  const child = spawn(process.execPath, [entry, JSON.stringify(options), file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let errors = ''
  let result: string[] | null = null
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const hashing = new Promise<void>((done) => {
    createInterface(child.stdout).on('line', (line) => {
      done()
      if (line.startsWith('added ')) result = JSON.parse(line.slice(6)) as string[]
    })
  })
  const added = ended.then(() => {
    if (result === null) throw new Error(`the starter ended early: ${errors}`)
    return result
  })
  // A starter that is killed has no answer, and nobody waits for it.
  added.catch(() => undefined)
  return {
    added,
    hashing,
    async kill9() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
