"""Every file that a command writes for its caller behaves in one way: each option that names one, on each kind of target, with
and without --dry-run.

    python3 tests/outside/outputs.py build/mloc
"""
import os, re, shlex, shutil, stat, subprocess, sys, tempfile, threading

import counting
import every_command
from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'evaluation', 'autonomie_synth.csv')
# An option that names a file to write, and words with which its verb writes one; the option itself is added.
FILES = {
    ('report', '--output'): 'report monthly 2010-03',
    ('export', '--output'): 'export',
    ('contract journal', '--output'): 'contract journal',
    ('contract statement', '--output'): 'contract statement A-1',
    ('dossier', '--output'): 'dossier A-1',
    ('draw minutes', '--output'): 'draw minutes fait',
    ('enrol receipt', '--output'): 'enrol receipt A-1',
    ('register impact', '--output'): 'register impact',
    ('lesson page', '--output'): 'lesson page A-1',
    ('report portfolio', '--output'): 'report portfolio 2010-03 --for leroy',
    ('lesson sheet', '--output'): 'lesson sheet une 2010-03',
    ('meeting booklet', '--output'): 'meeting booklet A-1 --for young',
    ('meeting letters', '--output'): 'meeting letters fait',
    ('passport attachment fetch', '--output'): 'passport attachment fetch A-1 {attachment}',
    ('passport handout add', '--output'): 'passport handout add A-1 --for greta',
    ('passport print', '--output'): 'passport print A-1',
    ('passport export', '--output'): 'passport export A-1',
    ('passport page', '--output'): 'passport page A-1',
    ('passport page', '--card'): 'passport page A-1 -o page.html',
    ('report effect', '--output'): f'report effect --data {DATA} --outcome licence --assign z',
    ('import', '--rejects'): 'import partners more.csv --keep-going',
    ('import', '--gone'): 'import partners more.csv --keep-going',
}
FOLDERS = {
    ('report', '--output'): 'report all 2010-03',
    ('lesson bundle', '--output'): 'lesson bundle une',
    ('report extract', '--output'): 'report extract autonomie --draw fait',
}
# Options that name a file to read.
READ = {('meeting group presence', '--except'), ('report effect', '--data')}
STANDARD_OUTPUT = '/dev/fd/1' if os.geteuid() == 0 else '/dev/stdout'  # nobody can put a file into /proc
OF_EVERYBODY = {('report', '--output'), ('report effect', '--output'), ('register impact', '--output'), ('draw minutes', '--output')}  # figures, no persons


class Office:
    """A workspace with some of everything in DIR; `run` gives status, output and messages."""

    def __init__(self, folder):
        self.folder = folder
        tools = os.path.join(folder, 'tools')
        every_command.put(os.path.join(tools, 'weasyprint'), '#!/bin/sh\nexec cat\n')
        os.chmod(os.path.join(tools, 'weasyprint'), 0o755)
        self.environment = {**os.environ, 'MLOC_TODAY': '2010-05-11', 'PATH': tools + ':' + os.environ['PATH']}
        every_command.prepared(MLOC, os.path.join(folder, 'base'), self.environment)
        self.here = os.path.join(folder, 'base')
        self.ids = every_command.ids_in(os.path.join(self.here, 'DIR'))

    def run(self, words, target, option, *more, **options):
        line = every_command.with_ids(['-C', 'DIR', *more, *shlex.split(words)], self.ids)
        done = subprocess.run([MLOC, *line, option, target], cwd=self.here, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30, **options)
        return done.returncode, done.stdout, done.stderr.decode()

    def outside(self):
        """All that lies beside the workspace and its keys, with contents and rights."""
        found = {}
        for root, folders, files in os.walk(self.here):
            folders[:] = [name for name in folders if name not in ('DIR', 'DIR.keys')]
            for name in folders + files:
                path = os.path.join(root, name)
                mode = os.lstat(path).st_mode
                found[os.path.relpath(path, self.here)] = (stat.S_IFMT(mode), read(path) if stat.S_ISREG(mode) else os.readlink(path) if stat.S_ISLNK(mode) else None)
        return found

    def clear(self):
        shutil.rmtree(os.path.join(self.here, 'out'), ignore_errors=True)
        os.mkdir(os.path.join(self.here, 'out'))


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def put(path, text=b'older\n'):
    with open(path, 'wb') as file:
        file.write(text)


def lies_as_it_was(office, what, row, target, code, status):
    """Refused for its reason, with --dry-run too, and nothing is touched."""
    for more in ((), ('-n',)):
        before = office.outside()
        got, out, said = office.run(row[2], target, row[1], *more)
        holds(f'{row[0]} {row[1]} {" ".join(more)}: {what} is refused', got == status and f'[{code}]' in said, (got, said))
        same(f'{row[0]} {row[1]} {" ".join(more)}: {what} leaves all as it was', office.outside(), before)


def refusals(office, row):
    out = os.path.join(office.here, 'out')
    office.clear()
    os.mkdir(os.path.join(out, 'folder'))
    put(os.path.join(out, 'kept'))
    os.symlink('kept', os.path.join(out, 'link'))
    os.symlink('nowhere', os.path.join(out, 'dangling'))
    is_folder = row[3]
    lies_as_it_was(office, 'a missing folder', row, 'out/missing/x', 'D101', 13)
    lies_as_it_was(office, 'a link', row, 'out/link', 'D116', 2)
    lies_as_it_was(office, 'a link to nowhere', row, 'out/dangling', 'D116', 2)
    if is_folder:
        put(os.path.join(out, 'folder', 'other'))
        lies_as_it_was(office, 'a file', row, 'out/kept', 'D115', 2)
        lies_as_it_was(office, 'a folder of something else', row, 'out/folder', 'D115', 2)
        lies_as_it_was(office, 'the workspace', row, 'DIR', 'D113', 2)
    else:
        lies_as_it_was(office, 'a folder', row, 'out/folder', 'D112', 2)
    kept = ['DIR/cases/x', 'DIR/identities/x', 'DIR/lists', 'DIR/.mloc/x', 'DIR/.git/x', 'DIR/mloc.toml', 'DIR/.gitattributes', 'DIR/followed', 'DIR.keys/x']
    workspace = {path: read(path) for path in every_file(os.path.join(office.here, 'DIR')) if '/.mloc/' not in path}
    for target in kept:
        if os.path.isdir(os.path.dirname(os.path.join(office.here, target))):
            lies_as_it_was(office, target, row, target, 'D113', 2)
    same(f'{row[0]} {row[1]}: the workspace is as it was', {path: read(path) for path in workspace}, workspace)


def every_file(folder):
    return sorted(os.path.join(root, name) for root, _, files in os.walk(folder) for name in files)


def file_written(office, row):
    verb, option, words, _ = row
    out = os.path.join(office.here, 'out')
    rights = 0o644 if (verb, option) in OF_EVERYBODY else 0o600
    office.clear()
    before = office.outside()
    got, _, said = office.run(words, 'out/new', option, '-n')
    holds(f'{verb} {option} -n works', got in (0, 3), (got, said))
    same(f'{verb} {option} -n makes nothing', office.outside(), before)
    got, _, said = office.run(words, 'out/new', option)
    path = os.path.join(out, 'new')
    holds(f'{verb} {option} makes a file', got in (0, 3) and os.path.isfile(path) and os.path.getsize(path) > 0, (got, said))
    if not os.path.isfile(path):
        return
    same(f'{verb} {option}: who may read it', oct(stat.S_IMODE(os.lstat(path).st_mode)), oct(rights))
    put(path)
    os.chmod(path, 0o640)
    got, _, said = office.run(words, 'out/new', option, '-n')
    holds(f'{verb} {option} -n leaves an older file', got in (0, 3) and read(path) == b'older\n', (got, said))
    got, _, said = office.run(words, 'out/new', option)
    holds(f'{verb} {option} replaces an older file', got in (0, 3) and read(path) not in (b'older\n', b''), (got, said))
    same(f'{verb} {option}: an older file is not opened further', oct(stat.S_IMODE(os.lstat(path).st_mode)), oct(0o640 & rights if rights == 0o600 else 0o640))
    same(f'{verb} {option} leaves no other file', os.listdir(out), ['new'])
    before = sorted(os.listdir(os.path.join(office.here, 'DIR')))
    got, _, said = office.run(words, 'DIR/free', option)
    holds(f'{verb} {option}: a free name beside the rooms', got in (0, 3) and os.path.isfile(os.path.join(office.here, 'DIR', 'free')), (got, said))
    os.remove(os.path.join(office.here, 'DIR', 'free'))
    same(f'{verb} {option} leaves no other file in the workspace', sorted(os.listdir(os.path.join(office.here, 'DIR'))), before)


def written_into(office, row):
    verb, option, words, _ = row
    office.clear()
    pipe = os.path.join(office.here, 'out', 'pipe')
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(read(pipe)), daemon=True)
    reader.start()
    status, _, said = office.run(words, 'out/pipe', option)
    reader.join(10)
    holds(f'{verb} {option} writes into a pipe', status in (0, 3) and got and got[0] and stat.S_ISFIFO(os.lstat(pipe).st_mode), (status, said))
    status, _, said = office.run(words, 'out/pipe', option, '-n')
    holds(f'{verb} {option} -n opens no pipe', status in (0, 3) and stat.S_ISFIFO(os.lstat(pipe).st_mode), (status, said))
    device = null_device(office)
    status, _, said = office.run(words, device, option)
    holds(f'{verb} {option} writes into a device', status in (0, 3) and stat.S_ISCHR(os.lstat(os.path.join(office.here, device)).st_mode), (status, said))
    _, dash, _ = office.run(words, '-', option)
    _, named, _ = office.run(words, STANDARD_OUTPUT, option)
    holds(f'{verb} {option}: - is standard output', dash)
    same(f'{verb} {option}: {STANDARD_OUTPUT} is, too', named[:40], dash[:40])


def null_device(office):
    """For root one of the test's own: a program that is wrong would put a file in the place of the system's."""
    if os.geteuid() != 0:
        return '/dev/null'
    path = os.path.join(office.here, 'out', 'null')
    if not os.path.exists(path):
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    return 'out/null'


def folder_written(office, row):
    verb, option, words, _ = row
    out = os.path.join(office.here, 'out')
    office.clear()
    before = office.outside()
    got, _, said = office.run(words, 'out/new', option, '-n')
    holds(f'{words} -n works', got == 0, (got, said))
    same(f'{words} -n makes nothing', office.outside(), before)
    os.mkdir(os.path.join(out, 'empty'))
    for target in ('out/new', 'out/new/', 'out/empty'):
        got, _, said = office.run(words, target, option)
        holds(f'{words} {target} is made', got == 0 and len(os.listdir(os.path.join(office.here, target))) > 1, (got, said))
    same(f'{words} leaves no other file', sorted(os.listdir(out)), ['empty', 'new'])
    files = [path for path in every_file(os.path.join(out, 'new')) if not path.endswith('.mloc-made')]
    rights = 0o644 if (verb, option) in OF_EVERYBODY else 0o600
    same(f'{words}: who may read it', {oct(stat.S_IMODE(os.lstat(path).st_mode)) for path in files}, {oct(rights)})
    os.utime(files[0], (1, 1))
    got, _, said = office.run(words, 'out/new', option)
    holds(f'{words} replaces what it made', got == 0 and os.stat(files[0]).st_mtime > 1, (got, said))
    # Anything else in it is somebody's: another file, one that was changed, one that only looks like its own.
    shutil.copytree(os.path.join(out, 'new'), os.path.join(out, 'kept'))
    for change in (lambda: put(files[1].replace('/new/', '/kept/')), lambda: put(os.path.join(out, 'kept', 'mine')), lambda: os.remove(os.path.join(out, 'kept', '.mloc-made'))):
        shutil.rmtree(os.path.join(out, 'kept'))
        shutil.copytree(os.path.join(out, 'new'), os.path.join(out, 'kept'))
        change()
        lies_as_it_was(office, 'a folder with something of somebody', (verb, option, words, True), 'out/kept', 'D115', 2)


def taken(office):
    """An output never stands in the place of an input, or of another output."""
    for name in ('people.csv', './people.csv', os.path.join(office.here, 'people.csv')):
        lies_as_it_was(office, f'its input as {name}', ('import application', '--rejects', 'import application people.csv', False), name, 'D114', 2)
    before = read(os.path.join(office.here, 'people.csv'))
    with open(os.path.join(office.here, 'people.csv'), 'rb') as file:
        done = subprocess.run([MLOC, '-C', 'DIR', 'import', 'application', '-', '--rejects', 'people.csv'], cwd=office.here, env=office.environment, stdin=file, stderr=subprocess.PIPE)
    holds('its input by standard input', done.returncode == 2 and b'[D114]' in done.stderr and read(os.path.join(office.here, 'people.csv')) == before, done.stderr)
    # A second name of its input is replaced, and the first one keeps its bytes.
    os.link(os.path.join(office.here, 'people.csv'), os.path.join(office.here, 'out', 'twin'))
    office.run('import application people.csv --keep-going', 'out/twin', '--rejects')
    same('its input has another name', read(os.path.join(office.here, 'people.csv')), before)
    lies_as_it_was(office, 'its other output', ('passport page A-1', '--card', 'passport page A-1 --output out/same', False), 'out/../out/same', 'D114', 2)


def rows_are_complete():
    rows = {*FILES, *FOLDERS, *READ}
    named = set()
    for verb in every_command.verbs(MLOC) + ['export']:
        text = subprocess.run([MLOC, *verb.split(), '--help'], stdout=subprocess.PIPE, text=True, check=True).stdout
        named |= {(verb, found) for found in re.findall(r'^\s+(?:-\w, )?(--[a-z-]+)[ =](?:FILE|DIR)\b', text, re.M)}
    holds('there are some', len(named) > 20, named)
    same('every option that names a file has a row', sorted(named - rows), [])
    same('every row is an option', sorted(rows - named), [])


def main():
    rows_are_complete()
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        followed = os.path.join(office.here, 'DIR', 'followed')
        put(followed)
        subprocess.run(['git', '-C', os.path.dirname(followed), 'add', 'followed'], check=True)
        for key, words in FILES.items():
            row = (*key, words, False)
            refusals(office, row)
            file_written(office, row)
            written_into(office, row)
        for key, words in FOLDERS.items():
            row = (*key, words, True)
            refusals(office, row)
            folder_written(office, row)
        office.clear()
        taken(office)
    print(f'S4 {len(FILES)} outputs that are files and {len(FOLDERS)} that are folders, each on devices, pipes, links, its own input, its own workspace, a folder of '
          f'somebody: {counting.passed} checks, {counting.failed} failed')


sys.exit(count(main))
