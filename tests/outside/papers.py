"""What the settings say stands on every paper: where the office is, when it is open, who signs, how the staff are reached; what the
identity says of the addressee; the office's own words for its codes.

    python3 tests/outside/papers.py build/mloc
"""
import base64, os, re, subprocess, sys, tempfile

from counting import count, holds

mloc = os.path.abspath(sys.argv[1])
SETTINGS = '''version = 1
language = "fr"
timezone = "Europe/Paris"
[organisation]
name = "Maison des Jeunes du Val"
address = ["12 rue du Moulin", "44260 Savenay"]
phone = "+33240000000"
email = "accueil@val.example"
hours = ["Lundi au vendredi, 9 h à 17 h"]
founded = 1985-06-01
head = "Jeanne Leroux"
function = "Directrice"
[[sites]]
code = "savenay"
name = "Savenay"
address = ["2 place du Marché", "44260 Savenay"]
[[staff]]
code = "nadia"
name = "Nadia Benali"
role = "conseiller"
phone = "+33240000001"
email = "nadia@val.example"
[[staff]]
code = "chef"
name = "Chef"
role = "administrateur"
[actor]
default = "chef"
'''
PROGRAMME = '''version = 1
code = "tremplin"
name = "Tremplin"
starts = 2026-01-01
ends = 2026-12-31
commitments = ["assiduite"]
[window]
opens = 2026-01-01
closes = 2026-01-31
[quotas]
savenay = 1
[aid]
ceiling = "1000.00"
currency = "EUR"
[contribution]
due = "250.00"
instalments = [1]
[schools]
kind = "AUTO_ECOLE"
[appeal]
months = 2
rule = "code des relations entre le public et l'administration"
[meetings]
[[meetings.plan]]
meeting = "R1"
months = 0
'''
PNG = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')


class Office:
    def __init__(self, folder):
        self.folder = folder
        self.environment = {'HOME': folder, 'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'GIT_CONFIG_NOSYSTEM': '1'}
        subprocess.run([mloc, 'init', folder, '--template', 'empty', '-q'], check=True, env=self.environment)
        self.put('mloc.toml', SETTINGS)
        self.put('programmes/tremplin.toml', PROGRAMME)
        self.put('lists/situation_autonomie.yaml', 'list: situation_autonomie\nitems:\n  - {code: apprenti, fr: "En apprentissage"}\n')

        self.put('imports/seances.toml', 'version = 1\nname = "seances"\nmakes = "lesson"\nkey = ["application.file_number", "lesson.day"]\n' + ''.join(
            f'[[columns]]\nheader = "{field}"\nfield = "{field}"\n' + (f'take = "{take}"\n' if take else '')
            for field, take in (('application.file_number', ''), ('lesson.school', ''), ('lesson.day', 'day'), ('lesson.time', 'time'), ('lesson.minutes', 'integer'),
                                ('lesson.kind', ''), ('lesson.presence', ''))))

    def put(self, path, text):
        os.makedirs(os.path.dirname(os.path.join(self.folder, path)), exist_ok=True)
        with open(os.path.join(self.folder, path), 'w', encoding='utf-8') as file:
            file.write(text)

    def run(self, *words, today='2026-03-01', refused=False):
        done = subprocess.run([mloc, '-C', self.folder, '--lang', 'fr', '--by', 'nadia', '--today', today, *words], env=self.environment, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        holds(' '.join(words[:3]), (done.returncode != 0) == refused, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def paper(self, *words, today='2026-03-01'):
        return self.run(*words, today=today)

    def page(self, *words, today='2026-03-01'):
        path = os.path.join(self.folder, 'page.html')
        self.run(*words, '-o', path, today=today)
        with open(path, encoding='utf-8') as file:
            return re.sub(r'<style>.*?</style>', '', file.read(), flags=re.S)


def prepare(office):
    office.run('enrol', 'add', '--file-number', 'T-1', '--surname', 'Martin', '--use-name', 'Durand', '--first-name', 'Zoé', '--born', '13/08/2009', '--sex', 'F', '--site', 'savenay',
               '--on', '2026-01-10', '--programme', 'tremplin', '--referent', 'nadia', '--situation', 'apprenti', today='2026-01-10')
    office.run('enrol', 'add', '--file-number', 'T-2', '--surname', 'Petit', '--first-name', 'Léo', '--born', '03/02/2005', '--sex', 'H', '--site', 'savenay', '--on', '2026-01-11',
               '--programme', 'tremplin', '--referent', 'nadia', '--situation', 'apprenti', today='2026-01-11')
    path = subprocess.run(['sh', '-c', 'grep -l Durand identities/*/*.yaml'], cwd=office.folder, capture_output=True, text=True).stdout.strip()
    with open(os.path.join(office.folder, path), encoding='utf-8') as file:
        text = file.read()
    office.put(path, text.replace('...', 'neph: "260144000123"\nrepresentative:\n  surname: "Durand"\n  first_name: "Paule"\naddress:\n  lines:\n    - "3 chemin des Prés"\n  postcode: "44260"\n  town: "Savenay"\n...'))
    office.run('check', '--fix')
    office.run('partner', 'add', 'ecole', '--name', 'Conduite du Val', '--kind', 'AUTO_ECOLE', '--siret', '73282932000074', today='2026-01-12')
    office.run('partner', 'add', 'usine', '--name', 'Usine', '--kind', 'EMPLOYEUR', '--siret', '97433904600076', today='2026-01-12')
    office.run('draw', 'announce', 'tirage', '--programme', 'tremplin', '--source', 'loto@2026-02-04', '--source', 'a@2026-02-04:60.0', today='2026-02-01')
    office.run('draw', 'reveal', 'tirage', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'a=5', today='2026-02-05')
    office.run('draw', 'run', 'tirage', today='2026-02-05')
    drawn = office.paper('draw', 'show', 'tirage', '-O', 'csv')
    return next(number for number in ('T-1', 'T-2') if any(number in line and 'selected' in line for line in drawn.splitlines()))


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = Office(os.path.join(folder, 'office'))
        selected = prepare(office)
        office.run('contract', 'assignment', 'add', selected, 'ecole', '--on', '2026-02-10', today='2026-02-10')
        office.run('lesson', 'add', selected, '--on', '2026-03-20', '--time', '10:00', '--minutes', '60', '--kind', 'conduite', '--presence', 'prevu')
        office.run('meeting', 'job', 'add', 'T-1', 'usine', '--on', '2026-02-20', '--contract', 'cdi')
        office.run('meeting', 'add', 'T-1', 'R1', '--on', '2026-03-05', '--time', '14:00', '--place', 'Salle 2, Savenay')
        papers = {
            'letters': office.page('meeting', 'letters', 'tirage'),
            'booklet': office.page('meeting', 'booklet', 'T-1', '--for', 'young'),
            'statement': office.page('contract', 'statement', 'T-1'),
            'receipt': office.paper('enrol', 'receipt', 'T-1'),
            'sheet': office.page('lesson', 'sheet', 'ecole', '2026-03'),
            'learner': office.page('lesson', 'page', 'T-1'),
            'dossier': office.page('dossier', 'T-1'),
        }
        for name, text in papers.items():
            for said in ('Maison des Jeunes du Val', '12 rue du Moulin, 44260 Savenay', '+33240000000', 'accueil@val.example', 'Lundi au vendredi, 9 h à 17 h', '01/06/1985'):
                holds(f'{name}: {said}', said in text, text[:3000])
        for name in ('letters', 'booklet', 'statement', 'receipt', 'learner'):
            holds(f'{name}: the name of use', 'Zoé Durand' in papers[name] and 'Zoé Martin' not in papers[name], papers[name][:3000])
        for name in ('letters', 'receipt'):
            holds(f'{name}: where the site is', 'Savenay, 2 place du Marché, 44260 Savenay' in papers[name], papers[name][:3000])
        for said in ('3 chemin des Prés, 44260 Savenay', 'Paule Durand', 'Directrice, Jeanne Leroux', 'Nadia Benali, +33240000001, nadia@val.example'):
            holds(f'letters: {said}', said in papers['letters'], papers['letters'][:4000])
        holds('booklet: the adviser can be reached, the place is said', 'Salle 2, Savenay' in papers['booklet'], papers['booklet'])
        holds('calendar: the place', 'LOCATION:Salle 2\\, Savenay' in office.paper('meeting', 'calendar'), office.paper('meeting', 'calendar'))
        office.run('lesson', 'bundle', 'ecole', '-o', os.path.join(folder, 'bundle'))
        with open(os.path.join(folder, 'bundle', 'jeunes.csv'), encoding='utf-8') as file:
            bundle = file.read()
        holds('bundle: the office\'s own word', 'En apprentissage' in bundle, bundle)
        holds('bundle: the NEPH number of the identity', selected == 'T-2' or '260144000123' in bundle, bundle)
        office.put('mloc.toml', SETTINGS.replace('head =', 'logo = "logo.png"\nhead ='))
        holds('a logo that is not there is told', '[S163]' in office.run('contract', 'statement', 'T-1', '-o', os.path.join(folder, 'x.html'), refused=True))
        with open(os.path.join(office.folder, 'logo.png'), 'wb') as file:
            file.write(PNG)
        holds('the logo is in the page', 'src="data:image/png;base64,' in office.page('contract', 'statement', 'T-1'))


if __name__ == '__main__':
    sys.exit(count(main))
