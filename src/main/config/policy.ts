// What an administrator decided for everybody on this computer: one file, in a place that only they can write to.
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { lockMinutes } from '@shared/lock'
import { z } from 'zod'

/** Strict: a mistyped key must not silently leave on what somebody meant to turn off. */
const policySchema = z.strictObject({
  version: z.literal(1),
  updates: z
    .strictObject({
      /** False: never asks any address for newer versions, by itself or by hand. */
      enabled: z.boolean().default(true),
      /** The address that everybody's console asks; it may hold credentials, which every user of the computer can read. */
      feed: z.string().max(2000).optional(),
    })
    .prefault({}),
  /** After so many minutes without input everybody's console is locked; nobody can set another time then. */
  lock: z.strictObject({ minutes: lockMinutes }).optional(),
})
export type Policy = z.infer<typeof policySchema>

export type PolicyReport =
  | { kind: 'none' }
  | { kind: 'policy'; policy: Policy }
  /** `problem` is for the log: what is wrong with the file, without anything it holds. */
  | { kind: 'bad'; problem: string }

const maxBytes = 65_536

/**
 * Where the policy lies: a folder that only administrators may write to. On Windows that is not %ProgramData%, in
 * which every user may make folders, and so could decide for all others.
 */
export function policyPath(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32')
    return join(env.ProgramFiles ?? 'C:\\Program Files', 'vm-lab-console', 'policy.json')
  if (platform === 'darwin') return '/Library/Application Support/vm-lab-console/policy.json'
  return '/etc/vm-lab-console/policy.json'
}

/**
 * Read it, each time it matters. Never throws. A file is bad too where others than `owners` (user ids; null where the
 * system has none) could have written it.
 */
export async function readPolicy(path: string, owners: readonly number[] | null): Promise<PolicyReport> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) return bad('it is not a file')
    if (facts.size > maxBytes) return bad('it is larger than 64 KB')
    for (const place of owners === null ? [] : [path, dirname(path)]) {
      const { uid, mode } = await stat(place)
      if (!owners?.includes(uid)) return bad(`${place} belongs to another user than root`)
      if ((mode & 0o022) !== 0) return bad(`${place} can be changed by others than its owner`)
    }
    const parsed = policySchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (parsed.success) return { kind: 'policy', policy: parsed.data }
    return bad(parsed.error.issues.map(issueText).join('; '))
  } catch (error) {
    if (error instanceof SyntaxError) return bad('it is not JSON')
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'none' } : bad(`it cannot be read (${code})`)
  }
}

function bad(problem: string): PolicyReport {
  return { kind: 'bad', problem }
}

// Zod's own messages quote keys, never values.
function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}
