// @ts-check
// `npm run bench [-- data|window|start|packaged]`: sets everything up, bundles test/bench and runs it on the built program.
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { runtimeEnvironment } from './electron-runtime.mjs'
import { runForeground } from './foreground.mjs'
import { root } from './paths.mjs'
import { runMain } from './progress.mjs'
import { hasDisplay, setUp } from './setup.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

runMain(async () => {
  const packaged = process.argv.includes('packaged') ? /** @type {const} */ (['installers']) : []
  const needs = /** @type {const} */ (['packages', 'electron', 'libraries', 'display', 'postgres', 'build'])
  const { runtime } = await setUp([...needs, ...packaged])
  if (!runtime) throw new Error('unreachable: Electron was asked for')
  const display = hasDisplay() ? undefined : await startVirtualDisplay('1920x1200')
  const env = {
    ...process.env,
    ...runtimeEnvironment(runtime),
    VMLAB_RUNTIME: `Electron ${runtime.version}`,
    ...(display ? { DISPLAY: display.display } : {}),
  }
  try {
    return await runForeground(process.execPath, [await bundle(), ...process.argv.slice(2)], {
      cwd: root,
      env,
    })
  } finally {
    display?.stop()
  }
})

/** The bench runs the database room itself, which is TypeScript: one file of both, packages left outside. */
async function bundle() {
  const { build } = await import('vite')
  const folder = path.join(root, 'node_modules', '.cache', 'bench')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': path.join(root, 'src', 'shared') } },
    plugins: [
      {
        // The scripts know where the project is by where they lie.
        name: 'scripts-where-they-are',
        enforce: 'pre',
        resolveId: (id, importer) =>
          /scripts\/[\w-]+\.mjs$/u.test(id) && importer
            ? { id: pathToFileURL(path.resolve(path.dirname(importer), id)).href, external: true }
            : undefined,
      },
    ],
    build: {
      ssr: path.join(root, 'test', 'bench', 'main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: 'bench.mjs' } },
    },
  })
  return path.join(folder, 'bench.mjs')
}
