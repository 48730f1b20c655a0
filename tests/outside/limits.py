"""Every reader of files that come from elsewhere, with a hundred of the worst that can be thought of: each gets a verdict within a
second (of the processor) and 64 MiB, and none ends the program.

    python3 tests/outside/limits.py build/mloc
"""
import os, random, resource, shutil, subprocess, sys, tempfile

from counting import count, holds

MLOC = os.path.abspath(sys.argv[1])
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
SECONDS, MEBIBYTES, CASES = 1.0, 64, 100
# Three versions and what is made of them lie in memory together.
MORE = {'three versions': 192}
SIZES = (10, 300, 5_000, 20_000, 200_000, 1_500_000)
# A file of rows may be long: what it costs grows with its rows, each of which is told when it is wrong.
ROWS, SIZES_OF_ROWS = ('rows to import', 'data of a trial'), (10, 300, 2_000, 10_000)


def run(words, folder):
    """Status, messages, seconds of the processor, MiB."""
    said = os.path.join(folder, 'said')
    with open(said, 'wb') as out:
        child = subprocess.Popen([MLOC, *words], cwd=folder, env={'MLOC_TODAY': '2010-05-11', 'PATH': os.environ['PATH']}, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)))
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    with open(said, 'rb') as out:
        return child.returncode, out.read(2000), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def nested(size):
    return [b'[' * size, b'{' * size, b'{a: ' * size, b'- ' * size, b'? ' * size, b'a:\n' * size, b'[\n' * size, b'"a": {' * size, b'{a=' * size,
            b''.join(b' ' * depth + b'a:\n' for depth in range(min(size, 1500)))]


def many(size):
    return [b'a: 1\n' * size, b'- a\n' * size, b'a, ' * size, b'&a a\n' * size, b'*a ' * size, b'!a ' * size, b'# a\n' * size, b'---\n' * size, b'...\n' * size,
            b''.join(b'k%d: 1\n' % number for number in range(size)), b''.join(b'k%d = 1\n' % number for number in range(size)),
            b'[[a]]\n' * size, b''.join(b'[t%d]\n' % number for number in range(size)), b'a = [' + b'1, ' * size + b']\n', b'a' + b'.a' * size + b' = 1\n',
            b'[a' + b'.a' * size + b']\n', b''.join(b'a%d.b%d.c = 1\n' % (number, number) for number in range(size)), b';' * size, b'a;' * size + b'\n', b'"' * size, b'""' * size,
            b'"a";' * size + b'\n', b'\n' * size, b'a;b\n' * size, b';\n' * size]


def long(size):
    return [b'a' * size, b'"' + b'a' * size, b'a: "' + b'\\n' * size + b'"\n', b'a: |\n' + b' a\n' * size, b'a: >\n' + b' a\n\n' * size, b'a = "' + b'a' * size + b'"\n',
            b'a = """' + b'\n' * size + b'"""\n', b"a = '" + b'[' * size, b'\t' * size, b' ' * size, b'\0' * size, b'\xff' * size, '\u00e9'.encode() * size, b'\xc3' * size,
            '\u202e'.encode() * size, b'\xef\xbb\xbf' * size, b'<<<<<<< a\n' * size, b'<<<<<<< a\n=======\n>>>>>>> b\n' * size, b'<<<<<<< a\n||||||| b\n=======\n' * size,
            b'a: ' + b'9' * size + b'\n', b'a = ' + b'9' * size + b'\n', b'a = 1' + b'_1' * size + b'\n', b'a: 1e' + b'9' * size + b'\n', b'a\r' * size, b"'" * size]


def case(seed, good, sizes=SIZES):
    """A text: some shape at some size, alone, behind or within a file that is right."""
    choose = random.Random(seed)
    shapes = choose.choice((nested, many, long))(choose.choice(sizes))
    bad, at = choose.choice(shapes)[:2_000_000], choose.randrange(3)
    lines = good.split(b'\n')
    place = choose.randrange(len(lines))
    return bad if at == 0 else good + bad + (b'...\n' if good.endswith(b'...\n') else b'\n') if at == 1 else b'\n'.join(lines[:place] + [bad] + lines[place:])


def put_case(path, seed, good, sizes):
    """By another process: what this one holds would count for its children."""
    child = os.fork()
    if child == 0:
        put(path, case(seed, good, sizes))
        os._exit(0)
    os.waitpid(child, 0)


def first_of(folder):
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith('.yaml'):
                return os.path.join(root, name)


def parsers(office):
    """What is read, where it lies, and the words that read it."""
    case = os.path.relpath(first_of(os.path.join(office, 'cases')), office)
    partner = os.path.relpath(first_of(os.path.join(office, 'partners')), office)
    mapping = sorted(os.listdir(os.path.join(office, 'imports')))[0]
    return [('settings', 'mloc.toml', ['list']),
            ('a programme', 'programmes/autonomie.toml', ['enrol', 'eligibility', 'autonomie']),
            ('a mapping', 'imports/' + mapping, ['check']),
            ('a dossier', case, ['list']),
            ('a partner', partner, ['partner', 'list']),
            ('an instrument', 'instruments/own.1.yaml', ['diagnose', 'instrument', 'list']),
            ('answers', 'filled.yaml', ['diagnose', 'add', 'AU-2010-9001', 'mobility', '--from', 'filled.yaml', '-n']),
            ('rows to import', 'rows.csv', ['import', 'partners', 'rows.csv']),
            ('data of a trial', 'data.csv', ['report', 'effect', '--data', 'data.csv', '--outcome', 'y', '--assign', 'z']),
            ('a report', 'reports/own.sql', ['report', 'own', '2010-03']),
            ('marked conflicts', case, ['resolve', case]),
            ('three versions', 'theirs', ['git', 'merge', case, case, 'theirs', case])]


GOOD = {'an instrument': os.path.join(TOP, 'schemas', 'instruments', 'outcomes.1.yaml'), 'a report': os.path.join(TOP, 'src', 'report', 'sql', 'monthly.sql'),
        'rows to import': os.path.join(TOP, 'examples', 'autonomie', 'auto-ecoles.csv'), 'data of a trial': os.path.join(TOP, 'tests', 'fixtures', 'evaluation', 'autonomie_synth.csv')}


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text)


def worst_of(office, name, path, words):
    full = os.path.join(office, path)
    good = read(GOOD[name]) if name in GOOD else read(full) if os.path.exists(full) else b'---\na: 1\n'
    before = read(full) if os.path.exists(full) else None
    worst = (0.0, 0.0)
    for number in range(CASES):
        put_case(full, f'{name} {number}', good, SIZES_OF_ROWS if name in ROWS else SIZES)
        status, said, seconds, mebibytes = run(words, office)
        # Beside other work on the same cores the processor's time stretches: the least of three counts.
        for _ in range(2 if seconds > SECONDS else 0):
            put_case(full, f'{name} {number}', good, SIZES_OF_ROWS if name in ROWS else SIZES)
            seconds = min(seconds, run(words, office)[2])
        right = 0 <= status <= 13 and seconds <= SECONDS and mebibytes <= MORE.get(name, MEBIBYTES)
        holds(f'{name}, case {number}', right, (status, round(seconds, 2), round(mebibytes), said[:200]))
        worst = max(worst[0], seconds), max(worst[1], mebibytes)
        if before is not None and words[0] in ('resolve', 'git'):
            put(os.path.join(office, path), before)
    if before is None:
        os.remove(full)
    else:
        put(full, before)
    print(f'S3 {name}: {CASES} cases, at most {worst[0]:.2f} s and {worst[1]:.0f} MiB')


def main():
    with tempfile.TemporaryDirectory(prefix='mloc-limits-') as folder:
        office = os.path.join(folder, 'office')
        subprocess.run([MLOC, 'init', office, '--template', 'autonomie', '-q'], check=True)
        for room in ('cases', 'identities', 'partners', 'draws'):
            shutil.copytree(os.path.join(TOP, 'examples', 'records', room), os.path.join(office, room), dirs_exist_ok=True)
        for name, path, words in parsers(office):
            worst_of(office, name, path, words)


sys.exit(count(main))
