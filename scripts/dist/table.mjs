// @ts-check
// The table that `npm run dist` ends with, and the file of checksums.

/** @typedef {{ name: string, bytes: number, sha256: string }} Made */

/**
 * @param {readonly Made[]} made
 * @param {readonly import('./plan.mjs').Refused[]} refused
 */
export function table(made, refused) {
  const width = Math.max(...[...made, ...refused].map(({ name }) => name.length), 0)
  return [
    ...(made.length === 0 ? [] : ['Made:']),
    ...made.map(
      ({ name, bytes, sha256 }) => `  ${name.padEnd(width)}  ${megabytes(bytes).padStart(8)}  ${sha256}`,
    ),
    ...(refused.length === 0 ? [] : ['Not made:']),
    ...refused.map(({ name, why }) => `  ${name.padEnd(width)}  ${why}`),
  ].join('\n')
}

/** As sha256sum reads it with --check. @param {readonly Made[]} made */
export function sums(made) {
  return made.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
}

/** Millions of bytes, as shops and browsers count. @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
