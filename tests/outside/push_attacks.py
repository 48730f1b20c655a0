"""Attacks on the push check (examples/hooks/pre-receive), each tried with a real `git push` to a bare repository whose HEAD names the
branch of the law, a branch that is not there, or no branch at all. Prints S1: how many were tried, how many were let in.

    python3 tests/outside/push_attacks.py build/mloc [HOOK]
"""
import os, sys, tempfile, unicodedata

from counting import ended, holds
from push_work import CASE, FILE, OTHER, OTHER_FILE, Work, lesson

attacks = []


def attack(code, by='ecole-loire', *words):
    """`code`: how the refusal begins; the function prepares the clone. It may give the words of `git push`."""
    def put(function):
        attacks.append((function.__name__.replace('_', ' '), code, by, words, function))
        return function
    return put


SCHOOL, STAFF = 'ecole-loire', 'weidner'
ROLE = '\n[[staff]]\ncode = "ecole-loire"\nname = "E"\nrole = "administrateur"\n'
CONTACT = '---\nrecord: contact/1\nid: "2010-08-01-bbbb"\nby: {}\nchannel: rdv\nday: "2010-08-01"\nminutes: 30\npresence: present\nstaff: weidner\n'


# --- the law

@attack('H145')
def a_school_makes_itself_administrator(w):
    w.write('mloc.toml', w.read('mloc.toml') + ROLE); w.commit('settings')


@attack('H145', STAFF)
def an_adviser_edits_the_settings(w):
    w.write('mloc.toml', w.read('mloc.toml') + '# x\n'); w.commit('settings', STAFF)


@attack('H147', 'intrus')
def a_stranger_brings_settings_that_name_it(w):
    w.write('mloc.toml', w.read('mloc.toml') + ROLE.replace('ecole-loire', 'intrus')); w.commit('settings', 'intrus')


def with_old_roles(w):
    """The law had an administrator who was taken away since; a branch may still remember."""
    w.write('mloc.toml', w.read('mloc.toml') + ROLE.replace('ecole-loire', 'ancien')); w.commit('settings', 'import'); w.push(by='import')
    w.git('checkout', '-qb', 'old')
    w.git('checkout', '-q', 'main'); w.replace('mloc.toml', ROLE.replace('ecole-loire', 'ancien'), ''); w.commit('settings', 'import'); w.push(by='import')
    w.git('push', '-q', 'origin', 'old:refs/heads/old', by='import', MLOC_BY='import')


@attack('H147', 'ancien', 'origin', 'old')
def an_old_branch_revives_old_roles(w):
    with_old_roles(w); w.git('checkout', '-q', 'old'); w.write('mloc.toml', w.read('mloc.toml') + '# x\n'); w.commit('settings', 'ancien')


@attack('H14', SCHOOL, 'origin', 'HEAD:main')
def the_law_goes_back_to_an_old_commit(w):
    with_old_roles(w); w.git('checkout', '-q', 'old'); w.git('merge', '-q', '-s', 'ours', 'main')


@attack('H147', 'ancien', 'origin', 'HEAD:refs/heads/fresh')
def a_new_branch_at_an_old_commit(w):
    with_old_roles(w); w.git('checkout', '-q', 'old'); w.add(lesson(by='ancien')); w.commit('lesson add', 'ancien')


@attack('H14', SCHOOL, 'origin', 'HEAD:old')
def a_school_on_a_branch_that_remembers_an_assignment(w):
    w.git('push', '-q', 'origin', 'HEAD:refs/heads/old', by='import', MLOC_BY='import')
    w.replace(FILE, 'starts: "2010-03-15"\nreason: first_lesson', 'starts: "2010-03-15"\nreason: first_lesson\nvoided:\n  day: "2010-08-01"\n  by: import\n  reason: erreur_personne')
    w.commit('void', 'import'); w.push(by='import')
    w.git('checkout', '-q', '-b', 'side', 'origin/old'); w.add(lesson()); w.commit()


@attack('H144')
def a_school_whose_assignment_is_past(w):
    w.add('---\nrecord: assignment/1\nid: "2010-07-01-aaaa"\nby: import\nschool: gatinais\nstarts: "2010-07-01"\nreason: decision\n')
    w.commit('contract assignment add', 'import'); w.push(by='import'); w.add(lesson()); w.commit()


@attack('H14', SCHOOL, '-f', 'origin', 'HEAD:main')
def a_history_without_roots_in_the_law(w):
    w.git('checkout', '-q', '--orphan', 'other'); w.commit('first')


@attack('H141', 'foyer-45')
def a_partner_of_a_kind_without_rights(w):
    w.add(lesson(by='foyer-45')); w.commit('lesson add', 'foyer-45')


@attack('H147', '../mloc')
def a_code_that_is_a_path(w):
    w.add(lesson()); w.commit()


# --- records

@attack('H144')
def somebody_elses_learner(w):
    w.add(lesson(), OTHER_FILE); w.commit()


@attack('H144')
def a_lesson_before_the_assignment(w):
    w.add(lesson(day='2010-01-19')); w.commit()


@attack('H143')
def in_the_name_of_another(w):
    w.add(lesson(by='weidner')); w.commit()


@attack('H143')
def for_another_school(w):
    w.add(lesson(school='gatinais')); w.commit()


@attack('H143')
def a_signature_forged_in_a_nested_field(w):
    w.add(lesson(more='voided:\n  day: "2010-08-01"\n  by: weidner\n  reason: erreur_personne\n')); w.commit('void')


@attack('H143', STAFF)
def an_adviser_signs_for_a_colleague(w):
    w.add(CONTACT.format('leroy')); w.commit('enrol contact add', STAFF)


@attack('H143', STAFF)
def an_adviser_voids_in_the_name_of_a_colleague(w):
    w.replace(FILE, 'by: briand\n  reason: double_saisie', 'by: leroy\n  reason: double_saisie'); w.commit('void', STAFF)


@attack('H141')
def money(w):
    w.replace(FILE, 'amount: "83.34"', 'amount: "3.34"'); w.commit()


@attack('H141')
def a_change_hidden_beside_a_lesson(w):
    w.add(lesson()); w.replace(FILE, 'sex: F', 'sex: H'); w.commit()


@attack('H14')
def the_learner_assigned_first(w):
    w.add('---\nrecord: assignment/1\nid: "2010-08-01-aaab"\nby: ecole-loire\nschool: ecole-loire\nstarts: "2010-08-01"\nreason: initial\n', OTHER_FILE)
    w.add(lesson(), OTHER_FILE); w.commit()


@attack('H14')
def the_learner_assigned_in_a_commit_before(w):
    w.add('---\nrecord: assignment/1\nid: "2010-08-01-aaab"\nby: ecole-loire\nschool: ecole-loire\nstarts: "2010-08-01"\nreason: initial\n', OTHER_FILE)
    w.commit(); w.add(lesson(name='bbbb'), OTHER_FILE); w.commit()


@attack('H142')
def a_lesson_taken_away(w):
    text = w.read(FILE); begin = text.index('---\nrecord: lesson/1'); end = text.index('---\n', begin + 4)
    w.write(FILE, text[:begin] + text[end:]); w.commit()


@attack('H14')
def a_dossier_taken_away(w):
    os.remove(w.path(FILE)); w.commit()


@attack('H14')
def there_and_back(w):
    w.replace(FILE, 'sex: F', 'sex: H'); w.commit(); w.git('revert', '--no-edit', 'HEAD')


@attack('R')
def a_record_that_breaks_its_schema(w):
    w.write(FILE, w.read(FILE).replace('minutes: 60', 'minutes: -1')); w.commit()


@attack('R', STAFF)
def a_record_that_breaks_its_schema_even_by_staff(w):
    w.write(FILE, w.read(FILE).replace('minutes: 60', 'minutes: -1')); w.commit('lesson amend', STAFF)


@attack('Y', STAFF)
def an_empty_record(w):
    w.write(FILE, w.read(FILE)[:-4] + '---\n...\n'); w.commit('lesson add', STAFF)


@attack('', STAFF)
def an_empty_file(w):
    w.write(FILE, ''); w.commit('lesson amend', STAFF)


@attack('R', STAFF)
def a_second_record_with_one_id(w):
    w.add(lesson(by='weidner')); w.add(lesson(by='weidner', minutes=90)); w.commit('lesson add', STAFF)


@attack('H14')
def a_rename_over_another_dossier(w):
    w.git('mv', FILE, OTHER_FILE, '-f'); w.commit('move')


@attack('H213', STAFF)
def a_line_of_a_journal_of_accesses_taken_away(w):
    text = w.read('passports/log-k7qm3x.yaml'); begin = text.rindex('---\nrecord: reading')
    w.write('passports/log-k7qm3x.yaml', text[:begin] + '...\n'); w.commit('passport', STAFF)


@attack('H213', STAFF)
def a_journal_of_accesses_taken_away(w):
    os.remove(w.path('passports/log-k7qm3x.yaml')); w.commit('passport', STAFF)


@attack('H132', 'import')
def names_in_clear(w):
    w.write(f'identities/7K/{CASE}.yaml', '---\nrecord: identity/1\n...\n'); w.git('add', '-f', 'identities'); w.commit('seal', 'import')


@attack('H132', STAFF)
def a_name_beside_a_sealed_one(w):
    sealed = open(os.path.join(os.path.dirname(__file__), '../../examples/records/identities/TQ/TQ0AEWM43N.yaml'), encoding='utf-8').read()
    w.write('identities/TQ/TQ0AEWM43N.yaml', '# Zoé\n' + sealed); w.git('add', '-f', 'identities'); w.commit('seal', STAFF)


# --- bytes beside records

def beside(where):
    def function(w):
        text = w.read(FILE)
        places = {'head': '# Zoé Martin\n' + text, 'middle': text.replace('---\nrecord: lesson/1', '---\n# Zoé Martin\nrecord: lesson/1', 1),
                  'line': text.replace('sex: F\n', 'sex: F  # Zoé Martin\n', 1), 'end': text[:-4] + '# Zoé Martin\n...\n'}
        w.write(FILE, places[where]); w.commit()
    function.__name__ = f'a_comment_at_the_{where}'
    return function


for place in ('head', 'middle', 'line', 'end'):
    attack('H228')(beside(place))


@attack('', SCHOOL)
def a_comment_behind_the_end(w):
    w.write(FILE, w.read(FILE) + '# Zoé Martin\n'); w.commit()


@attack('H228')
def a_comment_of_the_office_taken_away(w):
    w.replace(FILE, '---\nrecord: pace/1', '---\n# agreed\nrecord: pace/1'); w.commit('amend', STAFF); w.push(by=STAFF)
    w.replace(FILE, '# agreed\n', ''); w.commit()


@attack('')
def lines_that_end_as_in_DOS(w):
    w.git('config', 'core.autocrlf', 'false'); w.write('.git/info/attributes', '*.yaml -text\n')
    w.write(FILE, w.read(FILE).replace('\n', '\r\n')); w.commit()


@attack('H228')
def records_in_another_order(w):
    text = w.read(FILE)[:-4]; parts = text.split('---\n')[1:]
    parts[0], parts[1] = parts[1], parts[0]
    w.write(FILE, ''.join('---\n' + one for one in parts) + '...\n'); w.commit()


@attack('H228')
def other_quotes_round_a_value(w):
    w.replace(FILE, 'commune: "45234"', "commune: '45234'"); w.commit()


@attack('H228')
def blanks_behind_a_value(w):
    w.replace(FILE, 'sex: F\n', 'sex: F   \n'); w.commit()


@attack('H228')
def keys_in_another_order(w):
    w.replace(FILE, 'by: briand\nsex: F', 'sex: F\nby: briand'); w.commit()


@attack('H228')
def a_comment_in_its_own_lesson(w):
    w.add(lesson().replace('minutes', '# Zoé Martin\nminutes')); w.commit()


# --- files that are no records

def file_attack(name, by, text='x\n', code='H145'):
    def function(w):
        w.write(name, text); w.git('add', '-f', name); w.commit('settings', by)
    function.__name__ = f'{by} brings {name}'
    attack(code, by)(function)


for one in ('.gitattributes', '.gitignore', '.mailmap', 'cases/.gitattributes', 'programmes/mine.toml', 'programmes/autonomie.toml', 'lists/own.yaml', 'imports/mine.toml',
            'reports/mine.sql', 'instruments/mine.yaml', 'documents/letter.md', 'mloc.toml', 'README.md', 'schemas/lesson.1.json'):
    file_attack(one, STAFF)
for one in ('.gitattributes', 'draws/next/result.tsv', 'reports/mine.sql', 'cases/7K/note.txt', 'lesson.yaml'):
    file_attack(one, SCHOOL)
for one in ('MLOC.TOML', 'Cases/7K/7KQ39XM4H9.yaml', 'cases/7k/7KQ39XM4H9.yaml'):
    file_attack(one, SCHOOL, code='H215')


@attack('H14')
def a_workspace_of_its_own_in_a_folder(w):
    w.write('mine/mloc.toml', w.read('mloc.toml') + ROLE); w.write('mine/' + FILE, w.read(FILE)); w.commit('settings')


@attack('H145', STAFF)
def a_roster_that_was_drawn_from_is_changed(w):
    names = [name for name in w.git('ls-files', 'draws').split() if name.endswith('.tsv')]
    w.write(names[0], w.read(names[0]) + 'x\n'); w.commit('draw', STAFF)


@attack('H215', 'import')
def a_journal_for_mloc_to_finish(w):
    w.write('.mloc/journal/COMMIT', 'mloc-journal 1\n'); w.git('add', '-f', '.mloc/journal'); w.commit('settings', 'import')


@attack('H133')
def a_symbolic_link_in_the_place_of_a_dossier(w):
    os.remove(w.path(FILE)); os.symlink('/etc/passwd', w.path(FILE)); w.commit()


@attack('H133', 'import')
def a_symbolic_link_even_by_an_administrator(w):
    os.symlink('/etc/passwd', w.path('documents')); w.commit('settings', 'import')


@attack('H133', 'import')
def a_folder_of_dossiers_that_is_a_link(w):
    w.git('rm', '-rq', 'cases/7K', by='import'); os.symlink('/tmp', w.path('cases/7K')); w.commit('settings', 'import')


@attack('H133', 'import')
def a_module(w):
    w.git('update-index', '--add', '--cacheinfo', '160000,' + w.head() + ',sub'); w.git('commit', '-qm', 'settings', by='import')


@attack('H145')
def the_file_that_names_modules(w):
    w.write('.gitmodules', '[submodule "x"]\n\tpath = x\n\turl = ../x\n'); w.commit()


@attack('H222')
def a_dossier_that_can_be_run(w):
    w.git('update-index', '--chmod=+x', FILE); w.git('commit', '-qm', 'lesson amend')


@attack('H222', 'import')
def a_dossier_that_can_be_run_even_by_an_administrator(w):
    w.git('update-index', '--chmod=+x', FILE); w.git('commit', '-qm', 'lesson amend', by='import')


@attack('D104', 'import')
def a_huge_file(w):
    w.write('documents/huge.md', b'x' * (17 << 20)); w.commit('settings', 'import')


@attack('D104', STAFF)
def a_huge_dossier(w):
    w.write(FILE, w.read(FILE)[:-4] + '# ' + 'x' * (17 << 20) + '\n...\n'); w.commit('lesson amend', STAFF)


# --- names and folders that no git writes

def odd_name(name, by='import'):
    def function(w):
        blob = w.git('hash-object', '-w', '--stdin', data=b'x').strip()
        return ('origin', w.made(w.tree(sorted(w.entries() + [('100644', name, blob)], key=lambda one: one[1] + (b'/' if one[0] == '40000' else b''))), by,
                                 message='settings') + ':main')
    function.__name__ = 'a file called ' + repr(name)[1:]
    attack('H215', by)(function)


for one in (b'a\nb', b'a\x1bb', b'\xff', 'é'.encode() and unicodedata.normalize('NFD', 'é.md').encode(), b'.GIT', b'git~1', b'.git ', b'.g\xe2\x80\x8cit', b'..', b'.',
            b'a\\b', b'README.MD\xe2\x80\xae', b'.git::$INDEX_ALLOCATION', b'.mloc'):
    odd_name(one)


@attack('H215', 'import')
def names_that_differ_in_case_alone(w):
    blob = w.git('hash-object', '-w', '--stdin', data=b'x').strip()
    entries = sorted(w.entries() + [('100644', b'MLOC.toml', blob)], key=lambda one: one[1] + (b'/' if one[0] == '40000' else b''))
    return 'origin', w.made(w.tree(entries), 'import', message='settings') + ':main'


@attack('H215', 'import')
def one_name_twice_in_a_folder(w):
    blob = w.git('hash-object', '-w', '--stdin', data=b'x').strip()
    entries = []
    for one in w.entries():
        entries.append(one)
        if one[1] == b'mloc.toml':
            entries.append(('100644', b'mloc.toml', blob))
    return 'origin', w.made(w.tree(entries), 'import', message='settings') + ':main'


@attack('H215', 'import')
def a_folder_out_of_order(w):
    return 'origin', w.made(w.tree(list(reversed(w.entries()))), 'import', message='settings') + ':main'


@attack('H215', 'import')
def a_mode_that_there_is_not(w):
    return 'origin', w.made(w.tree([('100664' if mode == '100644' else mode, name, id) for mode, name, id in w.entries()]), 'import', message='settings') + ':main'


@attack('H215')
def an_empty_folder(w):
    empty = w.tree([])
    entries = sorted(w.entries() + [('40000', b'zzz', empty)], key=lambda one: one[1] + (b'/' if one[0] == '40000' else b''))
    return 'origin', w.made(w.tree(entries)) + ':main'


# --- commits

@attack('H219')
def a_forged_author(w):
    w.add(lesson()); w.commit('lesson add', SCHOOL, '--author', 'weidner <weidner@mloc.invalid>')


@attack('H219')
def a_forged_address(w):
    w.add(lesson()); w.commit('lesson add', SCHOOL, '--author', 'ecole-loire <weidner@mloc.invalid>')


@attack('H219')
def an_address_whose_host_is_a_name(w):
    w.add(lesson()); w.commit('lesson add', SCHOOL, '--author', 'ecole-loire <ecole-loire@zoe-martin.enceinte>')


@attack('H219')
def somebody_elses_commit(w):
    w.add(lesson()); w.commit('lesson add', STAFF)


@attack('H219', STAFF)
def the_commit_of_another_of_the_office(w):
    w.add(CONTACT.format(STAFF)); w.commit('enrol contact add', 'leroy')


def message(name, text, by=SCHOOL):
    def function(w):
        w.add(lesson(by=by)); w.commit(text, by)
    function.__name__ = 'a message ' + name
    attack('H221', by)(function)


message('with a name', 'lesson add: Zoé Martin')
message('with a name below', 'lesson add: 1 file\n\nmartin')
message('with a number to call', 'lesson add: 1 file\n\ntel')
message('with a name by staff', 'Mme Dupont', STAFF)
message('with a name by an administrator', 'lesson add for Jean-Pierre', 'import')
message('signed off', 'lesson add\n\nSigned-off-by: Zoe Martin <zoe@example.org>')


@attack('H221')
def an_empty_commit_with_a_name(w):
    w.git('commit', '-q', '--allow-empty', '-m', 'Zoé')


@attack('H221')
def a_merge_with_a_name(w):
    w.add(lesson()); w.commit(); others_work(w); w.git('merge', '-q', '-m', 'Zoé', 'origin/main')


@attack('H215')
def a_header_with_a_name(w):
    w.add(lesson()); w.git('add', '-A')
    return 'origin', w.made(w.git('write-tree').strip(), more='note Zoé Martin\n') + ':main'


@attack('H215')
def a_signature_that_is_a_text(w):
    w.add(lesson()); w.git('add', '-A')
    return 'origin', w.made(w.git('write-tree').strip(), more='gpgsig -----BEGIN PGP SIGNATURE-----\n Zoé Martin\n -----END PGP SIGNATURE-----\n') + ':main'


@attack('H215')
def two_authors(w):
    w.add(lesson()); w.git('add', '-A')
    return 'origin', w.made(w.git('write-tree').strip(), more='author weidner <weidner@mloc.invalid> 1280000000 +0200\n') + ':main'


# --- merges

def others_work(w, branch='main'):
    """Somebody of the mission locale has pushed meanwhile: an amount and a contact."""
    w.git('fetch', '-q'); w.git('checkout', '-qb', 'theirs', 'origin/' + branch)
    w.replace(FILE, 'amount: "83.34"', 'amount: "83.33"'); w.add(CONTACT.format(STAFF), OTHER_FILE); w.commit('enrol contact add', STAFF)
    status, said = w.push('origin', 'theirs:' + branch, by=STAFF)
    assert status == 0, said
    w.git('checkout', '-q', 'main'); w.git('fetch', '-q')


@attack('H146', SCHOOL, '-f', 'origin', 'main')
def the_others_work_left_out_by_force(w):
    w.add(lesson()); w.commit(); others_work(w)


@attack('H14')
def a_merge_that_leaves_the_others_work_out(w):
    w.add(lesson()); w.commit(); others_work(w); w.git('merge', '-q', '-s', 'ours', 'origin/main')


@attack('H14')
def a_merge_with_a_change_of_its_own(w):
    w.add(lesson()); w.commit(); others_work(w); w.git('merge', '-q', '--no-commit', 'origin/main'); w.replace(FILE, 'sex: F', 'sex: H'); w.commit('merge')


@attack('H14')
def a_merge_that_brings_an_old_value_back(w):
    w.add(lesson()); w.commit(); others_work(w); w.git('merge', '-q', '--no-commit', 'origin/main'); w.replace(FILE, 'amount: "83.33"', 'amount: "83.34"'); w.commit('merge')


@attack('H228')
def a_merge_with_a_comment_of_its_own(w):
    w.add(lesson()); w.commit(); others_work(w); w.git('merge', '-q', '--no-commit', 'origin/main')
    w.replace(FILE, '---\nrecord: pace', '---\n# Zoé\nrecord: pace'); w.commit('merge')


def with_side(w):
    """A branch of the office beside the law's, which has what the law has not."""
    w.git('checkout', '-qb', 'side'); w.add(CONTACT.format(STAFF), OTHER_FILE); w.replace(FILE, 'amount: "83.34"', 'amount: "80.00"')
    w.write('mloc.toml', w.read('mloc.toml') + ROLE); w.commit('settings', 'import')
    w.git('push', '-q', 'origin', 'side', by='import', MLOC_BY='import')


@attack('H14', SCHOOL, 'origin', 'side')
def on_another_branch_a_merge_with_the_tree_of_the_law(w):
    with_side(w); w.git('checkout', '-q', 'main'); w.add(lesson()); w.commit(); w.push(); w.git('checkout', '-q', 'side')
    made = w.made(w.head('main^{tree}'), parents=[w.head('side'), w.head('main')], message='Merge branch \'main\' into side'); w.git('reset', '-q', '--hard', made)


@attack('H14', SCHOOL, 'origin', 'HEAD:main')
def the_law_takes_up_a_draft_of_the_office(w):
    with_side(w)


@attack('H14', SCHOOL, 'origin', 'main')
def the_law_merges_a_draft_of_the_office(w):
    with_side(w); w.git('checkout', '-q', 'main'); w.add(lesson()); w.commit(); w.git('merge', '-q', 'side')


@attack('H14', STAFF, 'origin', 'main')
def an_adviser_merges_the_settings_of_a_draft(w):
    with_side(w); w.git('checkout', '-q', 'main'); w.git('merge', '-q', '--no-ff', 'side', by=STAFF)


@attack('H218')
def a_merge_of_three(w):
    w.git('checkout', '-qb', 'b'); w.add(lesson('aaaa')); w.commit()
    w.git('checkout', '-qb', 'c', 'main'); w.add(lesson('aaaa'), FILE); w.commit()
    w.git('checkout', '-q', 'main'); w.git('commit', '-q', '--allow-empty', '-m', 'lesson')
    made = w.made(w.head('b^{tree}'), parents=[w.head('main'), w.head('b'), w.head('c')], message='merge'); w.git('reset', '-q', '--hard', made)


@attack('H218', STAFF, 'origin', 'main')
def a_merge_of_three_that_changes_the_settings(w):
    with_side(w); w.git('checkout', '-q', 'main'); w.git('commit', '-q', '--allow-empty', '-m', 'lesson', by=STAFF)
    made = w.made(w.head('side^{tree}'), STAFF, [w.head('main'), w.head('side'), w.head('main~1')], 'merge'); w.git('reset', '-q', '--hard', made)


@attack('H')
def one_parent_twice(w):
    w.replace(FILE, 'sex: F', 'sex: H'); w.git('add', '-A')
    return 'origin', w.made(w.git('write-tree').strip(), parents=[w.head(), w.head()], message='merge') + ':main'


@attack('H14')
def a_revert_of_the_others_work(w):
    others_work(w); w.git('merge', '-q', 'origin/main'); w.git('revert', '--no-edit', 'HEAD')


@attack('H14')
def a_merge_base_made_to_measure(w):
    # An older commit of the law as the other side, so that its old values look like a change.
    others_work(w); w.git('merge', '-q', 'origin/main')
    old, new = w.head('main~1'), w.head('main')
    w.git('checkout', '-q', old); w.git('commit', '-q', '--allow-empty', '-m', 'lesson'); side = w.head()
    return 'origin', w.made(w.head(old + '^{tree}'), parents=[new, side], message='merge') + ':main'


@attack('H14')
def criss_cross(w):
    w.git('checkout', '-qb', 'a'); w.add(lesson('aaaa')); w.commit(); a = w.head()
    others_work(w); w.git('merge', '-q', 'origin/main'); b = w.head()
    left = w.made(w.head(a + '^{tree}'), parents=[a, b], message='merge'); right = w.made(w.head(b + '^{tree}'), parents=[b, a], message='merge')
    return 'origin', w.made(w.head(a + '^{tree}'), parents=[right, left], message='merge') + ':main'


# --- references

def reference(name, code='H216', by=SCHOOL):
    def function(w):
        w.add(lesson(by=by)); w.commit('lesson add', by)
        return 'origin', 'HEAD:' + name
    function.__name__ = f'{by} pushes {name}'
    attack(code, by)(function)


for one in ('refs/notes/commits', 'refs/heads/HEAD', 'refs/heads/Main', 'refs/heads/refs/heads/main', 'refs/meta/config', 'refs/stash', 'refs/remotes/origin/main', 'refs/pull/1/head',
            'refs/heads/zoé-martin'):
    reference(one)
reference('refs/notes/commits', by='import')
reference('refs/heads/school', 'H217')
reference('refs/tags/v1', 'H217')
reference('refs/heads/drafts/weidner', 'H217', STAFF)


@attack('H216', 'import')
def a_replaced_commit(w):
    w.add(lesson()); w.commit('lesson add', 'import')
    return 'origin', 'HEAD:refs/replace/' + w.head('HEAD~1')


@attack('H216')
def a_replaced_file(w):
    w.write('x', 'x'); blob = w.git('hash-object', '-w', 'x').strip()
    return 'origin', blob + ':refs/replace/' + w.head('HEAD:mloc.toml')


@attack('H14')
def replaced_objects_in_the_clone(w):
    # Locally main looks innocent; what is pushed is the real object.
    w.replace(FILE, 'sex: F', 'sex: H'); w.commit(); evil = w.head()
    innocent = w.made(w.head('HEAD~1^{tree}'), parents=[w.head('HEAD~1')]); w.git('replace', evil, innocent)


@attack('H217', SCHOOL, 'origin', 'v2')
def a_tag_with_a_message_with_a_name(w):
    w.git('tag', '-am', 'Zoé Martin', 'v2')


@attack('H221', 'import', 'origin', 'v2')
def a_tag_with_a_name_even_by_an_administrator(w):
    w.git('tag', '-am', 'Zoé Martin', 'v2', by='import')


@attack('H2', 'import', 'origin', 'v3')
def a_tag_on_a_tag(w):
    w.git('tag', '-am', 'tag', 'v2', by='import'); w.git('tag', '-am', 'tag', 'v3', 'v2', by='import')


@attack('H', SCHOOL, 'origin', 'blob')
def a_tag_on_no_commit(w):
    w.git('tag', 'blob', w.git('hash-object', '-w', 'mloc.toml').strip())


@attack('H146', SCHOOL, '-f', 'origin', 'v1')
def a_tag_that_moves(w):
    w.git('push', '-q', 'origin', 'HEAD:refs/tags/v1', by='import', MLOC_BY='import'); w.add(lesson()); w.commit(); w.git('tag', '-f', 'v1')


@attack('H146', SCHOOL, 'origin', ':spare')
def a_branch_deleted(w):
    w.git('push', '-q', 'origin', 'HEAD:refs/heads/spare', by='import', MLOC_BY='import')


@attack('H146', STAFF, 'origin', ':spare')
def a_branch_deleted_by_an_adviser(w):
    w.git('push', '-q', 'origin', 'HEAD:refs/heads/spare', by='import', MLOC_BY='import')


@attack('H146', 'import', 'origin', ':main')
def the_law_deleted_even_by_an_administrator(w):
    pass


@attack('H146', STAFF, '-f', 'origin', 'main')
def an_adviser_drops_commits(w):
    w.add(lesson()); w.commit(); w.push(); w.git('reset', '-q', '--hard', 'HEAD~1'); w.add(CONTACT.format(STAFF)); w.commit('enrol contact add', STAFF)


@attack('H', SCHOOL, 'origin', 'HEAD:main', 'HEAD:refs/heads/other')
def an_honest_branch_beside_a_new_one(w):
    w.add(lesson()); w.commit()


@attack('H14', SCHOOL, 'origin', 'main', 'evil:side')
def a_bad_branch_hidden_behind_a_good_one(w):
    w.git('push', '-q', 'origin', 'HEAD:refs/heads/side', by='import', MLOC_BY='import')
    w.git('checkout', '-qb', 'evil'); w.replace(FILE, 'sex: F', 'sex: H'); w.commit(); w.git('checkout', '-q', 'main'); w.add(lesson()); w.commit()


@attack('', '')
def nobody_says_who_pushes(w):
    w.add(lesson()); w.commit()


def state(w):
    return w.git('for-each-ref', at='server.git')


def run(mloc, head, hook):
    let_in = 0
    with tempfile.TemporaryDirectory() as made:
        w = Work(made, mloc, head=head if head != 'detached' else 'main', hook=hook)
        holds('the first push', w.first[0] == 0, w.first[1])
        if head == 'detached':
            for server in (w.server, w.server + '.kept'):
                first = w.git('rev-parse', 'main', at=server).strip()
                with open(os.path.join(server, 'HEAD'), 'w') as file:
                    file.write(first + '\n')
        for name, code, by, words, prepare in attacks:
            w.again()
            try:
                words = prepare(w) or words
            except Exception as error:
                holds(f'{head}: prepared: {name}', False, repr(error)[:600])
                continue
            before = state(w)
            status, said = w.push(*words, by=by)
            same = state(w) == before
            right = status != 0 and same and (f'[{code}' in said if code else True)
            let_in += not same
            holds(f'{head}: refused: {name} ({by})', right, ('LET IN ' if not same else '') + said[:1200])
    return let_in


def main():
    mloc, hook = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else 'examples/hooks/pre-receive'
    let_in = {head: run(mloc, head, hook) for head in ('main', 'nowhere', 'detached')}
    print(f'S1 push: {len(attacks)} attacks, each with HEAD on the law\'s branch, on none, and detached; let in: '
          + ', '.join(str(count) for count in let_in.values()))
    return ended()


if __name__ == '__main__':
    sys.exit(main())
