// The secrets file with another cipher key, as a copy: everything else in it stays as somebody wrote it.
import { readFile, realpath } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
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

/**
 * Write the copy, for its owner alone. `from`: the portal's file, which is never written; null makes a file with the key and nothing
 * else. @throws AppError `invalid_input` where the place is the file itself, or cannot be written
 */
export async function writeSecretsCopy(from: string | null, to: string, key: string): Promise<void> {
  if (from !== null && (await sameFile(from, to))) throw refused(words.sameFile)
  const source = from === null ? '' : await readFile(from, 'utf8').catch(() => null)
  const changed = source === null ? null : withCipherKey(source, key)
  if (changed === null) throw refused(words.noPlace)
  try {
    await writeFileAtomic(to, changed, { mode: 0o600 })
  } catch {
    throw refused(words.notWritten(to))
  }
}

async function sameFile(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([left, right].map((path) => realpath(path).catch(() => path)))
  return one === other
}

function refused(message: string): AppError {
  return new AppError({ code: 'invalid_input', message, fields: {} })
}
