// Reads vmlab: links. They come from anywhere, so that what is not plainly one of two forms is nothing at all.

export type RowLink = { kind: 'vm'; id: number } | { kind: 'user'; username: string }

/** The largest id that a column of the portal's can hold. */
const maxId = 2_147_483_647
const longest = 80

const forms = /^vmlab:\/\/(?:vms\/([1-9][0-9]{0,9})|users\/([A-Za-z0-9_][A-Za-z0-9_.@+-]{0,49}))$/u

/**
 * `vmlab://vms/17` and `vmlab://users/NAME`; null for anything else. Nothing is decoded and nothing is repaired: an
 * encoded, longer or decorated link (query, fragment, port, another host) is refused, since no honest one needs that.
 */
export function parseLink(link: string): RowLink | null {
  if (link.length > longest) return null
  const [, id, username] = forms.exec(link) ?? []
  if (id !== undefined) return Number(id) <= maxId ? { kind: 'vm', id: Number(id) } : null
  // Two dots in a row are in no username, and the way up in a path.
  if (username === undefined || username.includes('..')) return null
  return { kind: 'user', username }
}
