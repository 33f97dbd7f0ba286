// Which profile this start will most likely open: read at once, since the first screen wants its preferences.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from '@shared/options.mjs'
import { z } from 'zod'
import { absolute } from './find-secrets'
import { temporaryId } from './profiles'

/** No more of `profiles.json` than is asked for here; what is wrong with it is for the connector to say. */
const list = z.object({
  last: z.string().nullable(),
  profiles: z.array(z.object({ id: z.string(), lab: z.object({ path: z.string().optional() }) })),
})

/** The id, or null where none is known. Wrong, the first screen is drawn with the defaults, and nothing else. */
export function firstProfile(
  folder: string,
  { options, env, cwd }: { options: Options; env: NodeJS.ProcessEnv; cwd: string },
): string | null {
  if (options.demo) return 'sample'
  const known = read(join(folder, 'profiles.json'))
  const named = options.secrets ?? env.VMLAB_SECRETS
  if (!named && known && known.last !== null) return known.last
  const path = named ? absolute(named, cwd) : join(cwd, '.streamlit', 'secrets.toml')
  return known?.profiles.find(({ lab }) => lab.path === path)?.id ?? temporaryId(path)
}

function read(path: string): z.infer<typeof list> | null {
  try {
    return list.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
