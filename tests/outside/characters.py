"""PyYAML reads every admitted character as the program wrote it.

    MLOC_CHARACTERS=FOLDER build/tests/mloc_tests "every admitted character*"; python3 tests/outside/characters.py FOLDER
"""
import json, os, sys

import yaml

with open(os.path.join(sys.argv[1], 'characters.json'), encoding='utf-8') as file:
    wanted = json.load(file)
passed = failed = 0
for loader in filter(None, (yaml.SafeLoader, getattr(yaml, 'CSafeLoader', None))):
    with open(os.path.join(sys.argv[1], 'characters.yaml'), 'rb') as file:
        found = [record['name'] for record in yaml.load_all(file, loader)]
    faults = [hex(ord(a)) for one, other in zip(found, wanted) for a, b in zip(one, other) if a != b]
    if found == wanted and len(wanted) > 1000:
        passed += 1
    else:
        failed += 1
        print(f'FAILED {loader.__name__}: {len(found)} of {len(wanted)} texts; {faults[:10]}')
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
