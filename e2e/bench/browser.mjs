import { chromium } from '@playwright/test';

/** How much slower the processor of a cheap tablet is. */
export const SLOW_DOWN = 4;

/** Debian's Chromium, started as the browser tests start it. */
export function open() {
  return chromium.launch({
    executablePath: process.env['TANTHON_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  });
}
