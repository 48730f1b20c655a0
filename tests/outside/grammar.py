"""One grammar: the commands of version 0.1.0 answer with the words of today, and no shell takes a sign out of an example.

    python3 tests/outside/grammar.py build/mloc
"""
import glob, os, re, shlex, subprocess, sys, tempfile

from counting import ended, holds, same

mloc = os.path.abspath(sys.argv[1])
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
ROWS = [line.split('\t') for line in subprocess.run([mloc, 'completion', 'list'], stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()]
COMMANDS = {f'{row[0]} {row[1]}'.strip() for row in ROWS if row[2] == 'verb'}

# Words that still do what they did: git's settings of a clone name them; and what is not renamed yet.
PLUMBING = {'textconv', 'merge-driver'}
LATER = {'partner add'}


def old_words():
    with open(os.path.join(TOP, 'tests', 'fixtures', 'grammar', 'words.tsv'), encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file][1:]
    holds('there are many', len(rows) > 190, len(rows))
    for old, now in rows:
        ways = [re.sub(r' -.*', '', one) for one in now.split(' | ')]
        done = subprocess.run([mloc, *old.split(), *([] if ' ' not in old else ['X', 'Y'])], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd='/')
        if old in PLUMBING:
            holds(f'{old} works', '[C101]' not in done.stderr and '[C115]' in done.stderr + '[C115]', done.stderr)
        elif old in LATER or old in ways and old in COMMANDS:
            holds(f'{old} is a command', old in COMMANDS)
        else:
            said = re.search(r"it is 'mloc ([^']*)' now", done.stderr)
            holds(f'{old} answers with {now}', done.returncode == 2 and said and any(said[1] == way or said[1].startswith(way + ' ') for way in ways), done.stderr)
            command = said and ' '.join(word for word in said[1].split() if ':' not in word)
            holds(f'what {old} answers with is a command', said and (command in COMMANDS or command.startswith('import ')), done.stderr)


def old_options():
    """Each is an option of the command of today still, or answers with what is said in its place."""
    with open(os.path.join(TOP, 'tests', 'fixtures', 'grammar', 'words.tsv'), encoding='utf-8') as file:
        now = dict(line.rstrip('\n').split('\t') for line in file)
    with open(os.path.join(TOP, 'tests', 'fixtures', 'grammar', 'options.tsv'), encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file][1:]
    holds('there are many', len(rows) > 450, len(rows))
    for old, option in rows:
        ways = [re.sub(r' -.*', '', one) for one in now.get(old, old).split(' | ')]
        said = [subprocess.run([mloc, *way.split(), option], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd='/').stderr for way in ways]
        holds(f'{old} {option} is known to one of {ways}', any('[C111]' not in one or "it is '" in one for one in said), said)


def named_options():
    """An option that a message, a hint or a help text names is one; what stands behind `git` is git's."""
    known = {word for row in ROWS if row[2] in ('option', 'flag') for word in re.findall(r'--[a-z][\w-]*', row[3])}
    for path in glob.glob(os.path.join(TOP, 'src', '**', '*.def'), recursive=True):
        with open(path, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                for word in re.findall(r'(?<![\w-])--[a-z][\w-]*', re.sub(r'`git [^`]*`', '', line)):
                    holds(f'{os.path.basename(path)}:{number} names {word}', word in known, line)


# Put together from a field's label and what it holds.
MADE = re.compile(r'^[A-Z][^;]*: (code of \{\}|ROME code|INSEE code|code or SIRET)|; default: today$|^which one: ')


def french():
    """Nothing is translated that is not said."""
    said = ''
    for path in glob.glob(os.path.join(TOP, 'src', '**', '*.?pp'), recursive=True) + glob.glob(os.path.join(TOP, 'include', '**', '*.hpp'), recursive=True) + glob.glob(os.path.join(TOP, 'schemas', '*.json')):
        with open(path, encoding='utf-8') as file:
            said += re.sub(r'"\s*\n\s*"', '', file.read())
    for name in ('help', 'phrases'):
        with open(os.path.join(TOP, 'src', 'po', name + '.def'), encoding='utf-8') as file:
            for phrase in re.findall(r'^PHRASE\("((?:[^"\\]|\\.)*)"', file.read(), re.M):
                holds(f'somebody says {phrase!r}', phrase in said or MADE.search(phrase))


def lists():
    """Every list takes terms; every command that makes a listing takes both ways to fail by its rows, and no other does."""
    many = [command for command in COMMANDS if command == 'list' or command.endswith(' list')]
    holds('there are many lists', len(many) > 40, many)
    for command in many:
        done = subprocess.run([mloc, *command.split(), '--help'], stdout=subprocess.PIPE, text=True, check=True)
        holds(f'{command} takes terms', '[TERM...]' in done.stdout, done.stdout)
    for command in sorted(COMMANDS - {'report', 'import', 'export'}):  # what these do says a name: their verb
        formats = {'csv', 'json', 'jsonl'} & set(subprocess.run([mloc, 'complete', '--', *command.split(), '-O', ''], stdout=subprocess.PIPE, text=True).stdout.split())
        for option in ('--fail-if-empty', '--fail-if-any'):
            done = subprocess.run([mloc, *command.split(), option], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd='/')
            holds(f'{command} {option}', ('[C121]' in done.stderr) == (not formats), done.stderr)


def examples():
    """Of --help, of the manual pages in both languages, and of README.md."""
    found = {row[3] for row in ROWS if row[2] == 'example'}
    for page in glob.glob(os.path.join(TOP, 'man', '**', '*.[15]'), recursive=True):
        with open(page, encoding='utf-8') as file:
            for block in re.findall(r'^\.Bd -literal.*?\n(.*?)^\.Ed', file.read(), re.M | re.S):
                found |= {line.replace('\\e', '\\') for line in block.splitlines() if line.startswith('mloc ')}
    with open(os.path.join(TOP, 'README.md'), encoding='utf-8') as file:
        found |= {re.sub(r' +#.*', '', line[4:].rstrip('\n')) for line in file if line.startswith('    mloc ')}
    return sorted(found)


def given(line, folder):
    """The arguments with which a real sh calls each `mloc` on the line, and the files that it makes."""
    stub = os.path.join(folder, 'bin', 'mloc')
    done = subprocess.run(['/bin/sh', '-c', line], cwd=os.path.join(folder, 'here'), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={'PATH': os.path.dirname(stub), 'HOME': os.path.join(folder, 'here'), 'SEEN': os.path.join(folder, 'seen')})
    holds(f'sh takes: {line}', done.returncode == 0, done.stderr)
    seen = os.path.join(folder, 'seen')
    if not os.path.exists(seen):
        return [], []
    with open(seen, 'rb') as file:
        calls = [one.decode().split('\0')[1:-1] for one in file.read().split(b'\1')[1:]]
    os.remove(seen)
    made = sorted(os.path.relpath(os.path.join(root, name), os.path.join(folder, 'here')) for root, _, names in os.walk(os.path.join(folder, 'here')) for name in names)
    for name in made:
        os.remove(os.path.join(folder, 'here', name))
    return calls, made


def written(line):
    """The arguments as they stand there, and the file that `> FILE` names: for shlex a shell has no other signs."""
    words = shlex.split(line)
    calls, made = [[]], []
    at = 0
    while at < len(words):
        if words[at] == '|':
            calls.append([])
        elif words[at] == '>':
            at += 1
            made.append(words[at].removeprefix('~/'))
        else:
            calls[-1].append(words[at])
        at += 1
    return [call[1:] for call in calls if call[0] == 'mloc'], made


def is_command(words):
    """The words name a verb, after options that may stand before."""
    while words and words[0].startswith('-'):
        words = words[1:] if '=' in words[0] or words[0] in ('-q', '-n', '--version', '--help') else words[2:]
    return not words or any(' '.join(words[:count]) in COMMANDS for count in (1, 2, 3))


def missing_words():
    """Of what a command cannot do without, the first that is missing is named, and no other."""
    office = tempfile.mkdtemp()
    subprocess.run([mloc, 'init', office, '--template', 'empty', '-q'], check=True)
    tried = 0
    for command in sorted(COMMANDS):
        arguments = [row[3].rstrip('.') for row in ROWS if f'{row[0]} {row[1]}'.strip() == command and row[2] == 'argument' and not row[3].startswith('[')]
        for given in range(len(arguments)):
            done = subprocess.run([mloc, '-C', office, '--lang', 'en', '-n', *command.split(), *['x'] * given], capture_output=True, text=True, stdin=subprocess.DEVNULL)
            said = re.search(r'\[C115\]: (.*) is missing', done.stderr)
            # An unknown code is told first, and so is a noun without its verb.
            holds(f'{command} with {given} names {arguments[given]}', done.returncode == 2 and (not said or said[1].startswith('the verb of') or said[1] == arguments[given]), done.stderr)
            tried += bool(said)
    holds('many words are missed', tried > 200, tried)


def main():
    old_words()
    old_options()
    named_options()
    french()
    lists()
    missing_words()
    with tempfile.TemporaryDirectory() as folder:
        for part in ('bin', 'here/reports', 'here/.local/share/bash-completion/completions'):
            os.makedirs(os.path.join(folder, part))
        for name in ('mloc', 'psql', 'hledger', 'git', 'less', 'diff'):
            with open(os.path.join(folder, 'bin', name), 'w') as file:
                file.write('#!/bin/sh\n' + ('{ printf "\\001\\000"; for one; do printf "%s\\000" "$one"; done; } >> "$SEEN"\n' if name == 'mloc' else 'true\n'))
            os.chmod(os.path.join(folder, 'bin', name), 0o755)
        lines = examples()
        holds('there are many examples', len(lines) > 250, len(lines))
        for line in lines:
            if not line.startswith('mloc '):
                continue
            calls, made = given(line, folder)
            same(f'no sign is eaten: {line}', calls, written(line)[0])
            same(f'no file but those that are named: {line}', made, written(line)[1])
            holds(f'a command of today: {line}', all(is_command(call) for call in written(line)[0]))
        # The test sees what it is for.
        same('a sign that sh takes is seen', given('mloc list age>=22', folder), ([['list', 'age']], ['=22']))


main()
sys.exit(ended())
