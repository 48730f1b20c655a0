"""The pages of section 5 say every key of the files that people write, with its meaning, what it may hold, its default and an
example; they are made from the schemas, so that none is missing, and from examples/complet, which has each key once.

    python3 tests/house/man5.py            compares
    python3 tests/house/man5.py --write    makes the pages anew
"""
import datetime, json, os, sys, tomllib

import yaml

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = {
    'settings': ('mloc.toml', 'settings of an office', "réglages d'un organisme"),
    'programme': ('programmes/CODE.toml', 'rules of a programme', "règles d'un dispositif"),
    'mapping': ('imports/NAME.toml', 'from the columns of a file to fields', "des colonnes d'un fichier aux champs"),
    'instrument': ('instruments/NAME.VERSION.yaml', 'a questionnaire', 'un questionnaire'),
    'list': ('lists/NAME.yaml', 'what an office says of a code list', "ce qu'un organisme dit d'une nomenclature"),
}
WORDS = {
    'en': dict(name='NAME', keys='KEYS', see='SEE ALSO', required='Required.', default='Default: {}.', none='No default.', example='Example: {}', one='One of {}.', code='A code of {}.',
               number='A whole number, {} to {}.', flag='true or false.', texts='A list.', map='A table.', text='A text.', date='November 30, 2026',
               intro='{0} is a file of a workspace of\n.Xr mloc 1 .\nA key in brackets stands in a table of its own; .[] is each of several.\n'
                     'What is wrong in the file is told with its line and column by\n.Xr mloc-check 1 .'),
    'fr': dict(name='NOM', keys='CLÉS', see='VOIR AUSSI', required='Obligatoire.', default='Par défaut : {}.', none='Pas de valeur par défaut.', example='Exemple : {}', one='Au choix : {}.',
               code='Un code de {}.', number='Un nombre entier, de {} à {}.', flag='true ou false.', texts='Une liste.', map='Une table.', text='Un texte.',
               date='November 30, 2026',
               intro="{0} est un fichier d'un espace de travail de\n.Xr mloc 1 .\nUne clé entre crochets est dans sa propre table ; .[] désigne chacun de plusieurs.\n"
                     "Ce qui ne va pas dans le fichier est dit avec ligne et colonne par\n.Xr mloc-check 1 ."),
}


def load(name):
    with open(os.path.join(TOP, 'schemas', name), encoding='utf-8') as file:
        return json.load(file)


def newest(kind):
    version = max(int(name.split('.')[1]) for name in os.listdir(os.path.join(TOP, 'schemas')) if name.startswith(kind + '.') and name.endswith('.json'))
    return load(f'{kind}.{version}.json')


def referred(schema, common):
    """The schema with what its reference says beneath what it says itself."""
    if not schema.get('$ref', '').startswith(('common.json', '#')):
        return schema
    base = dict(referred(common['definitions'][schema['$ref'].split('/')[-1]], common))
    base['form'] = base.get('x-fr'), base.get('title')
    return {**base, **{key: value for key, value in schema.items() if key != '$ref'}}


def holds(schema, lang):
    words = WORDS[lang]
    if schema.get('$ref', '').startswith('codes/'):
        return words['code'].format(schema['$ref'][6:-5].replace('+', ', '))
    if 'enum' in schema:
        return words['one'].format(', '.join(repr(one)[1:-1] for one in schema['enum']))
    if 'const' in schema:
        return words['one'].format(schema['const'])
    kind = schema.get('type', 'string')
    if kind == 'integer':
        return words['number'].format(schema.get('minimum', '…'), schema.get('maximum', '…'))
    if kind == 'boolean':
        return words['flag']
    if kind == 'array':
        return words['texts']
    if kind == 'object':
        return words['map']
    form = schema.get('form')
    return (form[0 if lang == 'fr' else 1] + '.') if form else words['text']


def keys_of(schema, common, path=''):
    """Every key with its schema and whether it must be there."""
    schema = referred(schema, common)
    if schema.get('type') == 'array':
        item = referred(schema['items'], common)
        if item.get('type') == 'object':
            yield from keys_of(item, common, path + '.[]')
        return
    for name, one in schema.get('properties', {}).items():
        here = (path + '.' if path else '') + name
        one = referred(one, common)
        yield here, one, name in schema.get('required', [])
        if one.get('type') in ('object', 'array'):
            yield from keys_of(one, common, here)


COMPLETE = {'settings': 'mloc.toml', 'programme': 'programmes/elan.toml', 'mapping': 'imports/candidatures.toml',
            'instrument': 'instruments/logement_court.1.yaml', 'list': 'lists/nature_aide.yaml'}


def values_of(node, path=''):
    """The first value of each key."""
    found = {}
    for key, value in node.items():
        here = (path + '.' if path else '') + key
        found.setdefault(here, value)
        for one, prefix in [(value, here)] if isinstance(value, dict) else [(one, here + '.[]') for one in value if isinstance(one, dict)] if isinstance(value, list) else []:
            for name, inner in values_of(one, prefix).items():
                found.setdefault(name, inner)
    return found


def example_values(kind):
    path = os.path.join(TOP, 'examples', 'complet', COMPLETE[kind])
    with open(path, 'rb') as file:
        return values_of(tomllib.load(file) if path.endswith('.toml') else yaml.safe_load(file))


def written(value, sign):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key if key.isidentifier() else json.dumps(key, ensure_ascii=False)}{sign}{written(one, sign)}' for key, one in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(written(one, sign) for one in value) + ']'
    return value.isoformat() if isinstance(value, datetime.date) else str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def shown(kind, path, value):
    """As it stands in the file; of several inner tables the first, of a table of its own its head."""
    name, sign = path.split('.')[-1], ' = ' if COMPLETE[kind].endswith('.toml') else ': '
    table = path.replace('.[]', '')
    inline = name in ('all_of', 'any_of', 'set', 'map', 'areas') or sign == ': '
    if isinstance(value, dict) and not inline:
        return f'[{table}]'
    if isinstance(value, list) and isinstance(value[0], dict):
        if not inline:
            return f'[[{table}]]'
        value = value[:1]
    return name + sign + written(value, sign)


def page(kind, lang):
    file, english, french = PAGES[kind]
    words, schema, common = WORDS[lang], newest(kind), load('common.json')
    lines = [f'.\\" Made from schemas/{schema["$id"]} by tests/house/man5.py --write.', f'.Dd {words["date"]}', f'.Dt MLOC-{kind.upper()} 5', '.Os', f'.Sh {words["name"]}',
             f'.Nm mloc-{kind}', f'.Nd {french if lang == "fr" else english}', '.Sh DESCRIPTION', words['intro'].format(file), f'.Sh {words["keys"]}', '.Bl -tag -width Ds']
    examples = example_values(kind)
    for path, one, required in keys_of(schema, common):
        if path not in examples:
            sys.exit(f'FAILED examples/complet/{COMPLETE[kind]} lacks {path}')
        title = one['x-fr'] if lang == 'fr' else one['title']
        default = words['required'] if required else words['default'].format(one['default']) if 'default' in one else words['none']
        lines += [f'.It Cm {path}', title.rstrip('.') + '.', holds(one, lang).replace('\t', r'\t'), default]
        more = one.get('x-fr-description' if lang == 'fr' else 'description')
        if more:
            lines.append(more)
        lines.append(words['example'].format(shown(kind, path, examples[path]).replace('\\', '\\e')))
    others = [other for other in PAGES if other != kind]
    others = sorted(others + ['records'])
    lines += ['.El', f'.Sh {words["see"]}', '.Xr mloc 1 ,'] + [f'.Xr mloc-{other} 5 ,' for other in others[:-1]] + [f'.Xr mloc-{others[-1]} 5']
    # A sentence begins a line.
    lines = [line if line.startswith('.') else line.replace('. ', '.\n') for line in lines]
    return '\n'.join(line if not line.startswith("'") else '\\&' + line for line in lines) + '\n'


passed = failed = 0
for kind in PAGES:
    for lang, folder in (('en', 'man'), ('fr', 'man/fr')):
        path = os.path.join(TOP, folder, f'mloc-{kind}.5')
        text = page(kind, lang)
        if '--write' in sys.argv:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        there = open(path, encoding='utf-8').read() if os.path.exists(path) else ''
        if there == text:
            passed += 1
        else:
            failed += 1
            print(f'FAILED {path}: not what the schemas say; python3 tests/house/man5.py --write makes it')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
