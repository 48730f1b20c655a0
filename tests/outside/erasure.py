"""Sealed identities under real git: what git has names nobody, diffs stay small, offices without keys merge, the key
store is closed to others.

    python3 tests/outside/erasure.py build/mloc
"""
import os, re, shutil, stat, subprocess, sys, tempfile

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
passed = failed = 0


def check(what, right, said=''):
    global passed, failed
    passed += bool(right)
    failed += not right
    if not right:
        print('FAILED', what, said)


class Office:
    """A clone, with a person who works in it."""

    def __init__(self, folder, home):
        self.folder = folder
        self.environment = {'PATH': home + ':' + os.environ['PATH'], 'HOME': home, 'LANG': 'C.UTF-8', 'GIT_AUTHOR_NAME': 'office', 'GIT_AUTHOR_EMAIL': 'o@x',
                            'GIT_COMMITTER_NAME': 'office', 'GIT_COMMITTER_EMAIL': 'o@x', 'GIT_CONFIG_NOSYSTEM': '1', 'MLOC_BY': 'leroy', 'MLOC_TODAY': '2010-05-11'}

    def run(self, *words, **more):
        return subprocess.run(words, cwd=self.folder, env={**self.environment, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=60, text=True)

    def git(self, *words, **more):
        return self.run('git', *words, **more)

    def mloc(self, *words, **more):
        return self.run('mloc', *words, **more)

    def commit(self, message):
        self.git('add', '-A')
        return self.git('commit', '-qm', message)

    def path(self, name):
        return os.path.join(self.folder, name)

    def enrol(self, number, surname, first, *more):
        done = self.mloc('enrol', 'add', '--file-number', number, '--surname', surname, '--first-name', first, '--born', '01/08/1987', '--sex', 'F',
                         '--site', 'orleans', '--received', '05/02/2010', '--project', '--licence-useful', '--resources', '410.00', *more)
        check(f'enrol {number}', done.returncode == 0, done.stdout)
        return re.sub('-', '', done.stdout.split(' ')[0])


def objects(office):
    """Everything git has, reachable or not, in one text of bytes."""
    names = office.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)', '--unordered').stdout.encode()
    return subprocess.run(['git', 'cat-file', '--batch'], cwd=office.folder, env=office.environment, input=names, stdout=subprocess.PIPE, check=True).stdout


def sealed_from_the_start(work, home):
    a = Office(os.path.join(work, 'a'), home)
    os.makedirs(a.folder)
    done = a.mloc('init', '--template', 'autonomie', '--sealed')
    check('init --sealed says where the keys are', done.returncode == 0 and os.path.join(work, 'a.keys') in done.stdout, done.stdout)
    check('only their owner may enter', stat.S_IMODE(os.stat(os.path.join(work, 'a.keys')).st_mode) == 0o700)
    zoe = a.enrol('A-1', 'Quatremère', 'Zoé', '--phone', '0612345678')
    ali = a.enrol('A-2', 'Hölderlin', 'Ali')
    check('names are committed', a.commit('first').returncode == 0 and f'identities/{zoe[:2]}/{zoe}.yaml' in a.git('ls-files').stdout)
    check('and nothing that git has says them', not any(word.encode() in objects(a) for word in ('Quatrem', 'lderlin', '0612345678', '1987-08-01')))
    check('found by name', zoe in a.mloc('list', 'quatremere', '--names').stdout)
    check('from anywhere', zoe in a.run('mloc', '-C', '../a/.', 'show', 'Quatremère').stdout.replace('-', ''))
    return a, zoe, ali


def small_differences(a, zoe):
    a.mloc('enrol', 'amend', 'A-1', 'phone=0612345679', '--commit')
    lines = [line for line in a.git('show', '--format=', '--no-textconv', 'HEAD').stdout.splitlines() if re.match('[+-][^+-]', line)]
    check('one field, one line', len(lines) == 2 and all(line[1:].startswith('  phone: ') for line in lines), lines)
    before = a.git('rev-parse', 'HEAD').stdout
    a.mloc('enrol', 'amend', 'A-1', 'phone=0612345679', '--commit')
    check('nothing changed, nothing committed', a.git('rev-parse', 'HEAD').stdout == before)
    check('git shows it in words, without the words', 'Sealed record' in a.git('show', 'HEAD').stdout and '0612345679' not in a.git('show', 'HEAD').stdout)


def another_office(work, home, a, zoe):
    b = Office(os.path.join(work, 'b'), home)
    subprocess.run(['git', 'clone', '-q', a.folder, b.folder], check=True, env=a.environment)
    b.mloc('setup-git', '--hooks')
    shown = b.mloc('list', '--names').stdout
    check('without keys no name', 'A-1' in shown and 'Quatremère' not in shown, shown)
    check('but everything else', b.mloc('enrol', 'contact', 'A-1', 'rdv', '30', '--commit').returncode == 0 and b.mloc('check').returncode == 0)
    check('it does not seal over what it cannot open', '[H150]' in b.mloc('enrol', 'amend', 'A-1', 'phone=0699999999').stdout)
    check('nor without a store', '[H152]' in b.mloc('enrol', 'add', '--file-number', 'A-9', '--surname', 'Neuf', '--first-name', 'Eva', '--born', '01/08/1987',
                                                '--sex', 'F', '--site', 'orleans').stdout)
    shutil.copytree(os.path.join(work, 'a.keys'), os.path.join(work, 'b.keys'))
    check('with the keys it has the names', 'Quatremère' in b.mloc('list', '--names').stdout)
    check('both write to one person', b.mloc('enrol', 'amend', 'A-1', 'email=zoe@example.org', '--commit').returncode == 0)
    a.mloc('enrol', 'amend', 'A-1', 'phone=0655555555', '--commit')
    shutil.move(os.path.join(work, 'b.keys'), os.path.join(work, 'away'))
    done = b.git('pull', '-q', '--no-rebase', '--no-edit')
    check('and meet without keys and without a conflict', done.returncode == 0, done.stdout)
    shutil.move(os.path.join(work, 'away'), os.path.join(work, 'b.keys'))
    shown = b.mloc('show', 'A-1').stdout
    check('both fields are there', '0655555555' in shown and 'zoe@example.org' in shown, shown)
    with open(b.path(f'identities/{zoe[:2]}/{zoe}.yaml'), 'w', encoding='utf-8') as file:
        file.write('---\nrecord: identity/1\nid: "2010-02-05-aaaa"\nby: leroy\nsurname: "Quatremère"\nfirst_name: "Zoé"\nbirth_date: "1987-08-01"\n...\n')
    done = b.commit('careless')
    check('pre-commit refuses a name in clear', done.returncode != 0 and '[H132]' in done.stdout, done.stdout)
    b.git('reset', '-q', '--hard')
    return b


with tempfile.TemporaryDirectory() as work:
    home = os.path.join(work, 'home')
    os.makedirs(home)
    os.symlink(mloc, os.path.join(home, 'mloc'))
    office, someone, other = sealed_from_the_start(work, home)
    small_differences(office, someone)
    another_office(work, home, office, someone)
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
