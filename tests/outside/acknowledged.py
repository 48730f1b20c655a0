"""S5: nothing acknowledged as failed is done, nothing acknowledged as done is missing. Every verb that writes meets a standard output
that takes nothing (/dev/full), one that nobody reads, a git that holds its locks, and a folder that cannot be written. Prints the table.

    python3 tests/outside/acknowledged.py build/mloc
"""
import collections, os, shutil, subprocess, sys, tempfile

import every_command
from counting import ended, holds

mloc = os.path.abspath(sys.argv[1])
at_work = {**os.environ, 'MLOC_TODAY': '2010-05-11', 'LC_ALL': 'C.UTF-8'}
# What says that all or part of the change stands though the status is a failure.
SAYS_DONE = (b'[D121]', b'[D122]', b'[D191]', b'[H124]')
table = collections.Counter()


def files_of(folder):
    """What counts; a reading of a passport is noted whatever becomes of it."""
    found = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ('.git', '.mloc') and not root.endswith('/passports')]
        for name in names:
            path = os.path.join(root, name)
            if '/passports/' not in path and os.path.isfile(path) and not os.path.islink(path):
                with open(path, 'rb') as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def head_of(folder):
    return subprocess.run(['git', '-C', os.path.join(folder, 'DIR'), 'rev-parse', 'HEAD'], stdout=subprocess.PIPE).stdout


def in_full(words, folder):
    with open('/dev/full', 'wb') as full:
        return subprocess.run([mloc, *words], cwd=folder, env=at_work, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=60)


def unread(words, folder):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run([mloc, *words], cwd=folder, env=at_work, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(writing)


def usual(words, folder):
    return subprocess.run([mloc, *words], cwd=folder, env=at_work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def locked_git(words, folder):
    every_command.put(os.path.join(folder, 'DIR/.git/index.lock'), '')
    return usual([*words, '--commit'], folder)


def meet(title, way, words, base, work):
    folder = os.path.join(work, 'trial')
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder, symlinks=True)
    before, head = files_of(folder), head_of(folder)
    done = way(words, folder)
    changed = files_of(folder) != before
    table[title, 'trials'] += 1
    right = True
    if done.returncode not in (0, 3) and changed and not any(mark in done.stderr for mark in SAYS_DONE):
        right = False
    if title == 'git holds its lock' and head_of(folder) != head:
        right = False
    table[title, 'failures'] += not right
    holds(f'{title}: {words}: status {done.returncode}, changed {changed}', right, done.stderr[-400:])
    return done, changed


def main():
    with tempfile.TemporaryDirectory() as work:
        base = os.path.join(work, 'base')
        every_command.prepared(mloc, base, at_work)
        ids = every_command.ids_in(os.path.join(base, 'DIR'))
        for line in every_command.lines_of('lines'):
            words = every_command.with_ids(line, ids)
            normal, changes = meet('as usual', usual, words, base, work)
            if normal.returncode not in (0, 3):
                continue
            for title, way in (('/dev/full', in_full), ('nobody reads', unread)):
                done, changed = meet(title, way, words, base, work)
                if done.returncode == 0 and changed != changes:
                    table[title, 'failures'] += 1
                    holds(f'{title}: {words}: acknowledged and missing', False)
            if '-C' in words:
                meet('git holds its lock', locked_git, words, base, work)
    print('S5 acknowledged:')
    for title in ('as usual', '/dev/full', 'nobody reads', 'git holds its lock'):
        print(f'  {title:<20} {table[title, "trials"]:4} trials {table[title, "failures"]:4} failures')
    return ended()


if __name__ == '__main__':
    sys.exit(main())
