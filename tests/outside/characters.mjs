// The npm parser `yaml`, by the rules of YAML 1.1 and of 1.2, reads every admitted character as the program wrote it.
//   MLOC_CHARACTERS=FOLDER build/tests/mloc_tests "every admitted character*"; node tests/outside/characters.mjs FOLDER
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import YAML from 'yaml';

const folder = process.argv[2];
const wanted = JSON.parse(readFileSync(join(folder, 'characters.json'), 'utf8'));
const bytes = readFileSync(join(folder, 'characters.yaml'), 'utf8');
let passed = 0;
let failed = 0;
for (const version of ['1.2', '1.1']) {
  const documents = YAML.parseAllDocuments(bytes, { version });
  const bad = documents.findIndex((document, at) => document.errors.length || document.toJS().name !== wanted[at]);
  if (bad < 0 && documents.length === wanted.length && wanted.length > 1000) ++passed;
  else {
    ++failed;
    console.log(`FAILED YAML ${version}: ${documents.length} of ${wanted.length} texts; ${bad < 0 ? '' : `from ${wanted[bad]?.slice(0, 4)}: ${documents[bad].errors}`}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
