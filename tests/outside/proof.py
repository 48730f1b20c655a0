"""The proof of `forget`: a name, a number or a day is found however it is written or packed, and what cannot be searched is a
failed proof, not an empty one; `dossier` likewise.

    python3 tests/outside/proof.py build/mloc
"""
import base64, gzip, io, os, re, shutil, subprocess, sys, tempfile, unicodedata, zipfile, zlib

from counting import ended, holds
from office import Office

mloc = os.path.abspath(sys.argv[1])
NAME, PHONE, MAIL = 'Zoé Quatremère', '0612345678', 'zoe.q@example.org'


def member(name, data, how=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, 'w', how) as file:
        file.writestr('[Content_Types].xml', '<Types/>')
        file.writestr(name, data)
    return made.getvalue()


def pdf(data):
    return b'%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n' + zlib.compress(data) + b'\nendstream endobj\n%%EOF\n'


said = f'Bonjour {NAME}, à bientôt'.encode()
shared = f'<sst><si><t>Quatremère</t></si><si><t>Zoé</t></si></sst>'.encode()
FORMS = {
    'plain.txt': said,
    'windows.txt': said.decode().encode('windows-1252'),
    'capitals.txt': said.decode().upper().encode(),
    'mixed.txt': b'zOE   qUATREMERE',
    'decomposed.txt': unicodedata.normalize('NFD', said.decode()).encode(),
    'lines.txt': 'Zoé\nQuatremère\n'.encode(),
    'utf16le.txt': said.decode().encode('utf-16'),
    'utf16be.txt': said.decode().encode('utf-16-be'),
    'escapes.json': b'{"n": "Zo\\u00e9 Quatrem\\u00e8re"}',
    'base64.eml': b'Content-Transfer-Encoding: base64\n\n' + base64.encodebytes(b'x' * 40 + said),
    'url.txt': b'https://x/?q=' + base64.urlsafe_b64encode(said),
    'text.gz': gzip.compress(said),
    'two.gz': gzip.compress(b'nothing') + gzip.compress(said),
    'book.xlsx': member('xl/sharedStrings.xml', shared),
    'book.ods': member('content.xml', '<office><p>Zoé</p><p>Quatremère</p></office>'.encode()),
    'stored.zip': member('a.txt', said, zipfile.ZIP_STORED),
    'called.zip': member(f'{NAME}.txt', b''),
    'inner.zip': member('a.xlsx', member('xl/sharedStrings.xml', shared)),
    'inner.gz': gzip.compress(member('a.txt', said)),
    'mail.eml': b'\n\n' + base64.encodebytes(member('a.txt', said)),
    'page.pdf': pdf(said),
    'page.html': 'Z<b>x</b> <td>Quatremère</td><td>Zoé</td>'.encode(),
    'blanks.txt': b'tel 06 12 34 56 78',
    'dots.txt': b'06.12.34.56.78',
    'hyphens.txt': b'06-12-34-56-78',
    'odd.txt': b'0612 345 678',
    'abroad.txt': b'+33 6 12 34 56 78',
    'abroad0.txt': b'+33 (0)6 12 34 56 78',
    'abroad00.txt': b'0033612345678',
    'nobreak.txt': '06\u00a012\u00a034\u00a056\u00a078'.encode(),
    'narrow.txt': '06\u202f12\u202f34\u202f56\u202f78'.encode(),
    'number.gz': gzip.compress(b'06 12 34 56 78'),
    'mail.txt': b'ZOE.Q@Example.ORG',
    'day.txt': 'Quatremère, née le 1er août 1987'.encode(),
    'day2.txt': 'QUATREMERE 1.8.1987'.encode(),
}
CLEAN = {'other.txt': 'Zoé Quatremer 0612345679 06 12 34 56 79'.encode(), 'other.xlsx': member('xl/sharedStrings.xml', b'<t>Zoe</t>'), 'other.gz': gzip.compress(b'Quatre meres'),
         'program.bin': b'\x7fELF PK\x03\x04 nothing \x1f\x8b\x08'}


def office_in(folder, home):
    a = Office(folder, home, MLOC_BY='leroy', MLOC_TODAY='2010-05-11')
    os.makedirs(folder)
    holds('init', a.mloc('init', '--template', 'autonomie').returncode == 0)
    done = a.mloc('enrol', 'add', '--file-number', 'A-1', '--surname', 'Quatremère', '--first-name', 'Zoé', '--born', '01/08/1987', '--sex', 'F', '--site', 'orleans',
                  '--on', '05/02/2010', '--phone', PHONE, '--email', MAIL)
    holds('enrol', done.returncode == 0, done.stdout)
    a.commit('first')
    return a


def put(a, files):
    for name, data in files.items():
        with open(a.path(name), 'wb') as file:
            file.write(data)


def forms(a):
    put(a, {**FORMS, **CLEAN})
    done = a.mloc('forget', 'A-1', '--basis', 'effacement')
    places = re.findall(r'\[H162\]: (.*?): \S+ is still there', done.stdout)
    for name in FORMS:
        holds(f'found: {name}', any(place == name or place.startswith(name + ' (') for place in places), done.stdout[:200])
    for name in CLEAN:
        holds(f'clean: {name}', not any(place.startswith(name) for place in places), places)
    holds('the proof says no', done.returncode == 1, done.returncode)


def locked(a):
    """What is packed and cannot be opened is no proof."""
    broken = bytearray(member('a.txt', said * 50))
    at = broken.index(b'a.txt') + 12
    broken[at:at + 8] = b'\xff' * 8
    put(a, {'broken.zip': bytes(broken)})
    done = a.mloc('forget', 'A-1', '--basis', 'effacement')
    holds('what cannot be unpacked is said', done.returncode == 13 and '[H226]' in done.stdout and 'broken.zip' in done.stdout, done.stdout)


def refused(make, words, spoil, mend, name):
    a = make()
    spoil(a)
    try:
        before = open(a.path(find(a)), 'rb').read()
        done = a.mloc(*words)
        holds(f'{name}: {words[0]} is a failed proof', done.returncode == 13 and '[H230]' in done.stdout, (done.returncode, done.stdout[:600]))
        holds(f'{name}: {words[0]} changed nothing', open(a.path(find(a)), 'rb').read() == before)
    finally:
        mend(a)
    done = a.mloc(*words)
    holds(f'{name}: {words[0]} afterwards', done.returncode in (0, 1) and '[H230]' not in done.stdout, done.stdout[:600])


def find(a):
    return next(os.path.join(folder, name)[len(a.folder) + 1:] for folder, _, names in os.walk(a.path('cases')) for name in names)


def unreadable(make):
    def owner(uid):
        def change(a):
            for folder, _, names in os.walk(a.path('.git')):
                for one in [folder, *(os.path.join(folder, name) for name in names)]:
                    os.chown(one, uid, uid)
            os.chown(a.folder, uid, uid)
        return change

    def apart(a):
        shutil.move(a.path('.git'), a.folder + '.git')
        with open(a.path('.git'), 'w') as file:
            file.write(f'gitdir: {a.folder}.git\n')

    def together(a):
        os.remove(a.path('.git'))
        shutil.move(a.folder + '.git', a.path('.git'))

    def without_head(a):
        os.rename(a.path('.git/HEAD'), a.path('.git/HEAD.away'))

    def with_head(a):
        os.rename(a.path('.git/HEAD.away'), a.path('.git/HEAD'))
    for words in (['forget', 'A-1', '--basis', 'effacement'], ['dossier', 'A-1']):
        if os.geteuid() == 0:
            refused(make, words, owner(12345), owner(0), 'another owner')
        refused(make, words, apart, together, 'a git folder elsewhere')
        refused(make, words, without_head, with_head, 'a repository without HEAD')


def main():
    with tempfile.TemporaryDirectory() as work:
        home = os.path.join(work, 'home')
        os.makedirs(home)
        os.symlink(mloc, os.path.join(home, 'mloc'))
        count = [0]

        def make():
            count[0] += 1
            return office_in(os.path.join(work, f'office-{count[0]}'), home)
        forms(make())
        locked(make())
        unreadable(make)
    return ended()


if __name__ == '__main__':
    sys.exit(main())
