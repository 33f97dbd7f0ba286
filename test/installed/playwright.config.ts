// The tests of installed programs: one after the other, for there is one machine to install on.
import { defineConfig } from '@playwright/test'

// Packages are installed on Debian; any other program is named, and driven only.
const named = Boolean(process.env['VMLAB_PROGRAM'])
const onLinux = process.platform === 'linux'

export default defineConfig({
  testDir: '.',
  testMatch: [
    'journey.spec.ts',
    'hardening.spec.ts',
    'fuzz.spec.ts',
    ...(onLinux ? ['confinement.spec.ts'] : []),
    ...(named ? [] : ['package.spec.ts', 'archives.spec.ts']),
  ],
  outputDir: '../../test-results/installed',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: '../../test-results/installed.json' }]],
})
