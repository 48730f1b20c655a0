// The pages of `report all` in a real browser: drawings, tables, links, and that nothing of the data becomes markup.
//   node tests/outside/pages_report.mjs build/mloc
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
same('a page for each report and an index', files, ['employment.html', 'funder.html', 'hostile.html', 'housing.html', 'index.html', 'learner.html', 'monthly.html', 'passport.html', 'pole.html', 'programme-autonomie.html', 'programme.html', 'school.html']);
for (const name of files) await judge(pages, name, join(output, name));

const index = await pages.open(join(output, 'index.html'));
same('the index leads to every file', await index.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href')).sort()), readdirSync(output).filter(name => name !== 'index.html' && !name.startsWith('.')).sort());

const programme = await pages.open(join(output, 'programme-autonomie.html'));
same('the page of a programme has its name', await programme.locator('h1').innerText(), 'AUTOnomie');
const parts = await programme.locator('h2').allInnerTexts();
holds('what every report tells of it, its own first', parts.length === 4 && parts[0].startsWith('Dispositif') && parts.some(text => text.startsWith('Jeune par jeune')) && !parts.some(text => text.startsWith('Pôle')), parts);
const drawings = await programme.locator('figure svg').evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
holds('funnel, trend and distribution', ['De la candidature au permis: Candidats 629', 'Permis par mois: ', 'Séances par jeune: '].every(start => drawings.some(text => text.startsWith(start))), drawings);
same('nobody is listed on it', (await programme.locator('body').innerText()).includes('AU-2010-'), false);
const alone = join(folder, 'alone.html');
writeFileSync(alone, run('report', 'programme', '2010', '--programme', 'autonomie', '-O', 'html'));
same('the same page alone', readFileSync(alone, 'utf8'), readFileSync(join(output, 'programme-autonomie.html'), 'utf8'));

const school = await pages.open(join(output, 'school.html'));
same('three drawings', await school.locator('figure svg').count(), 3);
const funnel = await school.locator('figure svg').first().getAttribute('aria-label');
holds('a drawing says what it shows', funnel.startsWith('De la candidature au permis: Candidats 629 (100\u00a0%); Entrés en formation 300'), funnel);
const bars = await school.locator('figure').first().locator('rect').evaluateAll(all => all.map(one => Number(one.getAttribute('width'))));
holds('a bar is as long as its number', Math.abs(bars[1] / bars[0] - 300 / 629) < 0.001, bars);
holds('nothing is told by a colour alone', await school.locator('figure').evaluateAll(all => all.every(one => new Set([...one.querySelectorAll('[fill]')].map(mark => mark.getAttribute('fill'))).size <= 1)));
holds('no heading breaks within a word', await school.locator('thead th').first().evaluate(one => one.getBoundingClientRect().width > 60));

const bad = await pages.open(join(output, 'hostile.html'), { bypassCSP: false });
same('no element of theirs', await bad.locator('img, script, b, i').count(), 0);
same('two drawings all the same', await bad.locator('figure svg').count(), 2);
same('no word of theirs is run', bad.said, []);

run('report', 'all', '2010', '-o', output, '--for', 'partners');
const told = await pages.open(join(output, 'hostile.html'));
same('a hidden number has no bar', await told.locator('figure').first().locator('rect').count(), 1);
holds('and reads s', (await told.locator('figure svg').first().getAttribute('aria-label')).endsWith('calme s'));
holds('what s means is said', (await told.locator('body').innerText()).includes('s : chiffre caché, de 1 à 4 personnes'));
same('a row for each person stays in the office', readdirSync(output).includes('learner.html'), false);

const effects = join(folder, 'effects.html');
writeFileSync(effects, run('report', 'effect', '--data', resolve(here, '../fixtures/evaluation/autonomie_synth.csv'), '--outcome', 'licence', '--outcome', 'employed',
  '--assign', 'z', '--stratum', 'stratum', '--responded', 'responded', '-O', 'html', '--lang', 'fr'));
const effect = await judge(pages, 'effects', effects);
const said = await effect.locator('figure svg').getAttribute('aria-label');
holds('the effects in points with their intervals', /licence \+22,6 \[14,6; 30,5\]; employed \+8,2 \[-0,1; 16,5\]$/.test(said), said);
same('a point each and a line at zero', [await effect.locator('figure circle').count(), await effect.locator('figure line[stroke-dasharray]').count()], [2, 1]);
await pages.close();
rmSync(folder, { recursive: true });
finish();
