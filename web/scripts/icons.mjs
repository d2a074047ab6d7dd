// Draws the PNG icons from static/icons/mark.svg: `npm run icons`. The results are under version control.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const folder = new URL('../static/icons/', import.meta.url);
const mark = await readFile(new URL('mark.svg', folder), 'utf8');
// A maskable icon is cut to any shape: the mark keeps inside the safe circle, the ground fills the square.
const icons = [
  { file: 'icon-192.png', side: 192, scale: 1, ground: 'transparent' },
  { file: 'icon-512.png', side: 512, scale: 1, ground: 'transparent' },
  { file: 'maskable-512.png', side: 512, scale: 0.8, ground: '#0b5a5c' }
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
});
for (const { file, side, scale, ground } of icons) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${ground}}svg{width:${scale * 100}%;height:${scale * 100}%}</style>${mark}`
  );
  await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
