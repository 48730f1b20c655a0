"""The manual pages say what the program says: every noun, verb, argument and option that `--help` shows stands in the
noun's page, and the other way round; the French page in man/fr has the same words of the program in the same order; and
mandoc finds nothing to warn of.

    python3 tests/house/man.py build/mloc
"""
import itertools, os, re, shutil, subprocess, sys

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
    verbs = section(text, 'Verbs')
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
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            literal = (literal or line.startswith('.Bd -literal')) and line != '.Ed'
            if line.startswith(('.Sh', '.Nd', '.Sx', '.\\"')):
                lines.append(line.split()[0])
            elif literal or line.startswith('.') and (PROGRAM_WORDS.search(line) or line.startswith('.Ss') or ' ' not in line):
                word = PROGRAM_WORDS.search(line)
                lines.append(line.split()[0] + ' ' + line[word.start():] if word and not literal else line)
            elif line.startswith('.'):
                lines.append(line.split()[0])
    return lines


def check_french(name):
    path = os.path.join(MAN, 'fr', name)
    if not os.path.exists(path):
        return same(f'fr/{name}', [name], [])
    english, french = skeleton(os.path.join(MAN, name)), skeleton(path)
    differ = [f'{a} / {b}' for a, b in itertools.zip_longest(english, french) if a != b]
    same(f'fr/{name}', [], differ[:3])
    check_lint(path, IN_FRENCH)


text = shown()
parts = parts_of_page(os.path.join(MAN, 'mloc.1'))
nouns = section(text, 'Commands')
same('mloc: commands', nouns, [word.removeprefix('Cm ') for word in parts['COMMANDS']])
same('mloc: options of every command', section(text, 'Options of every command'), parts['OPTIONS OF EVERY COMMAND'])
same('mloc: options of listings', section(text, 'Options of listings and reports'), parts['OPTIONS OF LISTINGS AND REPORTS'])
kinds = subprocess.run([os.path.abspath(sys.argv[1]), 'schema'], stdout=subprocess.PIPE, check=True).stdout.decode().split()
same('mloc-records: kinds of records', [kind for kind in kinds if kind not in ('settings', 'programme', 'mapping', 'instrument')],
     [word.removeprefix('Cm ') for word in parts_of_page(os.path.join(MAN, 'mloc-records.5'))['KINDS OF RECORDS']])
pages = sorted(name for name in os.listdir(MAN) if re.search(r'\.[15]$', name))
same('pages', [f'mloc-{noun}.1' for noun in nouns] + ['mloc.1', 'mloc-records.5'], pages)
for noun in nouns:
    check_noun(noun)
if shutil.which('mandoc'):
    for name in pages:
        check_lint(os.path.join(MAN, name))
        check_french(name)
else:
    failed += 1
    print('FAILED mandoc is missing: the pages were not looked at')
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
