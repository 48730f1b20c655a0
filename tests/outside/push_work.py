"""A server with examples/hooks/pre-receive, an office that began it, and a clone from which people push."""
import os, re, shutil, subprocess

from counting import holds

top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
CASE, OTHER = '7KQ39XM4H9', 'TQ0AEWM43N'  # a learner of ecole-loire; somebody without a school
FILE, OTHER_FILE = f'cases/7K/{CASE}.yaml', f'cases/TQ/{OTHER}.yaml'


def lesson(name='aaaa', by='ecole-loire', school='ecole-loire', minutes=60, day='2010-08-01', more=''):
    return (f'---\nrecord: lesson/1\nid: "{day}-{name}"\nby: {by}\nschool: {school}\nstarts: "{day}T09:00"\n'
            f'minutes: {minutes}\nkind: conduite\npresence: present\n{more}')


class Work:
    def __init__(self, folder, mloc, head='main', allow='', hook='examples/hooks/pre-receive'):
        self.folder, self.server, self.clone, self.mloc = folder, os.path.join(folder, 'server.git'), os.path.join(folder, 'clone'), mloc
        home = os.path.join(folder, 'home')
        os.makedirs(home)
        os.symlink(mloc, os.path.join(home, 'mloc'))
        self.environment = {'PATH': home + ':' + os.environ['PATH'], 'HOME': home, 'LANG': 'C.UTF-8', 'GIT_CONFIG_NOSYSTEM': '1', 'GIT_MERGE_AUTOEDIT': 'no'}
        self.start(head, allow, os.path.join(top, hook))

    @staticmethod
    def hand(by):
        return {f'GIT_{who}_{what}': by + ('@mloc.invalid' if what == 'EMAIL' else '') for who in ('AUTHOR', 'COMMITTER') for what in ('NAME', 'EMAIL')}

    def git(self, *words, at='clone', by='ecole-loire', data=None, right=True, **more):
        done = subprocess.run(['git', *words], cwd=os.path.join(self.folder, at), env={**self.environment, **self.hand(by), **more}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, input=data if data is not None else b'', timeout=120)
        said = done.stdout.decode('utf-8', 'replace')
        assert not right or done.returncode == 0, (words, said)
        return said if right else (done.returncode, said)

    def start(self, head, allow, hook):
        office = os.path.join(self.folder, 'office')
        subprocess.run([self.mloc, 'init', office, '--template', 'autonomie', '-q'], check=True, env=self.environment)
        for part in ('cases', 'partners', 'passports', 'draws'):
            shutil.copytree(os.path.join(top, 'examples/records', part), os.path.join(office, part), dirs_exist_ok=True)
        self.git('add', '-A', at='office')
        self.git('commit', '-qm', 'first', at='office', by='import')
        self.git('init', '-q', '--bare', '-b', head, self.server, at='.')
        text = open(hook, encoding='utf-8').read().replace('\nadministrator=\n', '\nadministrator=import\n').replace('\nallow=\n', f'\nallow="{allow}"\n')
        place = os.path.join(self.server, 'hooks/pre-receive')
        with open(place, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(place, 0o755)
        self.git('remote', 'add', 'origin', self.server, at='office')
        self.unborn = [self.git('push', '-q', 'origin', 'HEAD:refs/heads/' + branch, at='office', MLOC_BY=by, right=False)
                       for by, branch in (('nobody', 'main'), ('weidner', 'main'), ('ecole-loire', 'main'), ('ecole-loire', 'side'))]
        self.first = self.git('push', '-q', 'origin', 'main', at='office', by='import', MLOC_BY='import', right=False)
        shutil.copytree(self.server, self.server + '.kept', symlinks=True)

    def again(self):
        """The server as it was, and a fresh clone of it."""
        shutil.rmtree(self.server)
        shutil.copytree(self.server + '.kept', self.server, symlinks=True)
        shutil.rmtree(self.clone, ignore_errors=True)
        self.git('clone', '-q', '-b', 'main', self.server, self.clone, at='.')
        self.git('config', 'core.quotepath', 'off')

    def path(self, name):
        return os.path.join(self.clone, name)

    def read(self, name):
        with open(self.path(name), encoding='utf-8', newline='') as file:
            return file.read()

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)) or '.', exist_ok=True)
        with open(self.path(name), 'wb') as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def add(self, record, name=FILE):
        """Puts a record where mloc puts it: before the first greater id."""
        id_of = lambda text: re.search(r'^id: "([^"]+)"', text, re.M)[1]
        records = ['---\n' + one for one in self.read(name)[:-4].split('---\n')[1:]]
        at = next((i for i, one in enumerate(records) if id_of(one) > id_of(record)), len(records))
        self.write(name, ''.join(records[:at] + [record] + records[at:]) + '...\n')

    def replace(self, name, old, new):
        text = self.read(name)
        assert old in text, (name, old)
        self.write(name, text.replace(old, new, 1))

    def commit(self, message='lesson add', by='ecole-loire', *words):
        self.git('add', '-A')
        self.git('commit', '-q', '-m', message, *words, by=by)

    def push(self, *words, by='ecole-loire'):
        return self.git('push', *(words or ('origin', 'HEAD')), by=by, MLOC_BY=by, right=False)

    def allowed(self, what, *words, by='ecole-loire'):
        status, said = self.push(*words, by=by)
        holds('allowed: ' + what, status == 0, said)

    def refused(self, what, code, *words, by='ecole-loire'):
        status, said = self.push(*words, by=by)
        holds("refused: " + what, status != 0 and f"[{code}" in said, said[:1500])

    # --- objects as no git would write them

    def object(self, kind, data):
        """Puts an object down past all checks of git's; its id."""
        return self.git('hash-object', '-t', kind, '-w', '--stdin', '--literally', data=data).strip()

    def tree(self, entries):
        return self.object('tree', b''.join(mode.encode() + b' ' + name + b'\0' + bytes.fromhex(id) for mode, name, id in entries))

    def entries(self, revision='HEAD:'):
        found = []
        for line in self.git('ls-tree', '-z', revision).split('\0'):
            if line:
                about, name = line.split('\t')
                mode, _, id = about.split()
                found.append((mode.lstrip('0'), name.encode(), id))
        return found

    def made(self, tree, by='ecole-loire', parents=None, message='lesson add', more=''):
        parents = [self.git('rev-parse', 'HEAD').strip()] if parents is None else parents
        person = f'{by} <{by}@mloc.invalid> 1280000000 +0200'
        text = ''.join([f'tree {tree}\n', *(f'parent {one}\n' for one in parents), f'author {person}\ncommitter {person}\n', more, '\n', message, '\n'])
        return self.object('commit', text.encode())

    def head(self, revision='HEAD'):
        return self.git('rev-parse', revision).strip()
