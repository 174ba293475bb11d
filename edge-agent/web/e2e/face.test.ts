import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { agent, chooseItem, codeOf, complaints, device, look, pages, serve, signIn, take, useBrowser } from './pages';

/**
 * A visitor who agreed is known by the face, is offered the clerk of last time, and is forgotten at a word. A film stands in for the
 * kiosk's camera: somebody who turns the head and back, again and again.
 */

/** With the models' package comes a picture with people on it. */
const PEOPLE = fileURLToPath(new URL('../../models/node_modules/@vladmandic/face-api/demo/sample6.jpg', import.meta.url));
const SECONDS_A_SIDE = 1.2;

/** Given at the kiosk and the window; whoever runs this may look whether it is anywhere afterwards. */
const GIVEN = { id_number: '370213198707114523', name: '欧阳砚秋', phone: '13912846075' };
const pictures: string[] = [];

useBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film()}`);

/** The woman in green of the picture, and her mirror image, whose nose points to the other side. */
function film(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'hallpulse-')), 'turning.mjpeg');
  const one = 'crop=700:1000:0:300,scale=-2:480,pad=640:480:(ow-iw)/2:0,split[a][b];[b]hflip[c];[a][c]concat=n=2:v=1';
  execFileSync('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-loop', '1', '-framerate', '30', '-t', `${SECONDS_A_SIDE}`, '-i', PEOPLE],
    ...['-filter_complex', one, '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', file],
  ]);
  return file;
}

async function layCard(): Promise<void> {
  const answer = await fetch(`${agent}/api/v1/admin/simulated-card`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${pages.admin?.split('#token=')[1]}` },
    body: JSON.stringify({ number: GIVEN.id_number, name: GIVEN.name }),
  });
  expect(answer.status).toBe(204);
}

/** To which side to turn is drawn by lot, and the film does not listen: it is asked again until both agree. */
async function untilSeen(page: Page, done: string, failed: string, again: () => Promise<void>): Promise<void> {
  for (let attempts = 0; attempts < 30; attempts++) {
    await page.waitForSelector(`${done}, ${failed}`);
    if ((await page.locator(done).count()) > 0) {
      return;
    }
    await again();
  }
  throw new Error('The film and the lot do not agree thirty times');
}

/** With words that tell a telephone number, as people do. */
async function rate(screen: Page): Promise<void> {
  await screen.click('[data-level="5"]');
  await screen.fill('textarea', `谢谢，回电 ${GIVEN.phone}`);
  await screen.click('[data-send]');
  await screen.waitForSelector('.thanks');
}

/** What was served a moment ago comes into the history with the lake's next commit. */
async function seeEarlierVisit(kiosk: Page, ticketNo: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await kiosk.click('[data-history]');
      await kiosk.waitForSelector('[data-nothing], li[data-stage], .problem'); // Trino may still be starting
      const done = await kiosk.locator('li[data-stage=DONE]', { hasText: ticketNo }).count();
      if (done > 0) {
        await look(kiosk, 'kiosk-history');
      }
      await kiosk.click('[data-back]');
      expect(done, `${ticketNo} is not in the history`).toBeGreaterThan(0);
    },
    { timeout: 90_000, interval: 2_000 },
  );
}

it('knows by the face who agreed, and offers the clerk of last time', async () => {
  const [screen, desk, kiosk] = [await device('screen-1'), await device('desk-1'), await device('kiosk-1')];
  kiosk.on('request', (request) => {
    const image = /"image":"data:image\/jpeg;base64,([^"]+)"/.exec(request.postData() ?? '')?.[1];
    if (image !== undefined) {
      pictures.push(image);
    }
  });
  await signIn(desk);

  await layCard();
  await kiosk.click('[data-method=ID_CARD]');
  await chooseItem(kiosk);
  const first = await take(kiosk);
  await kiosk.click('[data-offer-face]');
  await kiosk.waitForSelector('[data-agree]');
  await look(kiosk, 'kiosk-face-consent');
  await kiosk.click('[data-agree]');
  await untilSeen(kiosk, '[data-enrolled]', '[data-offer-face]', async () => {
    await kiosk.click('[data-offer-face]');
    await kiosk.click('[data-agree]');
  });
  await serve(desk, first);
  await rate(screen);

  await kiosk.click('[data-back]');
  await kiosk.click('[data-method=FACE]');
  await look(kiosk, 'kiosk-face-look');
  await untilSeen(kiosk, '[data-last]', '[data-again]', () => kiosk.click('[data-again]'));
  await seeEarlierVisit(kiosk, first);
  await kiosk.click('[data-choose]');
  await chooseItem(kiosk);
  await kiosk.click('[data-prefer]');
  const second = await take(kiosk);
  const ticket = new URL(await codeOf(kiosk)).pathname.split('/').at(-1);
  await desk.locator('li', { hasText: second }).locator('.tone-calm').waitFor();
  await serve(desk, second);

  await kiosk.click('[data-forget]');
  await kiosk.waitForSelector('[data-forgotten]');
  expect(pictures.length).toBeGreaterThan(5);
  // A look that fails is answered 422, a history that Trino does not tell yet 503; Chromium reports both as errors.
  expect(complaints.filter((complaint) => !/422|503/.test(complaint))).toEqual([]);
  if (process.env.GIVEN !== undefined) {
    writeFileSync(process.env.GIVEN, JSON.stringify({ ...GIVEN, ticket, pictures: pictures.slice(0, 4) }));
  }
});
