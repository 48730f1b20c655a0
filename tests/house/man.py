"""The manual pages say what the program says: every noun, verb, argument and option that `--help` shows stands in the
noun's page, and the other way round; the French page in man/fr has the same words of the program in the same order; and
mandoc finds nothing to warn of.

    python3 tests/house/man.py build/mloc            compares
    python3 tests/house/man.py build/mloc --write    brings the pages up to date: synopsis, verbs, their words, examples; what
                                                     people wrote about a verb or a word stays
"""
import functools, glob, itertools, os, re, shutil, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAN = os.path.join(TOP, 'man')
passed = failed = 0


def same(what, in_help, in_page):
    global passed, failed
    faults = [f'{word} is not in the page' for word in in_help if word not in in_page]
    faults += [f'{word} is not in --help' for word in in_page if word not in in_help]
    if faults:
        failed += 1
        print(f'FAILED {what}: ' + '; '.join(faults))
    else:
        passed += 1


def shown(*words):
    words = [part for word in words for part in word.split()]
    done = subprocess.run([os.path.abspath(sys.argv[1]), *words, '--help'], stdout=subprocess.PIPE, check=True, env={})
    return done.stdout.decode('utf-8')


def section(text, title):
    """The first words of the lines of one section of --help."""
    found = re.search(rf'^{re.escape(title)}:\n((?:  .*\n)+)', text, re.M)
    return [re.split(r' {2,}', line.strip())[0] for line in found.group(1).splitlines()] if found else []


def words_of_help(text):
    return section(text, 'Arguments') + section(text, 'Options')


def spelling(item):
    """`.It Fl n , Fl -dry-run` as --help writes it: `-n, --dry-run`; `.It Op Ar FILE ...` as `[FILE...]`."""
    optional = item.startswith('Op ')
    text = item.removeprefix('Op ').replace(' ...', '...')
    text = re.sub(r'\bFl ', '-', text)
    text = re.sub(r'\bAr ', '', text).replace(' , ', ', ')
    return f'[{text}]' if optional else text


def parts_of_page(path):
    """Of each section and subsection the items of its lists."""
    parts, name = {}, ''
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            if line.startswith(('.Sh ', '.Ss ')):
                name = line[4:]
                parts[name] = []
            elif line.startswith('.It '):
                parts[name].append(spelling(line[4:]))
    return parts


def verbs_of_page(path):
    with open(path, encoding='utf-8') as file:
        return [line[4:] for line in file.read().splitlines() if line.startswith('.Ss ')]


def check_noun(noun):
    path = os.path.join(MAN, f'mloc-{noun}.1')
    if not os.path.exists(path):
        return same(noun, [f'mloc-{noun}.1'], [])
    text = shown(noun)
    parts = parts_of_page(path)
    verbs = verbs_of_noun(noun)
    same(f'mloc {noun}: verbs', verbs, verbs_of_page(path))
    if not verbs or words_of_help(text):
        same(f'mloc {noun}', words_of_help(text), parts.get('ARGUMENTS AND OPTIONS', []))
    for verb in verbs:
        same(f'mloc {noun} {verb}', words_of_help(shown(noun, verb)), parts.get(verb, []))


# The section is NOM in a French page, and mandoc knows NAME.
IN_FRENCH = ('first section is not "NAME"', 'NAME section without name', 'NAME section without description', 'description line outside NAME section')


def check_lint(path, known=()):
    done = subprocess.run(['mandoc', '-Tlint', '-Wwarning', path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    faults = [line for line in done.stdout.decode('utf-8').splitlines() if not any(one in line for one in known)]
    same(os.path.relpath(path, MAN), [], faults)


PROGRAM_WORDS = re.compile(r'\b(?:Fl|Ar|Cm|Ic|Nm|Xr|Pa|Ev|Li|Ql|Dl)\b')


def skeleton(path):
    """The macros of a page with the words of the program, and its examples; prose is left out."""
    lines, literal = [], False
    titles = ('.Sh', '.Nd', '.Sx', '.\\"') if path.endswith('.1') else ('.Sh', '.Ss', '.Nd', '.Sx', '.\\"')  # elsewhere no verb is one
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            literal = (literal or line.startswith('.Bd -literal')) and line != '.Ed'
            if line.startswith(titles):
                lines.append(line.split()[0])
            elif literal or line.startswith('.') and (PROGRAM_WORDS.search(line) or line.startswith('.Ss') or ' ' not in line):
                word = PROGRAM_WORDS.search(line)
                lines.append(line.split()[0] + ' ' + line[word.start():] if word and not literal else line)
            elif line.startswith('.'):
                lines.append(line.split()[0])
    return lines


def prose(path):
    """The lines that people read, but for examples and single words."""
    lines, literal = set(), False
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            literal = (literal or line.startswith('.Bd -literal')) and line != '.Ed'
            if not literal and line[:1] not in ('.', "'", '') and ' ' in line:
                lines.add(line)
    return lines


def check_french(name):
    path = os.path.join(MAN, 'fr', name)
    if not os.path.exists(path):
        return same(f'fr/{name}', [name], [])
    english, french = skeleton(os.path.join(MAN, name)), skeleton(path)
    differ = [f'{a} / {b}' for a, b in itertools.zip_longest(english, french) if a != b]
    same(f'fr/{name}', [], differ[:3])
    same(f'fr/{name}: what is said in English', [], sorted(prose(os.path.join(MAN, name)) & prose(path)))
    check_lint(path, IN_FRENCH)


FRENCH = {'SYNOPSIS': 'SYNOPSIS', 'VERBS': 'VERBES', 'EXAMPLES': 'EXEMPLES', 'ARGUMENTS AND OPTIONS': 'ARGUMENTS ET OPTIONS', 'EXIT STATUS': 'CODE DE RETOUR'}


class Page:
    """A page of a noun in one language, written anew from --help."""

    def __init__(self, noun, language):
        self.noun, self.language = noun, language
        self.path = os.path.join(MAN, *(['fr'] if language == 'fr' else []), f'mloc-{noun}.1')
        with open(self.path, encoding='utf-8') as file:
            self.text = file.read()

    def title(self, english):
        return FRENCH[english] if self.language == 'fr' else english

    def help(self, *verb):
        words = [part for word in verb for part in word.split()]
        done = subprocess.run([os.path.abspath(sys.argv[1]), '--lang', self.language, self.noun, *words, '--help'], stdout=subprocess.PIPE, check=True, env={})
        return done.stdout.decode('utf-8').replace('\u00a0:', ':')

    @staticmethod
    def rows(text, title):
        found = re.search(rf'^{title}:\n((?:  .*\n)+)', text, re.M)
        return [re.split(r' {2,}', line.strip(), maxsplit=1) for line in found.group(1).splitlines()] if found else []

    def words(self, text):
        return self.rows(text, 'Arguments') + self.rows(text, 'Options')

    @staticmethod
    def macros(word):
        """`[FILE...]` as `Op Ar FILE ...`, `-o, --output FILE` as `Fl o , Fl -output Ar FILE`."""
        optional = word.startswith('[')
        parts = word.strip('[]').replace('...', ' ...').split(' ') if optional else word.replace('...', ' ...').split(' ')
        made = []
        for part in parts:
            if part == '...':
                made.append(part)
            elif part.startswith('-'):
                made.append('Fl ' + part.rstrip(',')[1:] + (' ,' if part.endswith(',') else ''))
            else:
                made.append('Ar ' + part)
        return ('Op ' if optional else '') + ' '.join(made)

    def synopsis(self, verb, text):
        usage = re.search(r'^(?:Usage|Usage) ?: (.*)$', text, re.M).group(1)
        lines = [f'.Nm mloc {self.noun}' + (f' {verb}' if verb else '')]
        for word, _ in self.words(text):
            item = self.macros(word)
            name = [part for part in word.replace(',', '').split(' ') if part.startswith('--') or not part.startswith('-')][0]
            must = not word.startswith('-') or re.search(rf'(?<![\w-]){re.escape(name)}(?![\w-])', usage)
            item = re.sub(r'^(Fl \w) , Fl \S+', r'\1', item)
            lines.append('.' + item if must else '.Op ' + item)
        return lines + ['.Op Ar options' if self.language == 'en' else '.Op Ar options']

    def section(self, title):
        found = re.search(rf'^\.S[hs] {re.escape(title)}\n(.*?)(?=^\.S[hs] |\Z)', self.text, re.M | re.S)
        return found.group(1) if found else None

    @staticmethod
    def items(body):
        """item -> its lines"""
        found = {}
        for one in re.finditer(r'^\.It (.*)\n((?:(?!\.It |\.El).*\n)*)', body or '', re.M):
            found[one.group(1)] = one.group(2)
        return found

    @staticmethod
    def sentence(text):
        text = text[:1].upper() + text[1:] if not re.match(r'[\w.]*[=_/.]|mloc_', text) else text
        text += '' if text.endswith(('.', '…')) else '.'
        return ('\\&' if text.startswith(('.', "'")) else '') + text + '\n'

    def listed(self, text, old):
        rows, kept = self.words(text), self.items(old)
        if not rows:
            return ''
        lines = '.Bl -tag -width Ds\n'
        for word, help_text in rows:
            item = self.macros(word)
            lines += f'.It {item}\n' + (kept[item] if item in kept else self.sentence(help_text))
        return lines + '.El\n'

    def formats(self, text):
        """Kept as it is written where it stands; else the sentence of all listings."""
        found = re.search(r'^Form[a-z]+ (?:of|de) -O: (.*?) \(', text, re.M)
        if not found:
            return ''
        names = found.group(1).split(', ')
        together = ', '.join(names[:-1]) + (' et ' if self.language == 'fr' else ' and ') + names[-1] if len(names) > 1 else names[0]
        if self.language == 'fr':
            return f".Pp\nListe : les options des listes de\n.Xr mloc 1\ns'appliquent ; les formats sont {together}.\n"
        return f'.Pp\nListing: the options of listings in\n.Xr mloc 1\napply; the formats are {together}.\n'

    def verb(self, verb):
        text, old = self.help(verb), self.section(verb)
        prose = old[:old.index('.Bl -tag')] if old and '.Bl -tag' in old else re.sub(r'\.Pp\n(?:Listing|Liste ).*', '', old or '', flags=re.S)
        after = old[old.rindex('.El\n') + 4:] if old and '.El\n' in old else ''
        if not after.strip():
            after = self.formats(text)
        if not prose.strip():
            prose = self.sentence(text.splitlines()[0])
        return f'.Ss {verb}\n' + prose + self.listed(text, old) + after

    def put(self, title, body):
        """Puts a section in the place of the one of that title."""
        new = f'.Sh {title}\n{body}'
        self.text = re.sub(rf'^\.Sh {re.escape(title)}\n.*?(?=^\.Sh |\Z)', lambda _: new, self.text, count=1, flags=re.M | re.S)

    def write(self):
        text = self.help()
        verbs = verbs_of_noun(self.noun)
        own = bool(self.words(text)) or not verbs
        lines, examples = [], []
        for verb in ([''] if own else []) + verbs:
            one = self.help(verb)
            lines += self.synopsis(verb, one)
            examples += [row[3] for row in listed() if row[:3] == [self.noun, verb, 'example']]
        self.put(self.title('SYNOPSIS'), '\n'.join(lines) + '\n')
        if own and self.section(self.title('ARGUMENTS AND OPTIONS')) is not None:
            old = self.section(self.title('ARGUMENTS AND OPTIONS'))
            head, tail = old.split('.Bl -tag', 1)[0], old[old.rindex('.El\n') + 4:] if '.El\n' in old else ''
            self.put(self.title('ARGUMENTS AND OPTIONS'), head + self.listed(text, old) + tail)
        if verbs:
            body = ''.join(self.verb(verb) for verb in verbs)
            start = self.text.find('\n.Ss ') + 1 or self.text.index('\n.Sh ' + self.title('EXIT STATUS') + '\n') + 1
            self.text = re.sub(r'^\.Ss .*\n(?:(?!\.S[hs] ).*\n)*', '', self.text, flags=re.M)
            self.text = self.text[:start] + body + self.text[start:]
            # A section that held nothing but verbs.
            self.text = re.sub(r'^\.Sh .*\n(?=\.Sh )', '', self.text, flags=re.M)
        old = self.section(self.title('EXAMPLES'))
        shown_once = list(dict.fromkeys(examples))
        escaped = '\n'.join(line.replace('\\', '\\e') for line in shown_once)
        self.put(self.title('EXAMPLES'), '.Bd -literal\n' + escaped + '\n.Ed\n' + (old.split('.Ed\n', 1)[1] if old and '.Ed\n' in old else ''))
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write(self.text)


@functools.cache
def listed():
    """Every word of the program: noun, verb, kind, spelling or example, help."""
    done = subprocess.run([os.path.abspath(sys.argv[1]), 'completion', 'list'], stdout=subprocess.PIPE, check=True, env={})
    return [line.split('\t') for line in done.stdout.decode('utf-8').splitlines()]


def verbs_of_noun(noun):
    return [row[1] for row in listed() if row[0] == noun and row[2] == 'verb' and row[1]]


text = shown()
parts = parts_of_page(os.path.join(MAN, 'mloc.1'))
nouns = section(text, 'Commands')
same('mloc: commands', nouns, [word.removeprefix('Cm ') for word in parts['COMMANDS']])
same('mloc: options of every command', section(text, 'Options of every command'), parts['OPTIONS OF EVERY COMMAND'])
same('mloc: options of listings', section(text, 'Options of listings and reports'), parts['OPTIONS OF LISTINGS AND REPORTS'])
kinds = subprocess.run([os.path.abspath(sys.argv[1]), 'schema'], stdout=subprocess.PIPE, check=True).stdout.decode().split()
same('mloc-records: kinds of records', [kind for kind in kinds if kind not in ('settings', 'programme', 'mapping', 'instrument', 'list')],
     [word.removeprefix('Cm ') for word in parts_of_page(os.path.join(MAN, 'mloc-records.5'))['KINDS OF RECORDS']])
pages = sorted(name for name in os.listdir(MAN) if re.search(r'\.\d$', name))
same('pages', [f'mloc-{noun}.1' for noun in nouns] + ['mloc.1', 'mloc-guide.7', 'mloc-records.5'] + [f'mloc-{kind}.5' for kind in ('settings', 'programme', 'mapping', 'instrument', 'list')], pages)
templates = os.listdir(os.path.join(TOP, 'examples', 'templates'))
for folder in ('', 'fr'):
    with open(os.path.join(MAN, folder, 'mloc-init.1'), encoding='utf-8') as file:
        page_of_init = file.read()
    same(f'{folder} mloc-init: templates', templates, [name for name in templates if re.search(rf'(?<![\w-]){name}(?![\w-])', page_of_init)])
if '--write' in sys.argv:
    for noun in nouns:
        for language in ('en', 'fr'):
            Page(noun, language).write()
for noun in nouns:
    check_noun(noun)
with tempfile.TemporaryDirectory() as prefix:
    done = subprocess.run(['cmake', '--install', os.path.dirname(os.path.abspath(sys.argv[1])), '--prefix', prefix], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for language, folder in (('English', ''), ('French', 'fr')):
        put = glob.glob(os.path.join(prefix, 'share', 'man', folder, 'man[0-9]', '*'))
        same(f'{language} pages that are installed', pages, sorted(os.path.basename(path) for path in put))
if shutil.which('mandoc'):
    for name in pages:
        check_lint(os.path.join(MAN, name))
        check_french(name)
else:
    failed += 1
    print('FAILED mandoc is missing: the pages were not looked at')
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
