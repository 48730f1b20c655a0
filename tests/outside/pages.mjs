// What every printed page shares, in a real browser: a page made by tests/render/page.cpp with a hostile text in every place.
//   node tests/outside/pages.mjs PAGE.html
import { browser, finish, judge, same } from './browser.mjs';

const pages = await browser();
const page = await judge(pages, 'every element', process.argv[2]);
const hostile = `<img src=x onerror=alert(1)><script>console.log('run')</script>"'&`;
same('the texts arrive as they are', await page.locator('dd').first().textContent(), hostile);
same('the title, too', await page.title(), hostile);
same('no element of theirs', await page.locator('img, script').count(), 0);
await page.emulateMedia({ media: 'print' });
same('a new sheet begins on a new sheet', await page.locator('.sheet').first().evaluate(element => getComputedStyle(element).breakBefore), 'page');
await pages.close();
finish();
