"""The main job from the office's files to the monthly report, compared with counts made independently.

    python3 tests/outside/main_job.py build/mloc

Python's standard library only; expected.json was counted from the CSV files by other means than mloc.
"""
import collections, csv, hashlib, io, json, os, re, shutil, subprocess, sys, tempfile

from counting import count, same

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(TOP, 'examples', 'autonomie')
EXPECTED = json.load(open(os.path.join(FILES, 'expected.json'), encoding='utf-8'))
MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-main-job-')
OFFICE = os.path.join(WORK, 'loiret')


def holds(what, truth, shown=''):
    same(what + (f' ({shown[:300]})' if not truth and shown else ''), bool(truth), True)


class Said:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode('utf-8')
        self.err = done.stderr.decode('utf-8')

    def rows(self):
        document = json.loads(self.out)
        same('JSON document has its version', document.get('mloc'), 1)
        return document['rows']


def run(*words, status=0, directory=FILES, environment=None):
    """Runs mloc as from a shell without any setting and compares its status."""
    done = subprocess.run([MLOC, *words], cwd=directory, env=environment or {'LANG': 'C.UTF-8'}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = Said(done)
    same(f'status of mloc {" ".join(words)}' + (f' [{said.err[:400]}]' if said.status != status else ''), said.status, status)
    return said


def mloc(*words, status=0, **more):
    return run('-C', OFFICE, *words, status=status, **more)


def tree():
    """Every file of the workspace with its bytes; .mloc holds only what can be thrown away."""
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(OFFICE):
        folders.sort()
        if folder == OFFICE:
            folders[:] = [name for name in folders if name not in ('.mloc', '.git')]
        for name in sorted(names):
            path = os.path.join(folder, name)
            digest.update(os.path.relpath(path, OFFICE).encode() + b'\0' + read(path) + b'\0')
    return digest.hexdigest()


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def csv_rows(name):
    """Line number and cells of each row; no cell of the example holds a line end."""
    lines = read(os.path.join(FILES, name)).decode('cp1252').split('\r\n')
    table = list(csv.reader(lines, delimiter=';'))
    header = table[0]
    return header, {number: dict(zip(header, row)) for number, row in enumerate(table[1:], 2) if row}


ERROR = re.compile(r'^(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+)(?: \((?P<header>[^)]*(?:\([^)]*\))?)\))?: error\[(?P<code>[A-Z]\d+)\]: (?P<words>.*)$')


def errors(said):
    return [found.groupdict() for found in map(ERROR.match, said.err.splitlines()) if found]


def tally(what, said, **wanted):
    found = {name: int(number) for number, name in re.findall(r'(\d+) (new|same|changed|conflict|rejected)', said.out + said.err)}
    same(what, {name: found.get(name, 0) for name in ('new', 'same', 'changed', 'conflict', 'rejected')},
         {'new': 0, 'same': 0, 'changed': 0, 'conflict': 0, 'rejected': 0, **wanted})


def rejects_are_rows_of(name, path, lines):
    """The rejected rows keep encoding, delimiter, header and bytes, and gain two cells."""
    rows = read(os.path.join(FILES, name)).split(b'\r\n')
    kept = [line for line in read(path).split(b'\r\n') if line]
    same(f'{path}: header', kept[0], rows[0] + b';mloc_line;mloc_reason')
    same(f'{path}: rows', len(kept) - 1, len(lines))
    for line, row in zip(lines, kept[1:]):
        holds(f'{path}: row of line {line}', row.startswith(rows[line - 1] + f';{line};"'.encode()), repr(row))


def check_applications():
    header, applications = csv_rows('candidatures.csv')
    faulty = [line for line, _, _ in EXPECTED['faulty_rows_of_candidatures']]
    before = tree()
    said = mloc('import', 'application', 'candidatures.csv', status=1)
    same('a refused import writes nothing', tree(), before)
    found = errors(said)
    same('lines of the faulty applications', sorted({int(one['line']) for one in found}), faulty)
    for one in found:
        column = int(one['column'])
        holds(f'line {one["line"]} names a column', 1 <= column <= len(header), str(one))
        same(f'line {one["line"]}: header of column {column}', one['header'], header[column - 1])
    columns = {'unknown situation': 'Situation', 'missing surname': 'Nom', 'birth date 31/02 does not exist': 'Date de naissance',
               'INSEE code malformed': 'Code INSEE', 'unknown mission locale': 'Mission locale',
               'same file number, another birth date': 'N° dossier'}
    for line, number, why in EXPECTED['faulty_rows_of_candidatures']:
        same(f'file number of line {line}', applications[line]['N° dossier'], number)
        same(f'column of line {line}', [one['header'] for one in found if int(one['line']) == line], [columns[why]])
    same('line 471 names line 644', ['644' in one['words'] for one in found if one['line'] == '471'], [True])
    same('line 644 names line 471', ['471' in one['words'] for one in found if one['line'] == '644'], [True])
    tally('a refused import says what would come', said, **EXPECTED['import']['candidatures'])

    rejects = os.path.join(WORK, 'rejects.csv')
    said = mloc('-n', 'import', 'application', 'candidatures.csv', '--keep-going', status=3)
    same('a dry run writes nothing', tree(), before)
    said = mloc('import', 'application', 'candidatures.csv', '--keep-going', '--rejects', rejects, status=3)
    tally('applications', said, **EXPECTED['import']['candidatures'])
    rejects_are_rows_of('candidatures.csv', rejects, faulty)
    after = tree()
    said = mloc('import', 'application', 'candidatures.csv', '--keep-going', status=3)
    tally('the same applications again', said, same=631, rejected=12)
    same('the same import again changes no byte', tree(), after)
    mloc('import', 'application', rejects, status=1)
    same('importing uncorrected rejects changes no byte', tree(), after)
    return {row['N° dossier']: row for line, row in applications.items() if line not in faulty}


def check_eligible():
    rows = mloc('enrol', 'eligibility', 'autonomie', '-O', 'json').rows()
    same('judged applications', len(rows), EXPECTED['import']['candidatures']['new'])
    eligible = [row for row in rows if row['eligible'] is True]
    same('eligible applications', len(eligible), EXPECTED['eligible'])
    for site, number in EXPECTED['eligible_by_site'].items():
        same(f'eligible in {site}', sum(row['site'] == site for row in eligible), number)
    for row in rows:
        if row['eligible'] is not True and not row.get('reason'):
            holds(f'{row["file_number"]} is told why', False, str(row))
    table = mloc('enrol', 'eligibility', 'autonomie').out
    holds('the table names the criteria', all(word in table for word in ('age', 'projet', 'permis_plus', 'revenus')), table)
    text = mloc('enrol', 'eligibility', 'autonomie', '-O', 'csv').out
    same('CSV has the same rows', len(list(csv.reader(io.StringIO(text)))) - 1, len(rows))


def result_rows(path):
    lines = read(path).decode('ascii').split('\n')
    same('result.tsv: header', lines[0], 'stratum\trank\tid\tticket\tstatus')
    return [line.split('\t') for line in lines[1:] if line]


def check_draw():
    draw = EXPECTED['draw_id']
    folder = os.path.join(OFFICE, 'draws', draw)
    announce = ('draw', 'announce', draw, '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'euromillions@2010-02-26')
    reveal = ('draw', 'reveal', draw, '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7')
    before = tree()
    mloc('--today', '2010-02-24', *announce, status=5)
    same('sources of today are refused', tree(), before)
    mloc('draw', 'run', draw, status=6)
    said = mloc('--today', '2010-02-20', *announce)
    holds('announce says the roster digest', EXPECTED['roster_sha256'] in said.out + said.err, said.out + said.err)
    roster = os.path.join(folder, 'roster.tsv')
    same('roster.tsv', hashlib.sha256(read(roster)).hexdigest(), EXPECTED['roster_sha256'])
    mloc('--today', '2010-02-20', *announce, status=5)
    mloc('draw', 'run', draw, status=5)
    said = mloc(*reveal)
    holds('reveal says the seed', EXPECTED['seed'] in said.out + said.err, said.out + said.err)
    mloc(*reveal, status=5)
    said = mloc('draw', 'run', draw)
    mloc('draw', 'run', draw, status=5)
    holds('run says the digest of the selected', EXPECTED['selected_sha256'] in said.out + said.err, said.out + said.err)

    rows = result_rows(os.path.join(folder, 'result.tsv'))
    selected = [row for row in rows if row[4] == 'selected']
    same('everybody has a rank', len(rows), EXPECTED['eligible'])
    same('digest of the selected', hashlib.sha256(''.join(sorted(row[2] + '\n' for row in selected)).encode()).hexdigest(),
         EXPECTED['selected_sha256'])
    clusters = dict(line.split('\t')[::2] for line in read(roster).decode().split('\n')[1:] if line)
    for site, quota in EXPECTED['quota'].items():
        here = [row for row in rows if row[0] == site]
        taken = [int(row[1]) for row in here if row[4] == 'selected']
        same(f'selected in {site}', len(taken), quota)
        same(f'first in {site}', here[0][2], EXPECTED['first_selected'][site])
        over = sorted({'+' + clusters[row[2]] for row in here if row[4] == 'waiting' and int(row[1]) < max(taken)})
        same(f'households passed over in {site}', over, EXPECTED['households_passed_over'][site])
    mloc('draw', 'verify', draw)
    check_ten_lines(draw, folder)
    check_minutes(draw, folder)
    check_changed_bytes(draw, folder)


def check_ten_lines(draw, folder):
    """The ten lines of Python, which share no code with the program."""
    quotas = [f'{site}={places}' for site, places in EXPECTED['quota'].items()]
    with open(os.path.join(folder, 'roster.tsv'), 'rb') as roster:
        done = subprocess.run([sys.executable, os.path.join(TOP, 'src', 'draw', 'rules', 'verify.py'), draw, EXPECTED['seed'], *quotas],
                              stdin=roster, stdout=subprocess.PIPE)
    same('status of verify.py', done.returncode, 0)
    same('verify.py gives result.tsv', done.stdout, read(os.path.join(folder, 'result.tsv')).split(b'\n', 1)[1])


def check_minutes(draw, folder):
    minutes = mloc('draw', 'minutes', draw).out
    for words in ('Procès-verbal', 'Empreintes SHA-256', EXPECTED['seed'], EXPECTED['roster_sha256'], 'liste d\'attente', 'F025'):
        holds(f'the minutes say {words}', words in minutes, minutes)
    script = read(os.path.join(TOP, 'src', 'draw', 'rules', 'verify.py')).decode()
    holds('the minutes hold the script', script in minutes)
    commands = re.search(r'```sh\n(python3 verify\.py [^`]*)```', minutes)
    holds('the minutes hold the command line', commands)
    if not commands:
        return
    # A reader's own folder: the two files, the script out of the minutes, the commands as printed.
    place = os.path.join(WORK, 'reader')
    shutil.copytree(folder, place)
    with open(os.path.join(place, 'verify.py'), 'w', encoding='utf-8') as file:
        file.write(re.search(r'```python\n(.*?)```', minutes, re.S).group(1))
    done = subprocess.run(['sh', '-c', commands.group(1)], cwd=place, stdout=subprocess.PIPE)
    same('the printed commands say', done.stdout.decode().strip(), 'conforme')


def check_changed_bytes(draw, folder):
    """verify by the path alone: status 0 for the files as they are, 1 for any byte that differs."""
    place = os.path.join(WORK, 'changed')
    shutil.copytree(folder, place)
    run('draw', 'verify', place)
    long_run = os.environ.get('MLOC_LONG') == '1'
    for name in ('announcement.yaml', 'roster.tsv', 'result.tsv'):
        path = os.path.join(place, name)
        bytes_ = read(path)
        step = 1 if long_run else max(1, len(bytes_) // 40)
        changes = [(at, bytes_[:at] + bytes([bytes_[at] ^ 1]) + bytes_[at + 1:]) for at in range(0, len(bytes_), step)]
        changes += [('end', bytes_[:-1]), ('more', bytes_ + b'\n'), ('none', b'')]
        green = []
        for at, changed in changes:
            with open(path, 'wb') as file:
                file.write(changed)
            done = subprocess.run([MLOC, 'draw', 'verify', place], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode != 1 or (at != 'none' and name.encode() not in done.stderr):
                green.append((at, done.returncode, done.stderr.decode()[:160]))
        same(f'verify is red and names {name} for each of {len(changes)} changes', green, [])
        with open(path, 'wb') as file:
            file.write(bytes_)
    run('draw', 'verify', place)


def check_contracts():
    """A contract for everybody who was selected, once; the commitments counted from the CSV files."""
    draw = EXPECTED['draw_id']
    places = sum(EXPECTED['quota'].values())
    said = mloc('--today', '2010-03-08', 'contract', 'add', '--draw', draw, '--on', '2010-03-08')
    same('contracts opened', said.out, f'{places} contracts opened, 0 there already\n')
    after = tree()
    said = mloc('--today', '2010-03-08', 'contract', 'add', '--draw', draw)
    same('contracts opened once', said.out, f'0 contracts opened, {places} there already\n')
    same('opening them again changes no byte', tree(), after)
    rows = mloc('contract', 'list', '-O', 'json').rows()
    same('who has a contract', sorted(row['file_number'] for row in rows),
         sorted(row[2] for row in result_rows(os.path.join(OFFICE, 'draws', draw, 'result.tsv')) if row[4] == 'selected'))
    same('state of the contracts', {row['state'] for row in rows}, {'to_sign'})


def check_commitments():
    number, day = EXPECTED['first_selected']['orleans'], '2010-06-30'
    for party in ('jeune', 'institution'):
        mloc('--today', '2010-03-08', 'contract', 'step', 'add', number, 'signature', '--party', party)
    _, lessons = csv_rows('seances.csv')
    missed = {tuple(row.items()) for row in lessons.values() if row['N° dossier'] == number and row['Présence'] == 'A'
              and '2010-03-08' <= '-'.join(reversed(row['Date'].split('/'))) <= day}
    rows = mloc('contract', 'commitments', number, '--on', day, '-O', 'json').rows()
    found = {row['commitment']: (int(row['value']), row['state']) for row in rows}
    wanted = len(missed)
    same(f'absences of {number}', found['assiduite'], (wanted, 'broken' if wanted >= 4 else 'at_risk' if wanted >= 2 else 'kept'))


def check_lessons(applications):
    _, lessons = csv_rows('seances.csv')
    wanted = EXPECTED['import']['seances']
    rejects = os.path.join(WORK, 'rejects2.csv')
    said = mloc('import', 'lesson', 'seances.csv', '--keep-going', '--rejects', rejects, status=3)
    tally('lessons', said, new=wanted['new'], same=wanted['same'], rejected=wanted['rejected'])
    same('lines of the faulty lessons', sorted({int(one['line']) for one in errors(said)}), wanted['rejected_lines'])
    rejects_are_rows_of('seances.csv', rejects, wanted['rejected_lines'])
    after = tree()
    said = mloc('import', 'lesson', 'seances.csv', '--keep-going', status=3)
    tally('the same lessons again', said, same=wanted['new'] + wanted['same'], rejected=wanted['rejected'])
    same('the same lessons again change no byte', tree(), after)

    number = EXPECTED['first_selected']['orleans']
    hers = {tuple(row.items()) for line, row in lessons.items() if row['N° dossier'] == number and line not in wanted['rejected_lines']}
    rows = mloc('lesson', 'list', number, '-O', 'json').rows()
    same(f'lessons of {number}', len(rows), len(hers))
    same(f'minutes of {number}', sum(int(row['minutes']) for row in rows), sum(int(dict(row)['Durée (min)']) for row in hers))
    page = mloc('show', number).out
    holds('show tells number, draw and ticket', all(words in page for words in (number, 'autonomie-2010', 'selected')), page)
    rows = mloc('list', 'site:orleans', '-O', 'json').rows()
    orleans = sorted(key for key, row in applications.items() if row['Mission locale'] == "Mission Locale de l'Orléanais")
    same('list site:orleans', sorted(row['file_number'] for row in rows), orleans)
    mloc('list', 'site:orlean', status=2)
    mloc('list', 'sites:orleans', status=2)


def cents(text):
    return int(text.replace('\u202f', '').replace('\u00a0', '').replace(' ', '').replace(',', ''))


def applied_payments():
    """The rows of paiements.csv in file order, each against what those before it left; by other means than mloc."""
    ceiling, due = 100000, 25000
    aid, received, rejected = {}, {}, {}
    for line, row in sorted(csv_rows('paiements.csv')[1].items()):
        number, amount = row['N° dossier'], cents(row['Montant (€)'])
        is_aid = row['Objet'].startswith('aide ')
        sums, limit = (aid, ceiling) if is_aid else (received, due)
        before = sums.get(number, 0)
        if before + amount > limit:
            rejected[line] = limit - before
        else:
            sums[number] = before + amount
    return aid, received, rejected


def check_payments():
    aid, received, rejected = applied_payments()
    wanted = EXPECTED['import']['paiements']
    same('payments that pass the ceiling', len(rejected), wanted['rejected'])
    before = tree()
    rejects = os.path.join(WORK, 'rejects3.csv')
    said = mloc('import', 'entry', 'paiements.csv', status=1)
    same('a refused import of payments writes nothing', tree(), before)
    said = mloc('import', 'entry', 'paiements.csv', '--keep-going', '--rejects', rejects, status=3)
    tally('payments', said, new=wanted['new'], rejected=wanted['rejected'])
    found = errors(said)
    # One reason on many rows is one message; which rows they are, the rejects say below.
    told = collections.Counter()
    for one in found:
        many = re.search(r' \((\d+) rows: lines (\d+),', one['words'])
        told[one['code']] += int(many[1]) if many else 1
        same('a message stands at the first of its rows', int(one['line']) if not many else int(many[2]), int(one['line']))
    same('rejected payments that were told', dict(told), {'L110': len(rejected)})
    for one in found:
        left = rejected[int(one['line'])]
        holds(f'line {one["line"]} says what is left', one['code'] == 'L110' and f': {left // 100}.{left % 100:02} left' in one['words'], str(one))
    rejects_are_rows_of('paiements.csv', rejects, sorted(rejected))
    after = tree()
    said = mloc('import', 'entry', 'paiements.csv', '--keep-going', status=3)
    tally('the same payments again', said, same=wanted['new'], rejected=wanted['rejected'])
    same('the same payments again change no byte', tree(), after)
    rows = mloc('contract', 'balance', '-O', 'json').rows()
    same('ledgers', sorted(row['file_number'] for row in rows), sorted(set(aid) | set(received)))
    for row in rows:
        number = row['file_number']
        found = tuple(cents(str(row[name]).replace('.', ',')) for name in ('received', 'owing', 'committed', 'paid', 'left'))
        paid, got = aid.get(number, 0), received.get(number, 0)
        same(f'balance of {number}', found, (got, 25000 - got, 0, paid, 100000 - paid))
    owing = mloc('contract', 'balance', 'owing:0.01..', '-O', 'json').rows()
    same('who still owes', sorted(row['file_number'] for row in owing), sorted(number for number, got in received.items() if got < 25000))


def figures(rows):
    """Figures of the report by site: the total and each site as a whole."""
    names = ('sessions', 'learners', 'minutes', 'present', 'absent', 'excused', 'presence_rate')
    return {row['site'] or 'total': {name: float(row[name]) if name == 'presence_rate' else int(row[name]) for name in names}
            for row in rows if row['level'] in ('total', 'site')}


def check_report():
    said = mloc('report', 'monthly', '2010-06', '-O', 'json')
    rows = said.rows()
    same('monthly report', figures(rows), EXPECTED['monthly_2010_06'])
    schools = [row for row in rows if row['level'] == 'school']
    same('sessions of the schools add up', sum(int(row['sessions']) for row in schools), EXPECTED['monthly_2010_06']['total']['sessions'])
    text = mloc('report', 'monthly', '2010-06', '-O', 'csv').out
    table = list(csv.DictReader(io.StringIO(text)))
    same('CSV of the report', figures(table), EXPECTED['monthly_2010_06'])
    for form in ('table', 'md'):
        text = mloc('report', 'monthly', '2010-06', '-O', form).out
        holds(f'{form} of the report: 100,650 min', '1678h' in re.sub('[\u202f\u00a0 ,]', '', text), text)
    mloc('report', 'monthly', '2010-06', '-O', 'xlsx2', status=2)
    mloc('report', 'monthly', '2010-13', status=2)
    cache = os.path.join(OFFICE, '.mloc', 'cache.sqlite')
    holds('there is a cache', os.path.exists(cache))
    if os.path.exists(cache):
        os.remove(cache)
    same('the report without its cache', mloc('report', 'monthly', '2010-06', '-O', 'json').out, said.out)


def check_workspace():
    mloc('check')
    same('check -O json', mloc('check', '-O', 'json').rows(), [])
    rows = mloc('query', 'SELECT COUNT(*) AS n FROM lesson WHERE voided_day IS NULL', '-O', 'json').rows()
    same('lessons by query', [str(row['n']) for row in rows], [str(EXPECTED['import']['seances']['new'])])
    # One broken record: named by place, and no report until it is mended.
    path = next(os.path.join(folder, name) for folder, _, names in sorted(os.walk(os.path.join(OFFICE, 'cases'))) for name in sorted(names))
    bytes_ = read(path)
    with open(path, 'wb') as file:
        file.write(bytes_.replace(b'\nsex: ', b'\ngender: ', 1))
    said = mloc('check', status=1)
    holds('check names the place', re.search(r'^cases/\S+\.yaml:\d+:\d+: error\[R201\]', said.err, re.M), said.err)
    same('no report on a broken workspace', mloc('report', 'monthly', '2010-06', status=1).out, '')
    with open(path, 'wb') as file:
        file.write(bytes_)
    mloc('check')
    run('check', status=10, directory=WORK)
    mloc('chekc', status=2)


def main():
    run('init', OFFICE, '--template', 'autonomie')
    run('init', OFFICE, '--template', 'autonomie', status=1)
    said = mloc('import', 'partners', 'auto-ecoles.csv')
    tally('schools', said, new=9)
    same('files of schools', len(os.listdir(os.path.join(OFFICE, 'partners'))), 9)
    applications = check_applications()
    check_eligible()
    check_draw()
    check_contracts()
    check_lessons(applications)
    check_commitments()
    check_payments()
    check_report()
    check_workspace()


status = count(main)
shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
