"""Lessons, tests of the licence and their reports, counted a second time from the CSV files; and who sees what.

    python3 tests/outside/lesson_job.py build/mloc
"""
import collections, csv, datetime, io, json, os, re, shutil, statistics, subprocess, sys, tempfile

import yaml

from counting import count, same
from every_command import verbs

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(TOP, 'examples', 'autonomie')
EXPECTED = json.load(open(os.path.join(FILES, 'expected.json'), encoding='utf-8'))
MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-lesson-job-')
OFFICE = os.path.join(WORK, 'loiret')
SITES = {"Mission Locale de l'Orléanais": 'orleans', 'Mission Locale de Montargis-Gien': 'montargis', 'Mission Locale du Pithiverais': 'pithiviers'}


def run(*words, status=0):
    done = subprocess.run([MLOC, *words], cwd=FILES, env={'LANG': 'C.UTF-8'}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if status is not None:
        same(f'status of mloc {" ".join(words)}' + (f' [{done.stderr.decode()[:300]}]' if done.returncode != status else ''), done.returncode, status)
    return done


def mloc(*words, status=0):
    return run('-C', OFFICE, '--today', '2011-06-30', *words, status=status)


def rows(*words):
    return list(csv.DictReader(io.StringIO(mloc(*words, '-O', 'csv', '-q').stdout.decode())))


def iso(text):
    return '-'.join(reversed(text.split('/')))


def table(name):
    with open(os.path.join(FILES, name), encoding='cp1252', newline='') as file:
        return {number: row for number, row in enumerate(csv.DictReader(file, delimiter=';'), 2)}


class Count:
    """What the reports say, from the files alone."""

    def __init__(self):
        faulty = {line for line, _, _ in EXPECTED['faulty_rows_of_candidatures']}
        self.people, self.school = {}, {}
        for line, row in table('candidatures.csv').items():
            if line not in faulty:
                self.people[row['N° dossier']] = row
        self.facts = []  # person, day, school, what, amount
        self.read_lessons()
        self.read_exams()
        self.read_payments()
        self.add_steps()

    def read_lessons(self):
        wrong = set(EXPECTED['import']['seances']['rejected_lines'])
        seen, self.lessons = set(), []
        for line, row in table('seances.csv').items():
            hours, minutes = re.split('[h:]', row['Heure'])
            key = (row['N° dossier'], row['Auto-école'], row['Date'], f'{int(hours):02}:{minutes or "00"}')
            if line not in wrong and key not in seen:
                seen.add(key)
                self.school.setdefault(row['N° dossier'], row['Auto-école'])
                self.lessons.append((iso(row['Date']) + 'T' + key[3], row))
        reached = set()
        for start, row in sorted(self.lessons, key=lambda one: one[0]):
            person, day, school = row['N° dossier'], start[:10], row['Auto-école']
            self.add(person, day, school, 'sessions')
            self.add(person, day, school, {'P': 'present', 'A': 'absent', 'E': 'excused'}[row['Présence']])
            if row['Présence'] == 'P':
                self.add(person, day, school, 'minutes', int(row['Durée (min)']))
            for skill, level in zip(row['Compétences REMC'].split(','), row['Niveaux'].split(',')):
                if level.strip() == 'assimilé' and (person, skill) not in reached:
                    reached.add((person, skill))
                    self.add(person, day, school, 'skills')

    def read_exams(self):
        self.exams, tries = [], collections.Counter()
        for row in sorted(table('examens.csv').values(), key=lambda row: iso(row['Date'])):
            person, day, theory = row['N° dossier'], iso(row['Date']), row['Épreuve'] == 'ETG'
            passed = int(row['Note']) >= (35 if theory else 20)
            tries[person, theory] += 1
            self.exams.append((person, day, theory, passed))
            self.add(person, day, None, 'theory_tests' if theory else 'practical_tests')
            if passed and theory and tries[person, theory] == 1:
                self.add(person, day, None, 'theory_first')
            if passed and not theory:
                self.add(person, day, None, {1: 'practical_first', 2: 'practical_second'}.get(tries[person, theory], 'practical_later'))

    def read_payments(self):
        aid = collections.Counter()
        for _, row in sorted(table('paiements.csv').items()):
            amount = int(re.sub(r'[^0-9]', '', row['Montant (€)']))
            person, is_aid = row['N° dossier'], row['Objet'].startswith('aide ')
            if is_aid and aid[person] + amount > 100000:
                continue
            aid[person] += amount if is_aid else 0
            self.add(person, iso(row['Date']), None, 'paid' if is_aid else 'received', amount)

    def add_steps(self):
        self.steps = collections.defaultdict(dict)
        def reach(person, step, day):
            self.steps[person][step] = min(day, self.steps[person].get(step, day))
        for person, row in self.people.items():
            reach(person, 'applied', iso(row['Date de candidature']))
        for start, row in self.lessons:
            if row['Présence'] == 'P':
                reach(row['N° dossier'], 'started', start[:10])
                if row['Type'] != 'code':
                    reach(row['N° dossier'], 'driving', start[:10])
        for person, day, theory, passed in self.exams:
            if passed:
                reach(person, 'theory' if theory else 'licences', day)
            if not theory:
                reach(person, 'examined', day)
        number = lambda day: datetime.date.fromisoformat(day).toordinal()
        for person, steps in self.steps.items():
            for step, day in steps.items():
                self.add(person, day, None, step)
            for name, since, until in (('days_to_start', 'applied', 'started'), ('days_to_theory', 'started', 'theory'), ('days_to_licence', 'theory', 'licences')):
                if since in steps and until in steps:
                    self.add(person, steps[until], None, name, number(steps[until]) - number(steps[since]))

    def add(self, person, day, school, what, amount=1):
        self.facts.append((person, day, school or self.school.get(person), what, amount))

    def figures(self, first, last, choose):
        """What the report's line for the facts that `choose` takes should hold."""
        sums, spans, people, licences = collections.Counter(), collections.defaultdict(list), set(), []
        for fact in self.facts:
            person, day, school, what, amount = fact
            if not first <= day <= last or not choose(person, day, school):
                continue
            sums[what] += amount
            spans[what].append(amount)
            if what == 'present':
                people.add(person)
            if what == 'licences':
                licences.append(day)
        names = ('applied started theory driving examined licences sessions minutes present absent excused skills theory_tests theory_first '
                 'practical_tests practical_first practical_second practical_later').split()
        found = {name: str(sums[name]) for name in names}
        found['learners'] = str(len(people))
        found['first_licence'] = min(licences, default='')
        for name in ('received', 'paid'):
            found[name] = f'{sums[name] // 100}.{sums[name] % 100:02}'
        for name in ('days_to_start', 'days_to_theory', 'days_to_licence'):
            found[name] = f'{statistics.median(spans[name]):.1f}' if spans[name] else ''
        known = sums['present'] + sums['absent'] + sums['excused']
        found['presence_rate'] = f'{sums["present"] / known:.6f}' if known else ''
        return found


def area_of(commune):
    """Employment areas of this test only: two, and communes in neither."""
    return {'0': 'Orléans', '1': 'Montargis', '2': 'Orléans', '3': 'Montargis'}.get(commune[-1], '')


def set_areas(counted):
    with open(os.path.join(OFFICE, 'mloc.toml'), 'a', encoding='utf-8') as file:
        file.write('\n[areas]\n')
        for commune in sorted({person['Code INSEE'] for person in counted.people.values()}):
            if area_of(commune):
                file.write(f'{commune} = "{area_of(commune)}"\n')


def check_reports(counted):
    set_areas(counted)
    for period, first, last in (('2010-01..2011-12', '2010-01-01', '2011-12-31'), ('2010-09', '2010-09-01', '2010-09-30')):
        table = rows('report', 'school', period)
        site_of = lambda person: SITES[counted.people[person]['Mission locale']]
        choices = {'total': lambda name: lambda person, day, school: True,
                   'site': lambda name: lambda person, day, school: site_of(person) == name,
                   'school': lambda name: lambda person, day, school: (school or '') == name,
                   'area': lambda name: lambda person, day, school: area_of(counted.people[person]['Code INSEE']) == name,
                   'commune': lambda name: lambda person, day, school: counted.people[person]['Code INSEE'] == name,
                   'month': lambda name: lambda person, day, school: day[:7] == name}
        for row in table:
            wanted = counted.figures(first, last, choices[row['level']](row['name']))
            same(f'{period} {row["level"]} {row["name"]}', {name: row[name] for name in wanted}, wanted)
        total = next(row for row in table if row['level'] == 'total')
        same(f'{period}: employment areas', sorted(row['name'] for row in table if row['level'] == 'area'), ['', 'Montargis', 'Orléans'])
        for level in ('site', 'school', 'area', 'commune', 'month'):
            for name in ('sessions', 'minutes', 'licences', 'practical_tests'):
                same(f'{period}: {name} of each {level} add up', sum(int(row[name]) for row in table if row['level'] == level), int(total[name]))
    learners = rows('report', 'learner', '2010-01..2011-12')
    same('one row for each learner', sorted(row['file_number'] for row in learners), sorted(counted.people))
    for row in learners:
        person = row['file_number']
        wanted = counted.figures('2010-01-01', '2011-12-31', lambda one, day, school: one == person)
        steps = counted.steps[person]
        found = {name: row[name] for name in ('sessions', 'minutes', 'present', 'absent', 'excused', 'skills', 'theory_tests', 'practical_tests', 'received', 'paid')}
        same(f'figures of {person}', found, {name: wanted[name] for name in found})
        same(f'steps of {person}', [row[name] for name in ('applied', 'started', 'theory', 'driving', 'licence')],
             [steps.get(name, '') for name in ('applied', 'started', 'theory', 'driving', 'licences')])
        same(f'area of {person}', row['area'], area_of(counted.people[person]['Code INSEE']))


def check_exams(counted):
    said = mloc('import', 'exam', 'examens.csv')
    same('tests', said.stdout.decode(), f'{EXPECTED["import"]["examens"]["new"]} new, 0 same, 0 changed, 0 conflict, 0 rejected\n')
    again = mloc('import', 'exam', 'examens.csv')
    same('tests again', again.stdout.decode(), f'0 new, {EXPECTED["import"]["examens"]["new"]} same, 0 changed, 0 conflict, 0 rejected\n')
    listed = rows('lesson', 'exam', 'list')
    tries = collections.Counter()
    for person, day, theory, passed in counted.exams:
        tries[person, theory] += 1
        found = [row for row in listed if (row['file_number'], row['day'], row['test']) == (person, day, 'etg' if theory else 'pratique_b')]
        same(f'{person} {day}', [(row['result'], row['attempt']) for row in found], [('favorable' if passed else 'insuffisant', str(tries[person, theory]))])
    # The delays of the list, a second time: what came sooner is what warned:true shows (every practical test has its theory).
    delays = yaml.safe_load(open(os.path.join(TOP, 'schemas', 'codes', 'delai_represente_b.yaml'), encoding='utf-8'))['items']
    notes = {(row['N° dossier'], iso(row['Date'])): int(row['Note']) for row in table('examens.csv').values() if row['Épreuve'] == 'Pratique'}
    soon, last = set(), {}
    for person, day in sorted(notes, key=lambda one: one[1]):
        if person in last and datetime.date.fromisoformat(day) < last[person]:
            soon.add((person, day))
        points = notes[person, day]
        if points < 20:
            days = max((item for item in delays if 'min' in item and item['min'] <= points), key=lambda item: item['min'])['days']
            last[person] = datetime.date.fromisoformat(day) + datetime.timedelta(days=days)
    same('tests that came too soon', {(row['file_number'], row['day']) for row in rows('lesson', 'exam', 'list', 'warned:true')}, soon)


def listing_commands():
    """Every verb that prints a table, as the program tells a shell; a help's layout is for people."""
    found = [name.split() for name in verbs(MLOC) if {'table', 'json'} <= set(run('complete', '--', *name.split(), '-O', '').stdout.decode().split())]
    same('the listings are those of every noun', {'enrol', 'diagnose', 'draw', 'lesson', 'contract', 'passport', 'meeting', 'partner'} <= {one[0] for one in found}, True)
    return found


DATA = os.path.join(TOP, 'tests', 'fixtures', 'evaluation', 'autonomie_synth.csv')
ARGUMENTS = {'enrol eligibility': ['autonomie'], 'enrol plan': ['AU-2010-9001'], 'lesson progress': ['AU-2010-9001'],
             'query': ['SELECT * FROM person'], 'export': ['person'], 'report': ['learner', '2010'],
             'draw show': ['essai-2010'], 'draw takeup': ['essai-2010'], 'report power': ['autonomie'], 'report diff': ['learner', '2009', '2010'], 'report portfolio': ['2010', '--for', 'leroy'], 'report trajectory': ['autonomie', '--draw', 'essai-2010'], 'diagnose compare': ['AU-2010-9001', '2010-05-20-b4dg', '2010-05-20-b4dg'], 'diagnose wave list': ['essai-2010'],
             **{f'passport {kind} list': ['AU-2010-9001'] for kind in ('experience', 'consent', 'level', 'relisting', 'attachment', 'contribution', 'handout', 'permit')},
             'meeting plan': ['AU-2010-9002'],
             'meeting group list': ['essai-2010'], 'meeting rating list': ['AU-2010-9002'], 'log': ['AU-2010-9001'], 'dossier': ['AU-2010-9001'],
             'report effect': ['--data', DATA, '--outcome', 'licence', '--assign', 'z']}
NEVER = {'auto_ecole': {'sex', 'age', 'commune', 'education', 'housing', 'resources', 'priority_area', 'prescriber', 'household', 'referent',
                        'birth_date', 'email', 'paid', 'owing', 'received'},
         'evaluateur': {'file_number', 'surname', 'first_name', 'phone', 'email', 'birth_date', 'referent', 'instructor_name', 'commune', 'resources'},
         'jeune': {'referent', 'for', 'id', 'case_id', 'staff'},
         'employeur': {'surname', 'first_name', 'phone', 'email', 'birth_date', 'sex', 'age', 'commune', 'housing', 'resources', 'referent',
                       'break_reason', 'owed', 'staff', 'programme', 'practice', 'act', 'minutes'},
         'partenaire_referent': None}
# Listings without a column of the person, by the person that ARGUMENTS names.
ABOUT = {'meeting plan': 'AU-2010-9002', 'meeting rating list': 'AU-2010-9002', 'enrol plan': 'AU-2010-9001', 'diagnose compare': 'AU-2010-9001'}
OWN_COLUMN = ('listing', 'of_nobody', 'of_employer')


def check_searches(mloc, roles, viewers, person):
    """Nobody finds a person by what they may not see."""
    for role, code in viewers.items():
        for field, family in (('surname', 'name'), ('first_name', 'name'), ('file_number', 'number'), ('case_id', 'key')):
            found = mloc('--as', code, 'list', person[field], '-O', 'json', '-q', status=None)
            rows = len(json.loads(found.stdout)['rows']) if found.returncode == 0 and found.stdout else 0
            if family not in roles[role].get('sees', []):
                same(f'list by {field} as {role}', rows, 0)
                if field != 'case_id':
                    for words in (['enrol', 'plan'], ['lesson', 'progress'], ['meeting', 'plan'], ['meeting', 'rating', 'list'], ['show'], ['log'], ['diff']):
                        same(f'{words} by {field} as {role}', mloc('--as', code, *words, person[field], status=None).stdout, b'')
            if role == 'conseiller' and field == 'surname':
                own = mloc('--as', code, 'list', '-O', 'json', '-q', status=None)
                same(f'list by {field} as {role} finds their own', rows > 0, any(one['file_number'] == person['file_number'] for one in json.loads(own.stdout)['rows']))


def check_audiences():
    """On a workspace with two records of every kind: who sees which rows and fields of each listing of the program."""
    office = os.path.join(WORK, 'everything')
    run('init', office, '--template', 'autonomie')
    for room in ('cases', 'identities', 'partners', 'draws'):
        shutil.copytree(os.path.join(TOP, 'examples', 'records', room), os.path.join(office, room), dirs_exist_ok=True)
    mloc = lambda *words, status=0: run('-C', office, '--today', '2011-01-01', *words, status=status)
    rows = lambda *words: list(csv.DictReader(io.StringIO(mloc(*words, '-O', 'csv', '-q').stdout.decode())))
    with open(os.path.join(office, 'mloc.toml'), 'a', encoding='utf-8') as file:
        for role in ('evaluateur', 'partenaire_referent', 'animateur_mobilite', 'referent_unique', 'dpo'):
            file.write(f'\n[[staff]]\ncode = "{role.replace("_", "-")}"\nrole = "{role}"\n')
    audiences = yaml.safe_load(open(os.path.join(TOP, 'schemas', 'audiences.yaml'), encoding='utf-8'))
    roles = {one['role']: one for one in audiences['roles']}
    listings = {one['listing']: one for one in audiences['listings']}
    for listing in audiences['listings']:
        fields = [field for family in set(listing) - set(OWN_COLUMN) for field in listing[family]]
        same(f'{listing["listing"]}: each field is in one family', len(fields), len(set(fields)))
    school, learner, adviser = 'ecole-loire', 'AU-2010-9001', 'briand'
    viewers = {'auto_ecole': school, 'jeune': learner, 'conseiller': adviser, 'evaluateur': 'evaluateur', 'employeur': 'restaurant-du-quai',
               'partenaire_referent': 'partenaire-referent', 'animateur_mobilite': 'animateur-mobilite', 'referent_unique': 'referent-unique'}
    everybody = rows('list')
    assigned = {row['case_id']: row['school'] for row in everybody}
    own = {'auto_ecole': {row['file_number'] for row in everybody if row['school'] == school} | {row['case_id'] for row in everybody if row['school'] == school},
           'jeune': {learner} | {row['case_id'] for row in everybody if row['file_number'] == learner},
           'conseiller': {value for row in everybody if row['referent'] == adviser for value in (row['file_number'], row['case_id'])}}
    same('the school has learners', len(own['auto_ecole']) > 0 and len(assigned) > len(own['auto_ecole']), True)
    check_searches(mloc, roles, viewers, next(row for row in rows('list', '--names') if row['file_number'] == learner))
    shown, employer_rows, kinds = 0, 0, set()
    for words in listing_commands():
        name = ' '.join(words)
        command = [*words, *ARGUMENTS.get(name, [])]
        if name in ('resolve', 'passport list'):  # settles a merge, and there is none here; has a role table of its own
            continue
        if name in ('export', 'report effect'):
            same(f'{name} refuses', mloc('--as', school, *command, '-O', 'csv', status=None).returncode, 5)
            continue
        whole = mloc(*command, '-O', 'json', '-q', status=None)
        if whole.returncode == 2:
            same(f'{name} has its arguments in this test', whole.stderr.decode()[:200], '')
        if whole.stdout and words not in (['report'], ['report', 'diff']):
            kinds.add(json.loads(whole.stdout)['kind'])
        for role, code in viewers.items():
            seen = mloc('--as', code, *command, '-O', 'json', '-q', status=None)
            if seen.returncode != 0 or not seen.stdout:
                same(f'{name} as {role} says nothing when it refuses', seen.stdout, b'')
                continue
            document, entire = json.loads(seen.stdout), json.loads(whole.stdout)
            families = set(roles[role].get('sees', []))
            listing = listings.get(document['kind'], {})
            allowed = {field for family in families for field in listing.get(family, [])}
            for row in document['rows']:
                shown += 1
                if not set(row) <= allowed:
                    same(f'{name} as {role} shows no other field', sorted(set(row) - allowed), [])
                if role in NEVER and (NEVER[role] is None or set(row) & NEVER[role]):
                    same(f'{name} as {role} shows nothing forbidden', sorted(row), [])
            if role == 'employeur' and entire['rows']:
                column = listing['of_employer']
                same(f'{name} as {role}: their rows', len(document['rows']), sum(row[column] == code for row in entire['rows']))
                employer_rows += len(document['rows'])
            if role in own and entire['rows']:
                everybody_s = listing.get('of_nobody') or ABOUT.get(name) in own[role]
                theirs = [row for row in entire['rows'] if everybody_s or {row.get('case_id'), row.get('file_number')} & own[role]]
                same(f'{name} as {role}: their rows', len(document['rows']), len(theirs))
                for row in document['rows'][:50]:
                    if 'file_number' in row or 'case_id' in row:
                        same(f'{name} as {role}: a row of theirs', bool({row.get('case_id'), row.get('file_number')} & own[role]), True)
            width = set(entire['rows'][0]) if entire['rows'] else set()
            for field in sorted(width - allowed):
                hidden = mloc('--as', code, *command, '--sort', field, '-O', 'json', '-q', status=None)
                same(f'{name} as {role} is not ordered by {field}', (hidden.returncode != 0, hidden.stdout), (True, b''))
    same('rows were looked at', shown > 100, True)
    same('the employer was shown some', employer_rows > 0, True)
    closed = {'duplicates', 'check', 'todo', 'log', 'diff', 'dossier', 'retention', 'register', 'budget', 'query', 'passports', 'experiences', 'consents', 'accesses', 'levels', 'relistings',
              'attachments', 'contributions', 'handouts', 'permits', 'lists', 'reports', 'trajectory'}
    same('every other listing is open to somebody', sorted(kinds - set(listings) - closed), [])


def check_sensitive():
    secret = {code['code'] for path in os.listdir(os.path.join(TOP, 'schemas', 'codes'))
              for code in yaml.safe_load(open(os.path.join(TOP, 'schemas', 'codes', path), encoding='utf-8'))['items'] if code.get('sensitive')}
    for code, sees in (('gatinais', False), ('leroy', True)):
        found = {word for row in rows('--as', code, 'lesson', 'list', '--sensitive') for word in row['difficulties'].split()}
        same(f'{code} sees sensitive difficulties', bool(found & secret), sees)


def check_bundle(counted):
    folder = os.path.join(WORK, 'envoi')
    mloc('lesson', 'bundle', 'gatinais', '-o', folder)
    with open(os.path.join(folder, 'jeunes.csv'), encoding='utf-8-sig', newline='') as file:
        table = list(csv.DictReader(file, delimiter=';'))
    same('the bundle is the school\'s', sorted(row['file_number'] for row in table), sorted(person for person, school in counted.school.items() if school == 'gatinais'))
    same('fields of the bundle', list(table[0]), ['file_number', 'surname', 'first_name', 'phone', 'licence_number', 'status', 'project'])
    for row in table:
        same(f'name of {row["file_number"]}', (row['surname'], row['first_name']), tuple(' '.join(counted.people[row['file_number']][name].split()) for name in ('Nom', 'Prénom')))
    everything = b''.join(open(os.path.join(folder, name), 'rb').read() for name in os.listdir(folder))
    for person in counted.people:
        if counted.school.get(person) != 'gatinais':
            same(f'{person} is not in the bundle', person.encode() in everything, False)


def check_sheet(counted):
    """The sheet's CSV, filled in by the school, comes back through the same mapping; what is left empty is passed over."""
    path = os.path.join(WORK, 'feuille.csv')
    number = sorted(person for person, school in counted.school.items() if school == 'gatinais')[0]
    mloc('lesson', 'add', number, '--on', '2010-12-10', '--time', '14:00', '--minutes', '90', '--presence', 'prevu')
    before = len(rows('lesson', 'list', number))
    mloc('lesson', 'sheet', 'gatinais', '2010-12', '-o', path)
    with open(path, encoding='utf-8-sig', newline='') as file:
        header, *lines = list(csv.reader(file, delimiter=';'))
    same('the sheet has the columns of the mapping', header, list(csv.reader(open(os.path.join(FILES, 'seances.csv'), encoding='cp1252'), delimiter=';'))[0])
    same('the sheet has every learner', {line[0] for line in lines}, {person for person, school in counted.school.items() if school == 'gatinais'})
    other = sorted({line[0] for line in lines} - {number})[0]
    for line in lines:
        cells = dict(zip(header, line))
        if line[0] == number:
            same('the planned lesson stands there', [cells[name] for name in ('Date', 'Heure', 'Durée (min)', 'Type', 'Présence')], ['10/12/2010', '14:00', '90', 'conduite', ''])
            cells['Présence'] = 'A'
        if line[0] == other:
            cells.update({'Date': '11/12/2010', 'Heure': '9h30', 'Durée (min)': '60', 'Type': 'conduite', 'Présence': 'P'})
        line[:] = [cells[name] for name in header]
    with open(path, 'w', encoding='utf-8-sig', newline='') as file:
        csv.writer(file, delimiter=';').writerows([header, *lines])
    said = mloc('import', 'lesson', path)
    empty = len(lines) - 2
    same('the sheet comes back', said.stdout.decode(), f'1 new, 0 same, 1 changed, 0 conflict, 0 rejected, {empty} passed over\n')
    same('the planned lesson was that one', len(rows('lesson', 'list', number)), before)
    same('and is known to be missed', [row['presence'] for row in rows('lesson', 'list', number) if row['starts'] == '2010-12-10T14:00'], ['absent_non_excuse'])
    again = mloc('import', 'lesson', path)
    same('the sheet again', again.stdout.decode(), f'0 new, 2 same, 0 changed, 0 conflict, 0 rejected, {empty} passed over\n')


def main():
    run('init', OFFICE, '--template', 'autonomie')
    mloc('import', 'partners', 'auto-ecoles.csv')
    mloc('import', 'application', 'candidatures.csv', '--keep-going', status=3)
    mloc('import', 'lesson', 'seances.csv', '--keep-going', status=3)
    mloc('import', 'entry', 'paiements.csv', '--keep-going', status=3)
    counted = Count()
    check_exams(counted)
    check_reports(counted)
    check_bundle(counted)
    check_audiences()
    check_sensitive()
    check_sheet(counted)
    mloc('check')


status = count(main)
shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
