// The secrets file with another cipher key, as a copy: everything else in it stays as somebody wrote it.
import { lstat, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/errors'
import { text } from '@shared/text'
import { readToml } from './toml-lines'

const words = text.credentials.rekey

/** Null where the key's place in the text cannot be told for sure. */
export function withCipherKey(source: string, key: string): string | null {
  const before = readToml(source)
  if (before.problems.length > 0) return null
  const lines = source.split('\n')
  const own = before.keys.find((entry) => entry.key === 'cipher_key' && !entry.inTable)
  let changed: string
  if (own) {
    const head = lines.slice(0, own.line - 1).join('\n')
    const rest = lines.slice(own.line - 1).join('\n')
    const value =
      /^([ \t]*(?:cipher_key|"cipher_key"|'cipher_key')[ \t]*=[ \t]*)("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')/u
    if (!value.test(rest)) return null
    changed = (own.line > 1 ? `${head}\n` : '') + rest.replace(value, (_, name: string) => `${name}"${key}"`)
  } else {
    // Before the first section: below it the key would belong to that.
    const section = lines.findIndex((line) => /^[ \t]*\[/u.test(line))
    const place = section < 0 ? lines.length - (lines.at(-1) === '' ? 1 : 0) : section
    changed = lines.toSpliced(place, 0, `cipher_key = "${key}"`).join('\n')
  }
  const after = readToml(changed)
  const isSame = sameValues({ ...before.values, cipher_key: key }, after.values ?? {})
  return isSame && after.problems.length === 0 ? changed : null
}

function sameValues(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(left)
  const equal = (name: string) => JSON.stringify(left[name]) === JSON.stringify(right[name])
  return names.length === Object.keys(right).length && names.every(equal)
}

/** Whether anything has this path: a link that leads nowhere, too. */
export async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** A path for the copy in this folder that nothing has yet. */
export async function freeCopyPath(folder: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const path = join(folder, `secrets.new-key${count === 1 ? '' : `-${count}`}.toml`)
    if (!(await isTaken(path))) return path
  }
}

/**
 * Write the copy, for its owner alone, and never over anything: what is there may be the only copy of another key.
 * `from`: the portal's file; null makes a file with the key and nothing else.
 * @throws AppError `invalid_input` where something has that path, or it cannot be written
 */
export async function writeSecretsCopy(from: string | null, to: string, key: string): Promise<void> {
  const source = from === null ? '' : await readFile(from, 'utf8').catch(() => null)
  const changed = source === null ? null : withCipherKey(source, key)
  if (changed === null) throw refused(words.noPlace)
  const file = await open(to, 'wx', 0o600).catch(async () => {
    throw refused((await isTaken(to)) ? words.exists(to) : words.notWritten(to))
  })
  const isWhole = await file
    .writeFile(changed)
    .then(() => file.sync())
    .then(
      () => true,
      () => false,
    )
  await file.close()
  if (isWhole) return
  await rm(to, { force: true })
  throw refused(words.notWritten(to))
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}
