"""Every command of mloc-guide(7) works, in the order of the page, in French and in English; the French page has the same commands. README.md is two screens
long, and what it shows and links to is there.

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
with open(os.path.join(TOP, 'README.md'), encoding='utf-8') as file:
    readme = file.read()
pictures = re.findall(r'!\[[^]]*\]\(([^)]*)\)|<img src="([^"]*)"', readme)
links = [link for link in re.findall(r'\]\(([^)]*)\)', readme) if '://' not in link] + [second for _, second in pictures if second]
for what, is_so in (('README.md is longer than two screens', readme.count('\n') <= 80),
                    ('README.md shows a page and a terminal', len(pictures) >= 2),
                    ('README.md links to what is not there', all(os.path.exists(os.path.join(TOP, link)) for link in links))):
    passed += is_so
    failed += not is_so
    if not is_so:
        print(f'FAILED {what}')
# Each page's commands, as somebody works whose machine speaks its language: French by the office's own settings, as under cron.
for blocks_of, language in ((english, {'LC_ALL': 'en_GB.UTF-8'}), (french, {'LC_ALL': 'fr_FR.UTF-8'}), (french, {})):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.abspath(sys.argv[1]), os.path.join(folder, 'mloc'))
        environment = {'PATH': folder + ':' + os.environ['PATH'], 'HOME': folder, **language}
        for block in blocks_of:
            done = subprocess.run(['bash', '-e', '-c', block], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode == 0:
                passed += 1
            else:
                failed += 1
                print(f'FAILED {language}\n{block}\n{done.stdout.decode()}')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
