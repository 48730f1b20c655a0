// Pages in Debian's Chromium, for the tests of each noun: what a page shows, what it asks of the network, what axe finds.
//   const pages = await browser();  const page = await pages.open('booklet.html');  …  await pages.close();
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let passed = 0;
let failed = 0;

/// Counts one test; says its name only when it does not hold.
export function holds(name, truth, shown = '') {
  if (truth) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${name}${shown === '' ? '' : `: ${JSON.stringify(shown).slice(0, 600)}`}`);
  }
}
export const same = (name, found, wanted) => holds(name, JSON.stringify(found) === JSON.stringify(wanted), { found, wanted });

/// The last line, and the status.
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

export async function browser() {
  const running = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  return {
    /// A page of a file; `page.asked` fills with every address it asks for beside itself, `page.said` with its console.
    async open(file, { width = 1000, height = 800, bypassCSP = true, hash = '' } = {}) {
      const context = await running.newContext({ viewport: { width, height }, bypassCSP, acceptDownloads: true });
      const page = await context.newPage();
      const address = pathToFileURL(resolve(file)).href;
      page.asked = [];
      page.said = [];
      page.on('request', request => { if (request.url() !== address && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) page.asked.push(request.url()); });
      page.on('console', message => page.said.push(message.text()));
      page.on('pageerror', error => page.said.push(String(error)));
      page.on('dialog', dialog => { page.said.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
      await page.goto(address + hash);
      return page;
    },
    /// What axe finds serious or critical on the page as it stands, as `rule: element`.
    async serious(page) {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    /// Whatever axe finds, minor things too.
    async found(page) {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    },
    close: () => running.close(),
  };
}

/// What holds of every page that is printed: no request, no script's words, nothing serious for axe, no wider than a phone.
export async function judge(pages, name, file) {
  const page = await pages.open(file);
  same(`${name}: axe finds nothing serious`, await pages.serious(page), []);
  same(`${name}: asks for nothing`, page.asked, []);
  same(`${name}: says nothing on its console`, page.said, []);
  same(`${name}: one first heading`, await page.locator('h1').count(), 1);
  same(`${name}: in French`, await page.evaluate(() => document.documentElement.lang), 'fr');
  const phone = await pages.open(file, { width: 360, height: 640 });
  holds(`${name}: fits a phone`, await phone.evaluate(() => document.documentElement.scrollWidth <= 360));
  await phone.context().close();
  return page;
}
