"""A clone of a workspace under real git."""
import os
import subprocess


class Office:
    """A clone, with a person who works in it."""

    def __init__(self, folder, home, **more):
        self.folder = folder
        self.environment = {'PATH': home + ':' + os.environ['PATH'], 'HOME': home, 'LANG': 'C.UTF-8', 'GIT_AUTHOR_NAME': 'office', 'GIT_AUTHOR_EMAIL': 'o@x',
                            'GIT_COMMITTER_NAME': 'office', 'GIT_COMMITTER_EMAIL': 'o@x', 'GIT_CONFIG_NOSYSTEM': '1', 'MLOC_BY': 'weidner', **more}

    def run(self, *words, **more):
        return subprocess.run(words, cwd=self.folder, env={**self.environment, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=60, text=True)

    def git(self, *words, **more):
        return self.run('git', *words, **more)

    def mloc(self, *words, **more):
        return self.run('mloc', *words, **more)

    def commit(self, message):
        self.git('add', '-A')
        return self.git('commit', '-qm', message)

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding='utf-8') as file:
            return file.read()

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)

    def replace(self, name, old, new):
        text = self.read(name)
        assert text.count(old) >= 1, (name, old)
        self.write(name, text.replace(old, new, 1))
