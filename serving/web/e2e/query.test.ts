import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser, shoot, wallUrl } from './browser';

/** The query screen and the desk of a running HallPulse, as a visitor and a clerk use them. */

let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

/** Many pages in one test; a busy machine takes its time with axe. */
const LONG = 150_000;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[0-9]|503/.test(message.text())) {
      complaints.push(message.text());
    }
  });
});
afterEach(() => context.close());

async function isAccessible(name: string): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(found.violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

it('answers a visitor: which counter, what to bring, where, whether a shop may open', async () => {
  await page.goto(`${wallUrl()}query?hall=h370213-00`);
  await page.waitForSelector('[data-tile="items"]');
  await isAccessible('home');
  await shoot(page, 'query-home');

  for (const letter of 'qysl') {
    await page.click(`[data-letter="${letter}"]`);
  }
  await page.click('[data-hit="item"] >> text=企业设立登记');
  await page.waitForSelector('[data-where]');
  expect(await page.locator('[data-where]').innerText()).toMatch(/01–06/);
  expect(await page.locator('ol li').count()).toBe(4);
  await isAccessible('item');
  await shoot(page, 'query-item');

  await page.click('[data-home]');
  await page.click('[data-tile="restricted"]');
  await page.fill('[data-query]', '李村演示街 42');
  await page.waitForSelector('[data-answer] .bad');
  expect(await page.locator('[data-restricted]').first().innerText()).toContain('专用烟道');
  expect(await page.locator('[data-area]').count()).toBeGreaterThan(0);
  await isAccessible('restricted');

  await page.click('[data-home]');
  await page.click('[data-tile="map"]');
  await page.click('[data-point] >> nth=1');
  expect(await page.locator('[data-chosen]').innerText()).toMatch(/09:00–17:00/);
  await isAccessible('map');
  await shoot(page, 'query-map');
  for (const tile of ['floor', 'phones', 'news', 'hall', 'progress']) {
    await page.click('[data-home]');
    await page.click(`[data-tile="${tile}"]`);
    await page.waitForSelector('main > *');
    await isAccessible(tile);
  }
  await page.click('[data-elder]');
  await isAccessible('elder');
  expect(complaints).toEqual([]);
}, LONG);

it('lets an administrator change what the query screen says, and shows each page of the desk', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${wallUrl()}desk`);
  await page.fill('[name="username"]', 'admin');
  await page.fill('[name="password"]', process.env.HALLPULSE_ADMIN_PASSWORD ?? '');
  await isAccessible('sign-in');
  await page.click('button[type="submit"]');
  await page.waitForSelector('[data-signed-in]');

  await page.goto(`${wallUrl()}desk#/reference/news/n370213-01`);
  await page.waitForSelector('input[name="title"]');
  await page.fill('input[name="title"]', '午间也不停');
  await page.click('form button[type="submit"]');
  await page.waitForSelector('[data-done]:not(.empty)');
  const guide = await context.request.get(`${wallUrl()}api/v1/guide?hall=h370213-00`);
  expect(JSON.stringify(await guide.json())).toContain('午间也不停');
  await isAccessible('reference');

  for (const name of ['rules', 'ratings', 'notices', 'reports', 'quality', 'users', 'devices', 'audit']) {
    await page.click(`nav [data-page="${name}"]`);
    await page.waitForSelector('main .panel:not([aria-busy="true"]) h2');
    await isAccessible(name);
  }
  expect(await page.locator('main tbody').innerText()).toContain('REFERENCE_CHANGED');
  await shoot(page, 'desk-audit');
  expect(complaints).toEqual([]);
}, LONG);
