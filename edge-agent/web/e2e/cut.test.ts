import { expect, it } from 'vitest';
import { agent, chooseItem, complaints, device, serve, signIn, take, useBrowser } from './pages';

/**
 * The uplink is cut while a visitor is served: Kafka's process is stopped and goes on afterwards.
 * What the pages did meanwhile waits on the hall's device, and is sent once it can be.
 */
const CUT = ['SIGSTOP', 'SIGCONT'] as const;
const kafka = Number(process.env.KAFKA_PID);

useBrowser();

interface Health {
  last_seq: number;
  published_seq: number;
}

async function health(): Promise<Health> {
  return (await (await fetch(`${agent}/health`)).json()) as Health;
}

it('serves a visitor with the uplink cut', async () => {
  expect(kafka, 'KAFKA_PID').toBeGreaterThan(1);
  const [screen, desk, kiosk] = [await device('screen-1'), await device('desk-1'), await device('kiosk-1')];
  await signIn(desk);
  process.kill(kafka, CUT[0]);
  try {
    const before = await health();
    await kiosk.click('[data-method=QR]');
    await kiosk.fill('input[name=code]', 'HP1:V:370213198001011233');
    await kiosk.keyboard.press('Enter');
    await kiosk.waitForSelector('[data-unit], [data-choose]');
    if ((await kiosk.locator('[data-choose]').count()) > 0) {
      await kiosk.click('[data-choose]');
    }
    await chooseItem(kiosk);
    await serve(desk, await take(kiosk));
    await screen.waitForSelector('[data-phase=RATE]');
    await screen.click('[data-decline]');
    const after = await health();
    expect(after.last_seq).toBeGreaterThanOrEqual(before.last_seq + 4);
    expect(after.published_seq, 'nothing was sent').toBe(before.published_seq);
  } finally {
    process.kill(kafka, CUT[1]);
  }
  const served = (await health()).last_seq;
  await expect.poll(async () => (await health()).published_seq, { timeout: 60_000 }).toBeGreaterThanOrEqual(served);
  expect(complaints).toEqual([]);
});
