"""examples/complet has every key of the files that people write, without fault; whatever of its programme changes is said by
`programme show`, for a board approves what it reads; each contradiction is told with its place; DECISIONS.md says whose each list is.

    python3 tests/house/complete.py build/mloc
"""
import glob, os, re, shutil, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MLOC = os.path.abspath(sys.argv[1])
PROGRAMME = 'programmes/elan.toml'
# What another value may be where not any will do.
OTHERS = {'admission': None, 'currency': None, 'shortfall': None, 'code': None, 'indicator': 'sorties', 'sex': 'H', 'age': '16-17', 'education': '4', 'scheme': 'civis',
          'policy': 'stop', 'measure': 'missed_contacts', 'prescriber': 'CHRS', 'meeting': 'R2', 'kind': 'CHRS', 'baseline': 'housing', 'diagnosis': 'budget',
          'reason': 'alternance', 'field': None, 'positive': 'formation_qualifiante', 'adapted_item': 'langue', 'rule': 'autre'}
passed = failed = 0


def holds(what, is_so, said=''):
    global passed, failed
    passed += bool(is_so)
    failed += not is_so
    if not is_so:
        print(f'FAILED {what}\n{said}')


def run(folder, *words):
    done = subprocess.run([MLOC, '-C', folder, '--today', '2027-01-05', *words], env={'LANG': 'C.UTF-8'}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode()


def another(key, value):
    """Another value of the same kind, or None where there is none."""
    if key in OTHERS:
        return OTHERS[key] and f'"{OTHERS[key]}"'
    if value == '"received"':
        return '2027-01-02'
    if value in ('true', 'false'):
        return 'false' if value == 'true' else 'true'
    if re.fullmatch(r'\d{4}-\d\d-\d\d', value):
        return value[:-2] + ('20' if value[-2:] != '20' else '21')
    if re.fullmatch(r'\d+', value):
        return str(int(value) + 1)
    if re.fullmatch(r'"\d+\.\d\d"', value):
        return '"7.77"'
    return value[:-1] + 'x"' if value.startswith('"') else None


def mutants(text):
    """One value changed at a time; of a list one of its members."""
    for found in re.finditer(r'(?<![\w])([a-z_]+) = ("[^"\n]*"|[\w-]+|\[[^\[\]{}\n]*\])', text):
        key, value = found.group(1), found.group(2)
        for inner in re.finditer(r'"[^"]*"|[\w-]+', value) if value.startswith('[') else [re.match(r'.*', value)]:
            new = another(key, inner.group())
            if new is not None and new != inner.group():
                start = found.start(2) + inner.start()
                yield key, text[:found.start()].count('\n') + 1, text[:start] + new + text[start + len(inner.group()):]


CONTRADICTIONS = [
    ('mloc.toml', 'code = "export"', 'code = "ida"', 'E193'), ('mloc.toml', 'site = "valwence"', 'site = "valwense"', 'I130'),
    ('mloc.toml', 'default = "ida"', 'default = "idda"', 'I123'), ('mloc.toml', '"logo.png"', '"lago.png"', 'S163'),
    ('mloc.toml', 'Europe/Paris', 'Europe/Pariss', 'S143'), ('mloc.toml', 'language = "fr"', 'language = "fx"', 'R206'),
    (PROGRAMME, 'code = "elan"', 'code = "elann"', 'E194'), (PROGRAMME, 'opens = 2027-01-04\ncloses = 2027', 'opens = 2029-01-04\ncloses = 2029', 'E101'),
    (PROGRAMME, 'review_months = 6', 'review_months = 13', 'E195'), (PROGRAMME, 'at_risk = 2', 'at_risk = 5', 'E195'),
    (PROGRAMME, 'commitment = "assiduite"', 'commitment = "rencontres"', 'E196'), (PROGRAMME, 'share = 60', 'share = 60\n[[funders]]\ncode = "x"\nname = "X"\nshare = 50\n', 'E197'),
    (PROGRAMME, 'code = "t12"', 'code = "t12"\nmonths = 6\n[[waves]]\ncode = "t12"', 'E193'), (PROGRAMME, 'ends = 2029-12-31', 'ends = 2026-12-31', 'E101'),
    (PROGRAMME, 'baseline = "outcomes"', 'baseline = "outcome"', 'G102'), (PROGRAMME, 'diagnosis = "mobility"', 'diagnosis = "mobilite"', 'G102'),
    (PROGRAMME, 'adapted_item = "parcours_adapte"', 'adapted_item = "parcours"', 'G103'), (PROGRAMME, 'valwence = 40', 'valwense = 40', 'I130'),
    (PROGRAMME, 'natures = ["permis"]', 'natures = ["permi"]', 'R206'), (PROGRAMME, 'school = "ecole-du-lavoir"', 'school = "ecole-lavoir"', 'I119'),
    ('lists/nature_aide.yaml', 'parent: transport', 'parent: transports', 'R206'), ('imports/candidatures.toml', '"application.situation"', '"application.situtaion"', ''),
]

with open(os.path.join(TOP, 'src', 'DECISIONS.md'), encoding='utf-8') as file:
    reviewed = set(re.findall(r'^\| (\w+) \| (office|nation) \| \S', file.read(), re.M))
owners = set()
for path in glob.glob(os.path.join(TOP, 'schemas', 'codes', '*.yaml')):
    with open(path, encoding='utf-8') as file:
        owners.add((os.path.basename(path).removesuffix('.yaml'), re.search(r'^owner: (\w+)$', file.read(), re.M).group(1)))
holds('the table of code lists in DECISIONS.md has each with its owner', reviewed == owners, sorted(reviewed ^ owners))
with tempfile.TemporaryDirectory() as folder:
    office = os.path.join(folder, 'office')
    shutil.copytree(os.path.join(TOP, 'examples', 'complet'), office)
    status, said = run(office, 'check')
    holds('examples/complet has a fault', status == 0, said)
    path = os.path.join(office, PROGRAMME)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    rules = lambda: re.sub(r'\([0-9a-f]{12}\)', '', run(office, 'programme', 'show', 'elan')[1])
    before = rules()
    for key, line, mutant in mutants(text):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(mutant)
        after = rules()
        holds(f'{PROGRAMME}:{line}: programme show says the same with another {key}', after != before and 'error[' not in after, after if 'error[' in after else '')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    for name, old, new, code in CONTRADICTIONS:
        place = os.path.join(office, name)
        with open(place, encoding='utf-8') as file:
            kept = file.read()
        holds(f'{old} is in {name}', old in kept)
        with open(place, 'w', encoding='utf-8') as file:
            file.write(kept.replace(old, new, 1))
        status, said = run(office, 'check')
        holds(f'{name}: {new!r} is told with its place and code', status == 1 and re.search(rf'^{re.escape(name)}:\d+:\d+: error\[{code}', said, re.M), said)
        with open(place, 'w', encoding='utf-8') as file:
            file.write(kept)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
