"""Booklets and the calendar, read by others: python3-icalendar and libical read the calendar, pdftotext the PDF that weasyprint made.

    /usr/bin/python3 tests/outside/booklets.py build/mloc
"""
import datetime, os, re, shutil, subprocess, sys, tempfile
import icalendar
import counting, libical

MLOC = os.path.abspath(sys.argv[1])
same = counting.same


def mloc(where, *words, today='2012-02-20', status=0, env=None):
    done = subprocess.run([MLOC, '-C', where, '--today', today, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'MLOC_BY': 'caron', **(env or {})})
    same('mloc ' + ' '.join(words[:3]), done.returncode, status)
    return done.stdout


def workspace(where):
    subprocess.run([MLOC, 'init', where, '--template', 'autonomie', '-q'], check=True, env={})
    mloc(where, '-q', 'enrol', 'add', '--file-number', 'AU-1', '--surname', "Élan d'Or", '--first-name', 'Zoé', '--born', '13/08/1988', '--sex', 'F',
         '--site', 'orleans', '--on', '05/02/2010', '--referent', 'caron')
    mloc(where, '-q', 'partner', 'add', 'quai', '--name', "L'Auberge & Fils, Étampes (Sud)", '--kind', 'EMPLOYEUR', '--siret', '97433904600076')
    mloc(where, '-q', 'meeting', 'job', 'add', 'AU-1', 'quai', '--contract', 'cdd', '--until', '2012-07-30', '--hours', '35', '--rome', 'G1602', today='2012-01-31')
    mloc(where, '-q', 'meeting', 'hold', 'AU-1', 'R1', today='2012-01-31')
    mloc(where, '-q', 'meeting', 'add', 'AU-1', 'R2', '--on', '2012-02-28', '--time', '10:30')
    mloc(where, '-q', 'meeting', 'hold', 'AU-1', 'RS', '--employer', 'SB01=insuffisant', '--young', 'SB01=attendu', '--adviser', 'SB01=en_progres',
         '--fact', 'employeur:SB01=retard@2012-02-14', '--acquired', 'SF01')


def check_calendar(where):
    bytes_of = mloc(where, 'meeting', 'calendar')
    same('every line ends in CRLF and has at most 75 octets', all(len(line) <= 75 and b'\n' not in line for line in bytes_of.split(b'\r\n')), True)
    events = [part for part in icalendar.Calendar.from_ical(bytes_of).walk('VEVENT')]
    same('two meetings wait', len(events), 2)
    fixed, planned = events
    same('the fixed one has its hour', fixed.decoded('dtstart').replace(tzinfo=None), datetime.datetime(2012, 2, 28, 10, 30))
    same('by the clock of the office', fixed['dtstart'].params['TZID'], 'Europe/Paris')
    same('and lasts an hour', fixed.decoded('duration'), datetime.timedelta(hours=1))
    same('the planned one is a day', planned.decoded('dtstart'), datetime.date(2012, 7, 23))
    same('the place', str(planned['location']), "L'Auberge & Fils, Étampes (Sud)")
    same('the title', str(planned['summary']), "Rencontre tripartite R3 (AU-1) : Avant la fin du contrat ou 6 mois après l'embauche")
    later = [part for part in icalendar.Calendar.from_ical(mloc(where, 'meeting', 'calendar', today='2012-02-22')).walk('VEVENT')]
    same('the same meetings have the same names another day', [str(part['uid']) for part in later], [str(part['uid']) for part in events])
    same('made on the day', planned.decoded('dtstamp').date(), datetime.date(2012, 2, 20))


def calendar(where, today='2012-02-20'):
    """The events by UID, read by python3-icalendar and by libical; both must say the same."""
    text = mloc(where, 'meeting', 'calendar', today=today)
    read = {str(part['uid']): (int(part['sequence']), str(part['status']), part['dtstart'].to_ical().decode()) for part in icalendar.Calendar.from_ical(text).walk('VEVENT')}
    others = libical.events(text)
    if others is None:
        print('SKIPPED libical: libical3 is not installed')
    else:
        same('libical reads the same', {one['UID']: (one['sequence'], one['STATUS'], one['DTSTART']) for one in others}, read)
    return read


def check_changes(where):
    """One job from its plan to its end: the names stay, the numbers rise, what falls away is cancelled."""
    subprocess.run([MLOC, 'init', where, '--template', 'autonomie', '-q'], check=True, env={})
    mloc(where, '-q', 'enrol', 'add', '--file-number', 'AU-9', '--surname', 'Un', '--first-name', 'Zoé', '--born', '13/08/1988', '--sex', 'F', '--site', 'orleans', '--on', '05/02/2010')
    mloc(where, '-q', 'partner', 'add', 'quai', '--name', 'Quai', '--kind', 'EMPLOYEUR', '--siret', '97433904600076')
    mloc(where, '-q', 'meeting', 'job', 'add', 'AU-9', 'quai', '--contract', 'cdd', '--until', '2012-09-28', '--hours', '35', '--rome', 'G1602', today='2012-01-31')
    job = [line.split(',')[0] for line in mloc(where, 'query', 'SELECT id FROM job', '-O', 'csv').decode().split()][-1]
    seen = {}

    def now(what, wanted, today='2012-02-20'):
        """`wanted`: status by code, in the order R1 R2 R3; '-' is not there."""
        events = calendar(where, today)
        statuses = {uid.split('@')[0].rsplit('-', 1)[1]: status for uid, (_, status, _) in events.items()}
        same(what, ' '.join(statuses.get(code, '-') for code in ('R1', 'R2', 'R3')), wanted)
        for uid, event in events.items():
            old = seen.get(uid)
            if old and old[1:] != event[1:]:
                same(f'{what}: {uid.split("@")[0][-2:]} changed, so its number rose', event[0] > old[0], True)
            if old and old[1:] == event[1:]:
                same(f'{what}: no number falls', event[0] >= old[0], True)
            seen[uid] = event

    now('planned', 'TENTATIVE TENTATIVE TENTATIVE')
    mloc(where, '-q', 'meeting', 'add', 'AU-9', 'R2', '--on', '2012-03-06', '--time', '14:00')
    now('fixed', 'TENTATIVE CONFIRMED TENTATIVE')
    mloc(where, '-q', 'meeting', 'add', 'AU-9', 'R2', '--on', '2012-07-03', '--time', '15:30')
    now('moved into the summer', 'TENTATIVE CONFIRMED TENTATIVE')
    if (others := libical.events(mloc(where, 'meeting', 'calendar'))) is not None:
        same('half past three in summer, in UTC', [one['utc'] for one in others if 'utc' in one], ['20120703T133000Z'])
    mloc(where, '-q', 'meeting', 'miss', 'AU-9', 'R1', '--cause', 'jeune', '--reason', 'absence')
    now('one did not take place', 'CANCELLED CONFIRMED TENTATIVE')
    only = lambda sql: mloc(where, 'query', sql, '-O', 'csv').decode().split()[-1]
    mloc(where, '-q', 'void', 'AU-9', only("SELECT id FROM meeting WHERE state = 'planned'"), '--reason', 'erreur_saisie')
    now('what was fixed by mistake is due by the plan again', 'CANCELLED TENTATIVE TENTATIVE')
    mloc(where, '-q', 'amend', 'AU-9', job, 'ends=2012-03-07')
    now('a shorter contract: two meetings fall on one day, the second name is cancelled', 'CANCELLED TENTATIVE CANCELLED')
    mloc(where, '-q', 'amend', 'AU-9', job, 'ends=2012-09-28')
    now('and is back with the longer one', 'CANCELLED TENTATIVE TENTATIVE')
    mloc(where, '-q', 'void', 'AU-9', only("SELECT id FROM meeting WHERE state = 'not_held'"), '--reason', 'erreur_saisie')
    mloc(where, '-q', 'void', 'AU-9', job, '--reason', 'erreur_saisie')
    now('of a job that never was nothing is left', 'CANCELLED CANCELLED CANCELLED')


def check_pdf(where, folder):
    mloc(where, 'meeting', 'booklet', 'AU-1', '--for', 'young', '-o', os.path.join(folder, 'none.pdf'), status=1)
    same('without weasyprint nothing is written', os.path.exists(os.path.join(folder, 'none.pdf')), False)
    if not shutil.which('weasyprint') or not shutil.which('pdftotext'):
        print('SKIPPED the PDF: weasyprint or pdftotext is not installed')
        return
    for audience, title in (('young', 'exemplaire du jeune'), ('employer', "exemplaire de l'employeur"), ('adviser', 'exemplaire du conseiller')):
        path = os.path.join(folder, audience + '.pdf')
        mloc(where, 'meeting', 'booklet', 'AU-1', '--for', audience, '-o', path, env={'PATH': os.environ['PATH']})
        text = re.sub(r'\s+', ' ', subprocess.run(['pdftotext', '-layout', path, '-'], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')).replace('’', "'")
        for wanted in (title, "Zoé Élan d'Or", "L'Auberge & Fils, Étampes (Sud)", '97433904600076', 'Ponctualité', "En dessous de l'attendu", 'Retard, le 14/02/2012',
                       'Gestes du métier', '30/07/2012', 'Rencontre supplémentaire'):
            same(f'{audience}: {wanted}', wanted in text, True)
        fonts = subprocess.run(['pdffonts', path], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()[2:]
        same(f'{audience}: its fonts are in the file', all(' yes ' in line for line in fonts) and bool(fonts), True)


def check_letters(where, folder):
    """The letter of somebody who was not eligible, as a PDF: without a draw nothing is printed, so one is run."""
    for number, useful in (('AU-1', ['--licence-useful']), ('AU-2', [])):
        mloc(where, '-q', 'enrol', 'add', '--file-number', number, '--surname', "Élan d'Or", '--first-name', 'Zoé' + number[3:].replace('1', '').replace('2', 'lie'), '--born', '13/08/1988',
             '--sex', 'F', '--site', 'orleans', '--on', '05/02/2010', '--project', '--resources', '410.00', *useful, today='2010-02-05')
    mloc(where, '-q', 'amend', 'AU-2', 'licence_useful=false', today='2010-02-06')
    mloc(where, '-q', 'draw', 'announce', 'essai', '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'a@2010-02-26:60.0', today='2010-02-20')
    mloc(where, '-q', 'draw', 'reveal', 'essai', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'a=5', today='2010-02-27')
    mloc(where, '-q', 'draw', 'run', 'essai', today='2010-02-27')
    if not shutil.which('weasyprint') or not shutil.which('pdftotext'):
        return
    path = os.path.join(folder, 'letters.pdf')
    mloc(where, '-q', 'meeting', 'letters', 'essai', '-o', path, today='2010-03-01', env={'PATH': os.environ['PATH']})
    text = re.sub(r'\s+', ' ', subprocess.run(['pdftotext', '-layout', path, '-'], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')).replace('’', "'")
    for wanted in ("Zoé Élan d'Or", "Zoélie Élan d'Or", 'Votre candidature est retenue', "Votre candidature n'a pas pu être retenue", 'Permis utile au projet : oui — condition non remplie',
                   'dans un délai de 2 mois à compter de la réception de ce courrier (art. R421-1 du code de justice administrative)'):
        same(f'letters: {wanted}', wanted in text, True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        where = os.path.join(folder, 'office')
        workspace(where)
        check_calendar(where)
        check_pdf(where, folder)
        where = os.path.join(folder, 'drawn')
        subprocess.run([MLOC, 'init', where, '--template', 'autonomie', '-q'], check=True, env={})
        check_letters(where, folder)
        check_changes(os.path.join(folder, 'changed'))


sys.exit(counting.count(main))
