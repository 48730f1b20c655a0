// Booklets of a job in a real browser: what each copy shows, and that nothing of the data becomes markup.
//   node tests/outside/pages_meeting.mjs build/mloc
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { browser, finish, holds, judge, same } from './browser.mjs';

const mloc = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'booklets-'));
const office = join(folder, 'office');
const run = (today, ...words) => execFileSync(mloc, ['-C', office, '--today', today, '-q', ...words], { env: {}, encoding: 'utf8' });
execFileSync(mloc, ['init', office, '--template', 'autonomie', '-q'], { env: {} });
run('2010-02-05', 'enrol', 'add', '--file-number', 'AU-1', '--surname', "Élan d'Or", '--first-name', 'Zoé', '--born', '13/08/1988', '--sex', 'F', '--site', 'orleans', '--referent', 'caron');
run('2012-01-30', 'partner', 'add', 'quai', '--name', "L'Auberge & Fils (Sud)", '--kind', 'EMPLOYEUR', '--siret', '97433904600076');
run('2012-01-30', '--by', 'caron', 'meeting', 'practice', 'add', 'quai', 'tuteur_designe');
run('2012-01-31', 'meeting', 'job', 'add', 'AU-1', 'quai', '--contract', 'cdd', '--until', '2012-07-30', '--hours', '35', '--rome', 'G1602', '--tutor', 't1');
run('2012-01-31', '--by', 'caron', 'meeting', 'miss', 'AU-1', 'R1', '--cause', 'entreprise', '--reason', 'indisponibilite');
run('2012-02-29', '--by', 'caron', 'meeting', 'hold', 'AU-1', 'R2', '--employer', 'SB01=insuffisant', '--young', 'SB01=attendu', '--adviser', 'SB01=en_progres',
  '--fact', 'employeur:SB01=retard@2012-02-14', '--acquired', 'SF01');
run('2012-02-29', 'meeting', 'signature', 'add', 'AU-1', 'jeune', 'employeur');

const pages = await browser();
for (const [audience, copy] of [['young', 'exemplaire du jeune'], ['employer', "exemplaire de l'employeur"], ['adviser', 'exemplaire du conseiller']]) {
  const file = join(folder, `${audience}.html`);
  run('2012-03-01', 'meeting', 'booklet', 'AU-1', '--for', audience, '--output', file);
  const page = await judge(pages, audience, file);
  holds(`${audience}: whose copy it is`, (await page.title()).endsWith(copy), await page.title());
  const text = await page.locator('body').innerText();
  for (const wanted of ["Zoé Élan d'Or", "L'Auberge & Fils (Sud)", 'Ponctualité', "En dessous de l'attendu", 'Retard, le 14/02/2012', "La rencontre n'a pas eu lieu", 'Gestes du métier'])
    holds(`${audience}: ${wanted}`, text.includes(wanted));
  holds(`${audience}: good practices are for the adviser`, text.includes('Tuteur désigné') === (audience === 'adviser'));
  holds(`${audience}: no file number, no case id`, !text.includes('AU-1') && !/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.test(text));
  const row = page.getByRole('row', { name: /Ponctualité/ });
  same(`${audience}: the gap`, await row.getByRole('cell').last().innerText(), '2');
  holds(`${audience}: who still has to sign`, text.includes('Signé par : Jeune, Employeur') || text.includes('Signé par : Employeur, Jeune'));
}

// Letters after a draw: to the selected, who waits, and who was not eligible.
const drawn = join(folder, 'drawn');
const say = (today, ...words) => execFileSync(mloc, ['-C', drawn, '--today', today, '-q', ...words], { env: {}, encoding: 'utf8' });
execFileSync(mloc, ['init', drawn, '--template', 'autonomie', '-q'], { env: {} });
const programme = join(drawn, 'programmes', 'autonomie.toml');
writeFileSync(programme, readFileSync(programme, 'utf8').replace('montargis = 90', 'montargis = 1').replace('months = 2\n', 'months = 3\n'));
const applicants = [['AU-1', "Élan d'Or", 'Zoé', 'orleans', true], ['AU-2', 'Dupont', 'Ali', 'montargis', true], ['AU-3', 'Petit', 'Léa', 'montargis', true], ['AU-4', 'Roux', 'Tom', 'orleans', false]];
for (const [number, surname, first, site, useful] of applicants)
  say('2010-02-05', 'enrol', 'add', '--file-number', number, '--surname', surname, '--first-name', first, '--born', '13/08/1987', '--sex', 'F', '--site', site,
    '--on', '05/02/2010', '--project', ...(useful ? ['--licence-useful'] : []), '--resources', '410.00');
say('2010-02-06', 'amend', 'AU-4', 'licence_useful=no');
say('2010-02-20', 'draw', 'announce', 'essai', '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'a@2010-02-26:60.0');
say('2010-02-27', 'draw', 'reveal', 'essai', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'a=5');
say('2010-02-27', 'draw', 'run', 'essai');
say('2010-03-01', 'meeting', 'group', 'add', 'essai', 'reunion-1', '--on', '2010-03-10', '--time', '14:00', '--place', "Salle d'Or & Jeanne");
const letters = join(folder, 'letters.html');
say('2010-03-01', 'meeting', 'letters', 'essai', '--output', letters);
const page = await judge(pages, 'letters', letters);
const text = await page.locator('body').innerText();
same('letters: one heading each', await page.locator('h2').count(), 4);
for (const wanted of ["Zoé Élan d'Or", "Salle d'Or & Jeanne", '10/03/2010', '14:00', "liste d'attente", 'Votre rang', 'Permis utile au projet : oui — condition non remplie',
  'dans un délai de 3 mois à compter de la réception de ce courrier (art. R421-1 du code de justice administrative)', 'procès-verbal du tirage « essai »'])
  holds(`letters: ${wanted}`, text.includes(wanted));
same('letters: each says how to appeal', text.split('Si vous contestez cette réponse').length - 1, 4);
holds('letters: who was not eligible is not convened', !text.slice(text.indexOf("n'a pas pu être retenue")).includes('Salle'));
await pages.close();
rmSync(folder, { recursive: true });
finish();
