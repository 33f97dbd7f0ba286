// Serves the window's own files over app://console, with the policy that leaves it no other power.
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const scheme = 'app'
export const origin = 'app://console'

// React Aria puts one style element into the page (touch-action on its press targets): its hash, so that no
// other inline style gets in. Check it at each upgrade: a test listens for refusals.
const styleHash = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${styleHash}`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "require-trusted-types-for 'script'",
  // No policy may be made by which text could become trusted.
  "trusted-types 'none'",
].join('; ')

/**
 * Sent with every file. No opener policy: no page can open this one (pop-ups are refused), and it would cost the start
 * a change of process.
 */
const headers = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'bluetooth=(), camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), ' +
    'serial=(), usb=()',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-cache',
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Names as the build gives them: nothing hidden, no drive, device or stream of a file, nothing encoded. */
const plainPath = /^(?:\/\w[\w.-]*)+$/u

/** The file an address means, or null for whatever is not plainly a file inside the folder. */
export function fileFor(address: string, folder: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, username, password, search, pathname } = new URL(address)
  if (protocol !== `${scheme}:` || host !== 'console' || username || password || search) return null
  let path: string
  try {
    path = pathname === '/' ? '/index.html' : decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!plainPath.test(path)) return null
  const file = normalize(join(folder, path))
  return file.startsWith(folder + sep) && types[extname(file)] !== undefined ? file : null
}

/**
 * Answers requests for the window's files out of one folder; everything else is not found: what a link in the folder
 * leads out to as well.
 */
export function serveFolder(folder: string): (request: Request) => Promise<Response> {
  const realFolder = realpath(folder).catch(() => folder)
  const read = async (file: string): Promise<Buffer | null> => {
    try {
      const real = await realpath(file)
      return real.startsWith((await realFolder) + sep) ? await readFile(real) : null
    } catch {
      return null
    }
  }
  return async (request) => {
    const file = request.method === 'GET' ? fileFor(request.url, folder) : null
    const body = file && (await read(file))
    if (!file || !body) return new Response('Not found', { status: 404, headers })
    return new Response(new Uint8Array(body), {
      headers: { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' },
    })
  }
}
