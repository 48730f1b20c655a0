"""PyYAML reads from the files of a workspace the same values as `mloc export` gives.

    python3 tests/outside/readers.py build/mloc WORKSPACE        (as examples/quickstart.sh leaves it)

PyYAML follows YAML 1.1, where a bare `no`, `0123` or `12:30` would be something else than was meant.
"""
import glob, json, os, subprocess, sys

import yaml

mloc, office = os.path.abspath(sys.argv[1]), sys.argv[2]
owners = {'cases': 'case_id', 'identities': 'case_id', 'partners': 'partner', 'draws': 'draw'}


def owner_of(path):
    folder = path.split(os.sep)[0]
    name = os.path.basename(os.path.dirname(path)) if folder == 'draws' else os.path.basename(path)[:-len('.yaml')]
    return owners[folder], name


def records(loader, paths):
    """Each record under its owner, kind and id, with the owner as export names it."""
    found = {}
    for path in paths:
        key, name = owner_of(path)
        with open(os.path.join(office, path), 'rb') as file:
            for record in yaml.load_all(file, loader):
                found[name, record['record'], record['id']] = {**record, key: name}
    return found


done = subprocess.run([mloc, '-C', office, 'export', '-O', 'jsonl', '--identities', '--sensitive'], stdout=subprocess.PIPE, check=True)
exported = {}
for line in done.stdout.decode('utf-8').splitlines():
    record = json.loads(line)
    owner = next(record[key] for key in ('case_id', 'partner', 'draw') if key in record)
    exported[owner, record['record'], record['id']] = record

paths = sorted(os.path.relpath(path, office) for folder in owners for path in glob.glob(os.path.join(office, folder, '**', '*.yaml'), recursive=True))
passed = failed = 0


def compare(what, found, wanted):
    global passed, failed
    faults = [key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)]
    # One test for each file's owner.
    bad = {key[0] for key in faults}
    passed += len({key[0] for key in found} - bad)
    failed += len(bad)
    for key in sorted(faults)[:5]:
        print(f'FAILED {what}: {key}: {found.get(key)} instead of {wanted.get(key)}')


fast = getattr(yaml, 'CSafeLoader', None)
few = paths[:60] + paths[-12:]
slow = records(yaml.SafeLoader, few)
compare('PyYAML', slow, {key: exported.get(key) for key in slow})
if fast:
    compare("PyYAML with libyaml", records(fast, paths), exported)
else:
    compare('PyYAML', records(yaml.SafeLoader, paths), exported)
if len(exported) < 1000:
    failed += 1
    print(f'FAILED only {len(exported)} records')
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
