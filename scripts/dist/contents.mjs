// @ts-check
// Says what may be inside app.asar: as patterns for electron-builder, and as a check of what came of them.

const pglite = 'node_modules/@electric-sql/pglite'

/** electron-builder's patterns. Packages in `dependencies` come by themselves; of them only exclusions are heeded. */
export const packaged = [
  'out/{main,preload,renderer}/**',
  'package.json',
  'resources/first_users.example.yaml',
  '!**/*.map',
  '!node_modules/node-addon-api',
  '!node_modules/bcrypt/!(package.json|LICENSE|bcrypt.js|promises.js|prebuilds)',
  '!node_modules/bcrypt/prebuilds/!(${platform}-${arch})',
  '!node_modules/bcrypt/prebuilds/*/*.musl.node',
  '!node_modules/node-gyp-build/!(package.json|LICENSE|index.js|node-gyp-build.js)',
  `!${pglite}/!(package.json|LICENSE|dist)`,
  `!${pglite}/dist/!(index.cjs|pglite.wasm|pglite.data|pg_trgm.tar.gz|contrib|fs)`,
  `!${pglite}/dist/contrib/!(pg_trgm.cjs)`,
  `!${pglite}/dist/fs/!(nodefs.cjs)`,
]

/** What must be there, for the program to run. */
const needed = [
  '/package.json',
  '/out/main/index.js',
  '/out/main/embedded-host.js',
  '/out/main/rekey-worker.js',
  '/out/main/embedded-database.bin',
  '/out/preload/index.js',
  '/out/renderer/index.html',
  '/resources/first_users.example.yaml',
  '/node_modules/bcrypt/bcrypt.js',
  `/${pglite}/dist/index.cjs`,
  `/${pglite}/dist/pglite.wasm`,
  `/${pglite}/dist/pglite.data`,
  `/${pglite}/dist/pg_trgm.tar.gz`,
]

/** All that may be there. */
const allowed = [
  /^\/package\.json$/,
  /^\/out\/main\/[\w-]+\.js$/,
  /^\/out\/main\/embedded-database\.bin$/,
  /^\/out\/main\/compiled\/[\w-]+\.js\.[\w.-]+$/,
  /^\/out\/preload\/[\w-]+\.js$/,
  /^\/out\/renderer\/[\w-]+\.html$/,
  /^\/out\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|woff2)$/,
  /^\/resources\/first_users\.example\.yaml$/,
  /^\/node_modules\/bcrypt\/(?:package\.json|LICENSE|bcrypt\.js|promises\.js)$/,
  /^\/node_modules\/node-gyp-build\/(?:package\.json|LICENSE|index\.js|node-gyp-build\.js)$/,
  /^\/node_modules\/@electric-sql\/pglite\/(?:package\.json|LICENSE)$/,
  /^\/node_modules\/@electric-sql\/pglite\/dist\/(?:index\.cjs|pglite\.wasm|pglite\.data|pg_trgm\.tar\.gz)$/,
  /^\/node_modules\/@electric-sql\/pglite\/dist\/(?:contrib\/pg_trgm|fs\/nodefs)\.cjs$/,
]

/**
 * What is wrong with the list of files in app.asar: things that should not be there, and things that are missing.
 * @param {readonly string[]} files as `listPackage` of @electron/asar gives them: absolute, without the folders
 * @param {{ platform: string, arch: string }} system
 * @returns {string[]} one line each; none where all is well
 */
export function wrongContents(files, { platform, arch }) {
  const list = files.map((file) => file.replaceAll('\\', '/'))
  const binary = new RegExp(`^/node_modules/bcrypt/prebuilds/${platform}-${arch}/[\\w.]+\\.node$`)
  const superfluous = list.filter(
    (file) => !binary.test(file) && !allowed.some((pattern) => pattern.test(file)),
  )
  const missing = needed.filter((file) => !list.includes(file))
  if (!list.some((file) => binary.test(file))) missing.push(`bcrypt's binary for ${platform}-${arch}`)
  return [
    ...superfluous.map((file) => `should not be there: ${file}`),
    ...missing.map((file) => `missing: ${file}`),
  ]
}

/**
 * The files, without the folders, of an archive.
 * @param {string} archive app.asar
 * @returns {Promise<string[]>}
 */
export async function filesInside(archive) {
  const { listPackage, statFile } = await import('@electron/asar')
  return listPackage(archive, { isPack: false }).filter((file) => {
    const entry = statFile(archive, file.replace(/^[\\/]/, ''), false)
    return !('files' in entry)
  })
}
