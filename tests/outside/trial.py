"""The trial of Pass'Accompagnement at its size: consent and baseline before the draw, two arms, dated entries, take-up.

    python3 tests/outside/trial.py build/mloc

The people are made here; who is drawn is computed a second time, by Python, from roster and seed alone.
"""
import collections, csv, hashlib, hmac, json, math, os, random, re, shutil, statistics, subprocess, sys, tempfile

from counting import count, same

MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-trial-')
OFFICE = os.path.join(WORK, 'bas-rhin')
DRAW = 'pass-2010'
SEED = '3.12.23.31.44./9./3.18.24.36.47./2.7./'
PLACES = {'strasbourg': 286, 'haguenau': 90, 'saverne': 50, 'selestat': 60}
DRAWN = {'strasbourg': 570, 'haguenau': 190, 'saverne': 101, 'selestat': 120}
NAMES = {'strasbourg': 'Strasbourg', 'haguenau': 'Haguenau', 'saverne': 'Saverne', 'selestat': 'Sélestat'}
NO_CONSENT, NO_BASELINE, TOO_OLD, ELSEWHERE = 37, 24, 11, 5
ENTERED = 480


def mloc(*words, status=0, today=None):
    line = [MLOC, '-C', OFFICE, *(['--today', today] if today else []), *words]
    done = subprocess.run(line, env={'LANG': 'C.UTF-8'}, cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(f'status of {" ".join(words)} [{done.stderr.decode()[:300]}]', done.returncode, status)
    return done.stdout.decode()


def rows(*words, **more):
    return json.loads(mloc(*words, '-O', 'json', **more))['rows']


def word(number):
    """A name of letters that no other number has."""
    text = ''
    for _ in range(4):
        number, rest = divmod(number, 26)
        text = chr(ord('a') + rest) + text
    return text.capitalize()


def people():
    """(number, site, household, what is wanting) of everyone who applied; couples sit in one site."""
    made = []
    for site, number in DRAWN.items():
        for i in range(number):
            made.append([site, f'F{site[:2].upper()}{i // 2:03d}' if i < number // 9 // 2 * 2 else '', ''])
    for why, number in (('consent', NO_CONSENT), ('t0', NO_BASELINE), ('age', TOO_OLD), ('residence', ELSEWHERE)):
        made += [[random.choice(list(DRAWN)), '', why] for _ in range(number)]
    random.shuffle(made)
    return [(f'PA-2009-{i:04d}', *one) for i, one in enumerate(made, 1)]


def write(name, header, lines):
    with open(os.path.join(WORK, name), 'w', encoding='utf-8', newline='') as file:
        csv.writer(file, delimiter=';', lineterminator='\r\n').writerows([header, *lines])


def files(everyone):
    write('candidatures.csv', ['N° dossier', 'Nom', 'Prénom', 'Sexe', 'Date de naissance', 'Code INSEE', 'Site', 'Repéré par', 'Logement',
                               'Ressources mensuelles (€)', 'Rupture familiale', 'Grande difficulté professionnelle', 'Date de candidature', 'Foyer'],
          [[number, word(i), word(7 * i), 'FH'[i % 2], f'{i % 28 + 1:02d}/{i % 12 + 1:02d}/{1975 if why == "age" else 1985 + i % 6}',
            '54395' if why == 'residence' else '67482', NAMES[site], ('mission locale', 'prévention spécialisée')[i % 2], 'hébergé par un tiers',
            f'{i % 400},50', 'O', 'O', f'{i % 28 + 1:02d}/10/2009', household]
           for i, (number, site, household, why) in enumerate(everyone)])
    write('consentements.csv', ['N° dossier', 'Date', 'Accord'],
          [[number, '01/11/2009', 'N' if why == 'consent' else 'O'] for i, (number, _, _, why) in enumerate(everyone) if why != 'consent' or i % 2])
    write('enquetes.csv', ['N° dossier', 'Vague', 'Date', 'Logement', 'Précaire', 'Subi', 'Gestion du budget', 'Bien-être'],
          [[number, 't0', '02/11/2009', 'amis_tiers', 'O', 'ON'[i % 2], 'difficile', i % 11] for i, (number, _, _, why) in enumerate(everyone) if why != 't0'])


def drawn_by_python(everyone):
    """Who is selected, from the roster's rules and the seed; nothing of mloc is asked."""
    def mac(key, text):
        return hmac.new(key, text, 'sha256').digest()
    key = mac(DRAW.encode(), SEED.encode())
    selected, roster = set(), []
    for site in PLACES:
        units = collections.defaultdict(list)
        for number, where, household, why in everyone:
            if where == site and not why:
                units['+' + household if household else number].append(number)
                roster.append((number, site, household or '-'))
        left = PLACES[site]
        for _, unit in sorted((mac(key, unit.encode() + b'\x01').hex(), unit) for unit in units):
            if len(units[unit]) <= left:
                left -= len(units[unit])
                selected.update(units[unit])
    text = 'id\tstratum\tcluster\n' + ''.join('\t'.join(row) + '\n' for row in sorted(roster))
    return selected, roster, hashlib.sha256(text.encode()).hexdigest()


def check_effects(roster, selected):
    """Two years later: who answered, and the difference of the arms, computed a second time."""
    answered = {number: ('O' if random.random() < (0.48 if number in selected else 0.391) else 'N', random.randrange(11))
                for number, _, _ in roster if random.random() < 0.85}
    write('t24.csv', ['N° dossier', 'Vague', 'Date', 'Tirage', 'Logement', 'Précaire', 'Bien-être'],
          [[number, 't24', '20/11/2011', DRAW, 'amis_tiers', precarious, well] for number, (precarious, well) in sorted(answered.items())])
    mloc('import', 'diagnosis', 't24.csv', today='2011-11-30')
    asked = ['report', 'effect', '--programme', 'pass-accompagnement', '--wave', 't24']
    estimates = rows(*asked, '--outcome', 'precaire', '--outcome', 'bien_etre', '--outcome', 'logement=amis_tiers', '--covariate', 'bien_etre', today='2011-11-30')
    flow = rows(*asked, '--outcome', 'precaire', '--show', 'flow', today='2011-11-30')
    for outcome, value in (('precaire', lambda one: one[0] == 'O'), ('bien_etre', lambda one: one[1])):
        arms = [[float(value(answered[number])) for number, _, _ in roster if number in answered and (number in selected) == test] for test in (False, True)]
        found = {row['estimate_name']: row for row in estimates if row['outcome'] == outcome}
        means = [statistics.mean(arm) for arm in arms]
        error = math.sqrt(sum(statistics.variance(arm) / len(arm) for arm in arms))
        same(f'{outcome}: the names of the estimates', {'itt', 'itt_welch', 'itt_cluster', 'lin', 'late'} <= set(found), True)
        for name in ('itt', 'itt_welch'):
            same(f'{outcome}: {name}', abs(found[name]['estimate'] - (means[1] - means[0])) < 1e-9, True)
        same(f'{outcome}: its standard error', abs(found['itt_welch']['std_error'] - error) < 1e-9, True)
        same(f'{outcome}: how many answered', found['itt']['n'], len(answered))
        # Wald's ratio: both differences within the sites, weighted as least squares weights them.
        entered = set(sorted(selected)[:ENTERED])
        above = below = 0.0
        for site in PLACES:
            here = [[number for number, where, _ in roster if where == site and number in answered and (number in selected) == test] for test in (False, True)]
            weight = len(here[0]) * len(here[1]) / (len(here[0]) + len(here[1]))
            above += weight * (statistics.mean(float(value(answered[number])) for number in here[1]) - statistics.mean(float(value(answered[number])) for number in here[0]))
            below += weight * sum(number in entered for number in here[1]) / len(here[1])
        same(f'{outcome}: the effect on who entered', abs(found['late']['estimate'] - above / below) < 1e-9, True)
    check_sexes(rows(*asked, '--outcome', 'precaire', '--outcome', 'bien_etre', '--group', 'sex', today='2011-11-30'), roster, selected, answered)
    same('alike in both arms: no interval', [row['p_value'] for row in estimates if row['outcome'] == 'logement=amis_tiers' and row['estimate_name'].startswith('itt')],
         [None] * 4)
    for row, test in zip(flow, (False, True)):
        drawn = [number for number, _, _ in roster if (number in selected) == test]
        same(f'flow of {row["arm"]}', (row['drawn'], row['answered'], row['lost'], row['entered']),
             (len(drawn), sum(number in answered for number in drawn), sum(number not in answered for number in drawn), ENTERED if test else 0))
    return answered


def extract(folder):
    """The files of an extract: its bytes, its rows, the lines of its codebook."""
    path = os.path.join(WORK, folder, 'evaluation.csv')
    with open(path, encoding='utf-8', newline='') as file:
        found = list(csv.DictReader(file))
    with open(os.path.join(WORK, folder, 'codebook.csv'), encoding='utf-8', newline='') as file:
        book = list(csv.DictReader(file))
    same(f'{folder}: the codebook has every column', [row['column'] for row in book], list(found[0]))
    same(f'{folder}: each with words', all(row['label'] and row['role'] for row in book), True)
    return open(path, encoding='utf-8').read(), found


def check_extract(everyone, roster, selected, answered):
    """What an evaluator gets: who consents, alike to four others, and nothing that says who they are."""
    write('refus.csv', ['N° dossier', 'Date', 'Accord'], [[number, '05/12/2011', 'N'] for number, _, _ in roster[::17]])
    out = lambda name: ['report', 'extract', 'pass-accompagnement', '-o', name]
    mloc(*out('before'), today='2011-11-30')
    mloc('import', 'trial', 'refus.csv', today='2011-12-05')
    mloc(*out('trial'), '-n', today='2011-12-06')
    same('a trial writes nothing', os.path.exists(os.path.join(WORK, 'trial')), False)
    rules = os.path.join(OFFICE, 'programmes', 'pass-accompagnement.toml')
    declared = open(rules, encoding='utf-8').read()
    # An outcome that this file's answers decide, declared too late.
    open(rules, 'w', encoding='utf-8').write(declared + '\n[[outcomes]]\ncode = "va_bien"\nlabel = "Va bien"\nany_of = [{item = "precaire", is = ["false"]}, {item = "bien_etre", at_least = 8}]\n')
    mloc(*out('first'), '--wave', 't24', today='2011-12-06')
    open(rules, 'w', encoding='utf-8').write(declared)
    mloc(*out('second'), '--wave', 't24', today='2011-12-06')
    mloc(*out(OFFICE), status=2)
    same('nothing half written', [name for name in os.listdir(WORK) if name.endswith('.mloc-tmp')], [])
    (text, first), (_, second), (_, before) = extract('first'), extract('second'), extract('before')

    words = lambda found: {row[column] for row in found for column in ('id', 'household')} - {''}
    same('no word of one file is in another', words(first) & words(second) | words(before) & words(first), set())
    same('an id each', len({row['id'] for row in first}), len(first))
    same('the rows stand in the order of their ids', [row['id'] for row in first], sorted(row['id'] for row in first))
    cases = {row['case_id'] for row in rows('query', 'SELECT DISTINCT case_id FROM application')}
    known = {number for number, *_ in everyone} | cases | {household for *_, household in roster if household != '-'} | {'67482'}
    for i, _ in enumerate(everyone):
        known |= {word(i), word(7 * i), f'{i % 28 + 1:02d}/{i % 12 + 1:02d}/{1985 + i % 6}', f'{1985 + i % 6}-{i % 12 + 1:02d}'}
    same('nothing that identifies', sorted(one for one in known if one in text), [])
    same('no day', re.findall(r'\d{4}-\d\d|\d\d/\d\d', text), [])

    refused = {number for number, _, _ in roster[::17]}
    entered = set(sorted(selected)[:ENTERED])
    def told(number, site):
        precarious, well = answered.get(number, ('', ''))
        return ('1' if number in selected else '0', site, '1' if number in entered else '0', '1' if number in answered else '0',
                {'O': '1', 'N': '0', '': ''}[precarious], str(well))
    wanted = collections.Counter(told(number, site) for number, site, _ in roster if number not in refused)
    found = collections.Counter((row['arm'], row['stratum'], row['entered'], row['answered.t24'], row['t24.precaire'], row['t24.bien_etre']) for row in first)
    same('arms, sites, entries and answers of those who consent', found, wanted)
    same('a declared outcome is what the answers say', {(row['t24.precaire'], row['t24.logement_adapte']) for row in first}, {('1', '0'), ('0', ''), ('', '')})
    same('any of several answers', [row['t24.va_bien'] for row in first],
         ['' if not row['t24.bien_etre'] else '1' if row['t24.precaire'] == '0' or int(row['t24.bien_etre']) >= 8 else '0' for row in first])
    with open(os.path.join(WORK, 'first', 'codebook.csv'), encoding='utf-8', newline='') as file:
        roles = {row['column']: (row['label'], row['role']) for row in csv.DictReader(file)}
    same('the codebook says which were declared in time', (roles['t24.logement_adapte'], roles['t24.va_bien']),
         (('t24 : Logement ni précaire, ni subi, de bonne qualité', 'résultat déclaré'), ('t24 : Va bien', 'résultat déclaré après le tirage')))
    same('only the wave that was asked for', [column for column in first[0] if column.startswith('t0')], [])
    for name, some in (('first', first), ('before', before)):
        classes = collections.Counter((row['arm'], row['stratum'], row['household'] != '', row['sex'], row['age'], row['level']) for row in some)
        same(f'{name}: everybody is like four others', min(classes.values()) >= 5, True)
        same(f'{name}: sex is told of most', sum(row['sex'] != '' for row in some) > len(some) / 2, True)
    sexes = collections.Counter((row['stratum'], row['arm'], row['sex']) for row in first if row['sex'])
    truth = collections.Counter((site, '1' if number in selected else '0', 'FH'[(int(number[-4:]) - 1) % 2]) for number, site, _ in roster if number not in refused)
    same('what is told of sex is true', all(number <= truth[key] for key, number in sexes.items()), True)

    settings = os.path.join(OFFICE, 'mloc.toml')
    text = open(settings, encoding='utf-8').read()
    open(settings, 'w', encoding='utf-8').write(text.replace('partners = 5', 'partners = 55'))
    mloc(*out('large'), '--wave', 't24', today='2011-12-06')
    open(settings, 'w', encoding='utf-8').write(text)
    _, large = extract('large')
    same('two small sites are one', {row['stratum'] for row in large}, {'autres', 'strasbourg', 'haguenau'})
    same('its people', sum(row['stratum'] == 'autres' for row in large), sum(site in ('saverne', 'selestat') and number not in refused for number, site, _ in roster))
    classes = collections.Counter((row['arm'], row['stratum'], row['household'] != '', row['sex'], row['age'], row['level']) for row in large)
    same('everybody is like 54 others', min(classes.values()) >= 55, True)

    # While all consent the file says what the records say.
    asked = ['report', 'effect', '--outcome']
    theirs = rows(*asked, 't24.precaire', '--data', 'before/evaluation.csv', '--assign', 'arm', '--stratum', 'stratum', '--received', 'entered', '--responded', 'answered.t24')
    ours = rows(*asked, 'precaire', '--programme', 'pass-accompagnement', '--wave', 't24', today='2011-11-30')
    for name in ('itt', 'itt_blocked', 'late', 'response'):
        value = lambda some: next((round(row['estimate'], 9), round(row['std_error'], 9), row['n']) for row in some if row['estimate_name'] == name)
        same(f'{name} of the file and of the records', value(theirs), value(ours))


def check_sexes(estimates, roster, selected, answered):
    """The difference among women and among men; both outcomes of both sexes are one family."""
    for outcome, value in (('precaire', lambda one: one[0] == 'O'), ('bien_etre', lambda one: one[1])):
        for sex in 'FH':
            means, n = [], 0
            for test in (False, True):
                arm = [float(value(answered[number])) for number, _, _ in roster
                       if number in answered and (number in selected) == test and 'FH'[(int(number[-4:]) - 1) % 2] == sex]
                means.append(statistics.mean(arm))
                n += len(arm)
            found = next(row for row in estimates if (row['outcome'], row['group'], row['estimate_name']) == (outcome, sex, 'itt'))
            same(f'{outcome} of sex {sex}', (abs(found['estimate'] - (means[1] - means[0])) < 1e-9, found['n']), (True, n))
    mains = [row for row in estimates if row['p_holm'] is not None]
    same('one family of outcomes and sexes', sorted((row['outcome'], row['group']) for row in mains), [(a, b) for a in ('bien_etre', 'precaire') for b in 'FH'])
    least = 0.0
    for rank, row in enumerate(sorted(mains, key=lambda row: row['p_value'])):
        least = max(least, min(1.0, row['p_value'] * (4 - rank)))
        same(f'Holm over the family: {row["outcome"]} {row["group"]}', abs(row['p_holm'] - least) < 1e-9, True)


def main():
    random.seed(981)
    everyone = people()
    files(everyone)
    selected, roster, digest = drawn_by_python(everyone)
    subprocess.run([MLOC, 'init', OFFICE, '--template', 'pass-accompagnement', '-q'], check=True, env={'LANG': 'C.UTF-8'})

    mloc('import', 'application', 'candidatures.csv', today='2009-11-03')
    before = rows('enrol', 'eligibility', 'pass-accompagnement', today='2009-11-03')
    same('nobody is eligible before being asked', sum(row['eligible'] is True for row in before), 0)
    mloc('import', 'trial', 'consentements.csv', today='2009-11-03')
    mloc('import', 'diagnosis', 'enquetes.csv', today='2009-11-03')
    judged = rows('enrol', 'eligibility', 'pass-accompagnement', today='2009-11-03')
    same('eligible', sum(row['eligible'] is True for row in judged), len(roster))
    reasons = collections.Counter(row['reason'] for row in judged if row['reason'])

    said = mloc('draw', 'announce', DRAW, '--programme', 'pass-accompagnement', '--source', 'loto@2009-11-14', '--source', 'euromillions@2009-11-13',
                today='2009-11-10')
    same('the digest of the roster is Python\'s', digest in said, True)
    announcement = open(os.path.join(OFFICE, 'draws', DRAW, 'announcement.yaml'), encoding='utf-8').read()
    for reason, number in reasons.items():
        same(f'excluded for {reason}', f'reason: {reason}\n    count: {number}\n' in announcement, True)
    same('everyone is on the roster or counted', len(roster) + sum(reasons.values()), len(everyone))
    mloc('draw', 'reveal', DRAW, '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7', today='2009-11-16')
    mloc('draw', 'run', DRAW, today='2009-11-16')
    mloc('draw', 'verify', DRAW)
    standing = rows('draw', 'show', DRAW)
    same('people drawn', len(standing), 981)
    same('selected, by Python', {row['file_number'] for row in standing if row['standing'] == 'selected'}, selected)
    same('test arm', len(selected), 486)

    takeup = rows('draw', 'takeup', DRAW, today='2009-11-17')
    same('nobody has entered', [(row['arm'], row['drawn'], row['entered']) for row in takeup], [('test', 486, 0), ('temoin', 495, 0)])
    write('entrees.csv', ['N° dossier', 'Dispositif', 'Entrée', 'Conseiller'],
          [[number, "Pass'Accompagnement", f'{i % 28 + 1:02d}/{i % 12 + 1:02d}/2010', 'wolff'] for i, number in enumerate(sorted(selected)[:ENTERED])])
    mloc('import', 'participation', 'entrees.csv', today='2011-01-10')
    takeup = rows('draw', 'takeup', DRAW, today='2011-01-10')
    same('take-up', [(row['arm'], row['drawn'], row['entered'], row['entered_percent']) for row in takeup],
         [('test', 486, ENTERED, 98.8), ('temoin', 495, 0, 0.0)])
    early = sum(i % 12 + 1 <= 6 for i in range(ENTERED))
    half = rows('draw', 'takeup', DRAW, '--on', '2010-06-30', today='2011-01-10')
    same('take-up by the middle of the year', half[0]['entered'], early)
    sites = rows('draw', 'takeup', DRAW, '--group', 'site', today='2011-01-10')
    for site in PLACES:
        entered = sum(number in set(sorted(selected)[:ENTERED]) for number, where, _ in roster if where == site)
        same(f'arms of {site}', [(row['drawn'], row['entered']) for row in sites if row['stratum'] == site],
             [(PLACES[site], entered), (DRAWN[site] - PLACES[site], 0)])

    for wave, due in (('t0', '2009-11-16'), ('t12', '2010-11-16'), ('t24', '2011-11-16')):
        said = mloc('diagnose', 'wave', 'add', DRAW, '--wave', wave, today='2011-01-10')
        same(f'{wave} is for both arms', f'981 people (486 test, 495 temoin), due {due}' in said, True)
    answered = check_effects(roster, selected)
    response = {(row['wave'], row['arm']): row for row in rows('diagnose', 'wave', 'response', f'draw:{DRAW}', today='2011-01-10')}
    same('the baseline before the draw is everybody\'s', [response['t0', arm]['answered'] for arm in ('test', 'temoin')], [486, 495])
    same('nobody has answered after a year', [response['t12', arm]['answered'] for arm in ('test', 'temoin')], [0, 0])
    said = mloc('contract', 'add', '--draw', DRAW, '--on', '2009-12-01', today='2009-12-01')
    couples = sum(1 for site in PLACES for _, members in collections.Counter(
        household for number, where, household in roster if where == site and household != '-' and number in selected).items() if members == 2)
    same('one contract for each person or couple', f'{486 - couples} contracts opened, {couples} of them of couples' in said, True)
    mloc('check')
    check_extract(everyone, roster, selected, answered)


try:
    status = count(main)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
