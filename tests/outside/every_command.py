"""Every verb of the program with a line of words that it takes: those that write from tests/faults/verbs.cpp, as their
preparation is, the others from READING. And a watch over folders that nothing may open."""
import ctypes
import os
import re
import shlex
import struct
import subprocess

from counting import holds

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')

# What a verb that writes nothing is given; a verb that is not here stands alone.
READING = {
    'enrol eligibility': 'autonomie', 'enrol receipt': 'A-1', 'enrol plan': 'A-1',
    'diagnose show': 'A-1', 'diagnose compare': 'A-1 {diagnosis} {diagnosis}', 'diagnose instrument show': 'budget',
    'draw show': 'fait', 'draw verify': 'fait', 'draw minutes': 'fait', 'draw takeup': 'fait', 'report power': 'autonomie',
    'lesson progress': 'A-1', 'lesson pace list': 'A-1', 'contract schedule': 'A-1', 'contract budget': 'autonomie',
    'contract commitments': 'A-1', 'meeting plan': 'A-1',
    'meeting rating list': 'A-1', 'meeting group list': 'premiere', 'show': 'A-1', 'log': 'A-1',
    'programme show': 'autonomie', 'programme diff': 'autonomie', 'git textconv': 'DIR/mloc.toml', 'schema': 'lesson', 'completion': 'bash', 'explain': 'D103', 'query': "'SELECT * FROM person'",
    'report': 'monthly 2010-03', 'report sql': 'monthly', 'report diff': 'monthly 2010-02 2010-03', 'report portfolio': '2010-03 --for leroy',
    'report trajectory': 'autonomie',
    'report effect': '--programme autonomie --draw fait --wave t12 --outcome logement', 'git setup': '--hooks',
}


def lines_of(name):
    """The elements of a vector of texts in tests/faults/verbs.cpp, as words of a shell."""
    with open(os.path.join(TOP, 'tests', 'faults', 'verbs.cpp'), encoding='utf-8') as file:
        text = file.read()
    body = re.search(r'std::vector<std::string> ' + name + r' = \{\n(.*?)\n\};', text, re.S).group(1)
    elements = re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+)(?:,|$)', body)
    return [shlex.split(''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)).replace('\\"', '"'))[1:] for one in elements]


def verbs(mloc):
    """`enrol add`, `show` …, from the program's own list."""
    text = subprocess.run([mloc, 'completion', 'list'], stdout=subprocess.PIPE, check=True, text=True).stdout
    return [f'{noun} {verb}'.strip() for noun, verb, kind, *_ in map(lambda line: line.split('\t'), text.splitlines()) if kind == 'verb']


def name_of(words, names):
    """The longest verb that the words, without their leading options, begin with."""
    at = 0
    while words[at].startswith('-'):
        at += 1 if words[at] in ('-q', '-n') else 2
    text = ' '.join(words[at:]) + ' '
    fitting = [name for name in names if text.startswith(name + ' ')]
    return max(fitting, key=len) if fitting else None


def ids_in(folder):
    """The id of the first record of each kind."""
    found = {}
    for room in ('cases', 'passports'):
        for root, folders, files in sorted(os.walk(os.path.join(folder, room))):
            for name in sorted(files):
                if name.endswith('.yaml'):
                    with open(os.path.join(root, name), encoding='utf-8') as file:
                        for kind, one in re.findall(r'^record: ([a-z]+)/\d+\nid: "([^"]+)"', file.read(), re.M):
                            found.setdefault(kind, one)
    return found


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def edit(path, old, new):
    with open(path, encoding='utf-8') as file:
        text = file.read()
    assert old in text, (path, old)
    put(path, text.replace(old, new, 1))


def with_ids(words, ids):
    return [re.sub(r'\{([a-z]+)\}', lambda found: ids.get(found[1], 'none'), word) for word in words]


def prepared(mloc, folder, environment):
    """A workspace with some of everything, sealed, with its history; the files that verbs are given lie beside it."""
    os.makedirs(folder)
    examples = os.path.join(TOP, 'examples', 'autonomie')
    for name, source in (('people', 'candidatures'), ('lessons', 'seances'), ('exams', 'examens'), ('payments', 'paiements'), ('more', 'auto-ecoles')):
        with open(os.path.join(examples, source + '.csv'), 'rb') as file:
            put(os.path.join(folder, name + '.csv'), b''.join(file.readlines()[:4]))
    put(os.path.join(folder, 'schools.csv'), 'Code;Raison sociale;Mission locale;Code INSEE;Commune;SIRET;Catégorie\n'
        'une;Une;Mission Locale de l\'Orléanais;45234;Orléans;73282932000074;auto-école\ndeux;Deux;Mission Locale de l\'Orléanais;45234;Orléans;38349867200039;auto-école\n')
    put(os.path.join(folder, 'reference.pdf'), '%PDF-1.4\n%%EOF\n')
    for words in lines_of('preparation') + [['-C', 'DIR', 'seal']]:
        done = subprocess.run([mloc, *with_ids(words, ids_in(os.path.join(folder, 'DIR')))], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, env=environment)
        holds(f'{words} prepares', done.returncode == 0, done.stderr)
        if words[0] == 'init':
            programme, settings = os.path.join(folder, 'DIR', 'programmes', 'autonomie.toml'), os.path.join(folder, 'DIR', 'mloc.toml')
            edit(programme, '[contract]\n', '[contract]\nguarantee_months = 18\n')
            edit(programme, 'orleans = 160', 'orleans = 2')
            edit(settings, 'partners = 5', 'partners = 1')
    git = ['git', '-C', os.path.join(folder, 'DIR'), '-c', 'user.name=x', '-c', 'user.email=x@x']
    subprocess.run([*git, 'add', '-A'], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*git, 'commit', '-qm', 'first'], check=True)


class Watch:
    """Tells whether anything in some folders was opened, read, written, made or taken away (inotify)."""
    EVERYTHING = 0x1 | 0x2 | 0x4 | 0x20 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400

    def __init__(self, folder):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.handle = self.libc.inotify_init1(os.O_NONBLOCK)
        self.names = {}
        for root, _, _ in os.walk(folder):
            number = self.libc.inotify_add_watch(self.handle, root.encode(), self.EVERYTHING)
            if self.handle < 0 or number < 0:
                raise OSError(ctypes.get_errno(), 'inotify')
            self.names[number] = root
        self.events()

    def events(self):
        """What happened since the last call."""
        found = set()
        while True:
            try:
                data = os.read(self.handle, 1 << 16)
            except BlockingIOError:
                return sorted(found)
            at = 0
            while at < len(data):
                number, mask, _, length = struct.unpack_from('iIII', data, at)
                name = data[at + 16:at + 16 + length].rstrip(b'\0').decode()
                found.add((os.path.join(self.names.get(number, '?'), name), hex(mask)))
                at += 16 + length
