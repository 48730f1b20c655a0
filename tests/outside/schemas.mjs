// What other people's readers make of schemas, code lists, templates and examples: ajv, yaml, smol-toml.
//   npm ci                             once, in this folder
//   node tests/outside/schemas.mjs     from anywhere
import { createHash, createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { parse as parseToml } from 'smol-toml';
import YAML from 'yaml';

const top = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const text = path => readFileSync(join(top, path), 'utf8');
const under = (folder, ending) => readdirSync(join(top, folder), { recursive: true })
  .filter(name => name.endsWith(ending)).map(name => relative(top, join(top, folder, name))).sort();

let passed = 0;
let failed = 0;
function test(name, body) {
  const faults = [];
  try { body(fault => faults.push(fault)); } catch (error) { faults.push(error.stack); }
  if (faults.length === 0) return void ++passed;
  ++failed;
  console.log(`FAILED ${name}`);
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
  if (faults.length > 10) console.log(`  and ${faults.length - 10} more`);
}

// ---------------------------------------------------------------------------------------------- code lists
const lists = new Map();
for (const path of under('schemas/codes', '.yaml')) {
  test(path, fault => {
    const list = YAML.parse(text(path), { version: '1.2' });
    const old = YAML.parse(text(path), { version: '1.1' });
    if (JSON.stringify(list) !== JSON.stringify(old)) fault('YAML 1.1 and YAML 1.2 read it differently');
    const name = path.match(/([^/]+)\.yaml$/)[1];
    if (list.list !== name) fault(`it calls itself ${list.list}`);
    for (const key of ['version', 'source']) if (typeof list[key] !== 'string' || !list[key]) fault(`no ${key}`);
    if (!['sourced', 'peer', 'own'].includes(list.status)) fault(`status ${list.status}`);
    const seen = new Set();
    for (const item of list.items ?? []) {
      for (const key of ['code', 'fr', 'en']) if (typeof item[key] !== 'string' || !item[key].trim()) fault(`${item.code}: no ${key}`);
      if (seen.has(item.code)) fault(`${item.code} stands twice`);
      seen.add(item.code);
    }
    if (seen.size === 0) fault('no items');
    lists.set(name, list);
  });
}
const codesOf = names => new Set(names.split('+').flatMap(name => {
  if (!lists.has(name)) throw new Error(`no code list ${name}`);
  return lists.get(name).items.map(item => item.code);
}));

// ---------------------------------------------------------------------------------------------- schemas
const schemas = new Map(readdirSync(join(top, 'schemas')).filter(name => name.endsWith('.json')).sort()
  .map(name => [name, JSON.parse(text(`schemas/${name}`))]));
const kinds = ('person application lesson diagnosis nonresponse wave assignment duplicate merged erasure identity source sealed partner agreement announcement '
  + 'revelation run withdrawal admission').split(' ');
// Simple records of a person's path.
const facts = ('situation participation problem referral act objective recommendation contact tenancy household resources piece exam pace trial '
  + 'job meeting rating signature axis avoided invitation').split(' ');
// And of an employer's dossier.
const dealings = 'need offer practice support'.split(' ');
kinds.push(...facts, ...dealings);
const owned = 'passport relisting access experience level attachment permit consent revocation handout contribution journal reading'.split(' ');
const network = 'charter training gathering'.split(' ');
kinds.push(...owned, ...network);
const annotations = ['title', 'x-fr', 'description', 'default', 'x-plain', 'x-personal', 'x-ref', 'x-when'];
const keywords = new Set(['$schema', '$id', '$ref', 'definitions', 'type', 'properties', 'required', 'additionalProperties',
  'propertyNames', 'items', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'enum', 'const', 'pattern', 'minLength', 'maxLength',
  'minimum', 'maximum', 'x-folder', 'x-room', 'x-row', ...annotations]);
const besideRef = new Set(['$ref', ...annotations]);
const references = new Set();

/// One schema and all inside it; `named` when a person may read its name in a form or a message.
function look(schema, place, named, fault) {
  for (const key of Object.keys(schema)) if (!keywords.has(key)) fault(`${place}: ${key} is not a keyword that mloc knows`);
  if (named && !(schema.title && schema['x-fr'])) fault(`${place}: no label in both languages`);
  if (schema.$ref) {
    for (const key of Object.keys(schema)) if (!besideRef.has(key)) fault(`${place}: ${key} beside $ref`);
    if (schema.$ref.startsWith('codes/')) references.add(schema.$ref);
    return;
  }
  if (schema.pattern) {
    new RegExp(schema.pattern, 'u');
    if (!schema.pattern.startsWith('^') || !schema.pattern.endsWith('$')) fault(`${place}: the pattern is not anchored`);
    if (/[*]|[^\\[]\+(?![^[]*\])|,\}/.test(schema.pattern)) fault(`${place}: the pattern has no bound`);
  }
  if (schema.type === 'string' && !('pattern' in schema || 'enum' in schema || 'const' in schema || 'maxLength' in schema)) fault(`${place}: a text without bound`);
  if (schema.type === 'array') {
    if (!('maxItems' in schema)) fault(`${place}: a list without bound`);
    look(schema.items, `${place}[]`, false, fault);
  }
  if (schema.type === 'object') {
    if (schema.properties && schema.additionalProperties !== false) fault(`${place}: other keys are let in`);
    if (!schema.properties && !(schema.propertyNames && schema.additionalProperties)) fault(`${place}: a map says its names and values`);
    if (schema.propertyNames) look(schema.propertyNames, `${place}.*`, false, fault);
    if (typeof schema.additionalProperties === 'object') look(schema.additionalProperties, `${place}.*`, false, fault);
    for (const [key, inside] of Object.entries(schema.properties ?? {})) look(inside, `${place}.${key}`, true, fault);
    for (const key of schema.required ?? []) if (!schema.properties[key]) fault(`${place}: ${key} is required and not described`);
  }
}
const ajv = new Ajv({ strict: false, allErrors: true });
for (const [name, schema] of schemas) {
  test(`schemas/${name}`, fault => {
    if (schema.$id !== name) fault(`$id is ${schema.$id}`);
    if (schema.$schema !== 'http://json-schema.org/draft-07/schema#') fault('not draft 7');
    if (!(schema.title && schema['x-fr'])) fault('no label in both languages');
    if (name === 'common.json') {
      for (const [key, inside] of Object.entries(schema.definitions)) look(inside, key, true, fault);
    } else {
      if (typeof schema['x-personal'] !== 'boolean') fault('x-personal is missing');
      look(schema, name.replace('.json', ''), true, fault);
    }
    const kind = name.match(/^(.*)\.1\.json$/)?.[1];
    if (kinds.includes(kind)) {
      const keys = Object.keys(schema.properties);
      if (keys.slice(0, 3).join() !== 'record,id,by') fault(`it begins with ${keys.slice(0, 3)}`);
      if (keys.includes('source') && keys.at(-1) !== 'source') fault('source is not last');
      if (schema.properties.record.const !== `${kind}/1`) fault('record says another kind');
    }
  });
}
test('every kind of record has a schema', fault => {
  for (const kind of [...kinds, 'settings', 'programme', 'mapping', 'instrument']) if (!schemas.has(`${kind}.1.json`)) fault(kind);
});
// Whoever adds a field says whether it is about a natural person; the register of processing (mloc register) is made of that.
test('every field of every record says whether it is personal', fault => {
  const declared = field => typeof field['x-personal'] === 'boolean';
  for (const [name, { properties, ...schema }] of schemas) {
    if (name === 'common.json') continue;
    for (const [key, field] of Object.entries(properties)) {
      if (!declared(field)) fault(`${name}: ${key} does not say x-personal`);
      const owned = ['cases', 'identities', 'passports'].includes(schema['x-folder']) && key !== 'record';
      if ((owned || ['by', 'voided'].includes(key) || field['x-ref'] === 'staff') && !field['x-personal']) fault(`${name}: ${key} is personal`);
    }
    if (schema['x-personal'] !== Object.values(properties).some(field => field['x-personal'])) fault(`${name}: x-personal is not that of its fields`);
  }
});
test('the register knows every kind with personal fields, once, and only those', fault => {
  const register = YAML.parse(text('src/privacy/rules/register.yaml'), { version: '1.2' });
  const told = register.purposes.flatMap(({ kinds }) => kinds).sort();
  const personal = [...schemas].filter(([, schema]) => schema['x-personal']).map(([name]) => name.replace('.1.json', '')).sort();
  if (told.join() !== personal.join()) fault(`${told} is not ${personal}`);
  const retention = YAML.parse(text('src/privacy/rules/retention.yaml'), { version: '1.2' });
  const rules = [...retention.rules, ...retention.by_hand].map(({ code }) => code);
  for (const code of register.purposes.flatMap(({ keeps }) => keeps ?? [])) if (!rules.includes(code)) fault(`no rule ${code}`);
  const shown = YAML.parse(text('schemas/audiences.yaml'), { version: '1.2' }).listings.map(({ listing }) => listing);
  for (const { listing, kinds } of register.listings) {
    if (!shown.includes(listing)) fault(`no listing ${listing}`);
    for (const kind of kinds) if (!told.includes(kind)) fault(`no kind ${kind}`);
  }
  for (const field of register.sensitive) {
    const [kind, key] = field.split('.');
    if (!schemas.get(`${kind}.1.json`)?.properties[key]) fault(`no field ${field}`);
  }
});
test('patterns agree with the list of identifiers', fault => {
  const { definitions } = schemas.get('common.json');
  for (const [here, there] of Object.entries({ commune: 'commune', siret: 'siret', rome: 'rome', postcode: 'code_postal' })) {
    const item = lists.get('identifiant').items.find(({ code }) => code === there);
    if (item.pattern !== definitions[here].pattern) fault(here);
  }
});
test('every list that a schema names is there', () => references.forEach(r => codesOf(r.slice(6, -5))));

for (const r of references) ajv.addSchema({ $id: r, type: 'string', enum: [...codesOf(r.slice(6, -5))] });
for (const schema of schemas.values()) ajv.addSchema(schema);
const validators = new Map();
for (const name of schemas.keys()) {
  if (name !== 'common.json') test(`ajv compiles ${name}`, () => validators.set(name, ajv.getSchema(name) ?? ajv.compile({ $ref: name })));
}
function complaints(name, value) {
  const validate = validators.get(name);
  if (!validate) return [`no schema ${name}`];
  return validate(value) ? [] : validate.errors.map(error => `${error.instancePath || '/'} ${error.message}`);
}

// ---------------------------------------------------------------------------------------------- instruments
for (const path of under('schemas/instruments', '.yaml')) {
  test(path, fault => {
    const instrument = YAML.parse(text(path), { version: '1.2' });
    if (JSON.stringify(instrument) !== JSON.stringify(YAML.parse(text(path), { version: '1.1' }))) fault('YAML 1.1 and YAML 1.2 read it differently');
    for (const complaint of complaints('instrument.1.json', instrument)) fault(complaint);
    if (!path.endsWith(`/${instrument.instrument}.${instrument.version}.yaml`)) fault('it is not called so');
    for (const item of instrument.items) if (item.list) codesOf(item.list);
  });
}

// ---------------------------------------------------------------------------------------------- definitions
const samples = {
  day: [['2010-05-11', '2012-02-29', '2000-02-29', '1999-12-31', '2010-04-30'],
    ['2010-02-29', '1900-02-29', '2010-04-31', '2010-13-01', '2010-00-10', '2010-01-00', '2010-1-1', '11/05/2010', '2010-05-11 ', '']],
  month: [['2010-01', '2010-12'], ['2010-13', '2010-00', '2010-1', '2010-01-01']],
  'local-time': [['2010-05-11T09:00', '2010-05-11T23:59'], ['2010-05-11T24:00', '2010-05-11T9:00', '2010-05-11 09:00', '2010-02-30T09:00', '2010-05-11T09:00Z']],
  'record-id': [['2010-05-11-k7qm', '2010-05-11-0000'], ['2010-05-11-k7ql', '2010-05-11-k7q', '2010-05-11-K7QM', '2010-02-30-k7qm', '2010-05-11-k7qmm']],
  'case-id': [['7KQ39XM4H9'], ['7KQ39XM4I9', '7kq39xm4h9', '7KQ3-9XM4-H9', '7KQ39XM4H']],
  money: [['1000.00', '-12.50', '0.05', '123456789.99'], ['1000', '1000.0', '01.00', '1,00', '1000.000', '.50', '1234567890.00']],
  points: [['0', '26', '26.5', '40'], ['026', '26.0', '26,5', '-1', '100', '', '1.55']],
  mark: [['E', '0', '0.5', '1', '3'], ['4', 'e', '1.5', '0.25', '', 'EE']],
  commune: [['45234', '2B033', '97411', '2A004'], ['4523', '00123', '96001', '452345', '2b033']],
  siret: [['73282932000074'], ['7328293200007', '732 829 320 00074']],
  rome: [['K1304'], ['O1304', 'k1304', 'K130']],
  phone: [['0674863009', '+33674863009'], ['06 74 86 30 09', '12345', '++33674863009']],
  email: [['a.b+c@mail.example.org'], ['a@b', '@example.org', 'a b@example.org', 'a@example..org', 'a@example.org\n']],
  'person-name': [['Zoé', "D'ALMEIDA", 'N’Guessan', 'Jean-Baptiste', 'Élan', 'Ba Mbaye', 'Zoe\u0301'], ['', ' Zoé', 'Zoé1', '-x', 'a\u202eb', 'x'.repeat(81), 'a\tb']],
  label: [["Mission Locale de l'Orléanais", 'Prévention & quartiers 45', '12 bis, rue (n° 3)'], ['', '=1+1', '<b>', 'a;b', 'a"b', 'x'.repeat(121)]],
  code: [['ecole-loire', 'cer-olivet'], ['École', '1a', 'a_b', '', 'a'.repeat(33)]],
  'file-number': [['AU-2010-0001', 'F901'], ['-1', 'AU 1', 'A/1', 'x'.repeat(65)]],
  hash: [['0'.repeat(64)], ['0'.repeat(63), 'G'.repeat(64)]],
};
for (const [name, [good, bad]] of Object.entries(samples)) {
  test(`common ${name}`, fault => {
    const validate = ajv.compile({ $ref: `common.json#/definitions/${name}` });
    for (const value of good) if (!validate(value)) fault(`refuses ${JSON.stringify(value)}`);
    for (const value of bad) if (validate(value)) fault(`takes ${JSON.stringify(value)}`);
  });
}
test('common day is the calendar', fault => {
  const validate = ajv.compile({ $ref: 'common.json#/definitions/day' });
  for (const year of [1896, 1900, 1904, 1999, 2000, 2008, 2010, 2012, 2100]) {
    for (let month = 0; month <= 13; ++month) {
      for (let day = 0; day <= 32; ++day) {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1 && month <= 12;
        if (validate(iso) !== exists) fault(iso);
      }
    }
  }
});

// ---------------------------------------------------------------------------------------------- canonical form
const special = new Set(['yes', 'no', 'on', 'off', 'y', 'n', 'true', 'false', 'null']);
const plainable = value => /^[A-Za-z][A-Za-z0-9_.-]*$/.test(value) && !special.has(value.toLowerCase());
const quoted = value => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
function follow(schema, home) {
  while (schema.$ref) {
    if (schema.$ref.startsWith('codes/')) return [{ 'x-plain': true }, home];
    const [file, fragment] = schema.$ref.split('#');
    home = file || home;
    schema = schemas.get(home).definitions[fragment.split('/').at(-1)];
  }
  return [schema, home];
}
function scalar(value, schema) {
  if (typeof value !== 'string') return String(value);
  const word = schema['x-plain'] || 'enum' in schema || 'const' in schema;
  return word && plainable(value) ? value : quoted(value);
}
function* written(value, schema, home, indent) {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    const [inside, there] = follow(schema.items, home);
    for (const item of value) {
      if (typeof item !== 'object') { yield `${pad}- ${scalar(item, inside)}`; continue; }
      let lead = '- ';
      for (const line of written(item, inside, there, indent + 2)) { yield pad + lead + line.slice(indent + 2); lead = '  '; }
    }
    return;
  }
  const keys = schema.properties ? Object.keys(schema.properties).filter(key => key in value) : Object.keys(value).sort();
  for (const key of keys) {
    const [inside, there] = follow(schema.properties?.[key] ?? schema.additionalProperties, home);
    const name = plainable(key) ? key : quoted(key);
    if (key === 'record' && indent === 0) yield `record: ${value.record}`;
    else if (typeof value[key] !== 'object') yield `${pad}${name}: ${scalar(value[key], inside)}`;
    else {
      yield `${pad}${name}:`;
      yield* written(value[key], inside, there, indent + 2);
    }
  }
}
const canonical = records => records
  .map(record => ['---', ...written(record, schemas.get(`${record.record.replace('/', '.')}.json`), '', 0)].join('\n') + '\n').join('') + '...\n';

// ---------------------------------------------------------------------------------------------- example dossiers
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function checks(id) {
  let product = 32;
  for (const character of id.slice(0, 9)) product = (2 * ((product + alphabet.indexOf(character)) % 32 || 32)) % 33;
  return (product + alphabet.indexOf(id[9])) % 32 === 1;
}
const dossiers = new Map();
const homes = {
  cases: ['person', 'application', 'lesson', 'diagnosis', 'nonresponse', 'assignment', 'duplicate', 'merged', 'erasure', 'entry', 'aid', 'contract', 'step', 'add', 'referent', 'guarantee', 'call'], identities: ['identity', 'source', 'sealed'],
  partners: ['partner', 'agreement', ...network, ...dealings], passports: owned, draws: ['announcement', 'revelation', 'run', 'withdrawal', 'admission', 'wave'],
};
homes.cases.push(...facts);
for (const path of under('examples/records', '.yaml')) {
  test(path, fault => {
    const bytes = text(path);
    if (!bytes.startsWith('---\n') || !bytes.endsWith('\n...\n') || bytes.split('\n...\n').length !== 2) fault('it does not begin or end as a dossier');
    if (bytes !== bytes.normalize('NFC')) fault('not NFC');
    const read = version => YAML.parseAllDocuments(bytes, { version }).map(document => {
      for (const problem of [...document.errors, ...document.warnings]) fault(problem.message);
      return document.toJS();
    });
    const records = read('1.2');
    if (JSON.stringify(records) !== JSON.stringify(read('1.1'))) fault('YAML 1.1 and YAML 1.2 read it differently');
    dossiers.set(path, records);
    for (const record of records) {
      const [kind] = record.record.split('/');
      if (!homes[path.split('/')[2]].includes(kind)) fault(`${record.record} has no place here`);
      for (const complaint of complaints(`${record.record.replace('/', '.')}.json`, record)) fault(`${record.id} (${record.record}): ${complaint}`);
    }
    const ids = records.map(({ id }) => id);
    if (ids.join() !== [...new Set(ids)].sort().join()) fault('not sorted by id, or an id twice');
    if (canonical(records) !== bytes) fault('not canonical');
    const person = path.match(/(?:cases|identities|passports)\/(..)\/(.{10})\.yaml$/);
    if (person && (person[1] !== person[2].slice(0, 2) || !checks(person[2]))) fault('the folder or the check character is wrong');
  });
}
const records = [...dossiers.values()].flat();
test('every kind of record has two examples', fault => {
  for (const kind of kinds) if (records.filter(({ record }) => record === `${kind}/1`).length < 2) fault(kind);
});
test('every field of every record has an example', fault => {
  for (const kind of kinds) {
    const used = new Set(records.filter(({ record }) => record === `${kind}/1`).flatMap(record => Object.keys(record)));
    for (const field of Object.keys(schemas.get(`${kind}.1.json`).properties)) if (!used.has(field)) fault(`${kind}.${field}`);
  }
});
test('a record with one more key, or without a required one, is refused', fault => {
  for (const record of records) {
    const name = `${record.record.replace('/', '.')}.json`;
    if (complaints(name, { ...record, remark: 'x' }).length === 0) fault(`${record.id} with remark`);
    for (const key of schemas.get(name).required) {
      const { [key]: gone, ...rest } = record;
      if (complaints(name, rest).length === 0) fault(`${record.id} without ${key}`);
    }
    for (const key of Object.keys(record)) {
      for (const value of [null, 0.5, '', [], {}]) {
        const map = !Array.isArray(value) && typeof value === 'object' && value !== null;
        if (map && typeof record[key] === 'object' && !Array.isArray(record[key])) continue;
        if (complaints(name, { ...record, [key]: value }).length === 0) fault(`${record.id}: ${key} ${JSON.stringify(value)}`);
      }
    }
  }
});
test('what a record points to is there', fault => {
  const at = kind => [...dossiers.keys()].filter(path => path.includes(`/${kind}/`)).map(path => path.match(/([^/]+)\.yaml$/)[1]);
  const [cases, partners] = [at('cases'), at('partners')];
  const staff = parseToml(text('examples/templates/autonomie/mloc.toml')).staff.map(({ code }) => code);
  for (const [path, inside] of dossiers) {
    for (const record of inside) {
      for (const who of [record.by, record.referent, record.voided?.by]) if (who && ![...staff, ...partners].includes(who)) fault(`${path}: ${who}`);
      for (const other of [record.other, record.into]) if (other && !cases.includes(other)) fault(`${path}: ${other}`);
      if (record.school && !partners.includes(record.school)) fault(`${path}: ${record.school}`);
      if (record.of && !dossiers.get(path.replace('/identities/', '/cases/'))?.some(({ id }) => id === record.of)) fault(`${path}: ${record.of}`);
    }
  }
});
test('the digests of the example draws are those of their files', fault => {
  const sha = path => createHash('sha256').update(readFileSync(join(top, path))).digest('hex');
  for (const [path, inside] of dossiers) {
    for (const record of inside) {
      for (const [field, file] of Object.entries({ announcement_sha256: 'announcement.yaml', roster_sha256: 'roster.tsv', result_sha256: 'result.tsv' })) {
        if (record[field] && record[field] !== sha(join(dirname(path), file))) fault(`${path}: ${field}`);
      }
      if (record.seed_hex && Buffer.from(record.seed).toString('hex') !== record.seed_hex) fault(`${path}: seed_hex`);
    }
  }
});

test('the example draws give their results', fault => {
  const mac = (key, message) => createHmac('sha256', key).update(message).digest();
  for (const [path, inside] of dossiers) {
    const seed = inside.find(({ record }) => record === 'revelation/1')?.seed;
    if (!seed) continue;
    const [announcement] = dossiers.get(join(dirname(path), 'announcement.yaml'));
    const roster = text(join(dirname(path), 'roster.tsv')).trimEnd().split('\n').slice(1).map(line => line.split('\t'));
    const key = mac(announcement.draw, seed);
    let result = 'stratum\trank\tid\tticket\tstatus\n';
    for (const stratum of Object.keys(announcement.quotas).sort()) {
      const units = new Map();
      for (const [id, where, cluster] of roster) {
        const unit = cluster === '-' ? id : `+${cluster}`;
        if (where === stratum) units.set(unit, [...(units.get(unit) ?? []), id]);
      }
      let left = announcement.quotas[stratum];
      [...units].map(([unit, ids]) => ({ ids, ticket: mac(key, `${unit}\x01`).toString('hex') })).sort((a, b) => a.ticket < b.ticket ? -1 : 1)
        .forEach(({ ids, ticket }, place) => {
          const fits = ids.length <= left;
          if (fits) left -= ids.length;
          for (const id of ids) result += `${[stratum, place + 1, id, ticket, fits ? 'selected' : 'waiting'].join('\t')}\n`;
        });
    }
    if (result !== text(join(dirname(path), 'result.tsv'))) fault(path);
  }
});

// ---------------------------------------------------------------------------------------------- templates
const asTree = value => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asTree);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, asTree(inside)]));
  return typeof value === 'bigint' ? Number(value) : value;
};
const toml = path => asTree(parseToml(text(path)));
for (const path of under('examples/templates', '.toml')) {
  test(path, fault => {
    const name = path.includes('/imports/') ? 'mapping' : path.includes('/programmes/') ? 'programme' : 'settings';
    for (const complaint of complaints(`${name}.1.json`, toml(path))) fault(complaint);
    if (name !== 'settings') {
      const code = toml(path)[name === 'programme' ? 'code' : 'name'];
      if (!path.endsWith(`/${code}.toml`)) fault(`it calls itself ${code}`);
    }
  });
}
for (const [template, name] of [['autonomie', 'autonomie'], ['pass-accompagnement', 'pass-accompagnement'], ['pole', 'pole-mobilite']])
test(`the criteria of ${name} ask fields of the application`, fault => {
  const programme = toml(`examples/templates/${template}/programmes/${name}.toml`);
  const { sites } = toml(`examples/templates/${template}/mloc.toml`);
  for (const criterion of programme.criteria) {
    if (!schemas.get('application.1.json').properties[criterion.field]) fault(criterion.field);
    if (['between', 'is', 'at_most', 'one_of', 'starts_with'].filter(key => key in criterion).length !== 1) fault(`${criterion.code} has not one operator`);
  }
  for (const site of Object.keys(programme.quotas)) if (!sites.some(({ code }) => code === site)) fault(`quota of ${site}`);
  // The sites are the office's own: each has its code, each its places.
  if (new Set(sites.map(({ code }) => code)).size !== sites.length) fault('two sites have one code');
  for (const { code } of sites) if (!(code in programme.quotas)) fault(`no places for ${code}`);
});

// ---------------------------------------------------------------------------------------------- CSV files
// Node's own decoder takes windows-1252 for Latin-1 where it was built without the tables.
const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
function table(path) {
  const latin = readFileSync(join(top, path)).toString('latin1');
  const rows = latin.replace(/[\x80-\x9f]/g, c => high[c.charCodeAt(0) - 0x80]).split('\r\n').filter(line => line);
  if (rows.some(line => line.includes('"'))) throw new Error(`${path} has quotes: read it with a real reader`);
  const [headers, ...cells] = rows.map(line => line.split(';'));
  return { headers, rows: cells.map(row => Object.fromEntries(headers.map((header, i) => [header, row[i]]))) };
}
/// The schema that a field of a mapping ends at: lesson.skills.codes and .levels are the names and values of a map.
function target(field) {
  const [kind, name, ...rest] = field.split('.');
  if (field === 'lesson.day' || field === 'lesson.time') return {};
  let schema = schemas.get(`${kind}.1.json`)?.properties[name];
  for (const step of rest) {
    if (!schema) return undefined;
    const [inside] = follow(schema, '');
    schema = inside.properties?.[step] ?? (step === 'codes' ? inside.propertyNames : step === 'levels' ? inside.additionalProperties : undefined);
  }
  return schema?.type === 'array' ? schema.items : schema;
}
const faults = { Situation: ['astronaute'], 'Mission locale': ['Mission Locale de Nulle-Part'] };
for (const [mapping, file] of Object.entries({ candidatures: 'candidatures', seances: 'seances', partners: 'auto-ecoles', paiements: 'paiements', examens: 'examens' })) {
  const path = `examples/templates/autonomie/imports/${mapping}.toml`;
  test(`${path} reads ${file}.csv`, fault => {
    const { columns, key, set } = toml(path);
    const { headers, rows } = table(`examples/autonomie/${file}.csv`);
    for (const header of headers) if (!columns.some(column => column.header === header)) fault(`column ${header} is not mapped`);
    for (const field of key) if (!columns.some(column => column.field === field)) fault(`no column gives the key ${field}`);
    for (const field of Object.keys(set ?? {})) if (!target(field)) fault(`no field ${field}`);
    for (const column of columns) {
      const schema = target(column.field);
      if (!headers.includes(column.header)) fault(`${file}.csv has no column ${column.header}`);
      if (!schema) { fault(`no field ${column.field}`); continue; }
      const { map } = column;
      const codes = schema.$ref?.startsWith('codes/') ? codesOf(schema.$ref.slice(6, -5)) : undefined;
      if (!codes && !map) continue;
      const validate = ajv.compile(schema.$ref ? { $ref: schema.$ref } : schema);
      for (const code of Object.values(map ?? {})) if (!validate(code)) fault(`${column.header}: ${code} is not a value of ${column.field}`);
      const seen = new Set(rows.flatMap(row => column.take === 'split' ? row[column.header].split(column.separator) : [row[column.header]]));
      for (const cell of seen) {
        if (cell === '') continue;
        if (column.unmapped === 'drop') continue;
        const known = map ? cell in map : codes.has(cell);
        if (known === (faults[column.header] ?? []).includes(cell)) fault(`${column.header}: ${cell} is ${known ? '' : 'not '}known`);
      }
      for (const cell of Object.keys(map ?? {})) if (!seen.has(cell)) fault(`${column.header}: no row says ${cell}`);
    }
  });
}
test('every referent and every school of the CSV files is known to the template', fault => {
  const staff = toml('examples/templates/autonomie/mloc.toml').staff.map(({ code }) => code);
  const referents = toml('examples/templates/autonomie/imports/candidatures.toml').columns.find(({ field }) => field === 'application.referent').map;
  for (const code of Object.values(referents)) if (!staff.includes(code)) fault(code);
  const schools = table('examples/autonomie/auto-ecoles.csv').rows.map(row => row.Code);
  for (const row of table('examples/autonomie/seances.csv').rows) if (!schools.includes(row['Auto-école'])) fault(row['Auto-école']);
});
// The files that no mapping reads yet: what each coded cell means in the lists.
const later = {
  embauches: { Contrat: ['type_contrat', { CDD: 'cdd', CDI: 'cdi', Intérim: 'interim', Apprentissage: 'apprentissage', 'Contrat de professionnalisation': 'professionnalisation' }] },
};
for (const [file, columns] of Object.entries(later)) {
  test(`every coded cell of ${file}.csv has a code`, fault => {
    const { rows } = table(`examples/autonomie/${file}.csv`);
    for (const [header, [list, map]] of Object.entries(columns)) {
      const codes = codesOf(list);
      for (const cell of new Set(rows.map(row => row[header]))) if (!codes.has(map[cell])) fault(`${header}: ${cell}`);
    }
  });
}
test('every third party of paiements.csv is a school or a means of payment', fault => {
  const schools = table('examples/autonomie/auto-ecoles.csv').rows.map(row => row.Code);
  const means = { chèque: 'cheque' };
  for (const { Tiers } of table('examples/autonomie/paiements.csv').rows) if (!schools.includes(Tiers) && !codesOf('moyen_paiement').has(means[Tiers])) fault(Tiers);
});
test('every job of embauches.csv has the ROME code of candidatures.toml', fault => {
  const jobs = toml('examples/templates/autonomie/imports/candidatures.toml').columns.find(({ field }) => field === 'application.job').map;
  for (const { Poste } of table('examples/autonomie/embauches.csv').rows) if (!jobs[Poste]) fault(Poste);
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
