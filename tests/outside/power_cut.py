"""The power goes while commands write: on ext4 and xfs, what was acknowledged is there, commits of git too, and a batch is whole or absent.

    python3 tests/outside/power_cut.py build/mloc [CUTS]     (as root, with loop devices; says SKIPPED otherwise)

A file system on a loop device is shut down without flushing its journal (FS_IOC_GOINGDOWN), unmounted and mounted
again, as after a reset. The same with a library that makes every sync do nothing has to lose something, or this test
would see no loss at all.
"""
import csv, fcntl, io, os, random, shutil, signal, struct, subprocess, sys, tempfile, time

from counting import ended, holds

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MLOC = os.path.abspath(sys.argv[1])
CUTS = int(sys.argv[2]) if len(sys.argv) > 2 else 8
SEED = int(os.environ.get('MLOC_SEED', str(random.randrange(10**6))))
GOING_DOWN, NO_LOG_FLUSH = 0x8004587D, 2  # FS_IOC_GOINGDOWN of linux/fs.h, its flag of the same place
BATCH, BATCHES = 80, 4
NO_SYNC = ('#include <stddef.h>\nint fsync(int f){(void)f;return 0;} int fdatasync(int f){(void)f;return 0;} '
           'int syncfs(int f){(void)f;return 0;} void sync(void){}\n')


def run(*words, environment=None):
    return subprocess.run([MLOC, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LC_ALL': 'C.UTF-8', **(environment or {})}, timeout=120)


def slices(folder):
    """The example's first applications in files of BATCH rows; as many batches of more files than are synced one by one."""
    with open(os.path.join(TOP, 'examples', 'autonomie', 'candidatures.csv'), encoding='cp1252', newline='') as file:
        header, *rows = file.read().split('\r\n')
    names = []
    for number in range(BATCHES):
        names.append(os.path.join(folder, f'slice{number}.csv'))
        with open(names[-1], 'w', encoding='cp1252', newline='') as file:
            file.write('\r\n'.join([header, *rows[number * BATCH:(number + 1) * BATCH]]) + '\r\n')
    return names


def steps(office, files):
    """(what it writes, command): each is acknowledged by its status."""
    yield 'init', ['init', office, '--template', 'autonomie']
    for number, file in enumerate(files):
        yield f'slice{number}', ['-C', office, 'import', 'application', file, '--keep-going']
        for one in range(3):
            name = f'S-{number}-{one}'
            yield name, ['-C', office, 'enrol', 'add', '--file-number', name, '--surname', 'Martin', '--first-name', 'Zoé',
                         '--born', '13/08/1987', '--sex', 'F', '--site', 'orleans', '--commit']


def git(office, *words):
    return subprocess.run(['git', '-c', 'safe.directory=*', '-C', office, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def lost_commits(office, done):
    """Each `enrol add --commit` that was acknowledged is one commit, and the repository is whole."""
    wanted = sum(what.startswith('S-') for what in done)
    if wanted == 0:
        return []
    check, count = git(office, 'fsck', '--strict'), git(office, 'rev-list', '--count', 'HEAD')
    if check.returncode != 0 or count.returncode != 0:
        return [f'git fsck: {check.stdout[:300]} {count.stdout[:200]}']
    return [] if int(count.stdout) >= wanted else [f'{wanted} commits were acknowledged, {count.stdout.strip()} are there']


def file_numbers(office):
    done = run('-C', office, 'query', 'SELECT file_number FROM application', '-O', 'csv')
    return set(row[0] for row in list(csv.reader(io.StringIO(done.stdout.decode())))[1:] if row) if done.returncode == 0 else None


def expected(folder, files):
    """What each step adds, and how long all of them take, on a file system that stays."""
    office, before, adds = os.path.join(folder, 'peace'), set(), {}
    spent = 0.0
    for what, words in steps(office, files):
        begun = time.monotonic()
        done = run(*words)
        spent += time.monotonic() - begun
        if done.returncode not in (0, 3):
            raise SystemExit(f'FAILED {what}: {done.stderr.decode()}')
        after = file_numbers(office)
        adds[what] = after - before
        before = after
    return adds, spent


class Mount:
    def __init__(self, folder, kind):
        self.place, self.image, self.kind = os.path.join(folder, kind), os.path.join(folder, kind + '.image'), kind
        self.mounted = False
        os.mkdir(self.place)
        with open(self.image, 'wb') as file:
            file.truncate(400 << 20)

    def make(self):
        quiet = ['-q'] if self.kind == 'ext4' else ['-q', '-f']
        return subprocess.run([f'mkfs.{self.kind}', *quiet, self.image], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0 and self.up()

    def up(self):
        self.mounted = subprocess.run(['mount', '-o', 'loop', '-t', self.kind, self.image, self.place], stderr=subprocess.DEVNULL).returncode == 0
        return self.mounted

    def cut(self):
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, GOING_DOWN, struct.pack('I', NO_LOG_FLUSH))
        finally:
            os.close(handle)

    def down(self):
        # A killed command holds the file system until its last call ends.
        for _ in range(600):
            if not self.mounted or subprocess.run(['umount', self.place], stderr=subprocess.DEVNULL).returncode == 0:
                self.mounted = False
                return
            time.sleep(0.1)
        raise SystemExit(f'FAILED {self.place} stays busy')


def write_until_cut(office, files, mount, after, environment):
    """The steps whose commands had ended when the power went."""
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.setsid()
        os.close(reading)
        for what, words in steps(office, files):
            if run(*words, environment=environment).returncode not in (0, 3):
                os._exit(1)
            os.write(writing, f'{what}\n'.encode())
        os._exit(0)
    os.close(writing)
    time.sleep(after)
    # What is acknowledged is what was said before the power went.
    os.set_blocking(reading, False)
    said = b''
    try:
        said = os.read(reading, 1 << 16)
    except BlockingIOError:
        pass
    mount.cut()
    try:
        os.killpg(worker, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(worker, 0)
    os.close(reading)
    return said.decode().splitlines()


def losses(office, adds, done):
    """What is wrong with the workspace after the power came back; the next write finishes or takes back what was begun."""
    wrong = lost_commits(office, done)
    added = run('-C', office, 'enrol', 'add', '--file-number', 'AFTER', '--surname', 'Martin', '--first-name', 'Zoé',
                '--born', '13/08/1987', '--sex', 'F', '--site', 'orleans')
    if added.returncode != 0:
        return [f'nothing can be added: {added.stderr.decode()}']
    check = run('-C', office, 'check')
    if check.returncode != 0:
        wrong.append(f'check finds: {check.stdout.decode()[:500]} {check.stderr.decode()[:500]}')
    found = file_numbers(office)
    if found is None:
        return wrong + ['it cannot be read']
    for what in adds:
        here = adds[what] & found
        if what in done and here != adds[what]:
            wrong.append(f'{what} was acknowledged, {len(here)} of {len(adds[what])} are there')
        if 0 < len(here) < len(adds[what]):
            wrong.append(f'{what} is there in part')
    return wrong


def trial(mount, number, files, adds, spent, chance, environment=None):
    office = os.path.join(mount.place, f'office{number}')
    done = write_until_cut(office, files, mount, spent * chance.uniform(0.1, 1.1), environment)
    mount.down()
    if not mount.up():
        return ['the file system cannot be mounted'], done
    wrong = losses(office, adds, done) if 'init' in done else []
    shutil.rmtree(office, ignore_errors=True)
    return wrong, done


def without_sync(folder):
    source, library = os.path.join(folder, 'nosync.c'), os.path.join(folder, 'nosync.so')
    with open(source, 'w') as file:
        file.write(NO_SYNC)
    subprocess.run(['cc', '-shared', '-fPIC', '-o', library, source], check=True)
    return {'LD_PRELOAD': library}


def main(folder):
    files = slices(folder)
    adds, spent = expected(folder, files)
    print(f'seed {SEED}, {CUTS} cuts each, all steps take {spent:.1f} s')
    for kind in ('ext4', 'xfs'):
        mount = Mount(folder, kind)
        if not mount.make():
            print(f'SKIPPED no {kind} can be made and mounted on a loop device here')
            continue
        chance = random.Random(f'{SEED} {kind}')
        acknowledged = 0
        try:
            for number in range(CUTS):
                wrong, done = trial(mount, number, files, adds, spent, chance)
                acknowledged += len(done)
                holds(f'{kind}, cut {number} after {len(done)} steps: {"; ".join(wrong)}', not wrong)
            holds(f'{kind}: something was acknowledged before the cuts', acknowledged > 0)
            no_sync, lost = without_sync(folder), 0
            for number in range(CUTS):
                lost += bool(trial(mount, CUTS + number, files, adds, spent, chance, no_sync)[0])
            holds(f'{kind}: without any sync something is lost ({lost} of {CUTS} cuts)', lost > 0)
            print(f'{kind}: {acknowledged} writes acknowledged before {CUTS} cuts; without sync {lost} of {CUTS} cuts lose something')
        finally:
            mount.down()


if os.geteuid() != 0:
    print('SKIPPED loop devices need root')
elif 'MLOC_OWN_MOUNTS' not in os.environ:
    # In a mount namespace of its own nobody else holds what is unmounted here, and nothing stays mounted.
    os.environ['MLOC_OWN_MOUNTS'] = '1'
    os.execvp('unshare', ['unshare', '-m', sys.executable, *sys.argv])
else:
    with tempfile.TemporaryDirectory() as made:
        main(made)
sys.exit(ended())
