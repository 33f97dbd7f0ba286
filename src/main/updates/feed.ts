// Addresses that the program may take new versions from, and which requests it may make for them.

/** An address to ask for newer versions. */
export interface Feed {
  /** Without credentials; what the updater is given. */
  readonly url: string
  /** What carries the credentials; never logged. */
  readonly headers: Readonly<Record<string, string>>
  /** Scheme, host and port: what the log and people are told. */
  readonly place: string
}

export type FeedFailure = 'not-address' | 'not-secure' | 'credentials' | 'too-long'

const parse = (address: string, base?: string) =>
  URL.canParse(address, base) ? new URL(address, base) : null

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Https, or http to this computer itself: nobody on the way may change what becomes this program. */
export function isSecure(address: string): boolean {
  const url = parse(address)
  return (
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname)))
  )
}

/**
 * Read an address that a person or an administrator gave. `credentials` says whether it may hold a name and password
 * or a query: those go into a header, or are sent with each request, and would be kept in the clear.
 */
export function parseFeed(
  address: string,
  { credentials }: { credentials: boolean },
): { ok: true; feed: Feed } | { ok: false; failure: FeedFailure } {
  if (address.length > 2000) return { ok: false, failure: 'too-long' }
  const url = parse(address.trim())
  if (url === null || url.hostname === '') return { ok: false, failure: 'not-address' }
  if (!isSecure(url.href)) return { ok: false, failure: 'not-secure' }
  const hasLogin = url.username !== '' || url.password !== ''
  if (!credentials && (hasLogin || url.search !== '')) return { ok: false, failure: 'credentials' }
  const login = decoded(`${url.username}:${url.password}`)
  if (login === null) return { ok: false, failure: 'not-address' }
  url.username = ''
  url.password = ''
  url.hash = ''
  const headers = hasLogin ? { authorization: `Basic ${Buffer.from(login).toString('base64')}` } : {}
  return { ok: true, feed: { url: url.href, headers, place: url.origin } }
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** The address as it may be shown: without a query, in which a key may be. */
export function shownAddress(feed: Feed): string {
  const url = new URL(feed.url)
  return `${url.origin}${url.pathname}`
}

/** Where a file of the feed lies; null where it would come from another place or could not be named to a shell. */
export function fileAddress(feed: Feed, file: string): { name: string; address: string } | null {
  const base = new URL(feed.url)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  const url = parse(file, base.href)
  if (url === null || url.origin !== base.origin) return null
  const name = url.pathname.split('/').at(-1) ?? ''
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.+~-]*$/u.test(name)) return null
  return { name, address: `${url.origin}${url.pathname}` }
}
