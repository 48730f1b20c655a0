// The npm parser `yaml`, by the rules of YAML 1.1 and of 1.2, reads from the files of a workspace the same values as
// `mloc export` gives.
//   node tests/outside/readers.mjs build/mloc WORKSPACE       (as examples/quickstart.sh leaves it)
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import YAML from 'yaml';

const mloc = resolve(process.argv[2]);
const office = process.argv[3];
const owners = { cases: 'case_id', identities: 'case_id', partners: 'partner', draws: 'draw' };
const keyOf = (owner, record) => `${owner} ${record.record} ${record.id}`;

const exported = new Map();
const output = execFileSync(mloc, ['-C', office, 'export', '-O', 'jsonl', '--identities', '--sensitive'], { encoding: 'utf8', maxBuffer: 1 << 28 });
for (const line of output.trimEnd().split('\n')) {
  const record = JSON.parse(line);
  exported.set(keyOf(record.case_id ?? record.partner ?? record.draw, record), record);
}

let passed = 0;
let failed = 0;
/// One test for each file.
let faults = 0;
const fault = said => { if (++faults <= 10) console.log(`FAILED ${said}`); };
const seen = new Set();
for (const [folder, ownerKey] of Object.entries(owners)) {
  if (!existsSync(join(office, folder))) continue;
  for (const name of readdirSync(join(office, folder), { recursive: true }).filter(name => name.endsWith('.yaml')).sort()) {
    const parts = name.slice(0, -5).split('/');
    const owner = folder === 'draws' ? parts[0] : parts.at(-1);
    const bytes = readFileSync(join(office, folder, name), 'utf8');
    const before = faults;
    for (const version of ['1.2', '1.1']) {
      for (const document of YAML.parseAllDocuments(bytes, { version })) {
        for (const problem of [...document.errors, ...document.warnings]) fault(`${name}: ${problem.message}`);
        const record = document.toJS();
        const key = keyOf(owner, record);
        seen.add(key);
        if (!isDeepStrictEqual({ ...record, [ownerKey]: owner }, exported.get(key))) fault(`${folder}/${name}, YAML ${version}: ${JSON.stringify(record)} instead of ${JSON.stringify(exported.get(key))}`);
      }
    }
    if (faults === before) ++passed; else ++failed;
  }
}
const before = faults;
for (const key of exported.keys()) if (!seen.has(key)) fault(`exported and in no file: ${key}`);
if (seen.size < 1000) fault(`only ${seen.size} records`);
if (faults === before) ++passed; else ++failed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
