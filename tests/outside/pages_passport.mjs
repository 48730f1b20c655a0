// The passport of examples/passeport/make.sh in a real browser: wrong key, right key, as typed and from the QR code's address.
//   node tests/outside/pages_passport.mjs DIR.pages
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, finish, holds, judge, same } from './browser.mjs';

const folder = process.argv[2];
const file = name => join(folder, name);
const key = readFileSync(file('zoe.key'), 'utf8').trim();
const pages = await browser();
const text = page => page.locator('main').textContent();

const locked = await judge(pages, 'locked', file('zoe.html'));
holds('nothing can be read without the key', !/Zoé|Martin|Boulangerie|Autonomie/.test(readFileSync(file('zoe.html'), 'utf8')));
same('one field, with its label', await locked.getByLabel('Clé de consultation').count(), 1);
await locked.getByLabel('Clé de consultation').fill('ABC');
await locked.keyboard.press('Enter');
holds('a short key is told', /16 signes/.test(await locked.getByRole('alert').textContent()));
await locked.getByLabel('Clé de consultation').fill('0000-0000-0000-0000');
await locked.getByRole('button', { name: 'Ouvrir' }).click();
await locked.waitForFunction(() => /n'ouvre pas/.test(document.getElementById('said').textContent));
holds('a wrong key opens nothing', !/Zoé/.test(await text(locked)));
same('axe finds nothing serious after a wrong key', await pages.serious(locked), []);

/// With the page's own policy in force, on a phone.
const phone = await pages.open(file('zoe.html'), { width: 360, height: 640, bypassCSP: false });
await phone.getByLabel('Clé de consultation').fill(key.toLowerCase().replaceAll('-', ' '));
await phone.keyboard.press('Enter');
await phone.waitForSelector('dl');
const shown = await text(phone);
for (const part of ['Zoé Martin', 'Points forts', 'À vérifier', 'Faire preuve d\'autonomie', 'Boulangerie du Port', 'Attestation de stage', 'Imprimer'])
  holds(`shows ${part}`, shown.includes(part));
for (const hidden of ['greta', 'GRETA', 'brun', 'formation suivie', 'PJJ']) holds(`says nothing of ${hidden}`, !shown.includes(hidden));
same('one first heading', await phone.locator('h1').count(), 1);
holds('fits a phone', await phone.evaluate(() => document.documentElement.scrollWidth <= 360));
const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: /Attestation de stage/ }).click()]);
same('the file comes back byte for byte', readFileSync(await download.path()).equals(readFileSync(file('attestation.pdf'))), true);
holds('under a name that says what it is', /^attestation_stage-\d{4}-\d\d-\d\d-\w{4}\.pdf$/.test(download.suggestedFilename()), download.suggestedFilename());
same('no request', phone.asked, []);
same('no word on the console', phone.said, []);

const wide = await pages.open(file('zoe.html'), { hash: `#${key}` });
await wide.waitForSelector('dl');
same('the key behind # opens, and leaves the address', new URL(wide.url()).hash, '');
same('opened, axe finds nothing serious', await pages.serious(wide), []);
await wide.emulateMedia({ media: 'print' });
same('buttons are not printed', await wide.getByRole('button', { name: 'Imprimer' }).count(), 0);
holds('prints as pages of paper', (await wide.pdf({ format: 'A4' })).length > 10000);
await wide.emulateMedia({ media: 'screen' });
await wide.getByRole('button', { name: 'Refermer' }).click();
await wide.waitForSelector('form');
holds('closed again, nothing is left', !/Zoé/.test(await text(wide)));

const card = await judge(pages, 'card', file('zoe-card.html'));
holds('the card says the key', (await text(card)).includes(key));
holds('the QR code is drawn', await card.locator('img').evaluate(image => image.naturalWidth > 0));
const printed = await judge(pages, 'printed', file('karim.html'));
holds('the printed passport names its owner', (await text(printed)).includes('Karim Benali'));
const onPaper = execFileSync('pdftotext', ['-layout', file('karim.pdf'), '-'], { encoding: 'utf8' });
for (const part of ['Karim Benali', 'À vérifier', 'Références']) holds(`the PDF says ${part}`, onPaper.includes(part));
const shared = await judge(pages, 'shared', file('karim-menuiserie.html'));
holds('what is shared has no part without consent', !(await text(shared)).includes('Références'));
await pages.close();
finish();
