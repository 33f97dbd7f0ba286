// `npm run fuzz`: one window, for as long as one likes.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/fuzz',
  timeout: 0,
  workers: 1,
  reporter: 'line',
})
