import { type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { codeOf, complaints, device, look, open, phone, serving, signIn, useBrowser } from './pages';

/**
 * A visitor's way through the demo's hall, in a real browser: appointment by phone, kiosk, phone, desk, screen and board, notice,
 * rating. Each page is looked at by axe where the way leads over it.
 */

/** The phone's ticket leads through the hall job, which may have history to fold first. */
const SLOW = { timeout: 90_000 };

useBrowser();

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

it('gives a ticket by hand and puts its service aside, by keys alone', async () => {
  const desk = await device('desk-1');
  await signIn(desk);
  await desk.keyboard.press('g');
  await desk.waitForSelector('dialog select');
  await look(desk, 'desk-give');
  await desk.click('dialog button[type=submit]');
  const number = await desk.locator('[data-given]').innerText();
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('dialog', { state: 'detached' });
  await desk.waitForSelector('[data-do=next]:enabled');
  await desk.keyboard.press('n');
  await desk.waitForSelector('[data-do=start]:enabled');
  await desk.keyboard.press('s');
  await desk.waitForSelector('[data-do=hold]:enabled');
  await desk.keyboard.press('h');
  await desk.waitForSelector(`[data-held="${number}"]`);
  await desk.keyboard.press('c');
  await desk.waitForSelector('[data-do=end]:enabled');
  await desk.keyboard.press('e');
  await desk.waitForSelector('[data-current]', { state: 'detached' });
  expect(complaints).toEqual([]);
});

it('forgets at the kiosk who has gone, after a countdown', async () => {
  const kiosk = await device('kiosk-1');
  await kiosk.clock.install();
  await kiosk.reload();
  await kiosk.locator('header [aria-pressed]').click();
  await kiosk.click('[data-method=QR]');
  await kiosk.fill('input[name=code]', 'HP1:V:370213199001011236');
  await kiosk.keyboard.press('Enter');
  await kiosk.waitForSelector('[data-unit], [data-choose]');
  expect(await kiosk.locator('html.elder').count()).toBe(1);

  await kiosk.clock.fastForward(32_000);
  await kiosk.waitForSelector('[data-countdown]:not([data-countdown=""])');
  const countdown = await kiosk.locator('[data-countdown]').boundingBox();
  expect((countdown?.y ?? 0) + (countdown?.height ?? Infinity), 'in sight').toBeLessThanOrEqual(kiosk.viewportSize()?.height ?? 0);
  await look(kiosk, 'kiosk-idle-elder');
  await kiosk.clock.fastForward(15_000);
  await kiosk.waitForSelector('[data-step=welcome]');
  expect(await kiosk.locator('html.elder').count()).toBe(0);
  expect(complaints).toEqual([]);
});
