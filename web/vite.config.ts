import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Where a locally running `tanthon serve` answers during `npm run dev` and `npm run preview`. */
const api = process.env.TANTHON_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [sveltekit(), svelteTesting()],
  server: { proxy: { '/api': api } },
  preview: { proxy: { '/api': api } },
  build: {
    target: 'es2022',
    // Fonts and icons stay files: inlined data would be downloaded by everyone, needed or not.
    assetsInlineLimit: 0
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true
  }
});
