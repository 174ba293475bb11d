import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations, WCAG } from './axe';
import { enterDesk, MAP_CAPTION, openBrowser, shoot, wallUrl } from './browser';

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
  expect(await violations(page, WCAG), name).toEqual([]);
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
  await page.click('main button >> text=区行政审批服务局');
  await page.waitForSelector('[data-where]', { state: 'detached' });
  await isAccessible('items');

  await page.click('[data-home]');
  await page.click('[data-tile="restricted"]');
  await page.fill('[data-query]', '李村演示街 42');
  await page.waitForSelector('[data-answer] .bad');
  expect(await page.locator('[data-restricted]').first().innerText()).toContain('专用烟道');
  expect(await page.locator('[data-area]').count()).toBeGreaterThan(0);
  await page.locator('[data-shape="世园"]').hover();
  const fades = page.locator('[data-shape] path').evaluateAll((paths) => paths.map((path) => getComputedStyle(path).filter));
  expect(new Set(await fades), 'a still map, wherever a finger was').toEqual(new Set(['none']));
  await isAccessible('restricted');

  await page.click('[data-home]');
  await page.click('[data-tile="map"]');
  await page.click('[data-point] >> nth=1');
  expect(await page.locator('[data-chosen]').innerText()).toMatch(/09:00–17:00/);
  expect(await page.locator('[data-map] [data-shape]').count()).toBe(11);
  expect(await page.locator('[data-map] [data-pin]').count()).toBe(await page.locator('[data-point]').count());
  expect(await page.locator('[data-map-caption]').innerText()).toContain(MAP_CAPTION);
  await isAccessible('map');
  await shoot(page, 'query-map');

  await openTile('floor');
  await page.click('[data-unit] >> nth=0');
  expect(await page.locator('[data-way]').innerText()).toMatch(/\d/);
  expect(await page.locator('[data-plan] .chosen').count()).toBeGreaterThan(0);
  await isAccessible('floor');
  await openTile('phones');
  expect(await page.locator('a.phone').first().getAttribute('href')).toMatch(/^tel:\+?\d+$/);
  await isAccessible('phones');
  await openTile('news');
  expect((await page.locator('[data-news] h3').allInnerTexts()).every((title) => title.trim() !== '')).toBe(true);
  expect(await page.locator('[data-news]').count()).toBeGreaterThan(0);
  await isAccessible('news');
  await openTile('hall');
  expect(await page.locator('main dl.facts').innerText()).toMatch(/\d\d:\d\d/);
  await isAccessible('hall');
  await openTile('progress');
  await page.fill('[data-code]', '00000000-0000-7000-8000-000000000000');
  await page.click('main form button[type="submit"]');
  await page.waitForSelector('[data-standing="unknown"]');
  await isAccessible('progress');
  await page.click('[data-elder]');
  await page.waitForSelector('html.elder');
  await isAccessible('elder');
  expect(complaints).toEqual([]);
}, LONG);

/** Opens a page from the first one, and waits until its heading says that it is there. */
async function openTile(tile: string): Promise<void> {
  await page.click('[data-home]');
  const label = await page.locator(`[data-tile="${tile}"] .label`).innerText();
  await page.click(`[data-tile="${tile}"]`);
  await page.waitForSelector(`h1:text-is("${label}")`);
  await page.waitForSelector('[data-tile]', { state: 'detached' });
  await page.waitForSelector(SIGNS[tile] ?? '');
}

/** What only that page has. */
const SIGNS: Record<string, string> = {
  floor: '[data-plan]',
  phones: 'a.phone',
  news: '[data-news]',
  hall: 'main dl.facts',
  progress: '[data-code]',
};

/** The desk's pages, and the title of the panel that each is about. */
const PAGES = [
  ['rules', '规则集'],
  ['ratings', '评价与整改'],
  ['notices', '一次性告知'],
  ['reports', '归档'],
  ['quality', '账实核对'],
  ['users', '用户与角色'],
  ['devices', '设备'],
  ['audit', '审计'],
] as const;

/** What a page shows only when it is asked for. */
const SEEN_THERE: Record<string, () => Promise<void>> = {
  rules: async () => {
    await page.fill('[data-scope-id]', 'h370213-06');
    await page.click('[data-try]');
    await page.waitForSelector('[data-tried]', { timeout: 60_000 });
    expect(await page.locator('[role="alert"]').allInnerTexts()).toEqual([]);
    await isAccessible('preview');
  },
  quality: async () => {
    const [hall = '', day = ''] = (process.env.REFUSED ?? '').split('/');
    if (hall === '') {
      return;
    }
    await page.selectOption('[data-hall]', hall);
    await page.locator('main input[type="date"]').fill(day);
    await page.locator('[data-correct]').first().click();
    await page.waitForSelector('[data-correction] [data-event]');
    expect(await page.locator('[data-event]').inputValue()).toContain(hall);
    await isAccessible('correction');
  },
};

it.runIf(process.env.HALLPULSE_ADMIN_PASSWORD)('lets an administrator change what the query screen says, and shows each page of the desk', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await enterDesk(page, () => isAccessible('sign-in'));

  await page.goto(`${wallUrl()}desk#/reference/news/n370213-01`);
  const title = `午间也不停 ${Date.now()}`; // stored for good: another one each time
  await page.getByLabel('标题').fill(title);
  // Somebody else looks again meanwhile: what is being written stays.
  const panel = page.locator('.panel', { has: page.locator('form') });
  const again = page.waitForResponse((response) => response.url().endsWith('/n370213-01/versions'));
  await panel.getByRole('button', { name: '刷新' }).click();
  await again;
  await page.waitForSelector('.panel:not([aria-busy="true"]) form');
  expect(await page.getByLabel('标题').inputValue()).toBe(title);
  await page.click('form button[type="submit"]');
  await page.waitForSelector('[data-done]:not(.empty)');
  const guide = await context.request.get(`${wallUrl()}api/v1/guide?hall=h370213-00`);
  expect(JSON.stringify(await guide.json())).toContain(title);
  await isAccessible('reference');
  await shoot(page, 'desk-reference');
  await page.goto(`${wallUrl()}desk#/reference/fx_rate/`);
  await page.getByLabel('币种').waitFor();
  expect(await page.locator('form .field').count(), 'a form though there is no datum of the kind').toBe(5);
  await isAccessible('a new datum');

  for (const [name, title] of PAGES) {
    await page.click(`nav [data-page="${name}"]`);
    await page.waitForSelector(`nav [data-page="${name}"][aria-current="page"]`);
    await page.locator('main .panel:not([aria-busy="true"])', { has: page.locator(`h2:text-is("${title}")`) }).waitFor();
    await page.waitForSelector('main .panel[aria-busy="true"]', { state: 'detached' });
    expect(await page.locator('[data-state="failed"]').allInnerTexts(), name).toEqual([]);
    await isAccessible(name);
    await SEEN_THERE[name]?.();
  }
  expect(await page.locator('main tbody tr', { hasText: 'news/n370213-01' }).first().innerText()).toContain('修改基础数据');
  await shoot(page, 'desk-audit');
  expect(complaints).toEqual([]);
}, LONG);
