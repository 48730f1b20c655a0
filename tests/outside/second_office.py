"""An office as unlike the first as possible: its own sites, ages, money, headers and lists, one programme without a draw, one
with, one that is evaluated, files and a spreadsheet. Counted a second time from the files alone, and once more with every code of
the office (sites, staff, programmes, criteria, outcomes, codes of lists, partners, the office itself) a random word.

    python3 tests/outside/second_office.py build/mloc
"""
import csv, datetime, json, os, random, re, shutil, subprocess, sys, tempfile

import openpyxl

from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
EXAMPLE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'examples', 'estuaire')
WORK = tempfile.mkdtemp(prefix='mloc-second-')
SITES = {'Blain': 'blain', 'Pontchâteau': 'pontchateau', 'Savenay': 'savenay'}
PLACES = {'blain': 7, 'pontchateau': 4, 'savenay': 12}
PLACES_OF_ESSOR = {'blain': 2, 'pontchateau': 2, 'savenay': 3}
# Every code that is the office's own.
CODES = ['blain', 'pontchateau', 'savenay', 'lea', 'omar', 'tremplin', 'premiers-pas', 'essor', 'jeunes', 'moyens', 'territoire', 'inscription', 'majeur', 'statut', 'adultes',
         'loge', 'entraide', 'parrainage_local', 'service_local', 'mlest', 'volant']
SEED = random.randrange(1 << 32)


def random_codes():
    """Random words that keep the order, for listings are sorted by code."""
    chance, words = random.Random(SEED), set()
    while len(words) < len(CODES):
        words.add(''.join(chance.choice('bcdfghjklmnpqrstvwxz') for _ in range(9)))
    return dict(zip(sorted(CODES), sorted(words)))


class Office:
    def __init__(self, folder, renamed):
        self.folder, self.renamed = folder, renamed
        subprocess.run([MLOC, 'init', folder, '-q'], check=True, env={'LANG': 'C.UTF-8'})
        for part in ('', 'programmes', 'imports', 'lists'):
            os.makedirs(os.path.join(folder, part), exist_ok=True)
            for name in os.listdir(os.path.join(EXAMPLE, part)):
                if name.endswith(('.toml', '.yaml')):
                    with open(os.path.join(EXAMPLE, part, name), encoding='utf-8') as file:
                        text = file.read()
                    stem, end = name.rsplit('.', 1)
                    with open(os.path.join(folder, part, self.word(stem) + '.' + end), 'w', encoding='utf-8') as file:
                        file.write(self.text(text))

    def word(self, word):
        """A word of the command line; a code stands alone, or behind a sign."""
        if os.path.exists(os.path.join(EXAMPLE, word)):
            return word
        for old, new in self.renamed.items():
            word = re.sub(rf'(?<![\w-]){re.escape(old)}(?![\w-])', new, word)
        return word

    def text(self, text):
        """Codes stand in quotes, behind `code:`, or as keys of quotas."""
        for old, new in self.renamed.items():
            text = re.sub(rf'(?<=")(application\.)?{old}(?=")', lambda found: (found.group(1) or '') + new, text)
            text = re.sub(rf'(?<=code: ){old}(?=[,}}])', new, text)
            text = re.sub(rf'^{old}(?= =)', new, text, flags=re.M)
        return text

    def run(self, *words, status=0, today='2026-03-03'):
        done = subprocess.run([MLOC, '-C', self.folder, '--today', today, *map(self.word, words)], env={'LANG': 'C.UTF-8'}, cwd=EXAMPLE, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        same(f'status of {" ".join(words)} [{done.stderr.decode()[:400]}]', done.returncode, status)
        return done.stdout.decode()

    def rows(self, *words, **more):
        return json.loads(self.run(*words, '-O', 'json', **more))['rows']

    def original(self, text):
        for old, new in self.renamed.items():
            text = re.sub(rf'(?<![\w-]){re.escape(new)}(?=_value\b|(?![\w-]))', old, text)
        return text

    def view(self, *words, **more):
        """An output without what is random anew in each office: ids, digests, and the order and widths that hang on them."""
        text = self.original(self.run(*words, **more))
        text = re.sub(r'\b[0-9a-f]{12,64}\b', 'DIGEST', re.sub(r'\b\d{4}-\d\d-\d\d-[0-9a-z]{4}\b', 'ID', text))
        text = re.sub(r'\b[0-9A-HJKMNP-TV-Z]{10}\b|\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}\b', 'CASE', text)
        return '\n'.join(sorted(re.sub(r' +', ' ', re.sub(r'-{2,}', '-', line)).strip() for line in text.splitlines()))


def age(birth, day):
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def reason(row):
    """The first condition that is not met, by the file alone; None when all are."""
    day, birth, registered = (datetime.date.fromisoformat(row[name]) for name in ('arrivée', 'né(e) le', 'inscrit depuis'))
    if not datetime.date(2026, 1, 5) <= day <= datetime.date(2026, 2, 27):
        return 'window'
    if not 16 <= age(birth, day) <= 20:
        return 'jeunes'
    if not (row['par mois'] and float(row['par mois']) <= 1200) and row['QPV'] != 'o':
        return 'moyens'
    if not row['commune'].startswith('44'):
        return 'territoire'
    return None if registered < day else 'inscription'


def counted():
    with open(os.path.join(EXAMPLE, 'candidatures.csv'), encoding='utf-8', newline='') as file:
        people = list(csv.DictReader(file))
    expected = {'applications': len(people), 'eligible': {site: 0 for site in PLACES}, 'excluded': {}, 'selected': {}}
    for row in people:
        why = reason(row)
        if why:
            expected['excluded'][why] = expected['excluded'].get(why, 0) + 1
        else:
            expected['eligible'][SITES[row['antenne']]] += 1
    expected['selected'] = {site: min(PLACES[site], number) for site, number in expected['eligible'].items()}
    # Essor, from its sheet: 18 to 29, everybody consents but each seventh.
    sheet = openpyxl.load_workbook(os.path.join(EXAMPLE, 'essor.xlsx'), read_only=True)['Essor 2026']
    rows = [dict(zip(('number', 'day', 'site', 'surname', 'first_name', 'birth'), row)) for row in list(sheet.iter_rows(values_only=True))[1:]]
    adults = [row for row in rows if 18 <= age(row['birth'].date(), row['day'].date()) <= 29]
    agree = {row['number']: SITES[row['site']] for row in adults if int(row['number'][2:]) % 7}
    drawn = {site: sum(one == site for one in agree.values()) for site in PLACES}
    expected['essor'] = {'applications': len(rows), 'adults': len(adults), 'drawn': drawn, 'test': {site: min(PLACES_OF_ESSOR[site], number) for site, number in drawn.items()}}
    return expected, people, agree



def main_job(office, agree):
    """What can be compared between two offices: outputs without ids and digests."""
    said = {'check': office.run('check'), 'programmes': office.run('programme', 'list', '--columns', 'programme,name,version,admission,places')}
    for programme in ('tremplin', 'premiers-pas', 'essor'):
        said[programme] = re.sub(r'\([0-9a-f]{12}\)', '', office.run('programme', 'show', programme))
    office.run('import', 'tremplin', os.path.join(EXAMPLE, 'candidatures.csv'))
    said['again'] = office.run('import', 'tremplin', os.path.join(EXAMPLE, 'candidatures.csv'))
    said['eligibility'] = office.rows('enrol', 'eligibility', 'tremplin')
    said['eligibility'] = [{key: value for key, value in row.items() if key not in ('case_id', 'programme_digest')} for row in said['eligibility']]
    said['codes'] = office.run('codes', 'situation_autonomie') + office.run('codes', 'engagement_contrat')
    office.run('draw', 'announce', 'essai-2026', '--programme', 'tremplin', '--source', 'euromillions@2026-03-06', '--source', 'loto@2026-03-07')
    office.run('draw', 'reveal', 'essai-2026', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7', today='2026-03-09')
    office.run('draw', 'run', 'essai-2026', today='2026-03-09')
    office.run('draw', 'verify', 'essai-2026')
    said['standing'] = office.rows('draw', 'show', 'essai-2026')
    said['letters'] = {to: office.run('meeting', 'letters', 'essai-2026', '--for', to, '--output', os.path.join(office.folder, '..', to + '.html')) or
                       open(os.path.join(office.folder, '..', to + '.html'), encoding='utf-8').read() for to in ('selected', 'waiting', 'ineligible')}
    said['reports'] = office.run('report', 'monthly', '2026-02', '-O', 'csv')
    without_a_draw(office)
    trial(office, agree)
    for words in VIEWS:
        said[' '.join(words)] = office.view(*words, today='2026-06-01')
    said['end'] = office.run('check')
    return said


def without_a_draw(office):
    """Premiers pas: a receipt without a draw, a contract, contacts and acts, a partner."""
    office.run('enrol', 'add', '--programme', 'premiers-pas', '--file-number', 'P-1', '--surname', 'Blanc', '--first-name', 'Eva', '--born', '13/08/2000', '--sex', 'F',
               '--site', 'blain', '--situation', 'service_local', '--referent', 'omar')
    receipt = office.run('enrol', 'receipt', 'P-1')
    holds('the receipt announces no draw', 'pas de tirage' in receipt and 'loterie' not in receipt)
    office.run('contract', 'add', 'P-1', '--programme', 'premiers-pas')
    office.run('enrol', 'contact', 'add', 'P-1', 'telephone', '15', '--staff', 'omar')
    office.run('enrol', 'act', 'add', 'P-1', 'accueil', '--minutes', '30')
    office.run('enrol', 'situation', 'add', 'P-1', 'recherche_emploi')
    office.run('partner', 'add', 'volant', '--name', 'Au volant', '--kind', 'AUTO_ECOLE', '--siret', '73282932000074')
    office.run('enrol', 'contact', 'list', 'staff:omer', status=2)


def trial(office, agree):
    """Essor: consent, baseline, two arms; controls wait for nothing."""
    office.run('import', 'essor', os.path.join(EXAMPLE, 'essor.xlsx'))
    for number in agree:
        office.run('enrol', 'trial', 'add', number, 'accepte')
        office.run('diagnose', 'add', number, 'outcomes', '--wave', 't0', '--set', 'precaire=non', '--set', 'subi=non')
    office.run('draw', 'announce', 'essor-mars', '--programme', 'essor', '--source', 'euromillions@2026-03-06', '--source', 'loto@2026-03-07')
    office.run('draw', 'reveal', 'essor-mars', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7', today='2026-03-09')
    office.run('draw', 'run', 'essor-mars', today='2026-03-09')
    chosen = next(row['file_number'] for row in office.rows('draw', 'show', 'essor-mars') if row['standing'] == 'selected')
    office.run('draw', 'withdraw', 'essor-mars', chosen, '--reason', 'renonciation', today='2026-03-10')


# What is shown of the office, each with its codes.
VIEWS = [words.split() for words in (
    'list -O csv', 'list site:blain -O csv', 'list programme:essor -O csv', 'list referent:omar -O csv', 'list situation:service_local -O csv', 'show P-1', 'show T-001', 'todo',
    'alert list', 'log P-1', 'programme list', 'programme show essor', 'programme show premiers-pas', 'programme check', 'programme diff tremplin', 'enrol eligibility premiers-pas',
    'enrol eligibility essor', 'enrol contact list staff:omar', 'enrol act list', 'enrol situation list', 'enrol trial list programme:essor', 'enrol dose', 'enrol leavers',
    'enrol receipt P-1', 'enrol receipt E-05', 'enrol plan P-1', 'contract list programme:premiers-pas', 'contract schedule', 'contract balance', 'contract referent list',
    'contract statement P-1', 'draw list', 'draw show essor-mars', 'draw show essai-2026', 'draw takeup essor-mars', 'draw minutes essai-2026', 'draw minutes essor-mars',
    'diagnose list', 'diagnose wave list', 'partner list', 'show volant', 'report programme 2026-03 --programme essor', 'report programme 2026-03 --programme tremplin -O csv',
    'report service 2026-03', 'report results 2026 -O csv', 'report funder 2026-03', 'report portfolio 2026-03 --for omar', 'report sites 2026-03', 'report attention 2026-03',
    'report trajectory essor', 'retention list', 'register list', 'codes', 'codes engagement_contrat', 'codes situation_autonomie', 'complete list site:', 'lesson list school:volant')]


def main():
    expected, people, agree = counted()
    with open(os.path.join(EXAMPLE, 'expected.json'), encoding='utf-8') as file:
        same('expected.json', json.load(file), expected)
    first = Office(os.path.join(WORK, 'a', 'office'), {})
    said = main_job(first, agree)
    eligible = [row for row in said['eligibility'] if row['eligible']]
    same('applications', len(said['eligibility']), expected['applications'])
    for site in PLACES:
        same(f'eligible in {site}', sum(row['site'] == site for row in eligible), expected['eligible'][site])
        same(f'selected in {site}', sum(row['stratum'] == site and row['standing'] == 'selected' for row in said['standing']), expected['selected'][site])
    reasons = {}
    for row in said['eligibility']:
        if not row['eligible']:
            reasons[row['reason']] = reasons.get(row['reason'], 0) + 1
    same('reasons', reasons, expected['excluded'])
    for row, person in zip(said['eligibility'], people):
        same(f'reason of {person["n°"]}', row['reason'], reason(person))
    same('letters to the ineligible', said['letters']['ineligible'].count('Votre candidature n&#39;a pas pu être retenue') or
         len(re.findall(r'pas pu être retenue', said['letters']['ineligible'])), sum(expected['excluded'].values()))
    holds('letters say the ages of this programme', '16 à 20 ans' in said['letters']['ineligible'] and '18 à 25' not in said['letters']['ineligible'])
    holds('the rules say the limit', '1\u202f200,00 €' in said['tremplin'])

    arms = [row for row in first.rows('draw', 'show', 'essor-mars') if row['drawn']]
    essor = expected['essor']
    same('applications to Essor', len(first.rows('list', 'programme:essor')), essor['applications'])
    for site in PLACES:
        same(f'drawn for Essor in {site}', sum(row['stratum'] == site for row in first.rows('draw', 'show', 'essor-mars')), essor['drawn'][site])
        same(f'test arm in {site}', sum(row['stratum'] == site for row in arms), essor['test'][site])
    same('a place that falls free stays empty', {row['standing'] for row in first.rows('draw', 'show', 'essor-mars')}, {'selected', 'control', 'withdrawn'})
    minutes = said['draw minutes essor-mars']
    holds('the minutes have the words of the arms', 'groupe Essor' in minutes and 'groupe habituel' in minutes and 'liste d\'attente :' not in minutes)
    first.run('check')

    # An address is amended by command, a sealed one too, and lies nowhere in clear.
    first.run('seal')
    first.run('amend', 'P-1', "address.lines=9 quai de l'Œuf", 'address.postcode=44999', 'address.town=Port-Neuf', 'neph=260144000123', 'use_name=Noël', 'representative.surname=Blanc',
              'representative.first_name=Anne', today='2026-06-01')
    shown = first.run('show', 'P-1', today='2026-06-01')
    for kept in ("9 quai de l'Œuf", 'Port-Neuf', '260144000123', 'Noël', 'Anne'):
        holds(f'{kept} is kept', kept in shown, shown)
    sealed = subprocess.run(['grep', '-rlE', 'quai de|Port-Neuf|260144000123|Noël', os.path.join(first.folder, 'identities'), os.path.join(first.folder, 'cases')], stdout=subprocess.PIPE)
    same('nothing of it is in clear', sealed.stdout, b'')
    first.run('check', today='2026-06-01')

    second = Office(os.path.join(WORK, 'b', 'office'), random_codes())
    renamed = main_job(second, agree)
    for what, text in said.items():
        other = renamed[what]
        if not isinstance(text, str):
            text, other = json.dumps(text, ensure_ascii=False), json.dumps(other, ensure_ascii=False)
        same(f'{what}, renamed', re.sub(r'[ -]+', ' ', second.original(other)), re.sub(r'[ -]+', ' ', text))


try:
    status = count(main)
    if status:
        print(f'the random codes: seed {SEED}')
finally:
    shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
