"""Every hostile file of tests/fuzz/hostile gets its verdict from the program, within a second (of the processor) and 64 MiB.

    python3 tests/outside/hostile.py build/mloc
"""
import os, re, resource, subprocess, sys, tempfile

mloc = os.path.abspath(sys.argv[1])
table = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fuzz', 'hostile', 'table.txt')
seconds, mebibytes = 1.0, 64

partner = b'---\nrecord: partner/1\nid: "2010-01-02-aaaa"\nby: import\ncode: a\nkind: AUTO_ECOLE\nsiret: "73282932000074"\n'
agreement = b'---\nrecord: agreement/1\nid: "2010-01-02-aaaa"\nby: import\nprogramme: autonomie\nstarts: "2010-01-01"\nends: "2010-12-31"\n'
around = {'file': (b'', b''), 'name': (partner + b'name: ', b'\n...\n'), 'more': (partner + b'name: "A"\n', b'...\n'),
          'capacity': (agreement + b'capacity: ', b'\n...\n')}
closing = re.compile(rb'\*(\d+)\}')


def expand(text, at=0):
    """The bytes of a text of the table up to its end or to `*N}`, and where that is."""
    made = bytearray()
    while at < len(text):
        if closing.match(text, at):
            break
        if text[at:at + 1] != b'\\':
            made += text[at:at + 1]
            at += 1
            continue
        escape, at = text[at + 1:at + 2], at + 2
        if escape == b'x':
            made.append(int(text[at:at + 2], 16))
            at += 2
        elif escape == b'{':
            once, at = expand(text, at)
            times = closing.match(text, at)
            made += once * int(times[1])
            at = times.end()
        else:
            made += {b'n': b'\n', b'\\': b'\\'}[escape]
    return bytes(made), at


def judge(office, name, verdict, data):
    """What is wrong with the program's verdict, or nothing."""
    path = os.path.join(office, 'partners', 'a.yaml')
    with open(path, 'wb') as file:
        file.write(data)
    said = os.path.join(office, 'said')
    with open(said, 'wb') as out:
        child = subprocess.Popen([mloc, '-C', office, 'check'], stdout=out, stderr=out,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)))
        _, status, used = os.wait4(child.pid, 0)
        took = used.ru_utime + used.ru_stime
        child.returncode = os.waitstatus_to_exitcode(status)
    with open(said, 'rb') as out:
        found = re.search(rb'\[([A-Z]\d{3})\]', out.read(65536))
    wanted = verdict.split('/')[-1]
    code = found[1].decode() if found else 'ok'
    if child.returncode < 0 or child.returncode == 70:
        return f'ended by {child.returncode}'
    if code != ('ok' if wanted.startswith('=') else wanted):
        return f'{code} instead of {wanted}'
    if (child.returncode == 0) != (code == 'ok'):
        return f'{code} with status {child.returncode}'
    if took > seconds:
        return f'took {took:.2f} s'
    if used.ru_maxrss > mebibytes * 1024:
        return f'took {used.ru_maxrss // 1024} MiB'
    return None


passed = failed = 0
with tempfile.TemporaryDirectory() as folder:
    office = os.path.join(folder, 'office')
    subprocess.run([mloc, '-q', 'init', office, '--template', 'autonomie'], check=True)
    os.makedirs(os.path.join(office, 'partners'))
    with open(table, 'rb') as file:
        for line in file.read().split(b'\n'):
            if not line or line.startswith(b'#'):
                continue
            name, verdict, kind, text = line.split(b' ', 3)
            before, after = around[kind.decode()]
            wrong = judge(office, name, verdict.decode(), before + expand(text)[0] + after)
            passed += wrong is None
            failed += wrong is not None
            if wrong:
                print(f'FAILED {name.decode()}: {wrong}')
if passed + failed < 200:
    failed += 1
    print('FAILED fewer than 200 files')
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)
