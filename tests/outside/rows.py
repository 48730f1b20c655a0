"""Rows are never lost: whatever a file says, each of its rows is in one of the counts, and each new record is one row's.

    python3 tests/outside/rows.py build/mloc

Files of many kinds are made here from a seed, with faults, repeats and corrections, and imported one after the other.
"""
import json, os, random, re, shutil, subprocess, sys, tempfile

from counting import count, holds, same

MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-rows-')
OFFICE = os.path.join(WORK, 'office')
COUNTS = ('new', 'same', 'changed', 'conflict', 'rejected', 'corrected', 'passed over')


def mloc(*words):
    return subprocess.run([MLOC, '-C', OFFICE, *words], env={'LANG': 'C.UTF-8'}, cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def query(sql):
    return json.loads(subprocess.run([MLOC, '-C', OFFICE, 'query', sql, '-O', 'json', '--sensitive'], env={'LANG': 'C.UTF-8'}, cwd=WORK, stdout=subprocess.PIPE, text=True).stdout)['rows']


def counts_of(text):
    line = [line for line in text.splitlines() if re.search(r'\d+ new, \d+ same', line)]
    found = {name: 0 for name in COUNTS}
    for number, name in re.findall(r'(\d+) (new|same|changed|conflict|rejected|corrected|passed over)', line[-1] if line else ''):
        found[name] = int(number)
    return found if line else None


PEOPLE = 'N° dossier;Nom;Prénom;Sexe;Date de naissance;Mission locale;Date de candidature'
SITE = "Mission Locale de l'Orléanais"


def person(chance, number):
    name, first = chance.choice(['MARTIN', 'PETIT', 'ROUX', 'LEBŒUF']), chance.choice(['Zoé', 'Léa', 'Nina', 'Hugo'])
    born = f'{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.choice([1989, 1990])}'
    return [f'K-{number}', name, first, 'F', born, SITE, '05/02/2010']


def disturbed(chance, rows):
    """What happens to an export between two imports."""
    made = [list(row) for row in rows]
    for row in made:
        if chance.random() < 0.1: row[chance.randrange(len(row))] = ''
        if chance.random() < 0.1: row[2] = row[2] + 'e'
    if chance.random() < 0.5: made.append(list(chance.choice(made)))
    if chance.random() < 0.3: made = [[f'K-{i}', *row[1:]] for i, row in enumerate(made)]
    if chance.random() < 0.3: del made[chance.randrange(len(made))]
    return made


def write(name, header, rows):
    with open(os.path.join(WORK, name), 'w', encoding='utf-8') as file:
        file.write(header + '\n' + ''.join(';'.join(row) + '\n' for row in rows))


def try_file(kind, name, header, rows, table):
    write(name, header, rows)
    before = query(f'SELECT COUNT(*) AS n FROM {table}')[0]['n']
    done = mloc('import', kind, name, '--keep-going')
    found = counts_of(done.stdout)
    if found is None:
        holds(f'{name}: a file that is refused whole says why', done.returncode != 0 and 'error[' in done.stdout, done.stdout)
        return
    same(f'every row of {name} is counted once\n{done.stdout}', sum(found.values()), len(rows))
    after = query(f'SELECT COUNT(*) AS n FROM {table}')[0]['n']
    # A correction of a payment takes an entry away and makes another.
    made = found['new'] + (2 * found['corrected'] if table == 'entry' else 0)
    same(f'every record that {name} brought is one row\n{done.stdout}', after - before, made)
    again = mloc('import', kind, name, '--keep-going')
    repeated = counts_of(again.stdout)
    if repeated is not None:
        same(f'{name} again brings nothing\n{again.stdout}', (repeated['new'], repeated['changed'], repeated['corrected']), (0, 0, 0))


def main():
    same('an office', subprocess.run([MLOC, 'init', OFFICE, '--template', 'autonomie'], env={'LANG': 'C.UTF-8'}, cwd=WORK, stdout=subprocess.PIPE).returncode, 0)
    write('schools.csv', 'Code;Raison sociale;SIRET;Catégorie', [['ecole-loire', 'École', '27738774200046', 'auto-école']])
    mloc('import', 'partners', 'schools.csv')
    for seed in range(3):
        chance = random.Random(seed)
        rows = [person(chance, i) for i in range(8)]
        for step in range(3):
            try_file('application', f'people-{seed}-{step}.csv', PEOPLE, rows, 'application')
            rows = disturbed(chance, rows)
        lessons = [[f'K-{chance.randrange(9)}', 'ecole-loire', f'{chance.randint(8, 12):02}/03/2010', f'{chance.randint(8, 17)}:00', '60',
                    'code', 'P', '', '', '', '', ''] for _ in range(12)]
        header = 'N° dossier;Auto-école;Date;Heure;Durée (min);Type;Présence;Compétences REMC;Niveaux;Difficultés;Préconisation;Moniteur'
        for step in range(2):
            try_file('lesson', f'lessons-{seed}-{step}.csv', header, lessons, 'lesson')
            lessons[0][2] = '13/03/2010'
        pay = [[f'K-{chance.randrange(9)}', f'{chance.randint(8, 12):02}/03/2010', 'aide forfait code', chance.choice(['250,00', '100,00', 'x']),
                'ecole-loire', f'F-{seed}-{chance.randrange(3)}'] for _ in range(8)]
        for step in range(2):
            try_file('entry', f'pay-{seed}-{step}.csv', 'N° dossier;Date;Objet;Montant (€);Tiers;Pièce', pay, 'entry')
            pay[0][3] = '90,00'
        jobs = [[f'K-{chance.randrange(9)}', 'Restaurant', '38349867200039', 'CDI', f'{chance.randint(8, 20):02}/03/2010', '', '35', ''] for _ in range(5)]
        for step in range(2):
            try_file('job', f'jobs-{seed}-{step}.csv', "N° dossier;Employeur;SIRET;Contrat;Date d'embauche;Date de fin;Heures hebdo;Poste", jobs, 'job')
            jobs[0][4] = '21/03/2010'
    same('the workspace is right', mloc('check').returncode, 0)


try:
    status = count(main)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
