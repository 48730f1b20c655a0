"""An office as unlike the first as possible: its own sites, ages, money, headers and lists, one programme without a draw, one
with, one that is evaluated. Counted a second time from the file alone, and once more with every code of the office renamed.

    python3 tests/outside/second_office.py build/mloc
"""
import csv, datetime, json, os, re, shutil, subprocess, sys, tempfile

from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
EXAMPLE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'examples', 'estuaire')
WORK = tempfile.mkdtemp(prefix='mloc-second-')
SITES = {'Blain': 'blain', 'Pontchâteau': 'pontchateau', 'Savenay': 'savenay'}
PLACES = {'blain': 7, 'pontchateau': 4, 'savenay': 12}
# Every code that is the office's own; the new ones keep the order, for listings are sorted by code.
RENAMED = {'blain': 'bqx', 'pontchateau': 'prvk', 'savenay': 'szzu', 'lea': 'lmn', 'omar': 'oxy', 'tremplin': 'tw9', 'premiers-pas': 'pq7', 'essor': 'ehh',
           'jeunes': 'ja', 'moyens': 'mb', 'territoire': 'tc', 'inscription': 'ia', 'majeur': 'mx', 'statut': 'sy', 'entraide': 'ee1',
           'parrainage_local': 'pp1', 'service_local': 'ss1', 'mlest': 'zz'}


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
        return self.renamed.get(word, word)

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
    return expected, people


def main_job(office):
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
    said['end'] = office.run('check')
    return said


def main():
    expected, people = counted()
    with open(os.path.join(EXAMPLE, 'expected.json'), encoding='utf-8') as file:
        same('expected.json', json.load(file), expected)
    first = Office(os.path.join(WORK, 'a', 'office'), {})
    said = main_job(first)
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

    # Without a draw.
    first.run('enrol', 'add', '--programme', 'premiers-pas', '--file-number', 'P-1', '--surname', 'Blanc', '--first-name', 'Eva', '--born', '13/08/2000', '--sex', 'F',
              '--site', 'blain', '--situation', 'service_local')
    receipt = first.run('enrol', 'receipt', 'P-1')
    holds('the receipt announces no draw', 'pas de tirage' in receipt and 'loterie' not in receipt)
    first.run('contract', 'add', 'P-1', '--programme', 'premiers-pas')
    first.run('check')

    second = Office(os.path.join(WORK, 'b', 'office'), RENAMED)
    renamed = main_job(second)
    for what, text in said.items():
        if what in ('letters', 'standing'):
            continue  # tickets come from the roster, which has the sites' codes
        other = renamed[what]
        if not isinstance(text, str):
            text, other = json.dumps(text, ensure_ascii=False), json.dumps(other, ensure_ascii=False)
        same(f'{what}, renamed', re.sub(r'[ -]+', ' ', second.original(other)), re.sub(r'[ -]+', ' ', text))
    same('letters to the ineligible, renamed', second.original(renamed['letters']['ineligible']), said['letters']['ineligible'])


try:
    status = count(main)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
