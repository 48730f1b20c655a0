"""One figure, one rule: whatever two commands say of the same thing is equal. Offices made at random, of places and lines that
no example has; Python keeps its own account of what it wrote. The pairs (PAIRS below):

    money      budget = funder = programme = balance = journal = what was written; a statement's ceiling = committed + to come + paid + left
    people     dose = pole; contracts signed = contract list; entries, exits: programme = funder = results; planned totals
    goals      objectives by sex and by school level = funder's entries; leavers' list = service; portfolio = what --as shows
    draws      eligible = announcement = minutes = roster = letters, whatever was changed since
    trials     takeup = programme = the evaluation's flow; response = flow

    /usr/bin/python3 tests/outside/agreement.py build/mloc [SEED]
"""
import csv, datetime, glob, io, os, random, re, subprocess, sys, tempfile

from counting import count, same

MLOC = os.path.abspath(sys.argv[1])
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20260317
FIRST, TODAY = datetime.date(2026, 1, 1), datetime.date(2027, 6, 30)
NATURES = ['permis', 'transport', 'logement', 'energie', 'garde', 'autre']

SETTINGS = '''version = 1
language = "fr"
timezone = "Europe/Paris"

[organisation]
name = "Mission locale de l'Œuvre-sur-Sèvre"

[[staff]]
code = "import"
role = "administrateur"

[[staff]]
code = "lhermitte"
role = "conseiller"

[[staff]]
code = "nguyen"
role = "animateur_mobilite"
'''


def site_tables(sites):
    return ''.join(f'\n[[sites]]\ncode = "{site}"\nname = "L\'Île {site.title()}"\n' for site in sites)


def programme(chance, sites):
    """The text of a programme and what it plans: lines (name, natures, first, last, amount), places, objectives."""
    places = {site: chance.randrange(1, 30) for site in sites}
    lines, text = [], []
    for funder in ('departement', 'region', 'fse')[:chance.randrange(1, 4)]:
        pays = chance.choice([(FIRST, TODAY), (FIRST, FIRST + datetime.timedelta(200)), (FIRST + datetime.timedelta(120), TODAY)])
        text.append(f'[[funders]]\ncode = "{funder}"\nname = "{funder.title()}"')
        if pays != (FIRST, TODAY):
            text.append(f'starts = {pays[0]}\nends = {pays[1]}')
        for number in range(chance.randrange(1, 4)):
            natures = chance.sample(NATURES, chance.randrange(0, 3))
            amount = chance.randrange(100, 9000) * 100
            text.append(f'[[funders.lines]]\ncode = "ligne{number}"\nname = "Ligne {number}"\namount = "{amount / 100:.2f}"')
            if natures:
                text.append('natures = [' + ', '.join(f'"{nature}"' for nature in natures) + ']')
            lines.append((f'{funder}/ligne{number}', natures, *pays, amount))
    objectives = {}
    for site in chance.sample(sites, chance.randrange(0, len(sites) + 1)):
        objectives[site] = chance.randrange(1, 30)
    whole = chance.choice([None, None, chance.randrange(20, 99)])
    for site, number in objectives.items():
        text.append(f'[[objectives]]\nindicator = "entrees"\nsite = "{site}"\nnumber = {number}')
    if whole:
        text.append(f'[[objectives]]\nindicator = "entrees"\nnumber = {whole}')
    for sex in 'FH':
        text.append(f'[[objectives]]\nindicator = "entrees"\nsex = "{sex}"\nnumber = {chance.randrange(1, 9)}')
    head = (f'version = 1\ncode = "essor"\nname = "Essor"\nstarts = {FIRST}\nends = {TODAY}\ndiagnosis = "mobility"\ncommitments = ["rencontres"]\n\n[quotas]\n'
            + '\n'.join(f'{site} = {number}' for site, number in places.items())
            + '\n\n[contract]\nmonths = 18\ncouples = true\ninstitution = ["referent_unique"]\n\n[exit]\nrule = "sortie"\nversion = 1\npositive = ["emploi_durable"]\n\n[aid]\nceiling = "900.00"\ncurrency = "EUR"\n\n')
    planned = {site: objectives.get(site, places[site]) for site in sites}
    return head + '\n'.join(text) + '\n', lines, planned, whole or sum(planned.values())


def record(kind, fields):
    return f'---\nrecord: {kind}/1\n' + ''.join(f'{name}: {value}\n' for name, value in fields.items() if value is not None)


class Dossier:
    """Adds records to the file of a case; ids are days with four letters, in the order of the file."""

    def __init__(self, chance, path):
        self.chance, self.path, self.added, self.used = chance, path, [], set()

    def id_on(self, day):
        while True:
            text = f'{day}-' + ''.join(self.chance.choice('0123456789abcdefghjkmnpqrstvwxyz') for _ in range(4))
            if text not in self.used:
                self.used.add(text)
                return text

    def add(self, record_kind, on, **fields):
        name = self.id_on(on)
        self.added.append(record(record_kind, {'id': f'"{name}"', **fields}))
        return name

    def write(self):
        with open(self.path, encoding='utf-8') as file:
            there = ['---\n' + part for part in re.split(r'^---\n', file.read().removesuffix('...\n'), flags=re.M) if part.strip()]
        whole = sorted(there + self.added, key=lambda text: re.search(r'^id: "(.*)"', text, re.M).group(1))
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write(''.join(whole) + '...\n')


class Office:
    def __init__(self, folder, chance):
        self.folder, self.chance = folder, chance
        self.sites = chance.sample(['quai-3', 'hauts', 'z9', 'rive'], chance.randrange(1, 4))
        os.makedirs(os.path.join(folder, 'programmes'))
        text, self.lines, self.planned, self.planned_in_all = programme(chance, self.sites)
        with open(os.path.join(folder, 'mloc.toml'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS + site_tables(self.sites))
        with open(os.path.join(folder, 'programmes', 'essor.toml'), 'w', encoding='utf-8') as file:
            file.write(text)
        self.committed, self.paid = {}, {}   # line to cents
        self.dose, self.signed, self.entered, self.site, self.exited, self.unsolved = {}, set(), set(), {}, {}, set()
        self.fill(chance.randrange(4, 12))

    def run(self, *words, today=TODAY, status=0):
        done = subprocess.run([MLOC, '-C', self.folder, '-q', '--today', str(today), '--by', 'import', *words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LC_ALL': 'C.UTF-8'})
        if status is not None and done.returncode != status:
            same('mloc ' + ' '.join(words), (done.returncode, done.stderr.decode()), (status, ''))
        return done.stdout.decode('utf-8')

    def rows(self, *words, **how):
        return list(csv.DictReader(io.StringIO(self.run(*words, '-O', 'csv', **how))))

    def fill(self, people):
        names = [('Lœuillet', 'Zoé'), ("N'Guessan", 'Aïssata'), ('Ledru-Rollin', 'Éloïse'), ('D’Août', 'Maël')]
        for place in range(people):
            number, (surname, first) = f'ES-26-{place:03}', names[place % len(names)]
            self.site[number] = self.chance.choice(self.sites)
            self.run('enrol', 'add', '--programme', 'essor', '--file-number', number, '--surname', surname, '--first-name', f'{first}-{"ABCDEFGHIJKL"[place]}',
                     '--born', f'{1 + place:02}/0{1 + place % 9}/2006', '--sex', 'FH'[place % 2], '--on', '2026-01-15', '--site', self.site[number])
        listed = {row['file_number']: row['case_id'] for row in self.rows('list')}
        for number in sorted(listed):
            dossier = Dossier(self.chance, glob.glob(os.path.join(self.folder, 'cases', '*', listed[number] + '.yaml'))[0])
            self.fill_dossier(number, dossier)
            dossier.write()

    def day(self, after=FIRST + datetime.timedelta(20)):
        return after + datetime.timedelta(self.chance.randrange((TODAY - after).days))

    def line_of(self, nature, day, named):
        if named:
            return named
        paying = [line for line in self.lines if line[2] <= day <= line[3]]
        for wanted in ([line for line in paying if nature in line[1]], [line for line in paying if not line[1]]):
            if wanted:
                return wanted[0][0]
        return ''

    def fill_dossier(self, number, dossier):
        if self.chance.random() < 0.7:
            self.enter(number, dossier)
        if self.chance.random() < 0.7:
            self.sign(number, dossier)
        left = 90000
        for _ in range(self.chance.randrange(4)):
            amount = self.chance.randrange(1, 20000)
            if amount <= left:
                left -= amount
                self.aid(dossier, amount)
        self.meet(number, dossier)
        self.leave_school(number, dossier)

    def leave_school(self, number, dossier):
        if self.chance.random() < 0.6:
            return
        day = FIRST + datetime.timedelta(self.chance.randrange(10))
        dossier.add('situation', day, by='lhermitte', situation='sortie_precoce', starts=f'"{day}"')
        proposed = self.chance.random() < 0.5
        if proposed:
            on = self.day()
            dossier.add('act', on, by='lhermitte', axis='accueil', day=f'"{on}"', solution='apprentissage')
            self.dose[number] = (self.dose[number][0] + 1, self.dose[number][1])
        if not proposed and number not in self.entered:
            self.unsolved.add(number)

    def enter(self, number, dossier):
        day = self.day()
        exited = self.day(day) if self.chance.random() < 0.4 and day < TODAY - datetime.timedelta(1) else None
        reason = self.chance.choice(['emploi_durable', 'non_respect']) if exited else None
        dossier.add('participation', day, by='lhermitte', programme='essor', entered=f'"{day}"', adviser='lhermitte', exited=f'"{exited}"' if exited else None,
                    exit_reason=reason)
        self.entered.add(number)
        if exited:
            self.exited[number] = reason

    def sign(self, number, dossier):
        day = self.day()
        if day > TODAY - datetime.timedelta(40):
            return
        name = dossier.add('contract', day, by='lhermitte', programme='essor', day=f'"{day}"', starts=f'"{day}"', ends=f'"{day + datetime.timedelta(300)}"',
                           young='[rencontres]', institution='[referent_unique]')
        parties = self.chance.sample(['jeune', 'institution'], self.chance.randrange(3))
        for party in parties:
            signed = day + datetime.timedelta(self.chance.randrange(1, 30))
            dossier.add('step', signed, by='lhermitte', contract=f'"{name}"', day=f'"{signed}"', step='signature', party=party)
        if len(parties) == 2:
            self.signed.add(number)

    def aid(self, dossier, amount):
        nature, day = self.chance.choice(NATURES), self.day()
        named = self.chance.choice([None, None, self.chance.choice(self.lines)[0]])
        line = self.line_of(nature, day, named)
        if not line:
            return  # no aid without a line that takes it
        direct = self.chance.random() < 0.3

        def entry(kind, cents, on, **more):
            return dossier.add('entry', on, by='lhermitte', programme='essor', kind=kind, day=f'"{on}"', amount=f'"{cents // 100}.{cents % 100:02}"', **more)

        def book(sums, cents):
            sums[line] = sums.get(line, 0) + cents

        if direct:
            paid = entry('aide_payee', amount, day, nature=nature, line=named)
            book(self.paid, amount)
        else:
            made = entry('aide_engagee', amount, day, nature=nature, line=named)
            book(self.committed, amount)
            if self.chance.random() < 0.4:
                return
            part, day = self.chance.randrange(1, amount + 1), self.day(day)
            paid = entry('aide_payee', part, day, commitment=f'"{made}"')
            book(self.committed, -part)
            book(self.paid, part)
            amount = part
        if self.chance.random() < 0.3 and day < TODAY - datetime.timedelta(1):
            back, on = self.chance.randrange(1, amount + 1), self.day(day)
            entry('aide_payee', back, on, reverses=f'"{paid}"')
            book(self.paid, -back)
            if not direct:
                book(self.committed, back)

    def meet(self, number, dossier):
        contacts = minutes = 0
        for _ in range(self.chance.randrange(6)):
            day, length = self.day(), self.chance.randrange(5, 90)
            presence = self.chance.choice(['present', 'retard', 'absent_excuse', 'absent_non_excuse', 'annule_service', 'reporte'])
            liaison = self.chance.random() < 0.2
            dossier.add('contact', day, by='lhermitte', channel='rdv', day=f'"{day}"', minutes=length, presence=presence, staff='lhermitte',
                        programme=self.chance.choice([None, 'essor']), colleague='nguyen' if liaison else None)
            if presence in ('present', 'retard') and not liaison:
                contacts, minutes = contacts + 1, minutes + length
        self.dose[number] = (contacts, minutes)


def cents(text):
    return round(float(text or '0') * 100)


PERIOD = f'{FIRST}..{TODAY}'


def judge(office):
    same('no fault', office.run('check', '-q'), '')
    budget = [row for row in office.rows('contract', 'budget') if row['money'] == 'aid']
    funder = [row for row in office.rows('report', 'funder', PERIOD) if row['section'] == 'lines' and row['item'] == 'line']
    whole = [row for row in office.rows('report', 'funder', PERIOD) if row['section'] == 'lines' and row['item'] == 'total']
    shown = {f"{row['funder']}/{row['line']}" if row['funder'] else 'inconnu': (cents(row['committed']), cents(row['paid'])) for row in budget}
    wanted = {line or 'inconnu': (office.committed.get(line, 0), office.paid.get(line, 0)) for line in {*office.committed, *office.paid}}
    known = {line: sums for line, sums in shown.items() if sums != (0, 0)}
    same('contract budget, line by line, and what was written', known, {line: sums for line, sums in wanted.items() if sums != (0, 0)})
    said = {row['value']: (cents(row['committed']), cents(row['paid'])) for row in funder}
    same('report funder and contract budget, line by line', {line: sums for line, sums in said.items() if sums != (0, 0)}, known)
    sums = tuple(map(sum, zip(*shown.values()))) if shown else (0, 0)
    same('report funder, total', [(cents(row['committed']), cents(row['paid'])) for row in whole], [sums] if whole else [])
    by_funder = [row for row in office.rows('contract', 'budget', '--group', 'funder') if row['money'] == 'aid']
    same('contract budget by funder', tuple(sum(cents(row[name]) for row in by_funder) for name in ('committed', 'paid')), sums)
    balances = office.rows('contract', 'balance')
    same('contract balance', tuple(sum(cents(row[name]) for row in balances) for name in ('committed', 'paid')), sums)
    programme = {(row['section'], row['item'], row['site']): row for row in office.rows('report', 'programme', PERIOD)}
    same('report programme, money', tuple(cents(programme['money', item, '']['cumulative_amount']) for item in ('aide_engagee', 'aide_payee')), sums)
    journal = office.run('contract', 'journal')
    booked = [cents(amount) for amount in re.findall(r'^ +charges:aide:essor:\S+ +(-?[0-9.]+)', journal, re.M)]
    same('contract journal', sum(booked), sums[1])
    check_statements(office, balances)
    check_people(office, programme)
    check_results(office, programme)


def check_statements(office, balances):
    """Ceiling = committed + to come + paid + left, on any day; and what the balance says of the same day."""
    for row in balances[:4]:
        day = office.day()
        text = office.run('contract', 'statement', row['file_number'], '--on', str(day)).replace('\u00a0', ' ').replace('\u202f', ' ')
        amounts = [cents(re.sub(r'[ €]', '', amount).replace(',', '.')) for amount in re.findall(r'^  [^:]*: +(.*€)$', text, re.M)]
        ceiling, committed, coming, paid, left = amounts[-5:]
        same('a statement adds up', committed + coming + paid + left, ceiling)
        balance = office.rows('contract', 'balance', row['file_number'], '--on', str(day))
        same('statement and balance', [tuple(cents(one[name]) for name in ('committed', 'coming', 'paid', 'left')) for one in balance],
             [(committed, coming, paid, left)] if balance else [])


def check_people(office, programme):
    listed = office.rows('enrol', 'dose')
    dose = {row['file_number']: (int(row['contacts']), int(row['minutes'])) for row in listed}
    for number, said in dose.items():
        same(f'the dose of {number}', said, office.dose[number])
    pole = [row for row in office.rows('report', 'pole', PERIOD) if row['section'] == 'dose']
    met = [dose for dose in office.dose.values() if dose[0]]
    same('report pole, contacts', [(int(row['facts']), int(row['people'])) for row in pole], [(sum(one[0] for one in met), len(met))] if met else [])
    for row in pole:
        same('report pole, minutes each', abs(float(row['mean']) - sum(one[1] for one in met) / len(met)) <= 0.0501, True)
    same('contracts that all have signed', int(programme['funnel', 'contrats', '']['cumulative']), len(office.signed))
    states = [row for row in office.rows('contract', 'list') if row['state'] != 'to_sign']
    same('contract list', len(states), len(office.signed))
    same('entries', int(programme['funnel', 'entrees', '']['cumulative']), len(office.entered))
    for site in office.sites:
        row = programme['funnel', 'entrees', site]
        same(f'planned at {site}', int(row['planned']), office.planned[site])
        same(f'entered at {site}', int(row['cumulative']), sum(office.site[number] == site for number in office.entered))
    same('planned in all', int(programme['funnel', 'entrees', '']['planned']), office.planned_in_all)


def check_results(office, programme):
    results = {(row['item'], row['value']): row for row in office.rows('report', 'results', PERIOD)}
    funder = {(row['section'], row['item'], row['value']): row for row in office.rows('report', 'funder', PERIOD)}
    if office.entered:
        whole = results['total', '']
        same('entered: results, programme, funder', [int(whole['entered']), int(programme['funnel', 'entrees', '']['cumulative'])],
             [int(funder['entries', 'total', '']['cumulative'])] * 2)
        same('left: results and programme', int(whole['exited']), int(programme['funnel', 'sorties', '']['cumulative']))
        same('left: as written', int(whole['exited']), len(office.exited))
        same('left positively', int(whole['positive']), sum(reason == 'emploi_durable' for reason in office.exited.values()))
    if office.exited:
        same('left: funder', int(funder['exits', 'total', '']['cumulative']), len(office.exited))
    for sex in 'FH':
        aim = next(row for row in office.rows('report', 'programme', PERIOD) if row['section'] == 'objectives' and row['value'] == sex)
        same(f'objective by sex {sex} and funder', int(aim['cumulative']), int(funder.get(('entries', 'sex', sex), {'cumulative': 0})['cumulative']))
    leavers = office.rows('enrol', 'leavers')
    same('early leavers', {row['file_number'] for row in leavers}, office.unsolved)
    service = [row for row in office.rows('report', 'service', PERIOD) if row['item'] == 'unsolved']
    same('report service, early leavers', [int(row['people']) for row in service], [len(leavers)] if leavers else [])
    portfolio = office.rows('report', 'portfolio', PERIOD, '--for', 'lhermitte')
    same('a portfolio and what --as lists', {row['file_number'] for row in portfolio}, {row['file_number'] for row in office.rows('list', '--as', 'lhermitte')})


DRAWN = """version = 1
code = "essor"
name = "Essor"
starts = 2026-01-01
ends = 2027-12-31
{more}
[window]
opens = 2026-01-05
closes = 2026-02-27

[quotas]
{quotas}

[[criteria]]
code = "quartier"
field = "priority_area"
is = true

[appeal]
months = 2
rule = "règlement"
"""
TRIAL = """
[trial]
baseline = "outcomes"

[[waves]]
code = "t12"
months = 12

[[outcomes]]
code = "apaise"
all_of = [{item = "precaire", is = ["false"]}, {item = "bien_etre", at_least = 5}]
"""


# Rows of a survey that name no draw: they are answers of the draw that planned the wave.
ANSWERS = """version = 2
name = "enquetes"
makes = "diagnosis"
encoding = "utf-8"
delimiter = ";"
decimal = ","
dates = "yyyy-mm-dd"
key = ["application.file_number", "diagnosis.wave"]

[set]
"diagnosis.instrument" = "outcomes"
"diagnosis.version" = "1"
"diagnosis.signed_by" = "import"

[[columns]]
header = "numéro"
field = "application.file_number"

[[columns]]
header = "vague"
field = "diagnosis.wave"

[[columns]]
header = "jour"
field = "diagnosis.day"
take = "day"

[[columns]]
header = "précaire"
field = "diagnosis.answers.precaire"
take = "flag"

[[columns]]
header = "bien-être"
field = "diagnosis.answers.bien_etre"
take = "integer"
"""


class Drawn(Office):
    """An office whose places are drawn, of a trial or not; files are changed after the announcement."""

    def __init__(self, folder, chance, is_trial):
        self.folder, self.chance, self.is_trial = folder, chance, is_trial
        self.sites = ['z9'] if is_trial else chance.sample(['quai-3', 'hauts', 'z9'], 2)
        os.makedirs(os.path.join(folder, 'programmes'))
        with open(os.path.join(folder, 'mloc.toml'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS + site_tables(self.sites))
        with open(os.path.join(folder, 'programmes', 'essor.toml'), 'w', encoding='utf-8') as file:
            text = DRAWN.format(more='', quotas='\n'.join(f'{site} = {chance.randrange(3, 6)}' for site in self.sites))
            file.write(text + (TRIAL if is_trial else ''))
        self.apply()

    def apply(self):
        self.numbers = [f'ES-26-{place:03}' for place in range(self.chance.randrange(14, 20))]
        for place, number in enumerate(self.numbers):
            fits = self.chance.random() < (0.95 if self.is_trial else 0.7)
            self.run('enrol', 'add', '--programme', 'essor', '--file-number', number, '--surname', 'ABCDEFGHIJKLMNOPQRSTUV'[place] * 6, '--first-name', 'TUVWXYZABCDEFGHIJKLMNOPQ'[place] * 5,
                     '--born', f'{1 + place:02}/0{1 + place % 9}/2006', '--sex', 'FH'[place % 2], '--on', '2026-01-15', '--site', self.chance.choice(self.sites),
                     *(['--priority-area'] if fits else []), today=datetime.date(2026, 3, 3))
        listed = {row['file_number']: row['case_id'] for row in self.rows('list')}
        self.second = self.numbers[0]
        self.dossiers = {}
        for number in self.numbers:
            dossier = Dossier(self.chance, glob.glob(os.path.join(self.folder, 'cases', '*', listed[number] + '.yaml'))[0])
            if number == self.second and not self.is_trial:
                dossier.add('application', datetime.date(2026, 2, 2), by='lhermitte', programme='essor', file_number='ES-26-900', received='"2026-02-02"', site=self.sites[0],
                            priority_area='true')
            if self.is_trial:
                on = datetime.date(2026, 2, 3)
                dossier.add('trial', on, by='lhermitte', programme='essor', day=f'"{on}"', answer='accepte' if self.chance.random() < 0.95 else 'refuse')
                dossier.add('diagnosis', on, by='lhermitte', instrument='outcomes', version=1, day=f'"{on}"', signed_by='lhermitte', wave='t0', answers='\n  precaire: "true"')
            dossier.write()



def judge_draw(office):
    """What the draw took stays what every command says, whatever becomes of the files."""
    announced, revealed = datetime.date(2026, 3, 3), datetime.date(2026, 3, 9)
    same('no fault', office.run('check', '-q'), '')
    before = office.rows('enrol', 'eligibility', 'essor', today=announced)
    eligible = {row['file_number'] for row in before if row['eligible'] == 'true'}
    office.run('draw', 'announce', 'tirage-1', '--programme', 'essor', '--source', 'euromillions@2026-03-06', '--source', 'loto@2026-03-07', today=announced)
    office.run('draw', 'reveal', 'tirage-1', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7', today=revealed)
    office.run('draw', 'run', 'tirage-1', today=revealed)
    with open(os.path.join(office.folder, 'draws', 'tirage-1', 'announcement.yaml'), encoding='utf-8') as file:
        said = file.read()
    same('eligible and announcement', int(re.search(r'^eligible: (\d+)', said, re.M).group(1)), len(eligible))
    with open(os.path.join(office.folder, 'draws', 'tirage-1', 'roster.tsv'), encoding='utf-8') as file:
        same('eligible and roster', {line.split('\t')[0] for line in list(file)[1:]}, eligible)
    out = [row['file_number'] for row in before if row['eligible'] != 'true']
    if out:
        office.run('amend', out[-1], 'priority_area=true', today=revealed)
    if not office.is_trial:
        office.run('amend', sorted(eligible)[-1], 'priority_area=false', today=revealed)
    after = office.rows('enrol', 'eligibility', 'essor', '--draw', 'tirage-1', today=revealed)
    same('eligible of a draw after the files changed', {row['file_number'] for row in after if row['eligible'] == 'true'}, eligible)
    minutes = office.run('draw', 'minutes', 'tirage-1', today=revealed).replace('\u00a0', ' ')
    same('minutes', int(re.search(r'Prenant part au tirage \| (\d+)', minutes).group(1)), len(eligible))
    same('minutes: registered', int(re.search(r'enregistrées \| (\d+)', minutes).group(1)), len(before))
    page = os.path.join(office.folder, '..', 'lettres.html')
    counts = {}
    for to in ('selected', 'waiting', 'ineligible'):
        office.run('meeting', 'letters', 'tirage-1', '--for', to, '--output', page, today=revealed, status=None)
        counts[to] = 0
        if os.path.exists(page):
            with open(page, encoding='utf-8') as file:
                counts[to] = len(re.findall(r'N° de dossier', file.read()))
            os.remove(page)
    same('letters to those who took part', counts['selected'] + counts['waiting'], len(eligible))
    same('letters to the others', counts['ineligible'], len(before) - len(eligible))
    return eligible


def judge_trial(office, eligible):
    standing = office.rows('draw', 'show', 'tirage-1')
    selected = {row['file_number'] for row in standing if row['standing'] == 'selected'}
    listed = {row['file_number']: row['case_id'] for row in office.rows('list')}
    entered = set()
    office.run('diagnose', 'wave', 'add', 'tirage-1', '--wave', 't12', today=datetime.date(2026, 3, 10))
    calm, answers = {}, []
    for number in sorted(eligible):
        dossier = Dossier(office.chance, glob.glob(os.path.join(office.folder, 'cases', '*', listed[number] + '.yaml'))[0])
        if office.chance.random() < (0.9 if number in selected else 0.2):
            on = datetime.date(2026, 3, 20)
            dossier.add('participation', on, by='lhermitte', programme='essor', entered=f'"{on}"', adviser='lhermitte')
            entered.add(number)
        precarious, well = office.chance.choice(['true', 'false']), office.chance.randrange(11)
        calm[number] = precarious == 'false' and well >= 5
        answers.append([number, 't12', '2027-03-15', precarious, str(well)])
        dossier.write()
    os.makedirs(os.path.join(office.folder, 'imports'), exist_ok=True)
    with open(os.path.join(office.folder, 'imports', 'enquetes.toml'), 'w', encoding='utf-8') as file:
        file.write(ANSWERS)
    survey = os.path.join(office.folder, '..', 'enquete.csv')
    with open(survey, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file, delimiter=';').writerows([['numéro', 'vague', 'jour', 'précaire', 'bien-être'], *answers])
    office.run('import', 'enquetes', survey)
    same('no fault', office.run('check', '-q'), '')
    takeup = {row['arm']: row for row in office.rows('draw', 'takeup', 'tirage-1')}
    programme = {(row['section'], row['item'], row['site']): row for row in office.rows('report', 'programme', PERIOD)}
    same('takeup and report programme', sum(int(row['entered']) for row in takeup.values()), int(programme['funnel', 'entrees', '']['cumulative']))
    flow = {row['arm']: row for row in office.rows('report', 'effect', '--programme', 'essor', '--wave', 't12', '--show', 'flow')}
    response = {row['arm']: row for row in office.rows('diagnose', 'wave', 'response', 'draw:tirage-1', 'wave:t12')}
    for arm, name in (('test', 'test'), ('control', 'temoin')):
        members = {number for number in eligible if (number in selected) == (arm == 'test')}
        same(f'takeup and flow, {arm}', [(int(takeup[name]['drawn']), int(takeup[name]['entered'])), (int(flow[arm]['drawn']), int(flow[arm]['entered']))],
             [(len(members), len(members & entered))] * 2)
        same(f'response and flow, {arm}', int(response[name]['answered']), int(flow[arm]['answered']))
        same(f'the declared outcome, {arm}', abs(float(flow[arm]['mean']) - sum(calm[number] for number in members) / len(members)) < 1e-9, True)
    headline = office.run('report', 'effect', '--programme', 'essor', '--wave', 't12').split('\n')[0]
    control, test, apart = (float(one) for one in re.search(r': (-?[\d.]+) → (-?[\d.]+)%, ([+-][\d.]+) points', headline).groups())
    same('a headline subtracts', abs(test - control - apart) < 0.11, True)


def main():
    for turn in range(4):
        for is_trial in (False, True):
            with tempfile.TemporaryDirectory(prefix='mloc-agreement-') as folder:
                office = Drawn(os.path.join(folder, 'office'), random.Random(SEED + turn), is_trial)
                eligible = judge_draw(office)
                if is_trial:
                    judge_trial(office, eligible)
    for turn in range(8):
        with tempfile.TemporaryDirectory(prefix='mloc-agreement-') as folder:
            office = Office(os.path.join(folder, 'office'), random.Random(SEED + turn))
            judge(office)


sys.exit(count(main))
