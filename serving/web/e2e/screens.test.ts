import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from './axe';
import { enterDesk, MAP_CAPTION, openBrowser, shoot, wallUrl } from './browser';
import { morningAfter } from '../src/health/explain';
import { scoreText } from '../src/live/scores';

/** Health map, market-entity map and the way down from the district to a ticket. */
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(45_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterEach(() => context.close());

const open = (path: string) => page.goto(`${wallUrl()}#${path}`);

const overflow = () =>
  page.evaluate(() => ({
    down: document.documentElement.scrollHeight - window.innerHeight,
    across: document.documentElement.scrollWidth - window.innerWidth,
  }));

async function signIn(): Promise<boolean> {
  const password = process.env.HALLPULSE_ADMIN_PASSWORD;
  if (password === undefined) {
    return false;
  }
  await page.locator('[data-sign-in]').click();
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-signed-in]').waitFor();
  return true;
}

it('explains a score down to what happened', async () => {
  await open('/health');
  await page.waitForSelector('[data-index-head] [data-category]:not([data-category="NONE"])');
  await page.waitForSelector('[data-score-floor] button[data-counter-id]');
  expect(await page.locator('[data-health-map] [data-shape]').count()).toBe(11);
  expect(await page.locator('[data-health-map] [data-map-caption]').innerText()).toContain(MAP_CAPTION);
  expect(await overflow()).toEqual({ down: 0, across: 0 });
  await shoot(page, 'health-1080p');

  await page.locator('[data-shape="李村"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-explain="subdistrict/370213006"] [data-deductions]');
  await page.locator('[data-score-floor] button[data-counter-id]').first().click();
  await page.waitForSelector('[data-explain^="counter/"]');
  expect(await violations(page)).toEqual([]);

  const mayAsk = await signIn();
  await page.locator('[data-index-head]').waitFor();
  await open('/health?at=hall/h370213-06');
  await page.locator('[data-past]').click();
  await page.waitForSelector('[data-correction] [data-category]');
  const asked = page.locator('[data-explain^="hall/"] button[data-factor]');
  if (mayAsk) {
    await asked.first().click();
    await page.waitForSelector('[data-incidents] li, [data-history="EMPTY"]');
  } else {
    expect(await asked.count()).toBe(0);
  }
  await shoot(page, 'health-day-1080p');
  expect(await violations(page)).toEqual([]);
  if (mayAsk) {
    await open('/hall/h370213-90');
    await page.locator('[data-video]').click();
    await page.locator('dialog[open] button').first().waitFor();
    expect(await violations(page)).toEqual([]);
  }
  expect(complaints).toEqual([]);
});

it('shows the market entities by any indicator, and says what each means', async () => {
  await open('/economy');
  await page.waitForSelector('[data-indicator="20"]');
  expect(await page.locator('[data-indicator]').count()).toBe(20);
  await page.locator('[data-indicator="4"]').click();
  await page.locator('[data-definition] summary').click();
  expect(await page.locator('[data-definition]').innerText()).toContain('本期新设户数');
  const pulse = () => page.locator('[data-moving]').first().evaluate((number) => getComputedStyle(number).transitionDuration);
  expect(await pulse(), 'to who wants no motion').toBe('0s');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await pulse()).toBe('1s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await page.locator('[data-economy-map] [data-map-caption]').innerText()).toContain(MAP_CAPTION);
  await page.locator('[data-economy-map] [data-shape="李村"]').click();
  await page.waitForURL(/s=/);
  expect(await page.locator('[data-headline]').innerText()).toContain('李村');
  await page.locator('[data-filter="industry"]').selectOption('F');
  await page.locator('[data-filter="type"]').selectOption('ENTERPRISE');
  expect(await page.locator('[data-headline]').innerText()).toMatch(/李村[^]*F[^]*企业/);
  expect(await overflow()).toEqual({ down: 0, across: 0 });
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'economy-1080p');
  for (const panel of ['figures', 'headline', 'map', 'trend', 'subdistrict', 'industry', 'type']) {
    const saved = page.waitForEvent('download');
    await page.locator(`[data-save="${panel}"]`).click();
    expect((await saved).suggestedFilename(), panel).toMatch(/\.csv$/);
  }
  expect(complaints).toEqual([]);
});

/** A unified social credit code that nobody has: with the check character of GB 32100-2015. */
function codeOf(serial: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `91370213MAE2E${String(serial).padStart(4, '0')}`;
  const sum = [...body].reduce((total, sign, place) => total + alphabet.indexOf(sign) * (3 ** place % 31), 0);
  return body + alphabet[(31 - (sum % 31)) % 31];
}

/** As the registry's own system pushes it. */
async function register(serial: number): Promise<void> {
  const answer = await context.request.post(`${wallUrl()}api/v1/economy/370213/changes`, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Idempotency-Key': `e2e-${serial}`,
      Authorization: `Basic ${btoa(`admin:${process.env.HALLPULSE_ADMIN_PASSWORD}`)}`,
    },
    data: JSON.stringify({
      time: new Date().toISOString(),
      district: '370213',
      kind: 'ENTITY_REGISTERED',
      effective_date: dayOf(Date.now()),
      uscc: codeOf(serial),
      industry_code: 'F',
      type_text: '有限公司',
      subdistrict: '李村',
    }),
  });
  expect(await answer.json()).toMatchObject({ accepted: 1 });
}

it.runIf(process.env.HALLPULSE_ADMIN_PASSWORD)('moves the number when an entity registers, and says by how much', async () => {
  await open('/economy');
  await page.locator('[data-indicator="4"]').click();
  const number = page.locator('[data-headline] [data-moving]');
  const first = Math.floor(Math.random() * 9_000);
  await register(first);
  await expect.poll(() => number.innerText(), { timeout: 30_000 }).toMatch(/\d/);
  await register(first + 1);
  await number.locator('.by').waitFor({ timeout: 30_000 });
  expect(await number.locator('.by').innerText()).toBe('▲1');
  expect(complaints).toEqual([]);
}, 90_000);

interface OpenRating { rating_id: string; ticket_id: string; counter_id: string | null; given_at: string }
interface DayScore { shi: number | null; revision: number; parts: { factors: { factor: string; points: number }[] } }

const HALL = 'h370213-00';
const DAY_MS = 86_400_000;
/** So many are seen in scores of one digit. */
const LEAST_POINTS = 0.5;
/** The wall asks for a day's scores once a minute. */
const AGAIN_MS = 75_000;
/** So long after midnight a day's score is held against what is known later. */
const MORNING_MS = 6.5 * 3_600_000;
const dayOf = (time: string | number) => new Date(time).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });

async function told<T>(path: string): Promise<T> {
  const response = await context.request.get(`${wallUrl()}api/v1/${path}`);
  expect(response.status(), await response.text()).toBe(200);
  return (await response.json()) as T;
}

async function scoreOf(counter: string, day: string): Promise<DayScore | undefined> {
  return (await told<DayScore[]>(`health/counter/${encodeURIComponent(counter)}?from=${day}&to=${day}`))[0];
}

/** What was known of a day the morning after, or first for good; null if it had no score then. */
async function firstOf(counter: string, day: string): Promise<number | null | undefined> {
  const then = encodeURIComponent(morningAfter(day, '+08:00'));
  return (await told<DayScore[]>(`health/counter/${encodeURIComponent(counter)}?from=${day}&to=${day}&as_known_at=${then}&or_first=true`))[0]?.shi;
}

/** A bad rating of a day that is final and has cost its counter points, with the score that it led to. */
async function costly(): Promise<{ rating: OpenRating; counter: string; day: string; before: DayScore }> {
  for (const rating of await told<OpenRating[]>(`halls/${HALL}/rectifications`)) {
    const day = dayOf(rating.given_at);
    const counter = rating.counter_id;
    if (counter !== null && day < dayOf(Date.now() - MORNING_MS) && day > dayOf(Date.now() - 13 * DAY_MS)) {
      const before = await scoreOf(counter, day);
      const lost = before?.parts.factors.find(({ factor }) => factor === 'bad')?.points ?? 0;
      if (before?.shi != null && lost >= LEAST_POINTS && (await firstOf(counter, day)) != null) {
        return { rating, counter, day, before };
      }
    }
  }
  throw new Error(`No bad rating of ${HALL}'s past days has cost ${LEAST_POINTS} points`);
}

it.runIf(process.env.HALLPULSE_ADMIN_PASSWORD)('shows what an upheld appeal has changed, beside what was known before', async () => {
  await enterDesk(page);
  const { rating, counter, day, before } = await costly();
  await page.click('nav [data-page="ratings"]');
  await page.locator('[data-hall]').selectOption(HALL);
  await page.locator('[data-search]').fill(counter);
  const upheld = page.locator(`[data-row="${rating.rating_id}"] button`, { hasText: '申诉成立' });
  await upheld.click();
  await upheld.click();
  await page.locator('.note.good', { hasText: rating.ticket_id }).waitFor();
  await expect.poll(async () => (await scoreOf(counter, day))?.revision ?? 0, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(before.revision);
  const after = await scoreOf(counter, day);
  expect(after?.shi).toBeGreaterThan(before.shi ?? 100);

  await open(`/health?at=counter/${encodeURIComponent(counter)}`);
  await page.locator('[data-past]').click();
  await page.locator(`[data-day="${day}"]`).click();
  await page.locator('[data-changed]').waitFor({ timeout: AGAIN_MS });
  const [then, corrected] = await page.locator('[data-correction] button b.value').allInnerTexts();
  expect(corrected).toBe(scoreText(after?.shi));
  expect(Number(then)).not.toBe(Number(corrected));
  await shoot(page, 'health-corrected-1080p');
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 180_000);

it('leads from the district to a counter and its tickets', async () => {
  await open('/');
  await page.waitForSelector('[data-compare] li');
  await page.locator('li[data-hall-id="h370213-06"] a').click();
  await page.locator('[data-floor] li[data-counter-id] a').first().click();
  await page.waitForSelector('[data-place^="counter/"]');
  await page.waitForSelector('[data-place-tickets] li, [data-history="EMPTY"], [data-history="UNAVAILABLE"]');
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'counter-1080p');
  await page.locator('nav a[href*="/unit/"], a[href*="/unit/"]').first().click();
  await page.waitForSelector('[data-place^="unit/"] [data-place-counters]');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/', '/health', '/economy']) {
    await open(path);
    await page.waitForSelector('[data-compare], [data-index-head], [data-indicators]');
    expect((await overflow()).across, path).toBe(0);
  }
  expect(complaints).toEqual([]);
});
