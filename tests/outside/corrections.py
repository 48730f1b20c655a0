"""Every fact that can be recorded can be corrected by a command: every kind of the schemas, taken from the example records,
is amended or voided. Journals and draws are the only exceptions, and what is no fact of its own.

    python3 tests/outside/corrections.py build/mloc
"""
import glob, json, os, re, shutil, subprocess, sys, tempfile

from counting import count, holds

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')

# Why a kind is corrected by no command.
EXCEPTIONS = {
    'reading': 'a journal', 'journal': 'a journal', 'erasure': 'the journal of what was forgotten',
    'announcement': 'a draw', 'revelation': 'a draw', 'run': 'a draw', 'withdrawal': 'a draw', 'admission': 'a draw', 'wave': 'a draw',
    'sealed': 'the form in which another record lies', 'source': 'where a name came from',
    'merged': 'what remains of a case that is another one; its records are moved one by one',
}
# The commands of what is not amended by its id alone.
COMMANDS = {
    'application': lambda owner, record: ['amend', owner, 'resources=123.45'],
    'person': lambda owner, record: ['amend', owner, 'commune=45234'],
    'identity': lambda owner, record: ['amend', owner, 'phone=+33600000001'],
    'entry': lambda owner, record: ['contract', 'reverse', owner, record, '--reason', 'erreur_saisie', '--amount', '0.01'],
    'contract': lambda owner, record: ['amend', owner, record, 'institution=aide_financiere'],
    'guarantee': lambda owner, record: ['amend', owner, record, 'rent=200.00'],
    'passport': lambda owner, record: ['amend', owner, record, 'day=' + record[:8] + '01'],
    'access': lambda owner, record: ['passport', 'renew', owner],
    'partner': lambda owner, record: ['amend', owner, 'name=Autre nom'],
}


def kinds():
    found = {}
    for path in glob.glob(os.path.join(top, 'schemas/*.json')):
        with open(path, encoding='utf-8') as file:
            schema = json.load(file)
        if schema.get('x-folder') not in (None, 'settings'):
            found[os.path.basename(path).split('.')[0]] = schema['x-folder']
    return found


def examples(folder):
    """kind → (file, id) of records that are not voided."""
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, '*', '*.yaml')) + glob.glob(os.path.join(folder, '*', '*', '*.yaml'))):
        with open(path, encoding='utf-8') as file:
            for text in file.read().split('---\n'):
                named = re.match(r'record: ([a-z]+)/\d+\nid: "([^"]+)"', text)
                if named and '\nvoided:' not in text:
                    found.setdefault(named[1], []).append((path, named[2]))
    return found


def may(kind, where):
    """Who corrects it: a passport's records a coached adviser, the rights of partners the administrator."""
    if kind in ('charter', 'training', 'gathering', 'permit'):
        return 'import'
    return 'leroy' if where == 'passports' else 'weidner'


def hanging_on(kind, path, record):
    """What is voided first: it names the record."""
    if kind != 'consent':
        return []
    with open(path, encoding='utf-8') as file:
        records = file.read().split('---\n')
    return [re.search(r'\nid: "([^"]+)"', text)[1] for text in records if re.match('record: (handout|revocation)/', text) and f'\nconsent: "{record}"' in text]


def tried(office, base, by, words, first=()):
    shutil.rmtree(office, ignore_errors=True)
    shutil.copytree(base, office)
    for one in first:
        tried_here(office, by, ['void', words[1], one, '--reason', 'erreur_saisie'])
    return tried_here(office, by, words)


def tried_here(office, by, words):
    done = subprocess.run([mloc, '-C', office, '--by', by, '--today', '2012-06-30', *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    return done.returncode == 0, ' '.join(words) + ': ' + done.stdout + done.stderr


def corrections(kind, path, record):
    owner = os.path.basename(path)[:-5]
    if kind in COMMANDS:
        return [COMMANDS[kind](owner, record)]
    return [['void', owner, record, '--reason', 'erreur_saisie'], ['amend', owner, record, 'day=2012-06-29']]


def main():
    with tempfile.TemporaryDirectory() as folder:
        base, office = os.path.join(folder, 'base'), os.path.join(folder, 'office')
        subprocess.run([mloc, 'init', base, '--template', 'autonomie', '-q'], check=True)
        for part in ('cases', 'identities', 'partners', 'passports', 'draws'):
            shutil.copytree(os.path.join(top, 'examples/records', part), os.path.join(base, part), dirs_exist_ok=True)
        there = examples(base)
        for kind, where in sorted(kinds().items()):
            if kind in EXCEPTIONS:
                continue
            said = []
            for path, record in there.get(kind, []):
                for words in corrections(kind, path, record):
                    done, text = tried(office, base, may(kind, where), words, hanging_on(kind, path, record))
                    said.append(text)
                    if done:
                        break
                if done:
                    break
            holds(f'a record of {kind} ({where}) can be corrected', bool(said) and done, ' | '.join(said)[-600:] or 'no example')


if __name__ == '__main__':
    sys.exit(count(main))
