// Shows a hall on the wall in Chromium and writes a line for every version of it that was painted.
// Usage: node bench/paints.mjs URL HALL_ID MAX_SECONDS; ends when its standard input ends.
import { chromium } from 'playwright-core';

const [url, hallId, maxSeconds] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
await page.exposeFunction('painted', (version, at) =>
  process.stdout.write(`${JSON.stringify({ version, at })}\n`),
);
await page.addInitScript((hall) => {
  let last = -1;
  const look = () => {
    const shown = document.querySelector(`[data-hall-id="${hall}"]`);
    const version = Number(shown?.getAttribute('data-version') ?? -1);
    if (version > last) {
      last = version;
      // After the frame that paints it.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () =>
          window.painted(version, performance.timeOrigin + performance.now());
        channel.port2.postMessage(0);
      });
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-version'],
  });
}, hallId);
await page.goto(url);
page
  .waitForSelector(`[data-hall-id="${hallId}"]`, { timeout: maxSeconds * 1000 })
  .then(() => process.stdout.write('{"ready":true}\n'));

const ended = new Promise((resolve) => process.stdin.resume().on('end', resolve));
const tooLong = new Promise((resolve) => setTimeout(resolve, maxSeconds * 1000));
await Promise.race([ended, tooLong]);
await page.evaluate(
  () => new Promise((resolve) => setTimeout(resolve, 3000)), // what was sent last is shown by then
);
await browser.close();
process.exit(0);
