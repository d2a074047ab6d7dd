import { defineConfig } from '@playwright/test';

/** Debian's Chromium; nothing is downloaded. `cargo xtask test` says where it is. */
const chromium = process.env['TANTHON_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/artifacts',
  globalSetup: './fixtures/seed.ts',
  // The continuous integration has two cores; each worker has a server of its own.
  workers: 2,
  // Tests of one file share their worker's server one after the other; files do not wait for each other.
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // Limits, not waits: a busy machine with two cores takes several times as long as a quiet one.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  projects: [
    {
      name: 'phone',
      // The desk's single actions are tried where they are taken; its stories on both.
      testIgnore: /office-actions/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
    },
    // The field app is made for the phone and tried there.
    { name: 'desktop', testIgnore: /field-/, use: { viewport: { width: 1366, height: 768 } } }
  ]
});
