"""No place, person or programme of an example stands in src/, schemas/ or a default: another office would find it there. The
nation's own words (communes in messages, an article of law) are not looked for; src/DECISIONS.md and tests may name examples."""
import glob, os, re, subprocess, sys, tomllib

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
places = ("orleans Orléan montargis pithiviers Pithiver cournon billom bastia haguenau saverne selestat Sélestat molsheim strasbourg "
          "loiret loire gatinais Gâtinais Bas-Rhin Haute-Corse")
people = "leroy weidner caron briand hamdi foucher keller wolff heitz brun faure morel"
programmes = ("AUTOnomie pole-mobilite pass-accompagnement Pass'Accompagnement ecole-loire restaurant-du-quai foyer-45 chrs-45 "
              "prevention-45 cg67 autonomie-2010 pass-2010")
words = re.compile(r"(?i:(?<![A-Za-z_])(?:" + '|'.join(map(re.escape, (places + ' ' + people).split())) + r")(?![a-z_]))|" +
                   '|'.join(map(re.escape, programmes.split())) + r"|(?<![\w'’])autonomie(?![\w])")
allowed = {('schemas/codes/savoir_etre_16.yaml', 'autonomie'), ('schemas/codes/remc_b.yaml', 'autonomie'), ('schemas/codes/dispositif.yaml', 'autonomie'),
           ('schemas/codes/savoir_faire_poste.yaml', 'autonomie'), ('schemas/codes/savoir_etre_14.yaml', 'autonomie'),
           ('schemas/codes/fin_contrat_engagement.yaml', 'autonomie'), ('src/privacy/rules/register.yaml', 'autonomie')}
# Words of the nation that examples use as codes or names.
COMMON = {'import', 'permis', 'logement', 'mobilite', 'insertion', 'enquete', 'autonomie', 'Pôle mobilité', 'Mission locale', 'Import automatique', 'Tremplin', 'export',
          'region', 'Région', 'essor', 'Aide au permis', 'Élan', 'elan'}


def named_by_examples():
    """Sites, staff, programmes, funders and offices of every example, so that a new one is looked for, too."""
    words = set()
    for path in glob.glob(os.path.join(TOP, 'examples', '**', '*.toml'), recursive=True):
        with open(path, 'rb') as file:
            tree = tomllib.load(file)
        if path.endswith('mloc.toml'):
            words |= {tree['organisation']['name']} | {one.get(key, '') for one in tree.get('sites', []) + tree.get('staff', []) for key in ('code', 'name')}
        elif os.path.basename(os.path.dirname(path)) == 'programmes':
            words |= {one.get(key, '') for one in [tree] + tree.get('funders', []) for key in ('code', 'name')}
    for path in glob.glob(os.path.join(TOP, 'examples', '**', 'partners', '*.yaml'), recursive=True):
        words.add(os.path.basename(path).removesuffix('.yaml'))
    return words - COMMON - {''}


named = re.compile('|'.join(rf'(?<![\w-]){re.escape(word)}(?![\w-])' for word in sorted(named_by_examples(), key=len, reverse=True)))
passed = failed = 0
files = subprocess.run(['git', 'ls-files', 'src', 'schemas', 'examples/templates/empty'], cwd=TOP, stdout=subprocess.PIPE, check=True).stdout.decode()
for path in files.splitlines():
    if path in ('src/DECISIONS.md', 'schemas/communes.tsv'):
        continue
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        found = [(number, word.group()) for number, line in enumerate(file, 1) for word in [*words.finditer(line), *(named.finditer(line) if not path.startswith('examples/') else [])]
                 if (path, word.group().lower()) not in allowed]
    for number, word in found:
        print(f'FAILED {path}:{number}: {word}')
    failed += bool(found)
    passed += not found
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
