// Shows the screens of the wall in Chromium in turn and once a minute writes what the page holds, as a line of JSON.
// Usage: node bench/soak.mjs URL HALL_ID MINUTES
import { chromium } from 'playwright-core';

const [url, hallId, minutes] = process.argv.slice(2);
const STAY_MS = 8_000;
/** Each screen, and what shows that it is there. */
const SCREENS = [
  ['/', '[data-compare] li'],
  [`/hall/${hallId}`, '[data-floor] li[data-counter-id]'],
  [`/hall/${hallId}/counter/${hallId}-c0`, '[data-place^="counter/"]'],
  ['/health', '[data-index-head]'],
  ['/economy', '[data-indicators], [data-economy-empty]'],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
const devtools = await page.context().newCDPSession(page);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

let updates = 0;
devtools.on('Network.eventSourceMessageReceived', ({ eventName }) => {
  updates += eventName === 'beat' ? 0 : 1;
});
page.on('pageerror', (error) => say({ complaint: String(error) }));
page.on('crash', () => say({ complaint: 'the page crashed' }));
// No copies of what the network brought are kept in the browser for the developer tools.
await devtools.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
await devtools.send('Performance.enable');
await page.goto(url);
// A locator, not waitForSelector: its handle would keep the whole screen that the element was on.
await page.locator(`li[data-hall-id="${hallId}"]`).waitFor({ timeout: 120_000 });

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, Math.max(0, millis)));

async function show([path, sign]) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, path);
  const shown = page.locator(sign).first().waitFor({ timeout: 20_000 });
  await shown.catch(() => say({ complaint: `${path} shows no ${sign}` }));
}

/** What is left after two collections: what the first one's finalisers let go goes with the second. */
async function look(minute) {
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name) => metrics.find((each) => each.name === name).value;
  const version = await page.locator(`li[data-hall-id="${hallId}"]`).getAttribute('data-version');
  say({
    minute,
    heap: of('JSHeapUsedSize'),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    documents: of('Documents'),
    updates,
    version: Number(version),
  });
}

say({ ready: true });
updates = 0;
const began = performance.now();
for (let minute = 1; minute <= Number(minutes); minute += 1) {
  const end = began + minute * 60_000;
  for (let turn = 0; performance.now() + STAY_MS + 6_000 < end; turn += 1) {
    await show(SCREENS[turn % SCREENS.length]);
    await pause(STAY_MS);
  }
  await show(SCREENS[0]); // always looked at on the same screen
  await pause(end - performance.now());
  await look(minute);
}
await browser.close();
process.exit(0);
