// A folder of files for one test, gone afterwards.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vmlab-config-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function temporaryFile(
  name: string,
  content: string | Uint8Array,
  mode = 0o600,
): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, content)
  await chmod(path, mode)
  return path
}
