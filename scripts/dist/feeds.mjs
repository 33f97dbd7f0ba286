// @ts-check
// Joins the descriptions of one version by machines of different architectures: updates find theirs by its file's name.

/** @typedef {{ version: string, files: { url: string }[], releaseDate: string, [key: string]: unknown }} Feed */

/**
 * Throws where they are not of one version.
 * @param {readonly Feed[]} parts at least one
 * @returns {Feed}
 */
export function joinFeeds(parts) {
  const [first] = parts
  if (!first) throw new Error('There is nothing to join')
  const other = parts.find(({ version }) => version !== first.version)
  if (other) throw new Error(`One is of version ${first.version}, another of ${other.version}`)
  return { ...first, files: parts.flatMap(({ files }) => files) }
}
