// The account of one person as a page, in a real browser: what mloc printed for one of the example's people.
//   node tests/outside/pages_contract.mjs STATEMENT.html
import { browser, finish, judge, same } from './browser.mjs';

const pages = await browser();
const page = await judge(pages, 'statement', process.argv[2]);
same('its language', await page.locator('html').getAttribute('lang'), 'fr');
const cells = async name => (await page.locator(`table:has(caption:text-is("${name}")) tbody tr`).allInnerTexts()).map(row => row.split(/\t/).map(cell => cell.trim().replace(/\u00a0|\u202f/g, ' ')));
const plan = await cells('Échéancier');
same('six months of aid', plan.length, 6);
same('a month that is paid in part', plan[1].slice(-3), ['150,00 €', '100,00 €', '50,00 €']);
same('payments', (await cells('Écritures')).filter(row => row[1] === 'Aide payée').length, 2);
same('what is left', (await page.locator('dd').allInnerTexts()).map(text => text.replace(/\u00a0|\u202f/g, ' ')).includes('900,00 €'), true);
await pages.close();
finish();
