import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import react from '@vitejs/plugin-react'
import { notePackages } from './scripts/dist/shipped.mjs'
import { embeddedCopy } from './scripts/embedded-copy.mjs'

const alias = { '@shared': resolve('src/shared') }

/**
 * Everything is bundled but bcrypt (a native module) and PGlite (loads its own WASM files), so that the
 * program starts from a handful of files. Sequelize reads moment's CommonJS build, hence the alias; and it is given
 * moment-timezone without its 700 kB of time zones, since no column here holds a time.
 */
export default defineConfig({
  main: {
    resolve: {
      alias: {
        ...alias,
        moment: 'moment/moment.js',
        'moment-timezone': 'moment-timezone/moment-timezone.js',
      },
    },
    plugins: [embeddedCopy(), notePackages('main')],
    build: {
      externalizeDeps: { exclude: [], include: ['bcrypt', '@electric-sql/pglite'] },
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          'embedded-host': 'src/main/db/embedded/host.ts',
          'rekey-worker': 'src/main/crypto/rekey-worker.ts',
        },
        external: ['pg-native', 'bcrypt', /^@electric-sql\/pglite/],
        // Code that is loaded later lies beside the entries: __dirname is the same folder in all of it.
        output: { format: 'cjs', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    plugins: [notePackages('preload')],
    build: {
      rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    resolve: { alias },
    plugins: [react(), notePackages('renderer')],
    build: {
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
      assetsInlineLimit: 0,
      minify: true,
    },
  },
})
