"""Completes lines in the real shells: bash always, zsh and fish where they are installed. And says what a completion may read.

    python3 tests/outside/completion.py build/mloc
"""
import os, pty, re, select, shutil, subprocess, sys, tempfile, time

from counting import ended, holds, same
from every_command import Watch

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
work = tempfile.mkdtemp(prefix='mloc-completion.')
office = os.path.join(work, 'office')
programs = os.path.join(work, 'bin')
os.makedirs(programs)
os.symlink(mloc, os.path.join(programs, 'mloc'))
plain = {'HOME': work, 'MLOC_BY': 'leroy', 'TERM': 'dumb', 'LC_ALL': 'C.UTF-8', 'PATH': programs + ':' + os.environ.get('PATH', '')}


def run(*words, **more):
    return subprocess.run([mloc, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain, cwd=work, text=True, **more)


def offered(*words):
    """What the program itself answers: the words without what they mean."""
    return [line.split('\t')[0] for line in run('complete', '--', *words).stdout.splitlines()]


# An office of two advisers, with a case each.
run('init', office, '--template', 'autonomie', check=True)
for number, surname, referent in (('KB-1', 'Martin', 'leroy'), ('KB-2', 'Petit', 'caron')):
    run('-C', office, 'enrol', 'add', '--file-number', number, '--surname', surname, '--first-name', 'Zoé', '--born', '1990-08-13', '--sex', 'F', '--site',
        'orleans', '--on', '2010-02-05', '--referent', referent, check=True)
run('-C', office, 'partner', 'add', 'quai', '--name', 'Quai', '--kind', 'EMPLOYEUR', '--siret', '73282932000074', check=True)
for name in ('people.csv', 'two words.csv'):
    with open(os.path.join(work, name), 'w', encoding='utf-8'):
        pass
os.makedirs(os.path.join(work, 'papers'))

# --- the program

same('nouns', offered('enr'), ['enrol'])
holds('a hidden command is not offered', 'complete' not in offered('') and 'completion' in offered(''))
holds('kinds and acts of a noun', {'situation', 'participation', 'add', 'plan'} <= set(offered('enrol', '')))
same('the verbs of a kind', offered('enrol', 'situation', ''), ['add', 'end', 'list'])
same('an option that was given is not offered again', [word for word in offered('lesson', 'add', 'KB-1', '--kind', 'collective', '--') if word == '--kind'], [])
holds('options of the verb alone', '--minutes' in offered('lesson', 'add', 'KB-1', '--') and '--columns' not in offered('lesson', 'add', 'KB-1', '--'))
holds('options of a listing', '--columns' in offered('lesson', 'list', '--'))
same('codes of a list', offered('enrol', 'situation', 'end', 'KB-1', 'recherche_s'), ['recherche_stage'])
same('codes after =', offered('lesson', 'add', 'KB-1', '--skill', 'C1.1=tra'), ['C1.1=traite'])
same('a value joined to its option', offered('-C', office, '--by=ler'), ['--by=leroy'])
same('what stands apart from the option', offered('-C', office, '--by', 'ler'), ['leroy'])
same('forms of a listing', offered('list', '-O', ''), ['table', 'csv', 'json'])
same('sites of the workspace', offered('-C', office, 'enrol', 'add', '--site', 'orl'), ['orleans'])
same('programmes', offered('-C', office, 'enrol', 'eligibility', 'a'), ['autonomie'])
same('cases by their file number', offered('-C', office, 'show', 'KB'), ['KB-1', 'KB-2'])
same('a case, the workspace in one word with its option', offered(f'-C{office}', 'show', 'KB-2'), ['KB-2'])
same('a partner where a partner is meant', offered('-C', office, 'meeting', 'need', 'add', 'q'), ['quai'])
same('reports', offered('-C', office, 'report', 'mon'), ['monthly'])
same('kinds that can be imported', offered('-C', office, 'import', 'les'), ['lesson'])
same('a file', offered('-C', office, 'import', 'lesson', ''), [':files'])
same('messages', offered('explain', 'C104'), ['C104'])
same('what belongs to the other adviser is not told', offered('-C', office, '--as', 'leroy', 'show', 'KB'), ['KB-1'])
same('nor anything to nobody', offered('-C', office, '--as', 'nemo', 'show', 'KB'), [])
ids = offered('-C', office, 'void', 'KB-1', '')
holds('records of the case', len(ids) == 2 and all(re.fullmatch(r'\d{4}-\d\d-\d\d-\w{4}', one) for one in ids), ids)
same('not those of somebody else', [one for one in offered('-C', office, '--as', 'caron', 'list', 'KB-1', '') if one in ids], [])
same('fields of the record', offered('-C', office, 'amend', 'KB-1', 'site'), ['site='])
same('after a word that nobody knows, nothing', offered('enrol', 'bananas', ''), [])
same('no workspace, no codes of one', offered('-C', work, 'show', ''), [])
same('no status, no complaint', (run('complete', '--', '-C', '/nowhere', 'show', '').returncode, run('complete', '--', '-C', '/nowhere', 'show', '').stderr), (0, ''))
same('another language', [line for line in run('complete', '--', '--lang', 'fr', 'enrol', 'situation', 'l').stdout.splitlines() if 'Li' in line][:1] != [], True)

# --- what it may read: an office whose files somebody has looked at, and one that nobody did

big = os.path.join(work, 'big')
run('init', big, '--template', 'autonomie', check=True)
run('-C', big, 'import', 'application', os.path.join(os.path.abspath(top), 'examples', 'autonomie', 'candidatures.csv'), '--keep-going', '-q')
time.sleep(2.5)  # younger files are read again
shutil.rmtree(os.path.join(big, '.mloc'), ignore_errors=True)
watch = Watch(os.path.join(big, 'cases'))


def opened():
    return [path for path, _ in watch.events() if path.endswith('.yaml')]


same('many files that nobody has looked at: no case', offered('-C', big, 'show', ''), [])
same('and none was opened', opened(), [])
run('-C', big, 'list', check=True)
watch.events()
holds('afterwards all of them', len(offered('-C', big, 'show', '')) > 200)
same('without a dossier opened', opened(), [])

# --- the shells

SCRIPTS = {}
for shell in ('bash', 'zsh', 'fish'):
    SCRIPTS[shell] = os.path.join(work, 'mloc.' + shell)
    script = run('completion', shell, check=True).stdout
    holds(f'{shell}: the script is small', len(script) < 2000, len(script))
    with open(SCRIPTS[shell], 'w', encoding='utf-8') as file:
        file.write(script)
# As a package puts it there.
os.makedirs(os.path.join(work, 'functions'))
shutil.copy(SCRIPTS['zsh'], os.path.join(work, 'functions', '_mloc'))


ANSWERED = os.path.join(work, 'answered')  # made when the program has said what may come next


class Shell:
    """A shell at a terminal: `after` types a line with a key at its end and gives the line as it stands then."""

    def __init__(self, *words):
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.chdir(work)
            os.execve(shutil.which(words[0]), list(words), {**plain, 'PS1': '> '})
        self.read(1)

    def read(self, seconds):
        said, end = '', time.monotonic() + seconds
        while time.monotonic() < end and select.select([self.descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
            try:
                said += os.read(self.descriptor, 65536).decode('utf-8', 'replace')
            except OSError:
                break
            if '\0' in said:
                break
        return said

    def do(self, line):
        os.write(self.descriptor, line.encode() + b'\n')
        self.read(1)

    def after(self, typed):
        """The words of the line that the keys make; it is run by a function that prints them."""
        if os.path.exists(ANSWERED):
            os.remove(ANSWERED)
        os.write(self.descriptor, typed.encode() + b'\t')
        end = time.monotonic() + 30
        while not os.path.exists(ANSWERED) and time.monotonic() < end:
            self.read(0.1)
        self.read(0.7)
        os.write(self.descriptor, b'\n')
        said = self.read(30)
        found = re.search(r'\x01(.*?)\x01', said, re.S)
        return found.group(1).split('\x02') if found else said

    def end(self):
        os.close(self.descriptor)
        os.waitpid(self.process, 0)


# What is typed, and the arguments that mloc is given when Tab was pressed at its end. One that stays as it is has several ways on.
LINES = [
    ('enrol situ', ['enrol', 'situation']),
    ('enrol situation li', ['enrol', 'situation', 'list']),
    ('enrol situation end KB-1 recherche_s', ['enrol', 'situation', 'end', 'KB-1', 'recherche_stage']),
    ('-C office show KB', ['-C', 'office', 'show', 'KB-']),
    ('-C ~/office --as caron show KB', ['-C', office, '--as', 'caron', 'show', 'KB-2']),
    ('-C office list --by=ler', ['-C', 'office', 'list', '--by=leroy']),
    ('lesson add KB-1 --skill C1.1=tra', ['lesson', 'add', 'KB-1', '--skill', 'C1.1=traite']),
    ('-C office amend KB-1 household', ['-C', 'office', 'amend', 'KB-1', 'household=']),
    ('-C office report mon', ['-C', 'office', 'report', 'monthly']),
    ('import lesson peo', ['import', 'lesson', 'people.csv']),
    ('import lesson two', ['import', 'lesson', 'two words.csv']),
    ('-C pap', ['-C', 'papers']),
    ('lesson add KB-1 --minu', ['lesson', 'add', 'KB-1', '--minutes']),
]


def plainly(words):
    """zsh takes the slash after a folder away again."""
    return [word.removesuffix('/') for word in words if word]


PRINT = 'mloc() { if [ "$1" = complete ]; then command mloc "$@"; : > ~/answered; else printf "\\001"; printf "%s\\002" "$@"; printf "\\001\\000"; fi; }'

bash = Shell('bash', '--norc', '--noprofile', '-i')
bash.do("bind 'set bell-style none'")
bash.do(PRINT)
bash.do(f'source {SCRIPTS["bash"]}')
for typed, wanted in LINES:
    same(f'bash: {typed}', plainly(bash.after('mloc ' + typed)), wanted)
bash.end()
called = subprocess.run(['bash', '-c', f'source {SCRIPTS["bash"]}; COMP_WORDS=(mloc -C office list --by = ler); COMP_CWORD=6; _mloc; echo "${{COMPREPLY[@]}}"'],
                        stdout=subprocess.PIPE, env=plain, cwd=work, text=True).stdout
same('bash: its function called', called, 'leroy\n')

if shutil.which('zsh'):
    for how, load in (('sourced', f'source {SCRIPTS["zsh"]}'), ('in fpath', ':')):
        zsh = Shell('zsh', '-f', '-i')
        zsh.do('unsetopt beep menucomplete automenu prompt_sp; setopt nolistbeep')
        zsh.do(f'fpath=({work}/functions $fpath); autoload -U compinit; compinit -u -D' if how == 'in fpath' else 'autoload -U compinit; compinit -u -D')
        zsh.do(load)
        zsh.do(PRINT)
        for typed, wanted in LINES if how == 'sourced' else LINES[:2]:
            same(f'zsh, {how}: {typed}', plainly(zsh.after('mloc ' + typed)), wanted)
        zsh.end()
else:
    print('zsh is not installed: not tried')

if shutil.which('fish'):
    for typed, wanted in LINES:
        line = 'mloc ' + typed
        begun = line.rsplit(' ', 1)[1]
        said = subprocess.run(['fish', '--no-config', '-c', f'source {SCRIPTS["fish"]}; complete -C "{line}"'], stdout=subprocess.PIPE, env=plain, cwd=work, text=True).stdout
        found = [one.split('\t')[0].replace('\\ ', ' ') for one in said.splitlines()]
        common = os.path.commonprefix(found) if found else begun
        same(f'fish: {typed}', common.removesuffix('/'), wanted[-1])
else:
    print('fish is not installed: not tried')

shutil.rmtree(work)
sys.exit(ended())
