// The address for newer versions that was built in: electron-builder writes it into the package.
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'

const configSchema = z.object({ provider: z.literal('generic'), url: z.string() })

/**
 * Null where the package has none. A package that is built without VMLAB_UPDATE_FEED names a host that ends in
 * `.invalid`, which exists nowhere (RFC 6761): it gets the rest of the file, which an address set later needs.
 */
export async function readBuildFeed(path: string): Promise<string | null> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch {
    return null
  }
  try {
    const { url } = configSchema.parse(parse(content))
    return URL.canParse(url) && new URL(url).hostname.endsWith('.invalid') ? null : url
  } catch {
    return null
  }
}
