"""The plan of three meetings, computed a second time without mloc: for the 139 jobs of the example and for 200 generated
ones every planned day must agree, and the due and late lists on several days.

    /usr/bin/python3 tests/outside/meetings.py build/mloc
"""
import csv, datetime, io, os, random, subprocess, sys, tempfile
import counting

def counted(what, holds, shown=''):
    counting.same(what, True if holds else shown, True)


TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MLOC = os.path.abspath(sys.argv[1])
EXAMPLES = os.path.join(TOP, 'examples', 'autonomie')
DAY = datetime.timedelta(days=1)


def mloc(where, *words, today='2012-12-31'):
    done = subprocess.run([MLOC, '-C', where, '--today', today, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


def easter(year):
    """By the moon: the first Sunday after the ecclesiastical full moon on or after 21 March (Clavius's epacts)."""
    golden = year % 19 + 1
    century = year // 100 + 1
    leaps = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leaps - 10
    epact = (11 * golden + 20 + moon - leaps) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact
    if full < 21:
        full += 30
    full += 7 - (sunday + full) % 7
    return datetime.date(year, 3, full) if full <= 31 else datetime.date(year, 4, full - 31)


def holidays(year):
    sunday = easter(year)
    moving = {sunday + n * DAY for n in (1, 39, 50)}
    return moving | {datetime.date(year, month, day) for month, day in
                     ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))}


def is_open(day):
    return day.weekday() < 5 and day not in holidays(day.year)


def months_later(day, months):
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return datetime.date(year, month, min(day.day, last))


def moved(day, last):
    ahead = day
    while not is_open(ahead):
        ahead += DAY
    if last is None or ahead <= last:
        return ahead
    back = min(day, last)
    while not is_open(back):
        back -= DAY
    return back


def plan(hired, last):
    due = {'R1': hired}
    month = months_later(hired, 1)
    half = months_later(hired, 6)
    due['R3'] = half if last is None else max(hired, min(half, last - 7 * DAY))
    # A contract that ends by then has the second meeting with the third.
    due['R2'] = month if last is None or last > month else due['R3']
    days = {}
    for code in sorted(due):
        days.setdefault(moved(due[code], last), []).append(code)
    return sorted((day.isoformat(), ' '.join(codes)) for day, codes in days.items())


def jobs_of(path):
    with open(path, encoding='cp1252', newline='') as file:
        for row in csv.DictReader(file, delimiter=';'):
            french = lambda text: datetime.datetime.strptime(text, '%d/%m/%Y').date() if text else None
            yield row['N° dossier'], french(row["Date d'embauche"]), french(row['Date de fin'])


def checked(digits):
    """With a last digit that checks the others (Luhn)."""
    values = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value - 9 if value > 9 else value for value in values) % 10)


def siret(number):
    """A SIREN of nine digits and a SIRET of fourteen, each with its check digit."""
    return checked(checked(f'{number:08d}') + '0001')


def generated(numbers, count, seed=20120131):
    chance = random.Random(seed)
    for number in chance.sample(numbers, count):
        hired = datetime.date(2011, 6, 1) + chance.randrange(500) * DAY
        kind = chance.randrange(5)
        length = None if kind == 0 else chance.randrange(0, 45) if kind == 1 else chance.randrange(30, 400)
        yield number, hired, None if length is None else hired + length * DAY


def write(path, jobs):
    with open(path, 'w', encoding='cp1252', newline='') as file:
        out = csv.writer(file, delimiter=';', lineterminator='\r\n')
        out.writerow(['N° dossier', 'Employeur', 'SIRET', 'Contrat', "Date d'embauche", 'Date de fin', 'Heures hebdo', 'Poste'])
        for place, (number, hired, last) in enumerate(jobs):
            text = lambda day: day.strftime('%d/%m/%Y') if day else ''
            out.writerow([number, 'Entreprise inventée', siret(90_000_000 + place), 'CDD' if last else 'CDI', text(hired), text(last), '35', 'cuisinier'])


def judge(where, name, jobs):
    """Each job's plan, then the due list of three days."""
    wrong = []
    said = {}
    status, out2, err = mloc(where, 'meeting', 'due', 'day:..+3660d', '-O', 'csv', today='2012-12-31')
    for row in csv.DictReader(io.StringIO(out2)):
        said.setdefault(row['file_number'], []).append((row['day'], row['meeting']))
    for number, hired, last in jobs:
        if sorted(said.get(number, [])) != plan(hired, last):
            wrong.append((number, str(hired), str(last), said.get(number), plan(hired, last)))
    counted(f'{name}: {len(jobs)} plans agree', not wrong, wrong[:3])
    for today in ('2010-12-15', '2011-11-02', '2012-05-02'):
        day = datetime.date.fromisoformat(today)
        wanted = sorted((d, number, codes) for number, hired, last in jobs for d, codes in plan(hired, last))
        for words, until, first in ((('day:..+14d',), day + 14 * DAY, None), (('late:1..',), day - DAY, None)):
            status, out, err = mloc(where, 'meeting', 'due', *words, '-O', 'csv', '--fail-if-any', today=today)
            rows = sorted((row['day'], row['file_number'], row['meeting']) for row in csv.DictReader(io.StringIO(out)))
            expected = [row for row in wanted if row[0] <= until.isoformat()]
            counted(f'{name}: due {" ".join(words)} on {today}', rows == expected and status == (1 if expected else 0), (len(rows), len(expected), status))
            late = [row for row in csv.DictReader(io.StringIO(out)) if row['late']]
            counted(f'{name}: days late on {today}', all((day - datetime.date.fromisoformat(row['day'])).days == int(row['late']) for row in late))


def workspace(where):
    subprocess.run([MLOC, 'init', where, '--template', 'autonomie', '-q'], check=True, env={'LANG': 'C.UTF-8'})
    mloc(where, '-q', 'import', 'application', os.path.join(EXAMPLES, 'candidatures.csv'), '--keep-going')
    status, out, err = mloc(where, 'list', '-O', 'csv')
    return [row['file_number'] for row in csv.DictReader(io.StringIO(out))]


def main():
    with tempfile.TemporaryDirectory() as folder:
        for year in range(1990, 2100):
            sunday = easter(year)
            assert sunday.weekday() == 6 and (3, 22) <= (sunday.month, sunday.day) <= (4, 25)
        example = os.path.join(EXAMPLES, 'embauches.csv')
        where = os.path.join(folder, 'example')
        numbers = workspace(where)
        status, out, err = mloc(where, 'import', 'job', example)
        counted('139 jobs are imported', (status, out.split(',')[0]) == (0, '139 new'), (status, out, err[-300:]))
        status, out, err = mloc(where, 'import', 'job', example)
        counted('and known when they come again', out.startswith('0 new, 139 same'), out)
        status, out, err = mloc(where, 'query', "SELECT COUNT(*) AS n, COUNT(DISTINCT p.siret) AS s FROM job j INNER JOIN partner p ON p.code = j.employer AND p.kind = 'EMPLOYEUR'", '-O', 'csv')
        counted('each with its employer', out.split() == ['n,s', '139,139'], out)
        status, out, err = mloc(where, 'check')
        counted('check finds no fault', status == 0, err[:300])
        jobs = list(jobs_of(example))
        judge(where, 'the example', jobs)
        where = os.path.join(folder, 'generated')
        numbers = workspace(where)
        jobs = list(generated(numbers, 200))
        path = os.path.join(folder, 'jobs.csv')
        write(path, jobs)
        status, out, err = mloc(where, 'import', 'job', path)
        counted('200 jobs are imported', (status, out.split(',')[0]) == (0, '200 new'), (status, out, err[-300:]))
        judge(where, 'generated', jobs)


if __name__ == '__main__':
    sys.exit(counting.count(main))
