// Which database this start is about: the option, the environment, the profile chosen last, the current folder.
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Overrides } from '@shared/connection'
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import type { LabSource } from './profile'

const words = text.secrets.named

export type SecretsPlace =
  | {
      kind: 'file'
      origin: 'option' | 'environment' | 'profile' | 'folder'
      /** Absolute. */
      path: string
      overrides: Overrides
      /** The file that was named is not there: who named it, and what to do. */
      problem: Problem | null
    }
  /** The profile chosen last is no file: typed fields, the embedded or the sample lab. */
  | { kind: 'profile'; profile: Exclude<LabSource, { kind: 'file' }> }
  | { kind: 'nothing' }

export interface SecretsNames {
  /** The value of `--secrets`. */
  option: string | null | undefined
  /** The value of `VMLAB_SECRETS`. */
  env: string | undefined
  profile: LabSource | null
  cwd: string
}

/**
 * The first of: `--secrets`, `VMLAB_SECRETS`, the profile chosen last, `.streamlit/secrets.toml` in the current
 * folder. A file that was named and is gone is a problem; the next in the order is never taken in its place. The
 * profile's overrides hold for its file by whichever way it was named.
 */
export async function findSecretsFile({ option, env, profile, cwd }: SecretsNames): Promise<SecretsPlace> {
  const place = async (
    origin: 'option' | 'environment' | 'profile',
    named: string,
  ): Promise<SecretsPlace> => {
    const path = absolute(named, cwd)
    const own = profile?.kind === 'file' && absolute(profile.path, cwd) === path ? profile.overrides : {}
    const problem = (await isThere(path))
      ? null
      : { file: path, line: null, key: null, ...words[origin](path) }
    return { kind: 'file', origin, path, overrides: own, problem }
  }
  if (option) return place('option', option)
  if (env) return place('environment', env)
  if (profile?.kind === 'file') return place('profile', profile.path)
  if (profile) return { kind: 'profile', profile }
  const path = join(cwd, '.streamlit', 'secrets.toml')
  if (await isThere(path)) return { kind: 'file', origin: 'folder', path, overrides: {}, problem: null }
  return { kind: 'nothing' }
}

/** Shells don't expand `~` within `--secrets=~/…`. */
export function absolute(path: string, cwd: string): string {
  return resolve(cwd, path.replace(/^~(?=$|[/\\])/u, homedir()))
}

/** Anything by that name, readable or not: what is wrong with it is for the reader of the file to say. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR'
  }
}
