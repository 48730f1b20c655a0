// The pages of `report all` in a real browser: drawings, tables, links, and that nothing of the data becomes markup.
//   node tests/outside/pages_report.mjs build/mloc
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, finish, holds, judge, same } from './browser.mjs';

const mloc = resolve(process.argv[2]);
const here = dirname(fileURLToPath(import.meta.url));
const example = resolve(here, '../../examples/autonomie');
const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const office = join(folder, 'office');
const run = (...words) => {
  try { return execFileSync(mloc, ['-C', office, '--today', '2011-12-31', '-q', ...words], { env: {}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }); }
  catch (error) { if (error.status !== 3) throw error; return error.stdout; }
};
execFileSync(mloc, ['init', office, '--template', 'autonomie', '-q'], { env: {} });
run('import', 'partners', join(example, 'auto-ecoles.csv'));
run('import', 'application', join(example, 'candidatures.csv'), '--keep-going');
run('import', 'lesson', join(example, 'seances.csv'), '--keep-going');
run('import', 'exam', join(example, 'examens.csv'));
run('import', 'entry', join(example, 'paiements.csv'), '--keep-going');
run('import', 'job', join(example, 'embauches.csv'), '--keep-going');
const hostile = `</svg><img src=x onerror=alert(1)><script>console.log("run")</script>`;
mkdirSync(join(office, 'reports'), { recursive: true });
writeFileSync(join(office, 'reports/hostile.sql'), `-- title: <b>Un</b> | One
-- column: name text | Nom | Name
-- column: people integer | Jeunes | People
-- people: people
-- plot: bars name people | <i>Jeunes</i> | People
-- plot: trend name people | Courbe | Curve
SELECT '${hostile}' AS name, 7 AS people UNION ALL SELECT 'calme', 3
`);
const output = join(folder, 'out');
run('report', 'all', '2010', '-o', output);
const pages = await browser();
const files = readdirSync(output).filter(name => name.endsWith('.html'));
same('a page for each report and an index', files, ['attention.html', 'employment.html', 'funder.html', 'hostile.html', 'housing.html', 'index.html', 'learner.html', 'monthly.html', 'passport.html', 'pole.html', 'portfolio.html', 'programme-autonomie.html', 'programme.html', 'results.html', 'school.html', 'service.html', 'sites.html', 'trend.html']);
// Reports share one grammar of pages: those whose tables differ are looked at.
for (const name of ['employment.html', 'hostile.html', 'index.html', 'learner.html', 'monthly.html', 'programme-autonomie.html', 'programme.html']) await judge(pages, name, join(output, name));

/// Nothing of a table is cut, and no column is a letter wide; the page itself never scrolls sideways.
async function measure(name, file, width) {
  const page = await pages.open(file, { width, height: 900 });
  holds(`${name} at ${width}: the page is as wide as its window`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const cut = await page.evaluate(() => [...document.querySelectorAll('th, td, figcaption, h1, h2, h3, p, li')].filter(one => {
    const box = one.getBoundingClientRect();
    if (box.width === 0 || one.closest('[aria-hidden]')) return false;
    const scrolls = one.closest('.scroll');
    return one.scrollWidth > one.clientWidth + 2 || (!scrolls && box.right > innerWidth + 1);
  }).map(one => one.textContent.slice(0, 60)));
  same(`${name} at ${width}: nothing is cut`, cut, []);
  const narrow = await page.evaluate(() => [...document.querySelectorAll('td, th')].filter(one => {
    const box = one.getBoundingClientRect(), letters = one.textContent.trim().length;
    return letters > 3 && box.width > 0 && box.width < 24;
  }).map(one => one.textContent));
  same(`${name} at ${width}: no column is a letter wide`, narrow, []);
  if (width === 390) same(`${name} at ${width}: axe finds nothing at all`, await pages.found(page), []);
  await page.context().close();
}
for (const name of ['index.html', 'programme-autonomie.html', 'school.html']) await measure(name, join(output, name), 1280);
for (const name of ['index.html', 'programme-autonomie.html']) await measure(name, join(output, name), 390);

const index = await pages.open(join(output, 'index.html'));
same('the dashboard leads to every file', [...new Set(await index.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href'))))].sort(), readdirSync(output).filter(name => name !== 'index.html' && !name.startsWith('.')).sort());
const board = await index.locator('main').innerText();
const lead = await index.locator('.lead').innerText();
holds('a sentence first', lead.startsWith('Année 2010\u00a0: 173 permis obtenus, ce qui fait 173 sur 300 depuis l’ouverture du dispositif AUTOnomie.'), lead);
const waits = await index.locator('.todo li').allInnerTexts();
holds('at most five to be seen first, with the list behind each', waits.length > 2 && waits.length <= 5 && waits[0].includes('mloc meeting due'), waits);
same('rate against elapsed time', [board.includes('173 permis obtenus pour 300 places, soit 57,7\u202f%'), board.includes('62,5\u202f%'), board.includes('Il en manque 15')], [true, true, true]);
const charts = await index.locator('.kpi svg').evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
holds('twelve months, read aloud', charts.some(text => text.startsWith('Permis obtenus par mois, de janvier 2010 à décembre 2010\u00a0: 0; 0; 0; 0; 0; 0; 10; 24; 32; 39; 38; 30')), charts);
same('reports without data in one line', (await index.locator('main > .note').first().innerText()).startsWith('Sans donnée dans la période'), true);
same('no script', await index.locator('script').count(), 0);

const programme = await pages.open(join(output, 'programme-autonomie.html'));
same('the page of a programme has its name and day', await programme.locator('h1').innerText(), 'AUTOnomie\u00a0: bilan au 31\u00a0décembre 2010');
const cells = async (page, caption) => page.locator('table', { has: page.locator('caption', { hasText: caption }) }).first().locator('tr').evaluateAll(rows => rows.map(row => [...row.cells].map(cell => cell.textContent)));
const funnelled = await cells(programme, 'Chaque étape');
same('from application to licence', funnelled.slice(1).map(row => [row[0], row[1]]), [['Candidatures', '629'], ['Éligibles', '497'], ['Premières séances', '300'], ['Épreuves théoriques réussies', '271'], ['Permis obtenus', '173']]);
const crossed = await cells(programme, 'Résultats cumulés');
same('site heads, schools below, all last', [crossed.length, crossed.at(-1).slice(0, 6), crossed.find(row => row[0] === 'Braye Conduite').slice(1)],
  [14, ['Ensemble', '300', '271', '224', '173', '57,7\u202f%'], ['34', '27', '20', '19', '55,9\u202f%', '1\u202f222\u202fh', '85,9\u202f%', '212', '23\u202f400', '1\u202f232']]);
same('a group is a body of its own', await programme.locator('th[scope=rowgroup]').count() > 3, true);
same('nobody is listed on it', (await programme.locator('body').innerText()).includes('AU-2010-'), false);
const alone = join(folder, 'alone.html');
writeFileSync(alone, run('report', 'programme', '2010', '--programme', 'autonomie', '-O', 'html'));
same('the same page alone', readFileSync(alone, 'utf8'), readFileSync(join(output, 'programme-autonomie.html'), 'utf8'));

// On paper: weasyprint makes it, pdftotext reads it.
if (['/usr/bin/weasyprint', '/usr/bin/pdftotext'].every(existsSync)) {
  const pdf = join(folder, 'bilan.pdf');
  execFileSync(mloc, ['-C', office, '--today', '2011-12-31', '-q', 'report', 'programme', '2010', '--programme', 'autonomie', '-o', pdf], { env: { PATH: '/usr/bin:/bin' } });
  const sheets = execFileSync('/usr/bin/pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  holds('three sheets of paper at most', sheets.length <= 3, sheets.length);
  holds('each with its foot', sheets.every((text, i) => new RegExp(`bilan au 31.*${i + 1} ?/ ?${sheets.length}\\s*$`).test(text)), sheets.map(text => text.slice(-200)));
  holds('no word is broken letter by letter', !sheets.some(text => /(^|\n)(\s*\p{L}\n){4}/u.test(text)));
} else console.log('SKIPPED the PDF: weasyprint or pdftotext is not installed');

// The same bytes again, in another place of the world.
const again = join(folder, 'again');
execFileSync(mloc, ['-C', office, '--today', '2011-12-31', '-q', 'report', 'all', '2010', '-o', again], { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Auckland', PATH: '' } });
same('the same bytes twice, whatever the locale and zone', readdirSync(again).filter(name => !readFileSync(join(again, name)).equals(readFileSync(join(output, name)))), []);

const school = await pages.open(join(output, 'school.html'));
same('three drawings', await school.locator('figure svg').count(), 3);
const funnel = await school.locator('figure svg').first().getAttribute('aria-label');
holds('a drawing says what it shows', funnel.startsWith('De la candidature au permis: Candidats 629 (100,0\u202f%); Entrés en formation 300'), funnel);
const bars = await school.locator('figure').first().locator('rect').evaluateAll(all => all.map(one => Number(one.getAttribute('width'))));
holds('a bar is as long as its number', Math.abs(bars[1] / bars[0] - 300 / 629) < 0.001, bars);
holds('nothing is told by a colour alone', await school.locator('figure').evaluateAll(all => all.every(one => new Set([...one.querySelectorAll('[fill]')].map(mark => mark.getAttribute('fill'))).size <= 1)));
holds('no heading breaks within a word', await school.locator('thead th').first().evaluate(one => one.getBoundingClientRect().width > 60));

const bad = await pages.open(join(output, 'hostile.html'), { bypassCSP: false });
same('no element of theirs', await bad.locator('img, script, i, h1 b, td b, th b, figcaption b').count(), 0);
same('two drawings all the same', await bad.locator('figure svg').count(), 2);
same('no word of theirs is run', bad.said, []);

run('report', 'all', '2010', '-o', output, '--for', 'partners');
const told = await pages.open(join(output, 'hostile.html'));
same('a hidden number has no bar', await told.locator('figure').first().locator('rect').count(), 1);
holds('and reads s', (await told.locator('figure svg').first().getAttribute('aria-label')).endsWith('calme s'));
holds('what s means is said', (await told.locator('body').innerText()).includes('s\u00a0: chiffre caché, de 1 à 4 personnes'));
same('a row for each person stays in the office', readdirSync(output).includes('learner.html'), false);

const effects = join(folder, 'effects.html');
writeFileSync(effects, run('report', 'effect', '--data', resolve(here, '../fixtures/evaluation/autonomie_synth.csv'), '--outcome', 'licence', '--outcome', 'employed',
  '--assign', 'z', '--stratum', 'stratum', '--responded', 'responded', '--received', 'd', '-O', 'html', '--lang', 'fr'));
const effect = await judge(pages, 'effects', effects);
await measure('effects', effects, 1280);
await measure('effects', effects, 390);
const rows = await effect.locator('.fp tbody tr').evaluateAll(all => all.map(row => [...row.cells].map(cell => cell.textContent)));
same('control before test, points, interval, p', rows.filter(row => row.length > 4).map(row => [row[0], row[1], row[2], row[4], row[5], row[6]]).slice(0, 3), [
  ['Tous les tirés au sort', '28,8\u202f%', '51,4\u202f%', '+22,6', '[14,6\u202f; 30,5]', '<\u202f0,001'],
  ['Ceux qui sont entrés grâce au tirage', '', '', '+28,1', '[18,3\u202f; 38,0]', ''],
  ['Si les non-répondants diffèrent', '', '', '', '[17,4\u202f; 27,8]', '']]);
const words = await effect.locator('main').innerText();
holds('neither asserted nor excluded', words.includes('On ne peut ni affirmer ni exclure un effet') && words.includes('vraisemblablement entre 14,6 et 30,5 points'), words.slice(0, 900));
holds('drawn is answered and lost', words.includes('300 = 255 + 45 ; 400 = 308 + 92 ; 700 = 300 + 400.'));
await pages.close();
rmSync(folder, { recursive: true });
finish();
