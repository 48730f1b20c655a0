"""A file system without room, by bytes and by inodes: nothing is lost, the status is 13, the message names it.

    python3 tests/outside/full_disk.py build/mloc        (as root; says SKIPPED otherwise)
"""
import os, subprocess, sys, tempfile

mloc = os.path.abspath(sys.argv[1])
faults = []


def run(*words):
    return subprocess.run([mloc, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def files(office):
    found = {}
    for folder, _, names in os.walk(office):
        for name in names:
            path = os.path.join(folder, name)
            if os.sep + '.mloc' not in path and os.sep + '.git' not in path:
                with open(path, 'rb') as file:
                    found[path] = file.read()
    return found


def add(number, office):
    return run('-C', office, 'enrol', 'add', '--file-number', f'A-{number}', '--surname', 'Martin', '--first-name', 'Zoé',
               '--born', '13/08/1987', '--sex', 'F', '--site', 'orleans')


def fill(mount, by_bytes):
    """Until nothing more can be put there; what takes the room can be taken away."""
    try:
        for number in range(100000):
            with open(os.path.join(mount, f'filler{number}'), 'wb', buffering=0) as file:
                while by_bytes and file.write(bytes(512)) == 512:
                    pass
    except OSError:
        pass


def trial(mount, by_bytes):
    what = 'bytes' if by_bytes else 'inodes'
    office = os.path.join(mount, 'office')
    run('init', office, '--template', 'autonomie')
    if add(1, office).returncode != 0:
        faults.append(f'{what}: nothing can be added before')
    before = files(office)
    fill(mount, by_bytes)
    for number in (2, 3):
        done = add(number, office)
        if done.returncode != 13:
            faults.append(f'{what}: status {done.returncode}: {done.stderr.decode()}')
        if b'[D102]' not in done.stderr or mount.encode() not in done.stderr:
            faults.append(f'{what}: the message does not name {mount}: {done.stderr.decode()}')
        if files(office) != before:
            faults.append(f'{what}: the files are others')
    for words in (['check'], ['list'], ['show', 'A-1']):
        done = run('-C', office, *words)
        if done.returncode != 0:
            faults.append(f'{what}: {words} fails on a full disk: {done.stderr.decode()}')
    for name in os.listdir(mount):
        if name.startswith('filler'):
            os.remove(os.path.join(mount, name))
    if add(2, office).returncode != 0 or run('-C', office, 'check').returncode != 0:
        faults.append(f'{what}: with room again it does not go on')
    if not before.items() <= files(office).items():
        faults.append(f'{what}: something was lost')


with tempfile.TemporaryDirectory() as made:
    for by_bytes, options in ((True, 'size=2m,nr_inodes=4000'), (False, 'size=64m,nr_inodes=200')):
        mount = os.path.join(made, 'bytes' if by_bytes else 'inodes')
        os.mkdir(mount)
        if os.geteuid() != 0 or subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', mount], stderr=subprocess.DEVNULL).returncode != 0:
            print('SKIPPED no tmpfs can be mounted here')
            sys.exit(0)
        try:
            trial(mount, by_bytes)
        finally:
            subprocess.run(['umount', mount], check=True)
for fault in faults:
    print('FAILED', fault)
sys.exit(1 if faults else 0)
