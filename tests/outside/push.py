"""Who may push what: real `git push` to a bare repository whose pre-receive hook is examples/hooks/pre-receive.

    python3 tests/outside/push.py build/mloc
"""
import os, shutil, subprocess, sys, tempfile

from counting import ended, holds

mloc = os.path.abspath(sys.argv[1])
top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
CASE, OTHER = '7KQ39XM4H9', 'TQ0AEWM43N'  # a learner of ecole-loire; somebody without a school
FILE, OTHER_FILE = f'cases/7K/{CASE}.yaml', f'cases/TQ/{OTHER}.yaml'


def lesson(name='aaaa', by='ecole-loire', school='ecole-loire', minutes=60):
    return (f'---\nrecord: lesson/1\nid: "2010-08-01-{name}"\nby: {by}\nschool: {school}\nstarts: "2010-08-01T09:00"\n'
            f'minutes: {minutes}\nkind: conduite\npresence: present\n')


class Work:
    def __init__(self, folder, home):
        self.folder, self.home, self.server = folder, home, os.path.join(folder, 'server.git')
        self.environment = {'PATH': home + ':' + os.environ['PATH'], 'HOME': home, 'LANG': 'C.UTF-8', 'GIT_CONFIG_NOSYSTEM': '1', 'GIT_MERGE_AUTOEDIT': 'no',
                            'GIT_AUTHOR_NAME': 'x', 'GIT_AUTHOR_EMAIL': 'x@x', 'GIT_COMMITTER_NAME': 'x', 'GIT_COMMITTER_EMAIL': 'x@x'}

    def git(self, *words, at='clone', **more):
        return subprocess.run(['git', *words], cwd=os.path.join(self.folder, at), env={**self.environment, **more}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=60, text=True)

    def start(self):
        office = os.path.join(self.folder, 'office')
        subprocess.run([mloc, 'init', office, '--template', 'autonomie', '-q'], check=True, env=self.environment)
        for part in ('cases', 'partners'):
            shutil.copytree(os.path.join(top, 'examples/records', part), os.path.join(office, part))
        self.git('add', '-A', at='office')
        self.git('commit', '-qm', 'first', at='office')
        subprocess.run(['git', 'init', '-q', '--bare', '-b', 'main', self.server], check=True, env=self.environment)
        shutil.copy(os.path.join(top, 'examples/hooks/pre-receive'), os.path.join(self.server, 'hooks/pre-receive'))
        self.git('remote', 'add', 'origin', self.server, at='office')
        holds('a stranger cannot begin', self.git('push', '-q', 'origin', 'main', at='office', MLOC_BY='nobody').returncode != 0)
        holds('the first push, by staff', self.git('push', '-q', 'origin', 'main', at='office', MLOC_BY='weidner').returncode == 0)
        shutil.copytree(self.server, self.server + '.kept')

    def again(self):
        """The server as it was, and a fresh clone of it."""
        shutil.rmtree(self.server)
        shutil.copytree(self.server + '.kept', self.server)
        shutil.rmtree(os.path.join(self.folder, 'clone'), ignore_errors=True)
        subprocess.run(['git', 'clone', '-q', self.server, os.path.join(self.folder, 'clone')], check=True, env=self.environment)

    def path(self, name):
        return os.path.join(self.folder, 'clone', name)

    def read(self, name):
        with open(self.path(name), encoding='utf-8') as file:
            return file.read()

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)) or '.', exist_ok=True)
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)

    def add(self, record, name=FILE):
        self.write(name, self.read(name)[:-4] + record + '...\n')

    def replace(self, name, old, new):
        text = self.read(name)
        assert old in text, (name, old)
        self.write(name, text.replace(old, new, 1))

    def commit(self, message='work'):
        self.git('add', '-A')
        done = self.git('commit', '-qm', message)
        assert done.returncode == 0, done.stdout

    def push(self, *words, by='ecole-loire'):
        return self.git('push', *(words or ('origin', 'HEAD')), MLOC_BY=by)

    def allowed(self, what, *words, by='ecole-loire'):
        done = self.push(*words, by=by)
        holds('allowed: ' + what, done.returncode == 0, done.stdout)

    def refused(self, what, code, *words, by='ecole-loire'):
        done = self.push(*words, by=by)
        holds("refused: " + what, done.returncode != 0 and f"[{code}" in done.stdout, done.stdout[:1500])


def records(w):
    w.again(); w.add(lesson()); w.commit()
    w.allowed('a lesson of a learner')
    w.replace(FILE, 'minutes: 60\nkind: conduite\npresence: present\n...', 'minutes: 90\nkind: conduite\npresence: present\n...'); w.commit()
    w.allowed('an amended lesson of its own')
    w.again(); w.add(lesson(), OTHER_FILE); w.commit()
    w.refused('a lesson of somebody else\'s learner', 'H144')
    w.again(); w.add(lesson(by='weidner')); w.commit()
    w.refused('in the name of another', 'H143')
    w.again(); w.add(lesson(school='gatinais')); w.commit()
    w.refused('for another school', 'H143')
    w.again(); w.replace(FILE, 'amount: "83.34"', 'amount: "3.34"'); w.commit()
    w.refused('money', 'H141')
    w.again(); w.add(lesson()); w.replace(FILE, 'sex: F', 'sex: H'); w.commit()
    w.refused('a lesson with something hidden beside it', 'H141')
    w.again()
    w.add('---\nrecord: assignment/1\nid: "2010-08-01-aaab"\nby: ecole-loire\nschool: ecole-loire\nstarts: "2010-08-01"\nreason: initial\n', OTHER_FILE)
    w.add(lesson(), OTHER_FILE); w.commit()
    w.refused('assigning the learner first', 'H14')
    w.again()
    text = w.read(FILE); begin = text.index('---\nrecord: lesson/1'); end = text.index('---\n', begin + 4)
    w.write(FILE, text[:begin] + text[end:]); w.commit()
    w.refused('taking a lesson away', 'H142')
    w.again(); w.write(FILE, w.read(FILE).replace('minutes: 60', 'minutes: -1')); w.commit()
    w.refused('a record that breaks its schema', 'R203')
    w.again(); w.write(FILE, w.read(FILE).replace('minutes: 60', 'minutes: -1')); w.commit()
    w.refused('even by staff', 'R203', by='weidner')


def files(w):
    w.again(); w.write('draws/autonomie-2010/result.tsv', 'mine\n'); w.commit()
    w.refused('a draw', 'H145')
    w.again(); w.write('mloc.toml', w.read('mloc.toml') + '# x\n'); w.commit()
    w.refused('the settings', 'H145')
    w.again(); w.write('.gitattributes', ''); w.commit()
    w.refused('the attributes', 'H145')
    w.again(); os.remove(w.path(FILE)); os.symlink('/etc/passwd', w.path(FILE)); w.commit()
    w.refused('a symbolic link', 'H133')
    w.refused('a symbolic link by staff', 'H133', by='weidner')
    w.again(); w.git('mv', FILE, OTHER_FILE, '-f'); w.commit()
    w.refused('a rename over another dossier', 'H14')
    w.again(); w.git('mv', FILE, f'cases/7K/7KQ39XM4HA.yaml'); w.commit()
    w.refused('a rename', 'H14')
    w.again(); w.write(f'identities/7K/{CASE}.yaml', '---\nrecord: identity/1\n...\n'); w.git('add', '-f', 'identities'); w.commit()
    w.refused('names in clear by staff', 'H132', by='weidner')
    sealed = open(os.path.join(top, 'examples/records/identities/TQ/TQ0AEWM43N.yaml'), encoding='utf-8').read()
    w.again(); w.write('identities/TQ/TQ0AEWM43N.yaml', '# Zoé\n' + sealed); w.git('add', '-f', 'identities'); w.commit()
    w.refused('a name beside a sealed one', 'H132', by='weidner')
    w.again(); w.write('identities/TQ/TQ0AEWM43N.yaml', sealed); w.git('add', '-f', 'identities'); w.commit()
    w.refused('a sealed name by a school', 'H141')
    w.allowed('a sealed name by staff', by='weidner')
    w.again(); w.replace('partners/ecole-loire.yaml', 'Auto-école de la Loire', 'Auto-école de la Seine'); w.commit()
    w.refused('its own partner record', 'H141')
    w.again(); w.git('update-index', '--add', '--cacheinfo', '160000,' + w.git('rev-parse', 'HEAD').stdout.strip() + ',sub'); w.git('commit', '-qm', 'sub')
    w.refused('a module', 'H133', by='weidner')


def others_work(w):
    """Somebody of the mission locale has pushed meanwhile: an amount and a contact."""
    w.git('checkout', '-qb', 'theirs', 'origin/main')
    w.replace(FILE, 'amount: "83.34"', 'amount: "83.33"'); w.commit('staff')
    w.allowed('staff money', 'origin', 'theirs:main', by='weidner')
    w.git('checkout', '-q', 'main')


def merges(w):
    w.again(); w.add(lesson()); w.commit(); others_work(w)
    w.refused('without the others\' work', 'H146', '-f', 'origin', 'main')
    w.git('fetch', '-q'); w.git('merge', '-q', 'origin/main')
    w.allowed('an honest merge')
    w.again(); w.add(lesson()); w.commit(); others_work(w); w.git('fetch', '-q')
    w.git('merge', '-q', '-s', 'ours', 'origin/main')
    w.refused('a merge that leaves the others\' work out', 'H141')
    w.again(); w.add(lesson()); w.commit(); others_work(w); w.git('fetch', '-q')
    w.git('merge', '-q', '--no-commit', 'origin/main'); w.replace(FILE, 'sex: F', 'sex: H'); w.commit('evil')
    w.refused('a merge with a change of its own', 'H141')
    w.again(); others_work(w); w.git('pull', '-q'); w.git('revert', '--no-edit', 'HEAD')
    w.refused('a revert of others\' work', 'H141')
    w.again(); w.replace(FILE, 'sex: F', 'sex: H'); w.commit('there'); w.git('revert', '--no-edit', 'HEAD')
    w.refused('there and back: what was between stays in the history', 'H141')


def no_workspace(w):
    other = os.path.join(w.folder, 'other')
    os.makedirs(other)
    w.git('init', '-q', '-b', 'main', at='other')
    with open(os.path.join(other, 'a'), 'w') as file:
        file.write('a')
    w.git('add', '-A', at='other')
    w.git('commit', '-qm', 'a', at='other')
    done = subprocess.run([mloc, 'check', '--range', 'HEAD..HEAD', '--as', 'weidner'], cwd=other, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    holds('a repository without a workspace', done.returncode == 5 and '[H148]' in done.stdout, done.stdout)


def references(w):
    w.again(); w.git('checkout', '-qb', 'school'); w.add(lesson()); w.commit()
    w.allowed('a new branch with a lesson')
    w.again(); w.git('checkout', '-qb', 'school'); w.replace(FILE, 'sex: F', 'sex: H'); w.commit()
    w.refused('a new branch with more', 'H141')
    w.again(); w.git('checkout', '-q', '--orphan', 'other'); w.commit()
    w.refused('a history of its own', 'H14')
    w.again(); w.add(lesson()); w.commit(); w.git('tag', 'v1')
    w.allowed('a tag on what it may push', 'origin', 'v1')
    w.again(); w.replace(FILE, 'sex: F', 'sex: H'); w.commit(); w.git('tag', '-am', 'x', 'v2')
    w.refused('a tag as a back door', 'H141', 'origin', 'v2')
    w.again(); w.git('tag', 'blob', w.git('hash-object', '-w', 'mloc.toml').stdout.strip())
    w.refused('a tag on no commit', 'H122', 'origin', 'blob')
    w.again(); w.git('push', '-q', 'origin', 'HEAD:refs/heads/spare', MLOC_BY='weidner')
    w.refused('deleting a branch', 'H146', 'origin', ':spare')
    w.allowed('staff may', 'origin', ':spare', by='weidner')
    w.again(); w.add(lesson()); w.commit()
    w.refused('by nobody known', 'H147', by='nobody')
    holds('refused: nobody said who', w.git('push', 'origin', 'HEAD').returncode != 0)
    w.again(); w.write('mloc.toml', w.read('mloc.toml') + '\n[[staff]]\ncode = "intrus"\nname = "I"\nrole = "administrateur"\n'); w.commit()
    w.refused('making oneself staff', 'H147', by='intrus')


with tempfile.TemporaryDirectory() as made:
    home = os.path.join(made, 'home')
    os.makedirs(home)
    os.symlink(mloc, os.path.join(home, 'mloc'))
    work = Work(made, home)
    work.start()
    for part in (records, files, merges, references, no_workspace):
        part(work)
sys.exit(ended())
