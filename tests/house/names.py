"""No two types of one name in one namespace: the linker takes either's code for both and says nothing.

    python3 tests/house/names.py

A definition counts with its namespaces; what stands in a namespace without a name or within another type is its file's own.
"""
import collections, glob, os, re, sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOKEN = re.compile(r'namespace(\s+[\w:]+)?\s*\{|\b(?:struct|class|enum\s+class)\s+(\w+(?:::\w+)*(?:<[^;{}()]*?>)?)[^;{}()]*\{|[{}]')


def bare(text):
    """Without comments, texts and characters, in which braces may stand."""
    text = re.sub(r'//[^\n]*', '', text)
    text = re.sub(r'R"(\w*)\(.*?\)\1"', '""', text, flags=re.S)
    text = re.sub(r"'(\\.|[^'\\\n])'", '0', text)
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def definitions(text):
    within = []
    for found in TOKEN.finditer(bare(text)):
        token = found.group(0)
        if token.startswith('namespace'):
            within.append((found.group(1) or ' -').strip())
        elif token == '{':
            within.append('-')
        elif token == '}':
            if within:
                within.pop()
        else:
            if '-' not in within and within:
                yield '::'.join([*within, found.group(2)])
            within.append('-')


places = collections.defaultdict(set)
for folder in ('src', 'include', 'tests'):
    for path in glob.glob(os.path.join(TOP, folder, '**', '*.?pp'), recursive=True):
        for name in definitions(open(path, encoding='utf-8').read()):
            places[name].add(os.path.relpath(path, TOP))
twice = {name: sorted(files) for name, files in places.items() if len(files) > 1}
for name, files in sorted(twice.items()):
    print(f'FAILED {name} is defined in {" and in ".join(files)}')
enough = len(places) > 200
if not enough:
    print(f'FAILED only {len(places)} types were found')
print(f'{len(places) - len(twice) if enough else 0} passed, {len(twice) + (not enough)} failed')
sys.exit(1 if twice or not enough else 0)
