import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from './axe';
import { openBrowser, shoot, wallUrl } from './browser';

const WALL = { width: 1920, height: 1080 };
const WAIT = 45_000;

let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: WALL, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(WAIT);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // What the history answers while Trino starts is shown on the page; it is no fault of it.
    if (message.type() === 'error' && !message.text().includes('503')) {
      complaints.push(message.text());
    }
  });
});
afterEach(() => context.close());

async function openWall(): Promise<void> {
  await page.goto(wallUrl());
  await page.waitForSelector('li[data-hall-id]');
}

async function openBusiestHall(): Promise<void> {
  await openWall();
  const halls = page.locator('li[data-hall-id]');
  const versions = await halls.evaluateAll((cards) =>
    cards.map((card) => Number(card.getAttribute('data-version'))),
  );
  await halls.nth(versions.indexOf(Math.max(...versions))).locator('a').click();
  await page.waitForSelector('[data-floor] li[data-counter-id]');
}

it('shows the halls with numbers that change', async () => {
  await openWall();
  const versions = () =>
    page
      .locator('li[data-hall-id]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-version')).join());
  const before = await versions();
  await page.waitForFunction(
    (shown) =>
      [...document.querySelectorAll('li[data-hall-id]')]
        .map((card) => card.getAttribute('data-version'))
        .join() !== shown,
    before,
  );
  expect(await versions()).not.toBe(before);
  expect(await page.locator('[data-figure="waiting"]').first().innerText()).toMatch(/^[\d,]+$/);
  expect(await page.locator('[data-watermark]').innerText()).toMatch(/\d\d:\d\d:\d\d/);
  await shoot(page, 'district-1080p');
  expect(complaints).toEqual([]);
});

it('never takes a hall back to an older version', async () => {
  await openWall();
  const steps = await page.evaluate(
    () =>
      new Promise<[number, number][]>((resolve) => {
        const seen: [number, number][] = [];
        const last = new Map<string, number>();
        const observer = new MutationObserver((changes) => {
          for (const { target } of changes) {
            const card = target as Element;
            const id = card.getAttribute('data-hall-id') ?? '';
            const version = Number(card.getAttribute('data-version'));
            seen.push([last.get(id) ?? 0, version]);
            last.set(id, version);
          }
          if (seen.length >= 10) {
            observer.disconnect();
            resolve(seen);
          }
        });
        observer.observe(document.body, {
          subtree: true,
          attributes: true,
          attributeFilter: ['data-version'],
        });
      }),
  );
  expect(steps.filter(([before, after]) => after < before)).toEqual([]);
});

it('opens a hall with its counters and queues', async () => {
  await openBusiestHall();
  expect(await page.locator('[data-floor] li[data-counter-id]').count()).toBeGreaterThan(0);
  expect(await page.locator('tr[data-queue-id]').count()).toBeGreaterThan(0);
  const folded = await page.locator('[data-quality-figure="folded"] dd').innerText();
  expect(Number(folded.replaceAll(',', ''))).toBeGreaterThan(0);
  await page.waitForSelector('[data-tickets], [data-history="EMPTY"], [data-history="UNAVAILABLE"]');
  await shoot(page, 'hall-1080p');
  expect(complaints).toEqual([]);
});

it('fits the wall: neither page scrolls at 1080p nor sideways on a phone', async () => {
  await openBusiestHall();
  const overflow = () =>
    page.evaluate(() => ({
      down: document.documentElement.scrollHeight - window.innerHeight,
      across: document.documentElement.scrollWidth - window.innerWidth,
    }));
  expect(await overflow()).toEqual({ down: 0, across: 0 });
  await page.setViewportSize({ width: 390, height: 844 });
  expect((await overflow()).across).toBe(0);
  await shoot(page, 'hall-phone');
});

it('names every component with its state', async () => {
  await openWall();
  const states = await page
    .locator('[data-component]')
    .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-state')));
  expect(states).toHaveLength(5);
  expect(states.filter((state) => !['UP', 'DEGRADED', 'DOWN', 'STARTING'].includes(state ?? ''))).toEqual([]);
});

it('says so when the server is gone, and comes back by itself', async () => {
  await openWall();
  await context.route('**/api/v1/live/stream', (route) => route.abort());
  await page.reload();
  await page.waitForSelector('[data-link="LOST"]');
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'server-gone');
  await context.unroute('**/api/v1/live/stream');
  await page.waitForSelector('li[data-hall-id]');
  await page.waitForSelector('[data-link="LOST"]', { state: 'detached' });
});

it('remembers the language', async () => {
  await openWall();
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await page.reload();
  await page.waitForSelector('html[lang="en"]');
  expect(await page.getByRole('button', { name: '切换为中文' }).count()).toBe(1);
});

it('signs in and out, and says why not', async () => {
  await openWall();
  await page.locator('[data-sign-in]').click();
  await page.getByLabel('账号').fill('nobody');
  await page.getByLabel('密码').fill('wrong');
  await page.locator('dialog button[type="submit"]').click();
  await page.getByText('账号或密码不正确').waitFor();
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'sign-in');
  const password = process.env.HALLPULSE_ADMIN_PASSWORD;
  if (password !== undefined) {
    await page.getByLabel('账号').fill('admin');
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('[data-signed-in]').waitFor();
    expect(await page.locator('[data-signed-in]').innerText()).toContain('admin');
    await page.reload();
    await page.locator('[data-signed-in] button').click();
    await page.locator('[data-sign-in]').waitFor();
  }
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
});

it('has no accessibility violations, on the district and in a hall', async () => {
  await openWall();
  expect(await violations(page)).toEqual([]);
  await openBusiestHall();
  expect(await violations(page)).toEqual([]);
});
