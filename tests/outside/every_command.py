"""Every verb of the program with a line of words that it takes: those that write from tests/faults/verbs.cpp, as their
preparation is, the others from READING. And a watch over folders that nothing may open."""
import ctypes
import os
import re
import shlex
import struct
import subprocess

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')

# What a verb that writes nothing is given; a verb that is not here stands alone.
READING = {
    'enrol eligible': '--programme autonomie', 'enrol receipt': 'A-1', 'enrol plan': 'A-1',
    'diagnose show': 'A-1', 'diagnose compare': '{diagnosis} {diagnosis}', 'diagnose template': 'budget',
    'draw list': 'fait', 'draw verify': 'fait', 'draw pv': 'fait', 'draw takeup': 'fait', 'draw power': '--programme autonomie',
    'lesson progress': 'A-1', 'lesson pace': 'A-1', 'contract schedule': 'A-1', 'contract budget': '--programme autonomie',
    'contract follow': 'A-1', 'meeting plan': 'A-1',
    'meeting ratings': 'A-1', 'meeting convened': 'premiere', 'partner show': 'une', 'show': 'A-1', 'log': 'A-1',
    'textconv': 'DIR/mloc.toml', 'schema': 'lesson', 'completion': 'bash', 'explain': 'D103', 'query': "'SELECT * FROM person'",
    'report': 'monthly 2010-03', 'report sql': 'monthly',
    'report evaluation': '--programme autonomie --draw fait --wave t12 --outcome logement', 'setup-git': '--hooks',
}


def lines_of(name):
    """The elements of a vector of texts in tests/faults/verbs.cpp, as words of a shell."""
    with open(os.path.join(TOP, 'tests', 'faults', 'verbs.cpp'), encoding='utf-8') as file:
        text = file.read()
    body = re.search(r'std::vector<std::string> ' + name + r' = \{\n(.*?)\n\};', text, re.S).group(1)
    elements = re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+)(?:,|$)', body)
    return [shlex.split(''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)).replace('\\"', '"'))[1:] for one in elements]


def verbs(mloc):
    """`enrol add`, `show` …, from the program's own completion."""
    text = subprocess.run([mloc, 'completion', 'bash'], stdout=subprocess.PIPE, check=True, text=True).stdout
    nouns = re.search(r"^    /\) offers='([^']*)'", text, re.M).group(1).split()
    found = [' '.join(one) for one in re.findall(r"^    '?([a-z-]+)/([a-z][a-z -]*?)'?\) offers='", text, re.M)]
    # A noun that offers verbs is none itself, but for the report that is called by its name.
    alone = [noun for noun in nouns if not noun.startswith('-') and (f'\n    {noun}/)' not in text or noun == 'report')]
    return found + alone


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
