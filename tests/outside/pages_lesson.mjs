// The learner's page, the attendance sheet and the bundle of a school, in a real browser.
//   node tests/outside/pages_lesson.mjs MLOC
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { browser, finish, judge, same } from './browser.mjs';

const work = mkdtempSync(join(tmpdir(), 'mloc-pages-lesson-'));
const office = join(work, 'loiret');
const mloc = (...words) => execFileSync(resolve(process.argv[2]), ['-q', ...words], { encoding: 'utf8' });
const inside = (...words) => mloc('-C', office, '--today', '2010-05-11', ...words);
const enrol = (number, surname, first, ...more) => inside('enrol', 'add', '--file-number', number, '--surname', surname, '--first-name', first,
  '--born', '13/08/1987', '--sex', 'F', '--site', 'orleans', '--on', '05/02/2010', ...more);

mloc('init', office, '--template', 'autonomie');
for (const [code, siret] of [['une', '73282932000074'], ['deux', '38349867200039']]) inside('partner', 'add', code, '--name', `École ${code}`, '--kind', 'AUTO_ECOLE', '--siret', siret,
  '--programme', 'autonomie', '--starts', '2010-03-01', '--ends', '2011-06-30');
enrol('AU-1', "N'Guessan", 'Zoé', '--phone', '0612345678', '--situation', 'salarie', '--resources', '410,00', '--housing', 'fjt');
enrol('AU-2', 'Autre', 'Élève');
inside('lesson', 'add', 'AU-1', '--school', 'une', '--on', '2010-03-10', '--skill', 'C1.3=traite', '--difficulty', 'stress', '--adjustment', 'examen_blanc');
inside('lesson', 'add', 'AU-1', '--on', '2010-05-20', '--presence', 'prevu', '--time', '14:00');
inside('lesson', 'add', 'AU-2', '--school', 'deux', '--on', '2010-03-10');
inside('lesson', 'exam', 'add', 'AU-1', 'etg', '--points', '36', '--on', '2010-04-10');
inside('lesson', 'page', 'AU-1', '-o', join(work, 'page.html'));
inside('lesson', 'sheet', 'une', '2010-05', '-o', join(work, 'feuille.html'));
inside('lesson', 'bundle', 'une', '-o', join(work, 'envoi'));

const pages = await browser();
const page = await judge(pages, 'the page of a learner', join(work, 'page.html'));
const words = await page.locator('body').innerText();
for (const word of ["Zoé N'Guessan", 'AU-1', 'Code obtenu', '10/04/2010', 'Prochaine étape', 'Examen blanc', 'Stress', 'École une']) same(`the page says ${word}`, words.includes(word), true);
for (const word of ['410', 'Foyer', 'AU-2', 'Élève']) same(`the page does not say ${word}`, words.includes(word), false);
same('the page shows 32 skills', await page.locator('table tbody tr').filter({ hasText: /^C[1-4][.]/ }).count(), 32);

const sheet = await judge(pages, 'the sheet', join(work, 'feuille.html'));
const row = sheet.locator('tbody tr').first();
same('the sheet has the planned lesson', (await row.locator('th, td').allInnerTexts()).slice(0, 5), ['AU-1', "N'Guessan Zoé", '20/05/2010', '14:00', '60']);
same('the sheet has one learner', await sheet.locator('tbody tr').count(), 1);

const bundle = await judge(pages, 'the bundle', join(work, 'envoi', 'jeunes.html'));
const told = await bundle.locator('body').innerText();
for (const word of ["N'Guessan", 'Zoé', '+33612345678', 'Salarié']) same(`the bundle says ${word}`, told.includes(word), true);
for (const word of ['Autre', 'Élève', '410', 'Foyer', 'fjt', '1987', 'orleans']) same(`the bundle does not say ${word}`, told.includes(word), false);
await pages.close();
rmSync(work, { recursive: true });
finish();
