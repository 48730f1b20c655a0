"""The whole fixture of AUTOnomie flows through: applications, draw, contracts, payments, lessons; each sum is counted a
second time from the CSV files alone.

    python3 tests/outside/flow.py build/mloc
"""
import collections, csv, json, os, shutil, subprocess, sys, tempfile

from counting import count, same

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(TOP, 'examples', 'autonomie')
EXPECTED = json.load(open(os.path.join(FILES, 'expected.json'), encoding='utf-8'))
MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-flow-')
OFFICE = os.path.join(WORK, 'loiret')
SITES = {"Mission Locale de l'Orléanais": 'orleans', 'Mission Locale de Montargis-Gien': 'montargis', 'Mission Locale du Pithiverais': 'pithiviers'}
CEILING, CONTRIBUTION = 100000, 25000
TODAY = '2011-09-30'


def mloc(*words, status=0, today=TODAY):
    done = subprocess.run([MLOC, '-C', OFFICE, '--today', today, *words], env={'LANG': 'C.UTF-8'}, cwd=FILES, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(f'status of {" ".join(words)} [{done.stderr.decode()[:300]}]', done.returncode, status)
    return done.stdout.decode()


def rows(*words, **more):
    return list(csv.DictReader(mloc(*words, '-O', 'csv', **more).splitlines()))


def table(name):
    with open(os.path.join(FILES, name), encoding='cp1252', newline='') as file:
        return list(csv.DictReader(file, delimiter=';'))


def day(text):
    d, m, y = text.split('/')
    return f'{y}-{m}-{d}'


def cents(text):
    """`1 234,50` or `1234.50`, as a whole number."""
    whole, _, rest = text.replace('\u00a0', '').replace(' ', '').replace(',', '.').partition('.')
    sign = -1 if whole.startswith('-') else 1
    return int(whole) * 100 + sign * int((rest + '00')[:2])


def people():
    """File number to site of the applications that are good rows."""
    faulty = {number for _, number, _ in EXPECTED['faulty_rows_of_candidatures']}
    return {row['N° dossier']: SITES[row['Mission locale']] for row in table('candidatures.csv') if row['N° dossier'] not in faulty}


def payments(site_of):
    """The rows that may stand, in their order: aid up to the ceiling, the contribution up to what is due."""
    aid, received, kept, left_out = collections.Counter(), collections.Counter(), [], 0
    for row in table('paiements.csv'):
        number, amount = row['N° dossier'], cents(row['Montant (€)'])
        is_aid = row['Objet'] != 'participation du jeune'
        sums, limit = (aid, CEILING) if is_aid else (received, CONTRIBUTION)
        if sums[number] + amount > limit:
            left_out += 1
            continue
        sums[number] += amount
        kept.append((number, site_of[number], day(row['Date']), is_aid, amount))
    return kept, left_out


def by_site(kept, is_aid, first, last):
    sums = collections.Counter()
    for _, site, when, aid, amount in kept:
        if aid == is_aid and first <= when <= last:
            sums[site] += amount
            sums[''] += amount
    return sums


def check_money(kept):
    balances = rows('contract', 'balance')
    numbers = {number for number, *_ in kept}
    same('accounts', {row['file_number'] for row in balances}, numbers)
    paid = sum(amount for *_, is_aid, amount in kept if is_aid)
    received = sum(amount for *_, is_aid, amount in kept if not is_aid)
    same('paid', sum(cents(row['paid']) for row in balances), paid)
    same('received', sum(cents(row['received']) for row in balances), received)
    same('owing', sum(cents(row['owing']) for row in balances), CONTRIBUTION * len(numbers) - received)
    for row in balances:
        mine = [(is_aid, amount) for number, _, _, is_aid, amount in kept if number == row['file_number']]
        same(f'paid for {row["file_number"]}', cents(row['paid']), sum(amount for is_aid, amount in mine if is_aid))
        same(f'received from {row["file_number"]}', cents(row['received']), sum(amount for is_aid, amount in mine if not is_aid))
    budget = rows('contract', 'budget')
    same('paid, line by line', sum(cents(row['paid']) for row in budget if row['money'] == 'aid'), paid)
    young = [row for row in budget if row['money'] == 'contribution']
    same('contributions', [(cents(row['paid']), cents(row['left'])) for row in young], [(received, CONTRIBUTION * len(numbers) - received)])
    half = rows('contract', 'budget', '--on', '2010-06-30')
    same('paid by the middle of the year', sum(cents(row['paid']) for row in half if row['money'] == 'aid'),
         by_site(kept, True, '2010-01-01', '2010-06-30')[''])


def check_report(kept, selected, site_of):
    first, last = '2010-06-01', '2010-06-30'
    report = {(row['item'], row['site']): row for row in rows('report', 'programme', '2010-06')}
    for item, is_aid in (('aide_payee', True), ('participation_recue', False)):
        month, all_of_it = by_site(kept, is_aid, first, last), by_site(kept, is_aid, '2010-01-01', last)
        for site in ('', *EXPECTED['quota']):
            row = report[item, site]
            same(f'{item} of the month, {site or "all"}', cents(row['period_amount']), month[site])
            same(f'{item} up to then, {site or "all"}', cents(row['cumulative_amount']), all_of_it[site])
    for site, places in EXPECTED['quota'].items():
        row = report['contrats', site]
        same(f'contracts of {site}, which nobody has signed', (int(row['planned']), int(row['cumulative'])), (places, 0))
        left = report['aide_payee', site]
        same(f'left of {site}', cents(left['remaining']), places * CEILING - by_site(kept, True, '2010-01-01', last)[site])
    same('applications', int(report['candidatures', '']['cumulative']), EXPECTED['import']['candidatures']['new'])
    seen = {}
    for number, row in enumerate(table('seances.csv'), 2):
        # P present, R late; the other marks are absences.
        if number in EXPECTED['import']['seances']['rejected_lines'] or row['Présence'] not in ('P', 'R'):
            continue
        when = day(row['Date'])
        seen[row['N° dossier']] = min(when, seen.get(row['N° dossier'], when))
    for site in ('', *EXPECTED['quota']):
        row = report['premieres_seances', site]
        there = [when for number, when in seen.items() if when <= last and (not site or site_of[number] == site)]
        same(f'first lessons, {site or "all"}', (int(row['in_period']), int(row['cumulative'])), (sum(when >= first for when in there), len(there)))


def check_tests(kept, site_of):
    """Theory and licence: each person once, on the day of the first success; what was paid for each licence."""
    last = '2011-06-30'
    report = {(row['item'], row['site']): row for row in rows('report', 'programme', '2011-01..2011-06')}
    paid = by_site(kept, True, '2010-01-01', last)
    for test, passed, item in (('ETG', 'Reçu', 'code_obtenu'), ('Pratique', 'Favorable', 'permis')):
        first = {}
        for row in table('examens.csv'):
            if row['Épreuve'] == test and row['Résultat'] == passed:
                when = day(row['Date'])
                first[row['N° dossier']] = min(when, first.get(row['N° dossier'], when))
        for site in ('', *EXPECTED['quota']):
            there = [when for number, when in first.items() if when <= last and (not site or site_of[number] == site)]
            row = report[item, site]
            same(f'{item}, {site or "all"}', (int(row['in_period']), int(row['cumulative'])), (sum(when >= '2011-01-01' for when in there), len(there)))
            if item == 'permis' and there:
                cost = (2 * paid[site] + len(there)) // (2 * len(there))
                same(f'cost of a licence, {site or "all"}', cents(report['permis', site]['unit_cost']), cost)


def main():
    site_of = people()
    subprocess.run([MLOC, 'init', OFFICE, '--template', 'autonomie', '-q'], check=True, env={'LANG': 'C.UTF-8'})
    mloc('import', 'partners', 'auto-ecoles.csv')
    mloc('import', 'application', 'candidatures.csv', '--keep-going', status=3)
    draw = EXPECTED['draw_id']
    mloc('draw', 'announce', draw, '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'euromillions@2010-02-26', today='2010-02-20')
    mloc('draw', 'reveal', draw, '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7', today='2010-02-27')
    mloc('draw', 'run', draw, today='2010-02-27')
    selected = {row['file_number'] for row in rows('draw', 'show', draw) if row['standing'] == 'selected'}
    same('places', len(selected), sum(EXPECTED['quota'].values()))

    said = mloc('contract', 'add', '--draw', draw, today='2010-03-01')
    same('a contract for each place', said, f'{len(selected)} contracts opened, 0 there already\n')
    contracts = rows('contract', 'list')
    same('contracts of those selected', {row['file_number'] for row in contracts}, selected)
    same('they end with the programme', {row['ends'] for row in contracts}, {'2011-06-30'})
    same('nobody has signed', {row['to_sign'] for row in contracts}, {'jeune institution'})

    kept, left_out = payments(site_of)
    same('payments that may stand', (len(kept), left_out), (EXPECTED['import']['paiements']['new'], EXPECTED['import']['paiements']['rejected']))
    mloc('import', 'entry', 'paiements.csv', '--keep-going', status=3)
    mloc('import', 'lesson', 'seances.csv', '--keep-going', status=3)
    check_money(kept)
    check_report(kept, selected, site_of)
    mloc('import', 'exam', 'examens.csv')
    check_tests(kept, site_of)
    same('nothing is overdue before it is planned', rows('contract', 'schedule', 'overdue:true'), [])

    # A contribution in three instalments, a part received: what is owing is on the oldest instalment that is open.
    number = sorted(selected - {one for one, *_ in kept})[0] if selected - {one for one, *_ in kept} else None
    if number:
        mloc('contract', 'due', number, '--instalments', '3', '--on', '2010-03-31')
        mloc('contract', 'receive', number, '100,00', '--on', '2010-04-02')
        plan = rows('contract', 'schedule', number)
        same('instalments', [(row['due'], row['amount'], row['settled'], row['open']) for row in plan],
             [('2010-03-31', '83.34', '83.34', '0.00'), ('2010-04-30', '83.33', '16.66', '66.67'), ('2010-05-31', '83.33', '0.00', '83.33')])
    mloc('check')


try:
    status = count(main)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
