import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** The browser that looks at a running HallPulse, as installed on the machine. */

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function wallUrl(): string {
  const url = process.env.HALLPULSE_URL;
  if (url === undefined || url === '') {
    throw new Error('HALLPULSE_URL must name a running HallPulse, such as http://127.0.0.1:8080/');
  }
  return url.endsWith('/') ? url : `${url}/`;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? onPath(), args: FLAGS });
}

function onPath(): string {
  return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], {
    encoding: 'utf8',
  }).trim();
}

/** Writes a picture to the folder SHOTS, if it is set. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder === undefined || folder === '') {
    return;
  }
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** What stands under a map: who drew the configured one, or that the product's own is a sketch. */
export const MAP_CAPTION = process.env.MAP_ATTRIBUTION ?? '示意';

/** Signs in at the desk as the installation's administrator. */
export async function enterDesk(page: Page, look: () => Promise<void> = async () => undefined): Promise<void> {
  await page.goto(`${wallUrl()}desk`);
  await page.fill('[name="username"]', 'admin');
  await page.fill('[name="password"]', process.env.HALLPULSE_ADMIN_PASSWORD ?? '');
  await look();
  await page.click('button[type="submit"]');
  await page.waitForSelector('[data-signed-in]');
}
