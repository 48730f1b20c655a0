"""The journal of every ledger, balanced by hledger and compared with the CSV file and with `contract balance`.

    python3 tests/outside/hledger.py build/mloc

Needs hledger (Debian's package of that name); Python's standard library otherwise.
"""
import csv, io, json, os, shutil, subprocess, sys, tempfile

from counting import count, same

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = os.path.join(TOP, 'examples', 'autonomie')
MLOC = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix='mloc-hledger-')
OFFICE = os.path.join(WORK, 'loiret')
NUMBER = 'AU-2010-9500'
JOURNAL = os.path.join(WORK, 'livre.journal')


def mloc(*words, status=0, today='2011-06-30'):
    done = subprocess.run([MLOC, '-C', OFFICE, '--today', today, *words], cwd=FILES, env={'LANG': 'C.UTF-8'}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    same(f'status of mloc {" ".join(words)} [{done.stderr.decode()[:300] if done.returncode != status else ""}]', done.returncode, status)
    return done.stdout.decode('utf-8')


def hledger(*words):
    done = subprocess.run(['hledger', '-f', JOURNAL, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    same(f'status of hledger {" ".join(words)} [{done.stderr.decode()[:300]}]', done.returncode, 0)
    return done.stdout.decode('utf-8')


def cents(text):
    whole, point, part = text.replace(' EUR', '').partition('.')
    if (len(part) != 2) if point else text != '0':
        raise ValueError(f'{text} is no amount with two decimals')
    return int(whole + part) if point else 0


def balances():
    """Account to cents; hledger's own last row must say that all of them add up to nothing."""
    rows = list(csv.reader(io.StringIO(hledger('balance', '-O', 'csv', '--flat'))))
    same('the journal balances', rows[-1], ['total', '0'])
    return {account: cents(amount) for account, amount in rows[1:-1]}


def check_import():
    """What the accountant's file says, added up without mloc."""
    aid, received = {}, {}
    with open(os.path.join(FILES, 'paiements.csv'), encoding='cp1252', newline='') as file:
        for row in csv.DictReader(file, delimiter=';'):
            sums, limit = (aid, 100000) if row['Objet'].startswith('aide ') else (received, 25000)
            amount = int(row['Montant (€)'].replace(',', ''))
            if sums.get(row['N° dossier'], 0) + amount <= limit:
                sums[row['N° dossier']] = sums.get(row['N° dossier'], 0) + amount
    found = balances()
    same('the bank', found.pop('actif:banque'), sum(received.values()) - sum(aid.values()))
    wanted = {f'charges:aide:autonomie:{number}': amount for number, amount in aid.items()}
    wanted.update({f'produits:participation:autonomie:{number}': -amount for number, amount in received.items()})
    same('every account', found, wanted)


def check_accounts():
    """Each row of `contract balance` is the balance of its accounts."""
    found = balances()
    rows = json.loads(mloc('contract', 'balance', '-O', 'json'))['rows']
    for row in rows:
        own = f'autonomie:{row["file_number"]}'
        for name, account in (('paid', 'charges:aide:'), ('committed', 'engagements:aide:')):
            same(f'{name} of {own}', found.get(account + own, 0), cents(str(row[name])))
    bank = sum(cents(str(row['received'])) - cents(str(row['paid'])) for row in rows)
    same('the bank holds what was received less what was paid', found['actif:banque'], bank)
    return found


def enter_by_hand():
    """Due in instalments, a commitment paid in parts, one reversed, a payment reversed in part."""
    number = NUMBER
    mloc('draw', 'announce', 'essai', '--programme', 'autonomie', '--source', 'loto@2010-02-24', '--source', 'euromillions@2010-02-26', today='2010-02-20')
    mloc('draw', 'reveal', 'essai', '--value', 'loto=3 12 23 31 44 + 9', '--value', 'euromillions=3 18 24 36 47 + 2 7')
    mloc('draw', 'run', 'essai')
    mloc('contract', 'add', number, '--draw', 'essai', '--on', '2010-03-05', today='2010-03-01')
    for party in ('jeune', 'institution'):
        mloc('contract', 'step', 'add', number, 'signature', '--party', party, '--on', '2010-03-05')
    mloc('contract', 'assignment', 'add', number, 'ecole-loire', '--on', '2010-03-05')
    mloc('contract', 'due', number, '--instalments', '3', '--on', '2010-03-05')
    mloc('contract', 'receive', number, '83,34', '--on', '2010-03-06')
    mloc('contract', 'commit', number, '600,01', '--on', '2010-03-10')
    mloc('contract', 'pay', number, '250,00', '--on', '2010-04-10')
    rows = json.loads(mloc('query', "SELECT id, kind, amount_cents FROM entry WHERE voucher IS NULL AND kind IN ('aide_payee', 'aide_engagee')", '-O', 'json'))['rows']
    ids = {row['kind']: row['id'] for row in rows}
    mloc('contract', 'reverse', number, ids['aide_payee'], '--reason', 'erreur_saisie', '--amount', '0,99', '--on', '2010-04-11')
    mloc('contract', 'reverse', number, ids['aide_engagee'], '--reason', 'erreur_saisie', '--amount', '100,00', '--on', '2010-04-12')
    mloc('contract', 'commit', number, '499,99', '--on', '2010-05-01')
    mloc('contract', 'commit', number, '0,01', '--on', '2010-05-01', status=5)


def check_by_hand(found):
    own = f'autonomie:{NUMBER}'
    same('paid by hand', found[f'charges:aide:{own}'], 24901)
    same('committed by hand', found[f'engagements:aide:{own}'], 60001 - 10000 - 24901 + 49999)
    same('owing by hand', found[f'actif:créances:participation:{own}'], 25000 - 8334)
    same('contribution by hand', found[f'produits:participation:{own}'], -25000)


def export():
    if os.path.exists(JOURNAL):
        os.remove(JOURNAL)
    mloc('contract', 'journal', '-o', JOURNAL)
    hledger('check', '--strict', 'ordereddates')


def begin(name):
    global OFFICE
    OFFICE = os.path.join(WORK, name)
    subprocess.run([MLOC, 'init', OFFICE, '--template', 'autonomie'], check=True, stdout=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
    mloc('import', 'partners', 'auto-ecoles.csv')


def main():
    begin('loiret')
    mloc('import', 'application', 'candidatures.csv', '--keep-going', status=3)
    mloc('import', 'entry', 'paiements.csv', '--keep-going', status=3)
    export()
    check_import()
    check_accounts()
    begin('one')
    mloc('enrol', 'add', '--file-number', NUMBER, '--surname', 'Martin', '--first-name', 'Zoé', '--born', '13/08/1987', '--sex', 'F', '--site',
         'pithiviers', '--on', '05/02/2010', '--project', '--licence-useful', '--resources', '410.00')
    enter_by_hand()
    export()
    same('the same ledgers give the same journal', mloc('contract', 'journal'), open(JOURNAL, encoding='utf-8').read())
    check_by_hand(check_accounts())


status = count(main)
shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
