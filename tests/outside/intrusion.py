"""What a received workspace or a hostile file cannot do: leave the folder, run a command, write to a terminal or a
spreadsheet what is no text.

    python3 tests/outside/intrusion.py build/mloc
"""
import os, re, subprocess, sys, tempfile

from counting import ended, holds

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def run(*words, **more):
    return subprocess.run([mloc, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20, stdin=subprocess.DEVNULL, **more)


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())


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
    for words in (['check'], ['list'], ['export'], ['query', 'SELECT * FROM partner'], ['partner', 'show', 'a']):
        done = run('-C', office, *words)
        holds(f'{words} does not follow a link', b'GEHEIM' not in done.stdout + done.stderr and done.returncode not in (0, 70))
        holds(f'{words} names what it does not follow', b'[D103]' in done.stderr)
    for code in ('../../secret/p', secret + '/p', '/etc/passwd', 'a/../../../secret/p', '..', '.'):
        done = run('-C', office, 'enrol', 'eligible', '--programme', code)
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
        for words in (['check'], ['list'], ['show', 'A' + text], ['enrol', 'eligible', '--programme', 'x' + text],
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
                  ['query', 'SELECT * FROM partner'], ['lesson', 'list'], ['enrol', 'amend', 'A-1', 'phone=0612345678'],
                  ['-n', 'enrol', 'amend', 'A-1', 'phone=0612345679'], ['report', 'monthly', '2010-03'], ['schema', 'lesson'], ['--help'],
                  ['check', '--fix', '--commit'], ['--by', 'weidner', 'enrol', 'amend', 'A-1', 'resources=512.00', '--commit'], ['log', 'A-1'], ['diff'],
                  ['diff', 'HEAD'], ['check', '--staged'], ['check', '--range', 'HEAD..HEAD', '--as', 'weidner'], ['dossier', 'A-1'], ['retention', 'due'],
                  ['textconv', os.path.join(office, '.gitattributes')], ['setup-git'],
                  ['merge-driver', *[os.path.join(office, 'mloc.toml')] * 3, 'mloc.toml'], ['resolve', 'mloc.toml']):
        run('-C', office, *words, env=environment)
    holds('no command was run', not os.path.exists(canary))
    done = run('-C', office, 'log', 'A-1', '-O', 'json', env=environment)
    holds('and a commit was made and read', b'512.00' in done.stdout and b'"who": "weidner"' in done.stdout)
    subprocess.run(['/usr/bin/git', '-C', office, 'status'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    holds('the bait is one: git itself takes it', os.path.exists(canary))


def endless(folder):
    office = os.path.join(folder, 'endless')
    run('init', office, '--template', 'autonomie')
    sql = 'SELECT COUNT(*) FROM field a, field b, field c, field d WHERE a.name <> b.name'
    done = subprocess.run([mloc, '-C', office, 'query', sql], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1200)
    holds('a query without an end is ended', done.returncode == 1 and b'[C164]' in done.stderr)


with tempfile.TemporaryDirectory() as made:
    for part in (paths, terminal, spreadsheet, repository):
        part(made)
    if os.environ.get('MLOC_LONG') == '1':
        endless(made)
sys.exit(ended())
