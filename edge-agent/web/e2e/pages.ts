import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';

/** The pages of a running demo in a real browser, and axe, which looks at them. */

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const FLAGS_OF_NETWORK = ['--disable-background-networking', '--disable-component-update'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { width: 390, height: 780 };
const PIN = '123456';

/** How the pages of the hall are opened, by name, and serving's address. */
export const serving = needed('HALLPULSE_URL').replace(/\/$/, '');
export const agent = needed('HALLPULSE_AGENT_URL').replace(/\/$/, '');
export const pages = JSON.parse(needed('HALLPULSE_PAGES')) as Record<string, string>;

let browser: Browser;
let hall: BrowserContext;
export let phone: BrowserContext;
/** What the pages complained of in a test. */
export const complaints: string[] = [];

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: README.md of this folder tells how to run these tests`);
  }
  return value;
}

/**
 * A browser for the tests of this file, with fresh pages for each.
 *
 * @param more of Chromium's flags
 */
export function useBrowser(...more: string[]): void {
  beforeAll(async () => {
    const found = process.env.CHROMIUM ?? execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
    browser = await chromium.launch({ executablePath: found, args: [...FLAGS, ...FLAGS_OF_NETWORK, ...more] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    complaints.length = 0;
    hall = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    phone = await browser.newContext({ viewport: PHONE, isMobile: true, reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' });
  });
  afterEach(async () => {
    await hall.close();
    await phone.close();
  });
}

export async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`));
  page.on('console', (message) => {
    // A new ticket or notice is not there at once, and the phone's page says so: that is no fault of it.
    if (message.type() === 'error' && !message.text().includes('404')) {
      complaints.push(`${address}: ${message.text()}`);
    }
  });
  await page.goto(address);
  return page;
}

export const device = (name: string) => open(hall, `${agent}${pages[name]}`);

/** Looks at a page as it is now: no violation of WCAG 2.2 AA, and a picture for whoever wants to see it. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder !== undefined && folder !== '') {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    name,
  ).toEqual([]);
}

export async function codeOf(page: Page): Promise<string> {
  return (await page.locator('[data-qr]').getAttribute('data-qr')) ?? '';
}

/** Signs in at the desk; whoever is called, served or held there from before goes first. */
export async function signIn(desk: Page): Promise<void> {
  await desk.waitForSelector('.desk');
  if ((await desk.locator('input[name=pin]').count()) > 0) {
    await look(desk, 'desk-sign-in');
    await desk.fill('input[name=staff]', 'h370213-90-s1');
    await desk.fill('input[name=pin]', PIN);
    await desk.click('button[type=submit]');
  }
  await desk.waitForSelector('[data-do=next]');
}

/** At a kiosk that knows who stands there. */
export async function chooseItem(kiosk: Page): Promise<void> {
  await kiosk.click('[data-unit="h370213-90-tax"]');
  await kiosk.click('[data-item="h370213-90-tax-03"]');
  await kiosk.waitForSelector('[data-take]');
}

export async function take(kiosk: Page): Promise<string> {
  await kiosk.click('[data-take]');
  return (await kiosk.locator('[data-ticket]').innerText()).trim();
}

/** By keys alone. */
export async function serve(desk: Page, number: string): Promise<void> {
  await desk.waitForSelector('[data-do=next]:enabled');
  await desk.keyboard.press('n');
  await desk.waitForSelector('[data-current]');
  expect(await desk.locator('[data-current] .no').innerText()).toBe(number);
  await desk.keyboard.press('s');
  await desk.waitForSelector('[data-do=end]:enabled');
  await desk.keyboard.press('e');
  await desk.waitForSelector('[data-current]', { state: 'detached' });
}
