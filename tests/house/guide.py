"""Every command of mloc-guide(7) works, in the order of the page; the French page has the same commands.

    python3 tests/house/guide.py build/mloc
"""
import os, re, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def blocks(folder):
    with open(os.path.join(TOP, folder, 'mloc-guide.7'), encoding='utf-8') as file:
        found = re.findall(r'^\.Bd -literal\n(.*?)^\.Ed$', file.read(), re.M | re.S)
    return [block.replace('\\e', '\\').replace('\\&', '') for block in found]


passed = failed = 0
english, french = blocks('man'), blocks('man/fr')
if english != french:
    failed += 1
    print('FAILED the pages have other commands')
with tempfile.TemporaryDirectory() as folder:
    os.symlink(os.path.abspath(sys.argv[1]), os.path.join(folder, 'mloc'))
    environment = {'PATH': folder + ':' + os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'HOME': folder}
    for block in english:
        done = subprocess.run(['bash', '-e', '-c', block], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode == 0:
            passed += 1
        else:
            failed += 1
            print(f'FAILED\n{block}\n{done.stdout.decode()}')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
