"""One figure, one rule: whatever two commands say of the same thing is equal. Offices made at random, of places and lines that
no example has; Python keeps its own account of what it wrote.

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
    head = (f'version = 1\ncode = "essor"\nname = "Essor"\nstarts = {FIRST}\nends = {TODAY}\ndiagnosis = "mobility"\ncommitments = ["rencontres"]\n\n[quotas]\n'
            + '\n'.join(f'{site} = {number}' for site, number in places.items())
            + '\n\n[contract]\nmonths = 18\ncouples = true\ninstitution = ["referent_unique"]\n\n[aid]\nceiling = "900.00"\ncurrency = "EUR"\n\n')
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
        self.sites = ['saverne', 'billom', 'cournon'][:chance.randrange(1, 4)]
        os.makedirs(os.path.join(folder, 'programmes'))
        text, self.lines, self.planned, self.planned_in_all = programme(chance, self.sites)
        with open(os.path.join(folder, 'mloc.toml'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS + site_tables(self.sites))
        with open(os.path.join(folder, 'programmes', 'essor.toml'), 'w', encoding='utf-8') as file:
            file.write(text)
        self.committed, self.paid = {}, {}   # line to cents
        self.dose, self.signed, self.entered, self.site = {}, set(), set(), {}
        self.fill(chance.randrange(4, 12))

    def run(self, *words, today=TODAY, status=0):
        done = subprocess.run([MLOC, '-C', self.folder, '-q', '--today', str(today), '--by', 'import', *words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LC_ALL': 'C.UTF-8'})
        if done.returncode != status:
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

    def enter(self, number, dossier):
        day = self.day()
        dossier.add('participation', day, by='lhermitte', programme='essor', entered=f'"{day}"', adviser='lhermitte')
        self.entered.add(number)

    def sign(self, number, dossier):
        day = self.day()
        if day > TODAY - datetime.timedelta(40):
            return
        name = dossier.add('contract', day, by='lhermitte', programme='essor', draw='essor-2026', day=f'"{day}"', starts=f'"{day}"', ends=f'"{day + datetime.timedelta(300)}"',
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
    check_statements(office, balances)
    check_people(office, programme)


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


def main():
    for turn in range(8):
        with tempfile.TemporaryDirectory(prefix='mloc-agreement-') as folder:
            office = Office(os.path.join(folder, 'office'), random.Random(SEED + turn))
            judge(office)


sys.exit(count(main))
