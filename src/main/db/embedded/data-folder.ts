// The folder of database files: opened as it is, or made, from the prepared copy where the program ships one.
import { closeSync, existsSync, fdatasyncSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The prepared copy's name, beside the bundled host. */
export const preparedName = 'embedded-database.bin'

/**
 * Open the database in `<folder>/data`. Where there is none it is unpacked from the prepared copy (0.4 s), or
 * made (5 s). Both happen in a folder of another name first: a kill half-way leaves nothing that looks whole.
 */
export async function openData(folder: string, prepared: string): Promise<{ pg: PGlite; created: boolean }> {
  const data = join(folder, 'data')
  const created = !existsSync(join(data, 'PG_VERSION'))
  if (created) {
    const draft = join(folder, 'data.new')
    rmSync(draft, { recursive: true, force: true })
    rmSync(data, { recursive: true, force: true })
    if (existsSync(prepared)) unpack(readFileSync(prepared), draft)
    else await (await PGlite.create({ dataDir: draft })).close()
    renameSync(draft, data)
  }
  return { pg: await PGlite.create(durable(data)), created }
}

/** Make the prepared copy (some 5 MB). The files are the same on every system, since the server is WASM. */
export async function prepareCopy(target: string): Promise<void> {
  const draft = `${target}.folder`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  try {
    await (await PGlite.create({ dataDir: join(draft, 'data') })).close()
    writeFileSync(target, pack(join(draft, 'data')))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

// PGlite turns fsync off, and its file system has none. With both, a commit that was answered is on the disk,
// as with any PostgreSQL: it outlives not only a killed process but the power cord.
function durable(data: string): PGliteOptions {
  return {
    fs: new SyncedFolder(data),
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
      '-c',
      'wal_sync_method=fsync',
      '-c',
      'application_name=VM Lab Console',
    ],
    extensions: { pg_trgm },
  }
}

interface Emscripten {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => void } }
}

class SyncedFolder extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const prepared = await super.init(pg, options)
    const addSync = (mod: unknown) => {
      ;(mod as Emscripten).NODEFS.stream_ops.fsync = (stream) => fdatasyncSync(stream.nfd)
    }
    const { emscriptenOpts } = prepared
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [addSync, ...(emscriptenOpts.preRun ?? [])] } }
  }
}

// The copy is a row of entries: length of the name, name, length of the content, content. A name that ends in
// a slash is a folder: PostgreSQL needs its empty ones.
function pack(folder: string): Uint8Array {
  const parts: Uint8Array[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1).replaceAll('\\', '/') + (entry.isDirectory() ? '/' : '')
    const content = entry.isDirectory() ? Buffer.alloc(0) : readFileSync(path)
    parts.push(sized(Buffer.from(name)), sized(content))
  }
  return gzipSync(Buffer.concat(parts), { level: 9 })
}

function sized(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

function unpack(copy: Uint8Array, folder: string): void {
  const bytes = gunzipSync(copy)
  let at = 0
  const next = () => {
    const length = bytes.readUInt32LE(at)
    const part = bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
    return part
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  while (at < bytes.length) {
    const name = next().toString('utf8')
    const content = next()
    const path = join(folder, name)
    if (name.endsWith('/')) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
    } else {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const file = openSync(path, 'w', 0o600)
      writeFileSync(file, content)
      closeSync(file)
    }
  }
}
