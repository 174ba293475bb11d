import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

/**
 * A visitor's way through the demo's hall, in a real browser: appointment by phone, kiosk, phone, desk, screen and board, notice,
 * rating. Each page is looked at by axe where the way leads over it.
 */

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const FLAGS_OF_NETWORK = ['--disable-background-networking', '--disable-component-update'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { width: 390, height: 780 };
/** The phone's ticket leads through the hall job, which may have history to fold first. */
const SLOW = { timeout: 90_000 };
const PIN = '123456';

/** How the pages of the hall are opened, by name, and serving's address. */
const serving = needed('HALLPULSE_URL').replace(/\/$/, '');
const agent = needed('HALLPULSE_AGENT_URL').replace(/\/$/, '');
const pages = JSON.parse(needed('HALLPULSE_PAGES')) as Record<string, string>;

let browser: Browser;
let hall: BrowserContext;
let phone: BrowserContext;
const complaints: string[] = [];

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: README.md of this folder tells how to run these tests`);
  }
  return value;
}

beforeAll(async () => {
  const found = process.env.CHROMIUM ?? execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await chromium.launch({ executablePath: found, args: [...FLAGS, ...FLAGS_OF_NETWORK] });
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

async function open(context: BrowserContext, address: string): Promise<Page> {
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

const device = (name: string) => open(hall, `${agent}${pages[name]}`);

/** Looks at a page as it is now: no violation of WCAG 2.2 AA, and a picture for whoever wants to see it. */
async function look(page: Page, name: string): Promise<void> {
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

async function codeOf(page: Page): Promise<string> {
  return (await page.locator('[data-qr]').getAttribute('data-qr')) ?? '';
}

const HALF_AN_HOUR = 30 * 60_000;

/** Code of an appointment in the first free slot, which is today in the demo. */
async function agreeByPhone(): Promise<string> {
  const page = await open(phone, `${serving}/appointment`);
  await page.selectOption('select[name=hall]', 'h370213-90');
  await page.selectOption('select[name=item]', 'h370213-90-tax-02');
  // A slot that ends while this goes on would be over before it is used.
  const isEnding = HALF_AN_HOUR - (Date.now() % HALF_AN_HOUR) < 3 * 60_000;
  await page.locator('[data-slot]:enabled').nth(isEnding ? 1 : 0).click();
  await look(page, 'phone-appointment-form');
  await page.click('button[type=submit]');
  await page.waitForSelector('[data-state=open] [data-qr]');
  await look(page, 'phone-appointment');
  await page.reload();
  await page.waitForSelector('[data-state=open] [data-qr]');
  return codeOf(page);
}

async function takeAtKiosk(kiosk: Page, code: string): Promise<string> {
  await kiosk.waitForSelector('[data-method=QR]');
  await look(kiosk, 'kiosk-welcome');
  await kiosk.click('[data-method=QR]');
  await kiosk.fill('input[name=code]', code);
  await kiosk.keyboard.press('Enter');
  await kiosk.waitForSelector('[data-appointment]');
  await look(kiosk, 'kiosk-visit');
  await kiosk.click('[data-appointment]');
  await kiosk.waitForSelector('[data-take]');
  await look(kiosk, 'kiosk-confirm');
  await kiosk.click('[data-take]');
  await kiosk.waitForSelector('[data-ticket]');
  await look(kiosk, 'kiosk-ticket');
  return (await kiosk.locator('[data-ticket]').innerText()).trim();
}

/** Signs in at the desk; whoever is called, served or held there from before goes first. */
async function signIn(desk: Page): Promise<void> {
  await desk.waitForSelector('.desk');
  if ((await desk.locator('input[name=pin]').count()) > 0) {
    await look(desk, 'desk-sign-in');
    await desk.fill('input[name=staff]', 'h370213-90-s1');
    await desk.fill('input[name=pin]', PIN);
    await desk.click('button[type=submit]');
  }
  await desk.waitForSelector('[data-do=next]');
}

async function sign(screen: Page): Promise<void> {
  const box = await screen.locator('[data-signature]').boundingBox();
  if (box === null) {
    throw new Error('There is nowhere to sign');
  }
  await screen.mouse.move(box.x + 30, box.y + 30);
  await screen.mouse.down();
  await screen.mouse.move(box.x + 90, box.y + 70, { steps: 5 });
  await screen.mouse.move(box.x + 150, box.y + 30, { steps: 5 });
  await screen.mouse.up();
  await screen.click('.ends button[type=submit]');
}

it('leads a visitor from the appointment to the rating', async () => {
  const [board, screen, desk, kiosk] = [
    await device('board-1'),
    await device('screen-1'),
    await device('desk-1'),
    await device('kiosk-1'),
  ];
  await signIn(desk);
  await screen.waitForSelector('[data-phase=IDLE]');
  await look(screen, 'screen-idle');

  const number = await takeAtKiosk(kiosk, await agreeByPhone());
  const follow = await codeOf(kiosk);
  expect(follow).toMatch(/\/t\/[0-9a-f-]{36}$/);
  const mine = await open(phone, `${serving}${new URL(follow).pathname}`);
  await mine.waitForSelector('[data-state=waiting]', SLOW);
  expect(await mine.locator('[data-ticket-no]').innerText()).toBe(number);
  await look(mine, 'phone-waiting');
  await board.waitForSelector('table');
  await look(desk, 'desk-open');

  await desk.click('[data-do=next]');
  await desk.waitForSelector('[data-current]');
  await screen.waitForSelector('[data-phase=CALLED]');
  expect(await screen.locator('.no').innerText()).toBe(number);
  await look(screen, 'screen-called');
  await board.waitForSelector(`[data-newest]:has-text("${number}")`);
  await look(board, 'board');
  await mine.waitForSelector('[data-state=called]', SLOW);
  expect(await mine.locator('[data-counter]').innerText()).toContain('1');
  await look(mine, 'phone-called');

  await desk.click('[data-do=start]');
  await screen.waitForSelector('[data-phase=SERVING]');
  await mine.waitForSelector('[data-state=over]', SLOW);
  await look(mine, 'phone-over');

  await desk.locator('.tick input').first().check();
  await screen.waitForSelector('[data-phase=DRAFT] .missing');
  await look(screen, 'screen-draft');
  await look(desk, 'desk-draft');
  await desk.click('[data-do=notice]');
  await screen.waitForSelector('[data-signature]');
  await look(screen, 'screen-notice');
  await sign(screen);
  await screen.waitForSelector('[data-signed] [data-qr]');
  await look(screen, 'screen-signed');
  const notice = await open(phone, `${serving}${new URL(await codeOf(screen)).pathname}`);
  await notice.waitForSelector('[data-state=here]');
  expect(await notice.locator('[data-missing]').count()).toBe(1);
  expect(await notice.locator('[data-hash]').innerText()).toMatch(/^[0-9a-f]{64}$/);
  await look(notice, 'phone-notice');

  await desk.click('[data-do=end]');
  await screen.waitForSelector('[data-phase=RATE] [data-qr]');
  await look(screen, 'screen-rate');
  const rate = await open(phone, `${serving}${new URL(await codeOf(screen)).pathname}`);
  await rate.locator('input[name=level]').first().check();
  await rate.click('[data-reason=CLEAR]');
  await look(rate, 'phone-rate');
  await rate.click('button[type=submit]');
  await rate.waitForSelector('[data-state=thanked]');
  await look(rate, 'phone-thanked');
  await rate.reload();
  await rate.waitForSelector('[data-state=used]');
  await rate.click('[data-language]');
  expect(await rate.locator('h1').innerText()).toBe('Rate the service');

  expect(complaints).toEqual([]);
});

it('says on the phone that there is nothing, and that nobody answers', async () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  const ticket = await open(phone, `${serving}/t/${nobody}`);
  await ticket.waitForSelector('[data-state=searched]');
  await look(ticket, 'phone-searched');
  await phone.setOffline(true);
  await ticket.waitForFunction(() => document.querySelector('.note.shown') !== null);
  await look(ticket, 'phone-offline');
  await phone.setOffline(false);
  await ticket.waitForFunction(() => document.querySelector('.note.shown') === null);
  const rate = await open(phone, `${serving}/rate/no-such-token`);
  await rate.waitForSelector('[data-state=unknown]');
  await look(rate, 'phone-rate-unknown');
  const appointment = await open(phone, `${serving}/appointment/no-such-token`);
  await appointment.waitForSelector('[data-state=unknown]');
  await look(appointment, 'phone-appointment-unknown');
});
