"""The workspace of every released version, read by this program and by the next one: fixtures/next has the schemas of a
version that renames, moves, replaces and adds; mloc_next is this code with them.

    python3 tests/outside/released.py build/mloc build/tests/mloc_next
"""
import json, os, re, shutil, signal, subprocess, sys, tempfile, time, tomllib

import yaml

from counting import ended, holds, same
from office import Office

mloc, following = (os.path.abspath(word) for word in sys.argv[1:3])
released = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'released')
CASE, SECOND = 'cases/7K/7KQ39XM4H9.yaml', 'cases/2B/2B8DTWN5R4.yaml'
PERSON = 'identities/7K/7KQ39XM4H9.yaml'


def steps_and_schemas():
    """Every version but the first has its step and the schema of the one before; what a digest covers has none."""
    top = os.path.join(os.path.dirname(released), '..', '..')
    for folder in (os.path.join(top, 'schemas'), os.path.join(released, '..', 'next', 'schemas')):
        with open(os.path.join(folder, 'migrations.yaml'), encoding='utf-8') as file:
            migrations = yaml.safe_load(file)
        versions = {tuple(name.split('.')[:2]) for name in os.listdir(folder) if re.fullmatch(r'[a-z]+\.[0-9]+\.json', name)}
        later = {f'{kind}/{number}' for kind, number in versions if number != '1'}
        same(f'{folder}: a step to each version', sorted(step['to'] for step in migrations.get('steps', [])), sorted(later))
        first = {(kind, '1') for kind, number in versions}
        missing = [one for one in later for kind, number in [one.split('/')] if (kind, str(int(number) - 1)) not in versions | first]
        same(f'{folder}: the older schemas are there', missing, [])
        same(f'{folder}: what a digest covers stays', [one for one in later if one.split('/')[0] in migrations['digested']], [])


def files_of(folder):
    found = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ('.git', '.mloc')]
        for name in names:
            path = os.path.join(root, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def office_of(version, work, name, program):
    home = os.path.join(work, 'home-' + os.path.basename(program))
    os.makedirs(home, exist_ok=True)
    if not os.path.lexists(os.path.join(home, 'mloc')):
        os.symlink(program, os.path.join(home, 'mloc'))
    office = Office(os.path.join(work, name), home, MLOC_TODAY='2013-05-11')
    shutil.copytree(os.path.join(released, version), office.folder)
    return office


def by(office, program):
    """The same folder, with another version of the program."""
    return Office(office.folder, os.path.join(os.path.dirname(office.folder), 'home-' + os.path.basename(program)), MLOC_TODAY='2013-05-11')


def exported(office):
    """Each record under the file it lies in and its id."""
    rows = [json.loads(line) for line in office.mloc('export', '--identities', '--sensitive').stdout.splitlines()]
    return {(*list(row.values())[:list(row).index('record')], row['id']): row for row in rows}


# What 0.1.0 let in and the rules of today find: a phone as it was typed, a representative of who is 24.
LET_IN = {'cases/2B/2B8DTWN5R4.yaml M181', 'identities/7K/7KQ39XM4H9.yaml P195'}


def faults_of(done):
    return {line.split(':')[0] + ' ' + line.split('error[')[1][:4] for line in done.stdout.splitlines() if 'error[' in line}


def present_program(version, work):
    """Nothing has another shape today; the English codes that are French by now are brought forward, and then nothing is."""
    office = office_of(version, work, f'{version}-present', mloc)
    done = office.mloc('check', '--strict')
    holds(f'{version} is in order', faults_of(done) == LET_IN, done.stdout)
    done = office.mloc('migrate')
    holds(f'{version}: codes in French', done.returncode == 0 and 'intensity high > forte (1), intensity low > faible (1)' in done.stdout, done.stdout)
    before = files_of(office.folder)
    for words in (['migrate', '-n'], ['migrate']):
        done = office.mloc(*words)
        holds(f'{version}: no record to migrate', done.returncode == 0 and 'every record is of the present version' in done.stdout, done.stdout)
    others = lambda files: {path: bytes for path, bytes in files.items() if not path.startswith('imports/')}
    same(f'{version}: no record changed', others(files_of(office.folder)), others(before))


def refused_before(office):
    for words in (['check'], ['list'], ['enrol', 'contact', 'add', '7KQ39XM4H9', 'sms', '10'], ['export'], ['show', '7KQ39XM4H9']):
        done = office.mloc(*words)
        holds(f'{words} names migrate', done.returncode == 1 and '[V150]' in done.stdout and 'migrate' in office.mloc(*words, '--explain').stdout, done.stdout)
    done = office.mloc('check')
    holds('once for each file', len(re.findall(r'7KQ39XM4H9.yaml:\d+:\d+: error\[V150\]', done.stdout)) == 2, done.stdout)


def dry_run(office):
    before = files_of(office.folder)
    done = office.mloc('migrate', '-n')
    lines = done.stdout.splitlines()
    wanted = ['-record: lesson/1', '+record: lesson/2', '-instructor: mon-b', '+monitor: mon-b', '+gearbox: manuelle', '-kind: code', '+kind: code_cours',
              '-  - memorisation', '+  - attention', '-channel: telephone', '+channel: appel', '+record: pace/3', '+why:', '+  motive: disponible', '+reach:',
              '+  phone: "0600000001"', '-phone: "0600000001"', '-  C1.3: traite', '+  C3.7: traite']
    same('the difference has it all', [line for line in wanted if line not in lines], [])
    holds('and says what would be', 'would be: ' in done.stdout and 'lesson/1 > lesson/2 (3)' in done.stdout and 'pace/1 > pace/3 (2)' in done.stdout, done.stdout[-600:])
    same('nothing is written', files_of(office.folder), before)


def with_comments(office):
    """What a hand put into a file."""
    text = office.read(CASE)
    text = '# ahead of everything\n' + text.replace('instructor: mon-b', '# who taught\ninstructor: mon-b  # of the morning').replace('\n---\nrecord: lesson', '\n# between two\n---\nrecord: lesson', 1)
    office.write(CASE, text.replace('sex: F', 'sex:   F', 1))


def carried_out(office):
    before = exported(by(office, mloc))
    done = office.mloc('migrate')
    holds('migrate', done.returncode == 0, done.stdout)
    for code, what in (('V151', 'accueil, exterieur'), ('V153', 'held'), ('V154', 'C3.7')):
        holds(f'{code} lists what is left', f'[{code}]' in done.stdout and what in done.stdout, done.stdout)
    text = office.read(CASE)
    holds('comments stay', all(word in text for word in ('# ahead of everything\n---', '# who taught\n# of the morning\nmonitor: mon-b', '# between two\n---\nrecord: lesson/2')), text)
    holds('what needs nothing keeps its bytes', 'sex:   F' in text)
    done = office.mloc('check')
    holds('then all is in order', faults_of(done) == LET_IN, done.stdout)
    after = files_of(office.folder)
    holds('a second time changes nothing', office.mloc('migrate').returncode == 0 and files_of(office.folder) == after)
    holds('the older program refuses', by(office, mloc).mloc('check').returncode == 12)
    same('no record is lost', set(exported(office)), set(before))
    return before


def without_loss(before, after):
    """Every record says what it said, but for what the steps changed."""
    renamed = {'lesson': {'instructor': 'monitor'}, 'identity': {'phone': ('reach', 'phone'), 'email': ('reach', 'email')}, 'pace': {'reason': ('why', 'motive')}}
    codes = {'code': 'code_cours', 'memorisation': 'attention', 'telephone': 'appel', 'C1.3': 'C3.7', 'high': 'forte', 'low': 'faible'}
    lost = []
    for key, old in before.items():
        kind = old['record'].split('/')[0]
        for field, value in old.items():
            if field == 'record':
                continue
            where = renamed.get(kind, {}).get(field, field)
            now = after[key]
            for part in (where if isinstance(where, tuple) else (where,)):
                now = now.get(part) if isinstance(now, dict) else None
            text = json.dumps(value, sort_keys=True)
            changed = json.dumps(json.loads(re.sub('"([^"]+)"', lambda found: f'"{codes.get(found[1], found[1])}"', text)), sort_keys=True)
            if json.dumps(now, sort_keys=True) not in (text, changed):
                lost.append((key, field, value, now))
    same('every value is where the steps say', lost, [])


def at_once(version, work):
    """Killed anywhere, it is all or nothing."""
    office = office_of(version, work, f'{version}-killed', following)
    old = files_of(office.folder)
    whole = office_of(version, work, f'{version}-whole', following)
    begun = time.monotonic()
    whole.mloc('migrate')
    took = time.monotonic() - begun
    new = files_of(whole.folder)
    outcomes = set()
    for turn in range(12):
        shutil.rmtree(office.folder)
        shutil.copytree(os.path.join(released, version), office.folder)
        run = subprocess.Popen([following, '-q', 'migrate'], cwd=office.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * turn / 11)
        run.send_signal(signal.SIGKILL)
        run.wait()
        # Whatever writes next finishes it or takes it away.
        office.mloc('migrate', '-n')
        now = {path: bytes for path, bytes in files_of(office.folder).items() if not path.endswith('.mloc-tmp')}
        outcomes.add('old' if now == old else 'new' if now == new else 'mixed')
    same('killed, it is all or nothing', outcomes - {'old', 'new'}, set())


def under_git(version, work):
    office = office_of(version, work, f'{version}-git', mloc)
    office_next = office_of(version, work, f'{version}-unused', following)
    shutil.rmtree(office_next.folder)
    later = by(office, following)
    office.git('init', '-q', '-b', 'main')
    office.write('.gitignore', '/.mloc/\n/identities/\n')
    office.mloc('git', 'setup')
    office.commit('as released')
    other = Office(office.folder + '-b', office.environment['HOME'], MLOC_TODAY='2013-05-11')
    subprocess.run(['git', 'clone', '-q', office.folder, other.folder], check=True, env=office.environment)
    other.replace(CASE, 'voucher: "P9001"', 'voucher: "P9001A"')
    other.replace(CASE, 'instructor: mon-b', 'instructor: mon-c')
    other.commit('an edit by an office that has not migrated')
    done = later.mloc('migrate', '--commit')
    holds('one commit', done.returncode == 0 and later.git('rev-list', '--count', 'HEAD').stdout == '2\n' and not later.git('status', '--porcelain').stdout, done.stdout)
    done = later.mloc('log', '7KQ39XM4H9', '-O', 'json')
    rows = [row for row in json.loads(done.stdout)['rows'] if row['change'] != 'added']
    same('its history tells codes, not fields that only moved', {(row['field'], row['from'], row['to']) for row in rows}, {('skills.C1.3', 'traite', None), ('skills.C3.7', None, 'traite')})
    holds('textconv reads the past', 'Moniteur: mon-b' in later.mloc('--lang', 'fr', 'git', 'textconv', os.path.join(released, version, CASE)).stdout)
    there = by(other, following)
    there.mloc('git', 'setup')
    done = there.git('pull', '-q', '--no-rebase', '--no-edit')
    text = there.read(CASE)
    holds('an older side merges', done.returncode == 0 and 'P9001A' in text and 'monitor: mon-c' in text and 'lesson/1' not in text, done.stdout + text[:200])
    done = there.mloc('check')
    holds('and what came of it is in order', faults_of(done) <= LET_IN, done.stdout)


def files_that_people_write(version, work):
    """Sites that were compiled names are put into mloc.toml, mappings come to version 2 with what they asked for, comments stay."""
    office = office_of(version, work, f'{version}-toml', mloc)
    text = office.read('mloc.toml')
    office.write('mloc.toml', re.sub(r'\[\[sites\]\]\n(?:[a-z]+ = .*\n)+', '', text))
    holds('sites that nobody names are told', '[I130]' in office.mloc('check').stdout)
    before = {name: office.read('imports/' + name) for name in sorted(os.listdir(office.path('imports')))}
    done = office.mloc('migrate')
    holds('brought forward', done.returncode == 0 and 'mappings brought forward: imports/' in done.stdout, done.stdout)
    with open(office.path('mloc.toml'), 'rb') as file:
        sites = {site['code'] for site in tomllib.load(file)['sites']}
    same('the sites of records, places and objectives', sites, set(re.findall(r'^code = "([a-z]+)"\nname = "Mission Locale', text, re.M)))
    for name, old in before.items():
        new = office.read('imports/' + name)
        same(f'{name}: only version and filled', [line for line in new.replace('version = 2', 'version = 1', 1).replace('filled = ', 'required = ').splitlines()], old.splitlines())
        asked = lambda text, word: [column.get(word, False) for column in tomllib.loads(text)['columns']]
        same(f'{name}: as filled as before', asked(new, 'filled'), asked(old, 'required'))
    same('nothing else is wrong', faults_of(office.mloc('check')), LET_IN)
    holds('a second time there is nothing to do', 'brought forward' not in office.mloc('migrate').stdout)


def sealed(version, work):
    office = office_of(version, work, f'{version}-sealed', mloc)
    later = by(office, following)
    holds('sealed by the present program', office.mloc('seal').returncode == 0)
    keys = office.folder + '.keys'
    os.rename(keys, keys + '.away')
    done = later.mloc('migrate')
    holds('without keys the rest is brought forward', done.returncode == 0 and '[V152]' in done.stdout and 'lesson/1 > lesson/2' in done.stdout, done.stdout)
    os.rename(keys + '.away', keys)
    done = later.mloc('check')
    holds('with them the sealed ones are seen to be older', done.returncode == 1 and '[V150]' in done.stdout, done.stdout)
    done = later.mloc('migrate')
    holds('and brought forward', done.returncode == 0 and 'identity/1 > identity/2' in done.stdout, done.stdout)
    text = later.read(PERSON)
    holds('sealed again', 'kind: "identity/2"' in text and 'reach.phone: ' in text and '0600000001' not in text, text)
    done = later.mloc('check')
    # One was sealed before there were digests, and nobody has its key.
    holds('and in order', faults_of(done) == LET_IN | {'identities/TQ/TQ0AEWM43N.yaml H225'} and '0600000001' in later.mloc('export', '--identities').stdout, done.stdout)


steps_and_schemas()
with tempfile.TemporaryDirectory() as work:
    for version in sorted(os.listdir(released)):
        present_program(version, work)
        office = office_of(version, work, f'{version}-next', following)
        refused_before(office)
        dry_run(office)
        with_comments(office)
        without_loss(carried_out(office), exported(office))
        at_once(version, work)
        under_git(version, work)
        sealed(version, work)
        files_that_people_write(version, work)
sys.exit(ended())
