"""Sealed identities and forgetting under real git: what git has names nobody, diffs stay small, offices without keys merge,
the key store is closed to others; a forgotten person is gone from every object and file, or is told where not.

    python3 tests/outside/erasure.py build/mloc
"""
import os, re, shutil, stat, subprocess, sys, tempfile

from counting import ended, holds
from office import Office

mloc = os.path.abspath(sys.argv[1])


class Sealed(Office):
    def enrol(self, number, surname, first, *more):
        done = self.mloc('enrol', 'add', '--file-number', number, '--surname', surname, '--first-name', first, '--born', '01/08/1987', '--sex', 'F',
                         '--site', 'orleans', '--on', '05/02/2010', '--project', '--licence-useful', '--resources', '410.00', *more)
        holds(f'enrol {number}', done.returncode == 0, done.stdout)
        return re.sub('-', '', done.stdout.split(' ')[0])


def office_in(folder, home):
    return Sealed(folder, home, MLOC_BY='leroy', MLOC_TODAY='2010-05-11')


def objects(office):
    """Everything git has, reachable or not, in one text of bytes."""
    names = office.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)', '--unordered').stdout.encode()
    return subprocess.run(['git', 'cat-file', '--batch'], cwd=office.folder, env=office.environment, input=names, stdout=subprocess.PIPE, check=True).stdout


def sealed_from_the_start(work, home):
    a = office_in(os.path.join(work, 'a'), home)
    os.makedirs(a.folder)
    done = a.mloc('init', '--template', 'autonomie', '--sealed')
    holds('init --sealed says where the keys are', done.returncode == 0 and os.path.join(work, 'a.keys') in done.stdout, done.stdout)
    holds('only their owner may enter', stat.S_IMODE(os.stat(os.path.join(work, 'a.keys')).st_mode) == 0o700)
    zoe = a.enrol('A-1', 'Quatremère', 'Zoé', '--phone', '0612345678')
    ali = a.enrol('A-2', 'Hölderlin', 'Ali')
    holds('names are committed', a.commit('first').returncode == 0 and f'identities/{zoe[:2]}/{zoe}.yaml' in a.git('ls-files').stdout)
    holds('and nothing that git has says them', not any(word.encode() in objects(a) for word in ('Quatrem', 'lderlin', '612345678', '1987-08-01')))
    holds('found by name', zoe in a.mloc('list', 'quatremere', '--names').stdout)
    holds('from anywhere', zoe in a.run('mloc', '-C', '../a/.', 'show', 'Quatremère').stdout.replace('-', ''))
    return a, zoe, ali


def small_differences(a, zoe):
    a.mloc('amend', 'A-1', 'phone=0612345679', '--commit')
    lines = [line for line in a.git('show', '--format=', '--no-textconv', 'HEAD').stdout.splitlines() if re.match('[+-][^+-]', line)]
    holds('one field, its line and the digest', sorted(line[1:].split(':')[0] for line in lines) == ['  phone', '  phone', 'digest', 'digest'], lines)
    before = a.git('rev-parse', 'HEAD').stdout
    a.mloc('amend', 'A-1', 'phone=0612345679', '--commit')
    holds('nothing changed, nothing committed', a.git('rev-parse', 'HEAD').stdout == before)
    holds('git shows it in words, without the words', 'Sealed record' in a.git('show', 'HEAD').stdout and '612345679' not in a.git('show', 'HEAD').stdout)


def another_office(work, home, a, zoe):
    b = office_in(os.path.join(work, 'b'), home)
    subprocess.run(['git', 'clone', '-q', a.folder, b.folder], check=True, env=a.environment)
    b.mloc('git', 'setup', '--hooks')
    shown = b.mloc('list', '--names').stdout
    holds('without keys no name', 'A-1' in shown and 'Quatremère' not in shown, shown)
    holds('but everything else', b.mloc('enrol', 'contact', 'add', 'A-1', 'rdv', '30', '--commit').returncode == 0 and b.mloc('check').returncode == 0)
    holds('it does not seal over what it cannot open', '[H150]' in b.mloc('amend', 'A-1', 'phone=0699999999').stdout)
    holds('nor without a store', '[H152]' in b.mloc('enrol', 'add', '--file-number', 'A-9', '--surname', 'Neuf', '--first-name', 'Eva', '--born', '01/08/1987',
                                                '--sex', 'F', '--site', 'orleans').stdout)
    shutil.copytree(os.path.join(work, 'a.keys'), os.path.join(work, 'b.keys'))
    holds('with the keys it has the names', 'Quatremère' in b.mloc('list', '--names').stdout)
    holds('both write to one person', b.mloc('amend', 'A-1', 'email=zoe@example.org', '--commit').returncode == 0)
    a.mloc('amend', 'A-1', 'phone=0655555555', '--commit')
    shutil.move(os.path.join(work, 'b.keys'), os.path.join(work, 'away'))
    done = b.git('pull', '-q', '--no-rebase', '--no-edit')
    holds('and meet without keys and without a conflict', done.returncode == 0, done.stdout)
    shutil.move(os.path.join(work, 'away'), os.path.join(work, 'b.keys'))
    shown = b.mloc('show', 'A-1').stdout
    holds('both fields are there', '655555555' in shown and 'zoe@example.org' in shown, shown)
    done = b.mloc('check')
    holds('a merge without the key has no digest, and that is said', done.returncode == 1 and '[H225]' in done.stdout, done.stdout)
    holds('who has the key gives it one', b.mloc('seal', '--commit').returncode == 0 and b.mloc('check').returncode == 0, b.mloc('check').stdout)
    with open(b.path(f'identities/{zoe[:2]}/{zoe}.yaml'), 'w', encoding='utf-8') as file:
        file.write('---\nrecord: identity/1\nid: "2010-02-05-aaaa"\nby: leroy\nsurname: "Quatremère"\nfirst_name: "Zoé"\nbirth_date: "1987-08-01"\n...\n')
    done = b.commit('careless')
    holds('pre-commit refuses a name in clear', done.returncode != 0 and '[H132]' in done.stdout, done.stdout)
    b.git('reset', '-q', '--hard')
    return b


def merged_with_the_key(a, zoe):
    """Two branches and the key: the digest is that of the merged record."""
    a.mloc('git', 'setup')
    main = a.git('rev-parse', '--abbrev-ref', 'HEAD').stdout.strip()
    a.git('checkout', '-qb', 'side')
    a.mloc('amend', 'A-1', 'email=une@example.org', '--commit')
    a.git('checkout', '-q', main)
    a.mloc('amend', 'A-1', 'phone=0655555556', '--commit')
    done = a.git('merge', '-q', '--no-edit', 'side')
    holds('two fields meet', done.returncode == 0, done.stdout)
    done = a.mloc('check')
    holds('and nothing is missing', done.returncode == 0, done.stdout)
    shown = a.mloc('show', 'A-1').stdout
    holds('both are there', '655555556' in shown and 'une@example.org' in shown, shown)


def no_byte(a, when):
    for words in (['list', 'quatremere', '--names'], ['show', 'A-1'], ['query', 'SELECT * FROM identity', '--identities'], ['enrol', 'eligibility', 'autonomie']):
        a.mloc(*words)
    bytes_of_all = everything(a)
    found = [word for word in (*WORDS, 'lderlin', '1987-08-01', '655555556') if word.encode() in bytes_of_all]
    holds(f'S2 {when}: no byte of workspace, cache and git has a sealed value', not found, found)
    print(f'S2 {when}: {len(bytes_of_all)} bytes of workspace, cache and git, {len(WORDS) + 3} known values, {len(found)} found')


def everything(office):
    """Every object of git, and every file of the workspace and of git."""
    text = objects(office)
    for folder, _, names in os.walk(office.folder):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                text += file.read()
    return text


# Of a number its nine digits: it is kept as +33 and those.
WORDS = ('Quatremè', 'QUATREMÈ', '612345678', '612345679', '655555555', 'zoe@example.org')


def forgetting(a, b, work, zoe):
    a.git('pull', '-q', '--no-rebase', b.folder, 'main')
    a.mloc('amend', 'A-2', 'surname=Quatremer')
    with open(os.path.join(work, 'diplome.pdf'), 'wb') as file:
        file.write(b'%PDF-1.4\nDiplome de Zoe Quatremere\n%%EOF\n')
    holds('a passport', a.mloc('passport', 'add', 'A-1', '--on', '2010-03-01').returncode == 0)
    done = a.mloc('passport', 'attachment', 'add', 'A-1', os.path.join(work, 'diplome.pdf'), '--kind', 'diplome')
    holds('with a reference', done.returncode == 0, done.stdout)
    for words in (['announce', 'tirage', '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'a@2010-02-26:60.0'],
                  ['reveal', 'tirage', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'a=5'], ['run', 'tirage']):
        done = a.mloc('--today', '2010-02-20' if words[0] == 'announce' else '2010-02-27', 'draw', *words)
        holds('draw ' + words[0], done.returncode == 0, done.stdout)
    a.mloc('contract', 'add', 'A-1', '--draw', 'tirage', MLOC_TODAY='2010-03-02')
    holds('with money', a.mloc('contract', 'receive', 'A-1', '50,00', '--on', '2010-04-01').returncode == 0)
    a.commit('all of it')
    holds('the reference is sealed, too', b'Diplome de Zoe' not in objects(a))
    shutil.copytree(os.path.join(work, 'a.keys'), os.path.join(work, 'old.keys'))
    a.git('checkout', '-q', '-b', 'side')
    open(a.path('lettre.txt'), 'w', encoding='utf-8').write('Madame QUATREMERE Zoé,\n')
    done = a.mloc('forget', 'A-1', '--basis', 'effacement', '-n')
    holds('-n changes nothing', done.returncode == 0 and 'would be' in done.stdout and os.path.exists(a.path(f'identities/{zoe[:2]}/{zoe}.yaml')), done.stdout)
    done = a.mloc('forget', 'A-1', '--basis', 'effacement', '--commit')
    found = [line for line in done.stdout.splitlines() if '[H162]' in line]
    holds('what lies about is found, and nothing else', done.returncode == 1 and found and all('lettre.txt' in line for line in found), done.stdout)
    holds('in every object', re.search(r'objects of git, reachable or not: [1-9][0-9]+', done.stdout), done.stdout)
    holds('and the value is not said', 'uatrem' not in done.stdout, done.stdout)
    os.remove(a.path('lettre.txt'))
    text = everything(a)
    holds('nor does anybody else find it', not any(word.encode() in text for word in WORDS + ('Diplome de Zoe',)), [word for word in WORDS if word.encode() in text])
    holds('the key is gone', not os.path.exists(os.path.join(work, f'a.keys/{zoe[:2]}/{zoe}.key')) and len(os.listdir(os.path.join(work, 'a.keys'))) > 1)
    shown = a.mloc('show', zoe).stdout
    holds('a tombstone, the ledger, no number', 'Erasure' in shown and '50.00' in shown and 'A-1' not in shown, shown)
    holds('kept until accounting lets it go', '2020-04-01' in shown, shown)
    holds('the draw verifies', a.mloc('draw', 'verify', 'tirage').returncode == 0)
    holds('and the roster has the number', 'A-1' in open(a.path('draws/tirage/roster.tsv'), encoding='utf-8').read())
    holds('check is content', a.mloc('check', '--strict').returncode == 0, a.mloc('check', '--strict').stdout)
    holds('the other one is there', 'Quatremer ' in a.mloc('list', '--names').stdout)
    old = a.mloc('show', zoe, MLOC_KEYS=os.path.join(work, 'old.keys')).stdout
    holds('an old copy of the keys brings nothing back from the files', 'Quatrem' not in old, old)
    a.git('checkout', '-q', 'main')
    a.git('merge', '-q', 'side')


def stale_clone(a, b, work, zoe):
    """Whoever has the keys still, and a branch from before."""
    b.git('pull', '-q', '--no-rebase', '--no-edit')
    done = b.mloc('check')
    holds('check names whose keys are still there', done.returncode == 1 and '[H163]' in done.stdout and zoe in done.stdout, done.stdout)
    done = b.mloc('forget', zoe, '--basis', 'effacement')
    holds('what was once staged in clear is found though no commit took it', done.returncode == 1 and 'git object' in done.stdout, done.stdout)
    b.git('gc', '-q', '--prune=now')
    done = b.mloc('forget', zoe, '--basis', 'effacement')
    holds('forgotten here as well; nothing is known any more', done.returncode == 0 and 'nothing is known' in done.stdout, done.stdout)
    holds('check is content there', b.mloc('check').returncode == 0, b.mloc('check').stdout)
    text = everything(b)
    at = text.find('Quatremè'.encode())
    holds('nothing is left there', not any(word.encode() in text for word in WORDS), text[at - 200:at + 200])


def in_clear(work, home):
    """Without sealing git never has the names, unless somebody forced it."""
    c = office_in(os.path.join(work, 'c'), home)
    os.makedirs(c.folder)
    c.mloc('init', '--template', 'autonomie')
    zoe = c.enrol('A-1', 'Quatremère', 'Zoé', '--phone', '0612345678')
    eva = c.enrol('A-2', 'Hölderlin', 'Eva', '--phone', '0612345670')
    c.commit('first')
    c.mloc('list', '--names')
    done = c.mloc('forget', 'A-1', '--basis', 'effacement')
    holds('forgotten without sealing', done.returncode == 0 and 'places that have some: 0' in done.stdout, done.stdout)
    text = everything(c)
    holds('the cache, too', not any(word.encode() in text for word in ('Quatrem', '612345678')))
    c.git('add', '-f', 'identities')
    c.git('commit', '-qm', 'forced', '--no-verify')
    c.git('reset', '-q', '--hard', 'HEAD~1')
    c.git('branch', '-q', 'x')
    os.makedirs(c.path(f'identities/{eva[:2]}'), exist_ok=True)
    c.git('checkout', '-q', 'HEAD@{1}', '--', 'identities')
    done = c.mloc('forget', 'A-2', '--basis', 'effacement')
    holds('what git was once made to take is found, reachable or not', done.returncode == 1 and 'git object' in done.stdout and '[H162]' in done.stdout, done.stdout)


def plain_past(work, home):
    """What was committed before sealing is told, by seal and by every check."""
    d = office_in(os.path.join(work, 'd'), home)
    os.makedirs(d.folder)
    d.mloc('init', '--template', 'autonomie')
    d.enrol('A-1', 'Quatremère', 'Zoé', '--phone', '0612345678')
    d.enrol('A-2', 'Hölderlin', 'Eva')
    d.commit('without names')
    holds('nothing to warn of', 'V155' not in d.mloc('check').stdout)
    d.git('add', '-f', 'identities')
    d.git('commit', '-qm', 'forced', '--no-verify')
    first = d.git('rev-parse', 'HEAD').stdout[:10]
    d.git('rm', '-rq', '--cached', 'identities')
    d.git('commit', '-qm', 'taken out', '--no-verify')
    for words in (['check'], ['seal', '-n'], ['seal'], ['check']):
        done = d.mloc(*words)
        holds(f'{words} tells of the past', done.returncode == 0 and '[V155]' in done.stdout and 'objects: 2, commits that brought them: 1,' in done.stdout
              and first in done.stdout, done.stdout[-600:])
    holds('in French', 'apportés : 1,' in d.mloc('--lang', 'fr', 'check').stdout)
    d.commit('sealed')
    d.git('checkout', '-q', '--orphan', 'fresh')
    d.commit('as it is now')
    d.git('branch', '-qD', 'main')
    done = d.mloc('check')
    holds('a new beginning has none', done.returncode == 0 and 'V155' not in done.stdout, done.stdout)
    return d


def rights_of_the_store(d):
    keys = d.folder + '.keys'
    for rights in (0o750, 0o701, 0o755):
        os.chmod(keys, rights)
        for words in (['list', '--names'], ['amend', 'A-1', 'phone=0612345679'], ['show', 'A-1']):
            done = d.mloc(*words)
            holds(f'{words} refuses a store with rights {rights:o}', done.returncode == 13 and '[V156]' in done.stdout and 'Quatrem' not in done.stdout, done.stdout)
    os.chmod(keys, 0o700)
    holds('closed again it works', 'Quatremère' in d.mloc('list', '--names').stdout)


def sealed_conflict(d):
    """A conflict of sealed values is shown in clear to those who hold the key."""
    d.mloc('git', 'setup')
    d.mloc('amend', 'A-1', 'phone=0611111111', 'email=a@example.org', '--commit')
    d.git('checkout', '-qb', 'other', 'HEAD~1')
    d.mloc('amend', 'A-1', 'phone=0622222222', '--commit')
    done = d.git('merge', '-q', 'fresh')
    path = d.git('diff', '--name-only', '--diff-filter=U').stdout.strip()
    holds('two numbers are a conflict', done.returncode == 1 and path.startswith('identities/'), done.stdout)
    done = d.mloc('resolve', path)
    holds('both are shown', done.returncode == 4 and all(word in done.stdout for word in ('612345678', '611111111', '622222222')), done.stdout)
    holds('and nothing else', 'Quatrem' not in done.stdout, done.stdout)
    os.rename(d.folder + '.keys', d.folder + '.away')
    done = d.mloc('resolve', path)
    holds('not without the key', done.returncode == 4 and '611111111' not in done.stdout, done.stdout[:300])
    os.rename(d.folder + '.away', d.folder + '.keys')
    done = d.mloc('resolve', path, '--take', 'theirs')
    holds('settled', done.returncode == 0 and '611111111' in d.mloc('show', 'A-1').stdout, done.stdout)


with tempfile.TemporaryDirectory() as work:
    home = os.path.join(work, 'home')
    os.makedirs(home)
    os.symlink(mloc, os.path.join(home, 'mloc'))
    office, someone, other = sealed_from_the_start(work, home)
    small_differences(office, someone)
    no_byte(office, 'after small changes')
    merged_with_the_key(office, someone)
    no_byte(office, 'after a merge')
    second = another_office(work, home, office, someone)
    forgetting(office, second, work, someone)
    stale_clone(office, second, work, someone)
    in_clear(work, home)
    plain = plain_past(work, home)
    rights_of_the_store(plain)
    sealed_conflict(plain)
sys.exit(ended())
