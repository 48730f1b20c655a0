// ajv and `mloc check` agree on every example record and on mutants of them: one step away from each example, refused
// or not, by the schemas' words alone.
//   node tests/outside/agree.mjs build/mloc
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import YAML from 'yaml';

if (!process.argv[2]) throw new Error('usage: node agree.mjs MLOC');
const mloc = resolve(process.argv[2]);
const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const text = path => readFileSync(join(top, path), 'utf8');

// ---------------------------------------------------------------------------------------------- ajv
const schemas = new Map(readdirSync(join(top, 'schemas')).filter(name => name.endsWith('.json')).sort()
  .map(name => [name, JSON.parse(text(`schemas/${name}`))]));
// Two lists may have a code in common; an enumeration may not say it twice.
const codes = names => [...new Set(names.split('+').flatMap(name => YAML.parse(text(`schemas/codes/${name}.yaml`)).items.map(({ code }) => code)))];
const lists = new Map();
for (const schema of schemas.values()) {
  for (const [, reference] of JSON.stringify(schema).matchAll(/"\$ref":"(codes\/[^"]+)"/g)) {
    if (!lists.has(reference)) lists.set(reference, codes(reference.slice(6, -5)));
  }
}
const strict = new Ajv({ strict: false });
for (const schema of schemas.values()) strict.addSchema(schema);
for (const [reference, items] of lists) strict.addSchema({ $id: reference, type: 'string', enum: items });
// A voided record, too: it is kept and shown, and a word that stands for nothing may be a name.
const accepts = (schemaName, value) => strict.getSchema(schemaName)(value) === true;

/// The schema behind a reference, with the file in which its own references are to be read.
function follow(schema, home) {
  while (schema?.$ref) {
    if (schema.$ref.startsWith('codes/')) return [{ type: 'string', enum: lists.get(schema.$ref) }, home];
    const [file, fragment] = schema.$ref.split('#');
    home = file || home;
    schema = schemas.get(home).definitions[fragment.split('/').at(-1)];
  }
  return [schema ?? {}, home];
}

// ---------------------------------------------------------------------------------------------- mutants
const put = (record, path, value) => {
  const copy = structuredClone(record);
  let place = copy;
  for (const key of path.slice(0, -1)) place = place[key];
  if (value === undefined && Array.isArray(place)) place.splice(path.at(-1), 1);
  else if (value === undefined) delete place[path.at(-1)];
  else place[path.at(-1)] = value;
  return copy;
};

/// Texts near `value`: most are refused, some are not; the schema decides.
function* nearTexts(value, schema) {
  yield '';
  yield `${value} `;
  yield `${value}\n`;
  yield `${value}x`;
  yield value.slice(0, -1);
  yield value.toUpperCase();
  yield value.toLowerCase();
  yield `${value}\u202e`;
  yield 'é'.repeat(300);
  yield 'Zoé-Ève d’Or';
  for (const code of (schema.enum ?? []).slice(0, 3)) yield code;
  if (schema.enum) yield `${schema.enum[0]}_`;
  if (schema.maxLength) yield* ['é'.repeat(schema.maxLength), 'é'.repeat(schema.maxLength + 1)];
  if (/^\d{4}-\d{2}/.test(value)) {
    for (const month of ['00', '02', '13']) yield value.replace(/^(\d{4})-\d{2}/, `$1-${month}`);
    for (const day of ['00', '29', '30', '31', '32']) yield value.replace(/^(\d{4}-\d{2})-\d{2}/, `$1-${day}`);
    for (const year of ['1900', '2000', '12010']) yield value.replace(/^\d{4}-\d{2}-\d{2}/, `${year}-02-29`);
    yield value.replaceAll('-', '/');
  }
  if (/T\d\d:\d\d$/.test(value)) for (const time of ['24:00', '9:00', '23:60', '00:00']) yield value.replace(/\d\d:\d\d$/, time);
  if (/^-?\d+\.\d\d$/.test(value)) yield* ['0.5', '00.50', '1,00', '1000000000.00', '-0.00', '-12.30'];
}

/// Values of another type. Left out where a text is meant: a number or truth value without quotes, for mloc takes it as
/// the text that its letters show (the schema gives the type, never the look of a value).
function* otherTypes(schema) {
  yield null;
  yield [];
  yield {};
  if (schema.type !== 'array') yield ['x'];
  if (schema.type !== 'object') yield { x: 'y' };
  if (schema.type === 'integer' || schema.type === 'boolean') yield* ['60', 'true', 'x'];
  if (schema.type === 'integer') yield* [true, 0.5, 1e21];
  if (schema.type === 'boolean') yield* [0, 1];
  if (schema.type === 'array' || schema.type === 'object') yield* ['x', 1, false];
}

function* near(record, path, value, schema, home) {
  [schema, home] = follow(schema, home);
  yield ['dropped', put(record, path, undefined)];
  for (const other of otherTypes(schema)) yield [`as ${JSON.stringify(other)}`, put(record, path, other)];
  if (typeof value === 'string') {
    for (const other of nearTexts(value, schema)) yield [`as ${JSON.stringify(other).slice(0, 60)}`, put(record, path, other)];
  } else if (typeof value === 'number') {
    const { minimum = -5, maximum = 5 } = schema;
    for (const other of [minimum, minimum - 1, maximum, maximum + 1, -value, 0, 1, 2 ** 31, 2 ** 53]) yield [`as ${other}`, put(record, path, other)];
  } else if (typeof value === 'boolean') {
    yield ['turned round', put(record, path, !value)];
  } else if (Array.isArray(value)) {
    yield ['first item twice', put(record, path, [...value, value[0]])];
    yield ['too many items', put(record, path, Array.from({ length: (schema.maxItems ?? 8) + 1 }, (_, i) => value[i % value.length]))];
    for (const [i, item] of value.entries()) if (i < 2) yield* near(record, [...path, i], item, schema.items, home);
  } else {
    yield ['one more key', put(record, [...path, 'remark'], 'x')];
    yield ['a key in capitals', put(record, [...path, 'KEY'], 'x')];
    for (const [key, inside] of Object.entries(value)) {
      yield* near(record, [...path, key], inside, schema.properties?.[key] ?? schema.additionalProperties, home);
    }
  }
}

function* mutants(record, schemaName) {
  yield ['as it is', record];
  yield ['one more key', { ...record, remark: 'x' }];
  yield ['a key in capitals', { ...record, By: record.by }];
  yield ['a newer version', { ...record, record: record.record.replace('/1', '/2') }];
  yield ['an unknown kind', { ...record, record: 'poem/1' }];
  yield ['turned about', Object.fromEntries(Object.entries(record).reverse())];
  const { properties } = schemas.get(schemaName);
  for (const [key, value] of Object.entries(record)) {
    for (const [what, mutant] of near(record, [key], value, properties[key], schemaName)) yield [`${key} ${what}`, mutant];
  }
}

// ---------------------------------------------------------------------------------------------- dossiers
/// YAML in which every text stands in double quotes and everything else plain; nothing at all is an empty value.
function* lines(value, indent) {
  const pad = ' '.repeat(indent);
  const entries = Array.isArray(value) ? value.map(item => ['-', item]) : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}:`, item]);
  for (const [lead, item] of entries) {
    if (item === null) yield `${pad}${lead}`;
    else if (typeof item !== 'object') yield `${pad}${lead} ${typeof item === 'string' ? JSON.stringify(item) : item}`;
    else if (Object.keys(item).length === 0) yield `${pad}${lead} ${Array.isArray(item) ? '[]' : '{}'}`;
    else {
      yield `${pad}${lead}`;
      yield* lines(item, indent + 2);
    }
  }
}
const dossier = record => `---\n${[...lines(record, 0)].join('\n')}\n...\n`;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function caseId(number) {
  let id = '';
  for (let i = 0; i < 9; ++i, number = Math.floor(number / 32)) id = alphabet[number % 32] + id;
  let product = 32;
  for (const character of id) product = (2 * ((product + alphabet.indexOf(character)) % 32 || 32)) % 33;
  return id + alphabet[(33 - product) % 32];
}
function home(folder, number, kind) {
  if (folder === 'partners') return `partners/m${number}.yaml`;
  if (folder === 'draws') return `draws/m${number}/${kind === 'announcement' ? 'announcement' : 'events'}.yaml`;
  const id = caseId(number * 7919 + 1);
  return `${folder}/${id.slice(0, 2)}/${id}.yaml`;
}

const work = mkdtempSync(join(tmpdir(), 'mloc-agree-'));
const office = join(work, 'office');
execFileSync(mloc, ['init', office, '--template', 'autonomie', '-q']);
const asked = new Map();  // path in the workspace → what ajv was shown
const seen = new Set();
for (const name of readdirSync(join(top, 'examples/records'), { recursive: true }).filter(name => name.endsWith('.yaml')).sort()) {
  for (const document of YAML.parseAllDocuments(text(join('examples/records', name)))) {
    const record = document.toJS();
    const kind = record.record.split('/')[0];
    const schemaName = `${kind}.1.json`;
    for (const [what, mutant] of mutants(record, schemaName)) {
      const bytes = dossier(mutant);
      if (seen.has(bytes)) continue;
      seen.add(bytes);
      const path = home(name.split('/')[0], asked.size, kind);
      asked.set(path, { example: `${name} ${record.id} (${kind})`, what, accepted: accepts(schemaName, mutant), bytes });
      mkdirSync(join(office, dirname(path)), { recursive: true });
      writeFileSync(join(office, path), bytes);
    }
  }
}

// Codes of letters: Y the bytes, R the record. Check digits (I109, K102) and what a code refers to come on top of shape.
const check = spawnSync(mloc, ['-C', office, 'check', '-O', 'json'], { maxBuffer: 1 << 28, encoding: 'utf8' });
let passed = 0;
let failed = 0;
const fault = said => { ++failed; if (failed <= 40) console.log(`FAILED ${said}`); };
const refused = new Map();
try {
  for (const row of JSON.parse(check.stdout).rows) {
    if (!/^(Y|R)/.test(row.code)) continue;
    if (!refused.has(row.file)) refused.set(row.file, row);
  }
} catch (error) {
  fault(`check -O json: status ${check.status}, ${error.message}\n${check.stderr.slice(0, 2000)}`);
}
// 12: among the mutants are records of a newer version.
if (check.status === 12) ++passed; else fault(`check ended with status ${check.status} instead of 12`);
// What `mloc schema` prints stands alone and is a schema.
for (const name of schemas.keys()) {
  if (!/\.1\.json$/.test(name)) continue;
  const printed = spawnSync(mloc, ['schema', name.slice(0, -7)], { encoding: 'utf8' });
  try {
    new Ajv({ strict: false }).compile(JSON.parse(printed.stdout));
    ++passed;
  } catch (error) {
    fault(`mloc schema ${name.slice(0, -7)}: status ${printed.status}, ${error.message}`);
  }
}
// One test for each example, with all its mutants.
const examples = new Map();
for (const [path, { example, what, accepted, bytes }] of asked) {
  const row = refused.get(path);
  const placed = !row || (Number(row.line) >= 1 && Number(row.line) <= bytes.split('\n').length && Number(row.column) >= 1);
  if (!examples.has(example)) examples.set(example, []);
  if (accepted === !row && placed) continue;
  examples.get(example).push(`${what}: ajv ${accepted ? 'accepts' : 'refuses'}, mloc ${row ? `says ${row.line}:${row.column} ${row.code} ${row.text}` : 'accepts'}`);
}
for (const [example, faults] of examples) {
  if (faults.length === 0) ++passed;
  else fault(`${example}, ${faults.length} mutants:\n  ${faults.slice(0, 5).join('\n  ')}`);
}
const good = [...asked.values()].filter(({ accepted }) => accepted).length;
console.log(`${asked.size} records near ${examples.size} examples: ${good} accepted, ${asked.size - good} refused by ajv`);
if (asked.size < 500 || good < 100) fault('too few mutants');
rmSync(work, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
