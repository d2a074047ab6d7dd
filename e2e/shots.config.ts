import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

// The pictures show the day on which they are taken, whatever day a test pretended it is.
delete process.env['TANTHON_TODAY'];

/** Takes the pictures of the guide instead of testing: `cargo xtask shots`. */
export default defineConfig({
  ...tests,
  testDir: 'shots',
  testMatch: /\.shots\.ts$/,
  outputDir: 'results/shots',
  workers: 1,
  timeout: 180_000,
  use: { ...tests.use, actionTimeout: 15_000 },
  projects: [
    {
      name: 'field',
      testMatch: /field\.shots\.ts$/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
    },
    { name: 'office', testMatch: /office\.shots\.ts$/, use: { viewport: { width: 1366, height: 768 } } }
  ]
});
