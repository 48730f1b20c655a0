"""Real git with mloc behind it: git merge, git diff, git log -p, pre-commit; mloc log, diff and --commit on real history.

    python3 tests/outside/history.py build/mloc
"""
import json, os, re, shutil, subprocess, sys, tempfile

from counting import ended, holds
from office import Office

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


CASE = '7KQ39XM4H9'
FILE = f'cases/7K/{CASE}.yaml'


def first_office(work, home):
    office = Office(os.path.join(work, 'a'), home)
    os.makedirs(office.folder)
    done = office.mloc('init', '--template', 'autonomie')
    holds('init makes a repository', done.returncode == 0 and os.path.isdir(office.path('.git')), done.stdout)
    for folder in ('cases', 'partners'):
        shutil.copytree(os.path.join(top, 'examples/records', folder), office.path(folder))
    os.makedirs(office.path('draws/essai-2010'))
    for name in ('announcement.yaml', 'roster.tsv', 'waves.yaml'):
        shutil.copy(os.path.join(top, 'examples/records/draws/essai-2010', name), office.path('draws/essai-2010'))
    holds('the first commit', office.commit('first').returncode == 0)
    return office


def second_office(work, home, first):
    office = Office(os.path.join(work, 'b'), home)
    subprocess.run(['git', 'clone', '-q', first.folder, office.folder], check=True, env=first.environment)
    done = office.mloc('check')
    holds('check says that a clone lacks the driver', done.returncode == 0 and 'git setup' in done.stdout and 'merge.mloc.driver' in done.stdout, done.stdout)
    done = office.mloc('git', 'setup', '--hooks', '-n')
    holds('git setup -n sets nothing', 'would be' in done.stdout and not office.git('config', 'merge.mloc.driver').stdout, done.stdout)
    done = office.mloc('git', 'setup', '--hooks')
    holds('git setup', done.returncode == 0 and office.git('config', 'core.fsync').stdout == 'all\n', done.stdout)
    holds('the hook can be run', os.access(office.path('.git/hooks/pre-commit'), os.X_OK))
    holds('git setup again', 'already' in office.mloc('git', 'setup', '--hooks').stdout)
    holds('check is content', 'git setup' not in office.mloc('check').stdout)
    return office


def merging(a, b):
    a.mloc('enrol', 'contact', 'add', CASE, 'telephone', '10', '--on', '2010-07-01')
    a.replace(FILE, 'voucher: "P9001"', 'voucher: "P9001A"')
    a.commit('office a')
    b.mloc('enrol', 'contact', 'add', CASE, 'rdv', '30', '--on', '2010-07-02')
    b.replace(FILE, 'instalment: 1', 'instalment: 2')
    holds('the second office commits through the hook', b.commit('office b').returncode == 0)
    done = b.git('pull', '-q', '--no-rebase', '--no-edit')
    text = b.read(FILE)
    holds('two offices meet without a conflict', done.returncode == 0 and all(word in text for word in ('P9001A', 'instalment: 2', 'telephone', 'channel: rdv')),
          done.stdout)
    holds('and what came of it is in order', b.mloc('check', '--strict').returncode == 0)
    a.git('pull', '-q', '--no-rebase', b.folder, 'main')
    a.replace(FILE, '"P9001A"', '"P9001B"')
    a.commit('office a again')
    b.replace(FILE, '"P9001A"', '"P9001C"')
    b.commit('office b again')
    done = b.git('pull', '-q', '--no-rebase', '--no-edit')
    holds('a conflict that names the record and the field', done.returncode != 0 and '[H101]' in done.stdout and 'entry 2010-03-05-b3xr: voucher' in done.stdout, done.stdout)
    holds('git knows of it', FILE in b.git('diff', '--name-only', '--diff-filter=U').stdout)
    done = b.mloc('enrol', 'contact', 'add', 'TQ0AEWM43N', 'rdv', '30', '--commit')
    holds('no commit while a merge is under way', done.returncode == 4 and '[H123]' in done.stdout and not b.git('diff', '--name-only', 'HEAD', '--', 'cases/TQ').stdout, done.stdout)
    b.git('add', FILE)
    done = b.git('commit', '-qm', 'careless')
    holds('pre-commit refuses what is still marked', done.returncode != 0 and '[H227]' in done.stdout, done.stdout)
    holds('resolve', b.mloc('resolve', CASE, '--take', 'theirs').returncode == 0 and '"P9001B"' in b.read(FILE))
    b.git('add', FILE)
    holds('and then it is committed', b.git('commit', '-qm', 'merged').returncode == 0)
    a.git('pull', '-q', '--no-rebase', b.folder, 'main')


def words(b):
    b.replace(FILE, '"P9001B"', '"P9001D"')
    done = b.git('diff')
    holds('git diff in words, with the record above', '+  Voucher: P9001D' in done.stdout and re.search(r'^@@.*@@ .*(Entry|entry).* 2010-03-05-b3xr', done.stdout, re.M), done.stdout)
    holds('git log -p in words', '+  Voucher: P9001A' in b.git('log', '-p', '--', FILE).stdout)
    holds('and in French', 'Pièce: P9001D' in b.git('diff', LANG='fr_FR.UTF-8').stdout)
    os.rename(os.path.join(b.environment['HOME'], 'mloc'), os.path.join(b.environment['HOME'], 'gone'))
    done = b.git('diff')
    holds('without mloc git shows the file as it is', '+voucher: "P9001D"' in done.stdout, done.stdout)
    os.rename(os.path.join(b.environment['HOME'], 'gone'), os.path.join(b.environment['HOME'], 'mloc'))
    b.git('checkout', '-q', FILE)


def without_mloc(a, b):
    """Where mloc is not installed the texts are merged with marks, and never without somebody looking."""
    b.git('checkout', '-qb', 'side')
    b.replace(FILE, 'sex: F', 'sex: H')
    b.git('commit', '-qam', 'side', '--no-verify')
    b.git('checkout', '-q', 'main')
    b.replace(FILE, '"P9001B"', '"P9001E"')
    b.git('commit', '-qam', 'main', '--no-verify')
    os.rename(os.path.join(b.environment['HOME'], 'mloc'), os.path.join(b.environment['HOME'], 'gone'))
    done = b.git('merge', '-q', 'side')
    os.rename(os.path.join(b.environment['HOME'], 'gone'), os.path.join(b.environment['HOME'], 'mloc'))
    holds('a clone without mloc says that somebody has to look', done.returncode != 0 and FILE in b.git('diff', '--name-only', '--diff-filter=U').stdout, done.stdout)
    b.git('merge', '--abort')
    b.git('reset', '-q', '--hard', 'HEAD~1')


def hook(b):
    b.replace(FILE, 'sex: F', 'sex: X')
    done = b.commit('wrong')
    holds('pre-commit refuses a broken record', done.returncode != 0 and 'error[R206]' in done.stdout, done.stdout)
    b.replace(FILE, 'sex: X', 'sex: F')
    b.git('add', '-A')
    b.write(f'identities/7K/{CASE}.yaml', '---\nrecord: identity/1\n...\n')
    b.git('add', '-f', 'identities')
    done = b.git('commit', '-qm', 'names')
    holds('pre-commit refuses names in clear', done.returncode != 0 and '[H132]' in done.stdout, done.stdout)
    # Of a merge that is not finished it says so, and speaks of no names.
    sealed = open(os.path.join(top, 'examples/records/identities/TQ/TQ0AEWM43N.yaml'), encoding='utf-8').read()
    at = sealed.index('\n', sealed.index('fields:')) + 1
    line = sealed[at:sealed.index('\n', at) + 1]
    b.write(f'identities/7K/{CASE}.yaml', sealed[:at] + '<<<<<<< ours\n' + line + '=======\n' + line + '>>>>>>> theirs\n' + sealed[at:])
    b.git('add', '-f', 'identities')
    done = b.git('commit', '-qm', 'markers')
    holds('pre-commit names conflict markers', done.returncode != 0 and '[H227]' in done.stdout and '[H132]' not in done.stdout, done.stdout)
    b.git('rm', '-q', '--cached', '-r', 'identities')
    shutil.rmtree(b.path('identities'))
    b.write('.git/hooks/pre-commit', '#!/bin/sh\n')
    done = b.mloc('git', 'setup', '--hooks')
    holds('another hook is left alone', done.returncode == 1 and '[H131]' in done.stdout and b.read('.git/hooks/pre-commit') == '#!/bin/sh\n', done.stdout)


def log(b, work):
    def rows(*words, **more):
        done = b.mloc(*words, '-O', 'json', **more)
        holds(f'{words} works', done.returncode == 0, done.stdout)
        return json.loads(done.stdout)['rows'] if done.returncode == 0 else []

    found = rows('log', CASE, 'voucher')
    told = [(row['from'], row['to']) for row in found if row['record'] == '2010-03-05-b3xr' and row['change'] == 'changed']
    holds('log tells each change once, in order', [('P9001', 'P9001A'), ('P9001A', 'P9001B')] == [pair for pair in told if pair[1] != 'P9001C'], told)
    holds('and who said it, as its record has it, and when', all(row['who'] == 'weidner' and re.fullmatch(r'\d{4}-\d\d-\d\d', row['day']) and len(row['commit']) == 10 for row in found), found)
    everything = rows('log', CASE)
    holds('records that were added', any(row['change'] == 'added' and row['kind'] == 'contact' for row in everything))
    holds('nothing before tomorrow', rows('log', CASE, '--since', '2999-01-01') == [])
    b.replace(FILE, '"P9001B"', '"P9001F"')
    last = rows('log', CASE, 'voucher', '--since', '2010-01-01', '--today', '2999-01-01')[-1]
    holds('what is not committed comes last', last['to'] == 'P9001F' and last['commit'] is None and last['day'] == '2999-01-01', last)
    holds('diff against the files', [(row['field'], row['from'], row['to']) for row in rows('diff')] == [('voucher', 'P9001B', 'P9001F')])
    b.git('checkout', '-q', FILE)
    holds('diff of nothing', rows('diff') == [])
    first = b.git('rev-list', '--max-parents=0', 'HEAD').stdout.strip()
    changes = {(row['record'], row['field']) for row in rows('diff', first, 'HEAD', CASE)}
    holds('diff of two revisions', ('2010-03-05-b3xr', 'instalment') in changes and ('2010-03-05-b3xr', 'voucher') in changes, changes)
    holds('of another case nothing', rows('diff', first, 'HEAD', 'TQ0AEWM43N') == [])
    holds('no such revision', '[H122]' in b.mloc('diff', 'nowhere').stdout)
    b.git('mv', 'cases/TQ/TQ0AEWM43N.yaml', 'moved.yaml')
    b.git('commit', '-qm', 'away', '--no-verify')
    os.makedirs(b.path('cases/TQ'), exist_ok=True)
    b.git('mv', 'moved.yaml', 'cases/TQ/TQ0AEWM43N.yaml')
    b.git('commit', '-qm', 'back', '--no-verify')
    holds('a rename is followed', {row['commit'] for row in rows('log', 'TQ0AEWM43N')} == {first[:10]}, rows('log', 'TQ0AEWM43N'))
    shutil.copytree(b.path('.'), os.path.join(work, 'outer', 'office'), ignore=shutil.ignore_patterns('.git'))
    outer = Office(os.path.join(work, 'outer'), b.environment['HOME'])
    outer.git('init', '-q', '-b', 'main')
    outer.commit('outer')
    inner = Office(os.path.join(work, 'outer', 'office'), b.environment['HOME'])
    done = inner.mloc('log', CASE, '-O', 'json')
    holds('a workspace inside a larger repository', done.returncode == 0 and len(json.loads(done.stdout)['rows']) > 5, done.stdout)


def committing(b):
    before = b.git('rev-parse', 'HEAD').stdout
    b.write('notes.txt', 'staged by somebody\n')
    b.git('add', 'notes.txt')
    done = b.mloc('enrol', 'contact', 'add', CASE, 'rdv', '45', '--on', '2010-07-09', '--commit')
    shown = b.git('show', '--format=%an%n%ae%n%B', '--name-only', 'HEAD').stdout.split()
    holds('--commit makes one commit', done.returncode == 0 and b.git('rev-parse', 'HEAD~1').stdout == before, done.stdout)
    holds('of the files it wrote, by the actor, with ids and counts only',
          shown == ['weidner', 'weidner@mloc.invalid', 'enrol', 'contact', 'add:', '1', 'file', CASE, FILE], shown)
    holds('what was staged stays staged', 'A  notes.txt' in b.git('status', '--porcelain').stdout and FILE not in b.git('status', '--porcelain').stdout,
          b.git('status', '--porcelain').stdout)
    before = b.git('rev-parse', 'HEAD').stdout
    b.mloc('enrol', 'contact', 'add', CASE, 'rdv', '45', '--on', '2010-07-10', '--commit', '-n')
    holds('-n makes none', b.git('rev-parse', 'HEAD').stdout == before)
    b.write('.git/index.lock', '')
    again = ('enrol', 'contact', 'add', CASE, 'rdv', '45', '--on', '2010-07-11', '--commit')
    done = b.mloc(*again)
    holds('a stale lock of the index: nothing is written', done.returncode == 11 and '[H229]' in done.stdout and 'index.lock' in done.stdout and '2010-07-11' not in b.read(FILE), done.stdout)
    os.remove(b.path('.git/index.lock'))
    for lock in ('HEAD.lock', b.git('symbolic-ref', 'HEAD').stdout.strip() + '.lock'):
        b.write('.git/' + lock, '')
        done = b.mloc(*again)
        holds(f'{lock}: nothing is written', done.returncode == 11 and '[H229]' in done.stdout and '2010-07-11' not in b.read(FILE), done.stdout)
        os.remove(b.path('.git/' + lock))
    # A log that is a folder: HEAD cannot move, and the index says what was to be committed.
    before = b.git('rev-parse', 'HEAD').stdout
    os.rename(b.path('.git/logs/HEAD'), b.path('.git/logs/KEPT'))
    b.write('.git/logs/HEAD/x', '')
    done = b.mloc(*again)
    holds('written, but not committed', done.returncode == 13 and '[H124]' in done.stdout and '2010-07-11' in b.read(FILE) and b.git('rev-parse', 'HEAD').stdout == before, done.stdout)
    shutil.rmtree(b.path('.git/logs/HEAD'))
    os.rename(b.path('.git/logs/KEPT'), b.path('.git/logs/HEAD'))
    b.mloc('enrol', 'contact', 'add', 'TQ0AEWM43N', 'rdv', '45', '--on', '2010-07-12', '--commit')
    b.git('commit', '-qm', 'what was staged')
    holds('no later commit takes it away', '2010-07-11' in b.git('show', 'HEAD:' + FILE).stdout, b.git('status', '--short').stdout)
    holds('git fsck', b.git('fsck', '--strict').returncode == 0)


def damaged(b):
    for folder in os.listdir(b.path('.git/objects')):
        if len(folder) == 2 or folder == 'pack':
            shutil.rmtree(b.path('.git/objects/' + folder))
    done = b.mloc('log', CASE)
    holds('a damaged repository is said to be one', done.returncode in (6, 13) and re.search(r'\[H12[02]\]', done.stdout), done.stdout)
    holds('and everything else works', b.mloc('show', CASE).returncode == 0 and b.mloc('check').returncode == 0)


with tempfile.TemporaryDirectory() as work:
    home = os.path.join(work, 'home')
    os.makedirs(home)
    os.symlink(mloc, os.path.join(home, 'mloc'))
    a = first_office(work, home)
    b = second_office(work, home, a)
    merging(a, b)
    words(b)
    without_mloc(a, b)
    hook(b)
    log(b, work)
    committing(b)
    damaged(b)
sys.exit(ended())
