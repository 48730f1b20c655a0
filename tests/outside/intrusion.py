"""What a received workspace or a hostile file cannot do: leave the folder, run a command, write to a terminal or a
spreadsheet what is no text.

    python3 tests/outside/intrusion.py build/mloc
"""
import concurrent.futures, os, re, shlex, shutil, socket, subprocess, sys, tempfile, time

import every_command
from every_command import edit, put
from counting import ended, holds, same

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def run(*words, **more):
    return subprocess.run([mloc, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20, stdin=subprocess.DEVNULL, **more)


def partner(name='A', code='a'):
    return (f'---\nrecord: partner/1\nid: "2010-01-02-aaaa"\nby: import\ncode: {code}\nname: "{name}"\nkind: AUTO_ECOLE\n'
            'siret: "73282932000074"\n...\n')


people = ['enrol', 'add', '--file-number', 'A-1', '--surname', 'Martin', '--first-name', 'Zoé', '--born', '13/08/1987',
          '--sex', 'F', '--site', 'orleans', '--resources', '-1.00']


def paths(folder):
    office, secret = os.path.join(folder, 'office'), os.path.join(folder, 'secret')
    put(os.path.join(secret, 'a.yaml'), partner('GEHEIM'))
    put(os.path.join(secret, 'p.toml'), 'GEHEIM = [')
    run('init', office, '--template', 'autonomie')
    os.makedirs(os.path.join(office, 'partners'))
    os.symlink(os.path.join(secret, 'a.yaml'), os.path.join(office, 'partners', 'a.yaml'))
    os.mkfifo(os.path.join(office, 'partners', 'b.yaml'))
    os.symlink(secret, os.path.join(office, 'cases'))
    for words in (['check'], ['list'], ['export'], ['query', 'SELECT * FROM partner'], ['show', 'a']):
        done = run('-C', office, *words)
        holds(f'{words} does not follow a link', b'GEHEIM' not in done.stdout + done.stderr and done.returncode not in (0, 70))
        holds(f'{words} names what it does not follow', b'[D103]' in done.stderr)
    for code in ('../../secret/p', secret + '/p', '/etc/passwd', 'a/../../../secret/p', '..', '.'):
        done = run('-C', office, 'enrol', 'eligibility', code)
        holds(f'programme {code} is not read', b'GEHEIM' not in done.stderr and done.returncode in (2, 6, 13))
    before = sorted(os.listdir(folder)), sorted(os.listdir(secret))
    for code in ('../../out', '/tmp/mloc-out', '..'):
        run('-C', office, 'partner', 'add', code, '--name', 'A', '--kind', 'AUTO_ECOLE', '--siret', '73282932000074')
    run('-C', office, *people)
    holds('nothing is written outside', (sorted(os.listdir(folder)), sorted(os.listdir(secret))) == before and not os.path.exists('/tmp/mloc-out.yaml'))
    os.remove(os.path.join(office, 'cases'))
    os.remove(os.path.join(office, 'partners', 'a.yaml'))
    os.remove(os.path.join(office, 'partners', 'b.yaml'))
    put(os.path.join(folder, 'kept'), 'kept')
    target = os.path.join(folder, 'out')
    os.symlink(os.path.join(folder, 'kept'), target)
    run('-C', office, 'export', '--output', target)
    with open(os.path.join(folder, 'kept')) as file:
        holds('export does not write through a link', file.read() == 'kept')


def terminal(folder):
    office = os.path.join(folder, 'terminal')
    run('init', office, '--template', 'autonomie')
    bad = ['\x1b[2J', '\x9b2J', '\u202e', '\u2066', '\u200b', '\x07', '\x7f', '\u2028']
    forbidden = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]')
    for text in bad:
        put(os.path.join(office, 'partners', 'a.yaml'), partner('A' + text))
        put(os.path.join(office, 'in.csv'), 'Code' + text + ';Raison sociale\n' + text + ';A\n')
        put(os.path.join(office, 'programmes', 'autonomie.toml'), f'version = 1\ncode = "{text}"\n# {text}\n[{text}')
        for words in (['check'], ['list'], ['show', 'A' + text], ['enrol', 'eligibility', 'x' + text],
                      ['import', 'partners', os.path.join(office, 'in.csv')], [text], ['list', '--' + text], ['-C', text, 'list'],
                      ['query', "SELECT '" + text + "' AS a"], ['query', 'SELECT ' + text], ['lesson', 'list', '--columns', text],
                      ['import', text, 'in.csv'], ['explain', text], ['draw', 'verify', text]):
            done = run('-C', office, *words) if words[0] != '-C' else run(*words)
            said = (done.stdout + done.stderr).decode('utf-8', 'replace')
            found = forbidden.search(said)
            holds(f'{words} shows {found and hex(ord(found[0]))}: {said[:200]!r}', not found)


def spreadsheet(folder):
    office = os.path.join(folder, 'sheet')
    run('init', office, '--template', 'autonomie')
    sql = "SELECT '=1+1' AS a, '+1' AS b, '-cmd' AS c, '@x' AS d, 'plain' AS e"
    done = run('-C', office, 'query', sql, '-O', 'csv', '--excel')
    row = done.stdout.decode('utf-8').splitlines()[-1]
    plain = run('-C', office, 'query', sql, '-O', 'csv').stdout.decode('utf-8').splitlines()[-1]
    holds('without --excel the cells are as they are', plain == '=1+1,+1,-cmd,@x,plain')
    cells = [cell.strip('"') for cell in row.split(';')]
    holds(f'no cell is a formula: {row}', len(cells) == 5 and not any(cell[:1] in '=+-@' for cell in cells))


def repository(folder):
    office, canary = os.path.join(folder, 'received'), os.path.join(folder, 'canary')
    run('init', office, '--template', 'autonomie')
    bait = os.path.join(folder, 'bait.sh')
    put(bait, f'#!/bin/sh\necho "$0 $@" >> {canary}\n')
    os.chmod(bait, 0o755)
    hooks = os.path.join(folder, 'hooks')
    for name in ('pre-commit', 'post-commit', 'post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman'):
        put(os.path.join(hooks, name), f'#!/bin/sh\necho {name} >> {canary}\n')
        os.chmod(os.path.join(hooks, name), 0o755)
    put(os.path.join(office, '.git', 'config'),
        f'[core]\nrepositoryformatversion = 0\nfsmonitor = {bait}\nhooksPath = {hooks}\npager = {bait}\neditor = {bait}\nsshCommand = {bait}\n'
        f'[diff]\nexternal = {bait}\n[diff "m"]\ntextconv = {bait}\n[filter "m"]\nclean = {bait}\nsmudge = {bait}\nprocess = {bait}\n'
        f'[merge "m"]\ndriver = {bait}\n[alias]\nst = !{bait}\n[include]\npath = {folder}/none\n[gpg]\nprogram = {bait}\n[credential]\nhelper = {bait}\n')
    put(os.path.join(office, '.gitattributes'), '* diff=m filter=m merge=m\n')
    environment = {**os.environ, 'PAGER': bait, 'EDITOR': bait, 'GIT_PAGER': bait, 'PATH': folder + ':' + os.environ['PATH']}
    for name in ('git', 'sh', 'less', 'more', 'vi'):
        os.symlink(bait, os.path.join(folder, name))
    school = ['partner', 'add', 'a', '--name', 'A', '--kind', 'AUTO_ECOLE', '--siret', '73282932000074']
    for words in (['init', office], school, [*people[:-2]], ['list'], ['check'], ['check', '--fix'], ['show', 'A-1'], ['todo'], ['export'],
                  ['query', 'SELECT * FROM partner'], ['lesson', 'list'], ['amend', 'A-1', 'phone=0612345678'],
                  ['-n', 'amend', 'A-1', 'phone=0612345679'], ['report', 'monthly', '2010-03'], ['schema', 'lesson'], ['--help'],
                  ['check', '--fix', '--commit'], ['--by', 'weidner', 'amend', 'A-1', 'resources=512.00', '--commit'], ['log', 'A-1'], ['diff'],
                  ['diff', 'HEAD'], ['check', '--staged'], ['check', '--range', 'HEAD..HEAD', '--as', 'weidner', '--law', 'main'], ['dossier', 'A-1'], ['retention', 'list'],
                  ['git', 'textconv', os.path.join(office, '.gitattributes')], ['git', 'setup'],
                  ['git', 'merge', *[os.path.join(office, 'mloc.toml')] * 3, 'mloc.toml'], ['resolve', 'mloc.toml']):
        run('-C', office, *words, env=environment)
    holds('no command was run', not os.path.exists(canary))
    done = run('-C', office, 'log', 'A-1', '-O', 'json', env=environment)
    holds('and a commit was made and read', b'512.00' in done.stdout and b'"who": "weidner"' in done.stdout)
    subprocess.run(['/usr/bin/git', '-C', office, 'status'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    holds('the bait is one: git itself takes it', os.path.exists(canary))


at_work = {**os.environ, 'MLOC_TODAY': '2010-05-11'}


def all_lines():
    """A line for each verb; what takes a person away comes last."""
    names = every_command.verbs(mloc)
    lines = every_command.lines_of('lines')
    covered = {every_command.name_of(line, names) for line in lines}
    reading = [['-C', 'DIR', *name.split(), *shlex.split(every_command.READING.get(name, ''))] for name in names if name not in covered]
    final = ('init', 'seal', 'forget', 'retention apply')
    return sorted(reading + lines, key=lambda line: every_command.name_of(line, names) in final)


class Trial:
    """The same workspace, made hostile in one way after another, meets every verb; two at a time, each in a copy of its own. In
    CI a verb meets every second way, with MLOC_LONG all of them."""

    def __init__(self, work, base):
        self.work, self.base, self.turn = work, base, 0
        # Before anything is hostile: the test itself follows links.
        ids = every_command.ids_in(os.path.join(base, 'DIR'))
        self.lines = [every_command.with_ids(line, ids) for line in all_lines()]

    def meet(self, title, spoil, environment=None, lines=None):
        folders = [os.path.join(self.work, f'{title}-{number}') for number in (0, 1)]
        outside = os.path.join(self.work, f'{title}-outside')
        os.makedirs(outside)
        for number, folder in enumerate(folders):
            shutil.copytree(self.base, folder, symlinks=True)
            spoil(os.path.join(folder, 'DIR'), os.path.join(outside, str(number)))
        there = sorted(os.listdir(self.work))
        watch = every_command.Watch(outside)
        self.turn += 1
        lines = lines or (self.lines if os.environ.get('MLOC_LONG') == '1' else self.lines[self.turn % 2::2])
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda number: [self.run(line, folders[number], environment) for line in lines[number::2]], (0, 1)))
        same(f'{title}: nothing outside is opened', watch.events()[:5], [])
        same(f'{title}: nothing is made beside it', sorted(os.listdir(self.work)), there)
        return [one for half in said for one in half]

    def run(self, words, folder, environment):
        begun = time.monotonic()
        try:
            done = subprocess.run([mloc, *words], cwd=folder, env=environment or at_work, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=15)
        except subprocess.TimeoutExpired:
            holds(f'{words} ends', False)
            return words, 99, b''
        said = done.stdout + done.stderr
        holds(f'{words} keeps to itself: {said[-300:]!r}', b'GEHEIM' not in said and 0 <= done.returncode < 20)
        holds(f'{words} takes its time', time.monotonic() - begun < 10)
        return words, done.returncode, said


def entries(office):
    """Files and folders of a workspace that a received one can have replaced."""
    for root, folders, files in os.walk(office):
        folders[:] = [name for name in folders if name not in ('.git', '.mloc')]
        for name in sorted(files):
            if name not in ('mloc.toml', '.gitignore', '.gitattributes'):
                yield os.path.join(root, name)


def files_as_links(office, outside):
    for number, path in enumerate(entries(office)):
        there = os.path.join(outside, str(number))
        os.makedirs(os.path.dirname(there), exist_ok=True)
        with open(path, 'ab') as file:
            file.write(b'# GEHEIM\n')
        shutil.move(path, there)
        os.symlink(there, path)


def folders_as_links(office, outside):
    os.makedirs(outside)
    for name in ('cases', 'identities', 'partners', 'passports', 'draws', 'programmes', 'imports', 'reports', 'instruments'):
        if os.path.isdir(os.path.join(office, name)):
            shutil.move(os.path.join(office, name), os.path.join(outside, name))
        else:
            os.makedirs(os.path.join(outside, name))
        os.symlink(os.path.join(outside, name), os.path.join(office, name))


def no_files_at_all(office, outside):
    """A pipe, a socket, a link to nowhere, a link to itself, a folder: in turn in the place of each file."""
    os.makedirs(outside)
    for number, path in enumerate(list(entries(office))):
        os.remove(path)
        if number % 5 == 0:
            os.mkfifo(path)
        elif number % 5 == 1:
            bound = socket.socket(socket.AF_UNIX)
            here = os.getcwd()
            os.chdir(os.path.dirname(path))
            bound.bind(os.path.basename(path))
            os.chdir(here)
            bound.close()
        elif number % 5 == 2:
            os.symlink(os.path.join(outside, 'nowhere'), path)
        elif number % 5 == 3:
            os.symlink(os.path.basename(path), path)
        else:
            os.mkdir(path)


def own_folder_as_links(office, outside):
    """What mloc writes by itself: lock, journal, cache, the clone's name, keys and their temporary files."""
    os.makedirs(os.path.join(outside, 'journal'))
    shutil.rmtree(os.path.join(office, '.mloc'))
    os.mkdir(os.path.join(office, '.mloc'))
    for name in ('lock', 'cache.sqlite', 'cache.sqlite-journal', 'cache.lock', 'clone', 'forgetting'):
        put(os.path.join(outside, name), 'GEHEIM')
        os.symlink(os.path.join(outside, name), os.path.join(office, '.mloc', name))
    put(os.path.join(outside, 'journal', 'COMMIT'), 'GEHEIM')
    os.symlink(os.path.join(outside, 'journal'), os.path.join(office, '.mloc', 'journal'))


def keys_as_links(office, outside):
    keys = office + '.keys'
    for number, (root, _, files) in enumerate(list(os.walk(keys))):
        for name in files:
            there = os.path.join(outside, str(number), name)
            os.makedirs(os.path.dirname(there), exist_ok=True)
            shutil.move(os.path.join(root, name), there)
            os.symlink(there, os.path.join(root, name))


def hostile_settings(office, outside):
    """Every setting of git that names a program, an outside file, or another place."""
    bait = outside + '-bait'
    put(bait, f'#!/bin/sh\necho "$0 $@" >> {outside}-canary\n')
    os.chmod(bait, 0o755)
    hooks = outside + '-hooks'
    for name in ('pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit', 'post-checkout', 'post-index-change', 'reference-transaction', 'post-merge'):
        for where in (hooks, os.path.join(office, '.git', 'hooks')):
            put(os.path.join(where, name), f'#!/bin/sh\necho {name} >> {outside}-canary\n')
            os.chmod(os.path.join(where, name), 0o755)
    with open(os.path.join(office, '.git', 'config'), 'a', encoding='utf-8') as file:
        file.write(f'[core]\nfsmonitor = {bait}\nhooksPath = {hooks}\npager = {bait}\neditor = {bait}\nsshCommand = {bait}\naskPass = {bait}\ngitProxy = {bait}\n'
                   f'alternateRefsCommand = {bait}\nattributesFile = {bait}\nexcludesFile = {bait}\n[extensions]\nworktreeConfig = true\n'
                   f'[diff]\nexternal = {bait}\n[diff "mloc"]\ntextconv = {bait}\ncommand = {bait}\n[filter "m"]\nclean = {bait}\nsmudge = {bait}\nprocess = {bait}\n'
                   f'required = true\n[merge "mloc"]\ndriver = {bait} %O %A %B\n[alias]\nst = !{bait}\n[gpg]\nprogram = {bait}\n[commit]\ngpgSign = true\n'
                   f'[credential]\nhelper = {bait}\n[safe]\ndirectory = *\n[sequence]\neditor = {bait}\n[uploadpack]\npackObjectsHook = {bait}\n')
    put(os.path.join(office, '.git', 'config.worktree'), f'[core]\nfsmonitor = {bait}\n')
    put(os.path.join(office, '.gitattributes'), '* diff=mloc filter=m merge=mloc\n')
    os.makedirs(outside)


def met_by_git(trial, folder):
    said = trial.meet('hostile_settings', hostile_settings)
    holds('no setting of git runs anything', not [name for name in os.listdir(folder) if name.endswith('-canary')])
    worked = [words for words, status, _ in said if status == 0]
    holds('and the commands did their work', len(worked) > len(said) * 0.6, len(worked))
    usage = [(words, text[-200:]) for words, status, text in said if status == 2 and b'[C1' in text and b'[C110]' not in text]
    same('each verb has a line that it takes', usage[:6], [])


def another_repository(folder, base):
    """A repository that the received folder only claims."""
    victim = os.path.join(folder, 'victim')
    subprocess.run(['git', 'init', '-q', '-b', 'main', victim], check=True)
    subprocess.run(['git', '-C', victim, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-q', '--allow-empty', '-m', 'GEHEIM'], check=True)

    def gitfile(git):
        shutil.rmtree(git)
        put(git, f'gitdir: {victim}/.git\n')

    def link(git):
        shutil.rmtree(git)
        os.symlink(os.path.join(victim, '.git'), git)

    def inner(name):
        def spoil(git):
            there = os.path.join(git, name)
            shutil.rmtree(there, ignore_errors=True)
            os.symlink(os.path.join(victim, '.git', name), there)
        return spoil

    def worktree(git):
        with open(os.path.join(git, 'config'), 'a', encoding='utf-8') as file:
            file.write(f'[core]\nworktree = {victim}\n')

    def named(git):
        """The other repository says that its files lie here."""
        other = git.replace('/.git', '-other')
        shutil.copytree(victim, other)
        with open(os.path.join(other, '.git/config'), 'a', encoding='utf-8') as file:
            file.write(f'[core]\nworktree = {os.path.dirname(git)}\n')
        shutil.rmtree(git)
        put(git, f'gitdir: {other}/.git\n')

    def common(git):
        put(os.path.join(git, 'commondir'), os.path.join(victim, '.git') + '\n')

    def false_worktree(git):
        """Both ends name each other, and both lie in the received folder; what they share does not."""
        inside = os.path.join(os.path.dirname(git), 'inside')
        shutil.move(git, inside)
        put(os.path.join(inside, 'gitdir'), git + '\n')
        put(os.path.join(inside, 'commondir'), os.path.join(victim, '.git') + '\n')
        put(git, f'gitdir: {inside}\n')

    def pipe(git):
        os.remove(os.path.join(git, 'HEAD'))
        os.mkfifo(os.path.join(git, 'HEAD'))

    kept = {name: sorted(files) for name, _, files in os.walk(victim)}
    for number, spoil in enumerate((gitfile, link, inner('objects'), inner('refs'), inner('hooks'), worktree, pipe, named, common, false_worktree)):
        office = os.path.join(folder, f'claims-{number}')
        shutil.copytree(os.path.join(base, 'DIR'), office, symlinks=True)
        shutil.copytree(os.path.join(base, 'DIR.keys'), office + '.keys', symlinks=True)
        spoil(os.path.join(office, '.git'))
        for words in (['log', 'A-1'], ['diff'], ['diff', 'HEAD'], ['--by', 'leroy', 'enrol', 'contact', 'add', 'A-1', 'sms', '5', '--commit'], ['git', 'setup', '--hooks']):
            done = run('-C', office, *words, env=at_work)
            holds(f'{number}: {words} refuses a repository that is not its own', done.returncode == 6 and b'[V157]' in done.stderr, done.stderr)
        for words in (['check'], ['show', 'A-1'], ['list'], ['--by', 'leroy', 'enrol', 'contact', 'add', 'A-1', 'sms', '5']):
            holds(f'{number}: {words} needs none', run('-C', office, *words, env=at_work).returncode == 0)
    same('nothing was written there', {name: sorted(files) for name, _, files in os.walk(victim)}, kept)
    office, second = os.path.join(base, 'DIR'), os.path.join(folder, 'second')
    subprocess.run(['git', '-C', office, 'worktree', 'add', '-q', second], check=True, stderr=subprocess.DEVNULL)
    module, upper = os.path.join(folder, 'upper', 'office'), os.path.join(folder, 'upper')
    at_git = ['git', '-c', 'protocol.file.allow=always', '-C', upper]
    subprocess.run(['git', 'init', '-q', upper], check=True)
    subprocess.run([*at_git, 'submodule', '--quiet', 'add', office, 'office'], check=True, stderr=subprocess.DEVNULL)
    done = run('-C', module, 'log', 'A-1', env={**at_work, 'MLOC_KEYS': office + '.keys'})
    holds('a submodule of git is its own', done.returncode == 0, done.stderr)
    holds('a worktree of git is its own', run('-C', second, 'log', 'A-1', env={**at_work, 'MLOC_KEYS': office + '.keys'}).returncode == 0)


def hostile_words(trial):
    """Each argument of each verb, in turn a path that climbs or begins at the root; both lead to files that are there."""
    there = os.path.join(trial.work, 'hostile_words-outside')
    lines = []
    for line in trial.lines:
        places = [at for at, word in enumerate(line) if at > 2 and not word.startswith('-') and not line[at - 1].startswith('-') and re.search('[0-9-]', word)]
        lines += [[*line[:at], bad, *line[at + 1:]] for at, bad in zip(places, ('../../hostile_words-outside/secret', there + '/secret'))]
    holds('there are some', len(lines) > 60, len(lines))

    def secrets(office, outside):
        for ending in ('', '.yaml', '.toml', '.sql', '.csv'):
            put(os.path.join(there, 'secret' + ending), 'GEHEIM = [')

    trial.meet('hostile_words', secrets, lines=lines)


def every_verb(folder):
    base = os.path.join(folder, 'base')
    every_command.prepared(mloc, base, at_work)
    trial = Trial(folder, base)
    watch = every_command.Watch(base)
    put(os.path.join(base, 'seen'), '')
    holds('the watch sees', len(watch.events()) > 0)
    for spoil in (files_as_links, folders_as_links, no_files_at_all, own_folder_as_links, keys_as_links):
        said = trial.meet(spoil.__name__, spoil)
        refused = [words for words, status, text in said if b'[D103]' in text]
        holds(f'{spoil.__name__}: what is no plain file is named', len(refused) > len(said) / 3, (len(refused), len(said)))
    met_by_git(trial, folder)
    hostile_words(trial)
    another_repository(folder, base)


def endless(folder):
    office = os.path.join(folder, 'endless')
    run('init', office, '--template', 'autonomie')
    sql = 'SELECT COUNT(*) FROM field a, field b, field c, field d WHERE a.name <> b.name'
    done = subprocess.run([mloc, '-C', office, 'query', sql], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1200)
    holds('a query without an end is ended', done.returncode == 1 and b'[C164]' in done.stderr)


with tempfile.TemporaryDirectory() as made:
    for part in (paths, terminal, spreadsheet, repository, every_verb):
        part(made)
    if os.environ.get('MLOC_LONG') == '1':
        endless(made)
sys.exit(ended())
