"""Who may push what: real `git push` to a bare repository whose pre-receive hook is examples/hooks/pre-receive. Attacks are in
push_attacks.py; here are the pushes that must pass, and the records that each may bring.

    python3 tests/outside/push.py build/mloc
"""
import os, subprocess, sys, tempfile

from counting import ended, holds
from push_work import CASE, FILE, OTHER_FILE, Work, lesson, top


def beginning(w):
    for (status, said), code in zip(w.unborn, ('H220', 'H220', 'H220', 'H220')):
        holds('who is not named by the hook cannot begin', status != 0 and code in said, said)
    holds('the administrator whom the hook names begins', w.first[0] == 0, w.first[1])


def records(w):
    w.again(); w.add(lesson()); w.commit()
    w.allowed('a lesson of a learner')
    w.write(FILE, w.read(FILE).replace(lesson(), lesson(minutes=90))); w.commit('lesson amend')
    w.allowed('an amended lesson of its own')
    w.add('---\nrecord: exam/1\nid: "2010-08-02-aaaa"\nby: ecole-loire\ntest: pratique_b\nday: "2010-08-02"\nresult: favorable\npoints: "26"\n')
    w.commit('lesson exam add: 1 file\n\n' + CASE)
    w.allowed('a test of the licence')
    w.again()
    text = w.read(FILE); end = text.index('---\n', text.index('"2010-05-11-k7qm"'))
    w.write(FILE, text[:end] + 'voided:\n  day: "2010-08-01"\n  by: ecole-loire\n  reason: erreur_personne\n' + text[end:]); w.commit('void')
    w.allowed('its own lesson voided')
    w.again(); w.replace(FILE, 'amount: "83.34"', 'amount: "83.33"'); w.commit('amend', 'weidner')
    w.allowed('staff amends what another recorded', by='weidner')
    w.add('---\nrecord: contact/1\nid: "2010-08-03-aaaa"\nby: import\nchannel: rdv\nday: "2010-08-03"\nminutes: 30\npresence: present\nstaff: weidner\n'); w.commit('import', 'weidner')
    w.allowed('what the office\'s program recorded', by='weidner')
    w.replace(FILE, '---\nrecord: contact/1', '---\n# heard from the family\nrecord: contact/1'); w.commit('enrol contact amend', 'weidner')
    w.allowed('a comment of the office', by='weidner')


def files(w):
    sealed = open(os.path.join(top, 'examples/records/identities/TQ/TQ0AEWM43N.yaml'), encoding='utf-8').read()
    w.again(); w.write('identities/TQ/TQ0AEWM43N.yaml', sealed); w.git('add', '-f', 'identities'); w.commit('seal', 'import')
    w.allowed('sealed names by an administrator', by='import')
    w.again(); w.write('draws/next/roster.tsv', 'rank\tnumber\n'); w.commit('draw announce', 'weidner')
    w.allowed('a new file of a new draw by staff', by='weidner')
    for name in ('mloc.toml', 'programmes/autonomie.toml', 'README.md', 'reports/mine.sql', '.gitattributes', 'lists/own.yaml', 'documents/letter.md'):
        w.again(); w.write(name, (w.read(name) if os.path.exists(w.path(name)) else '') + '# x\n'); w.git('add', '-f', name); w.commit('settings', 'import')
        w.allowed(name + ' by an administrator', by='import')
    w.again(); w.git('mv', FILE, 'cases/7K/7KQ39XM4HA.yaml'); w.commit('move', 'import')
    w.refused('a dossier under another name, whoever brings it', 'H', by='ecole-loire')


def theirs(w):
    """Somebody of the mission locale has pushed meanwhile: an amount and a comment."""
    w.git('checkout', '-qb', 'theirs', 'origin/main')
    w.replace(FILE, 'amount: "83.34"', 'amount: "83.33"'); w.replace(FILE, '---\nrecord: pace/1', '---\n# agreed\nrecord: pace/1'); w.commit('amend', 'weidner')
    w.allowed('staff money', 'origin', 'theirs:main', by='weidner')
    w.git('checkout', '-q', 'main')


def merges(w):
    w.again(); w.add(lesson()); w.commit(); theirs(w)
    w.refused('without the others\' work', 'H146', '-f', 'origin', 'main')
    w.git('fetch', '-q'); w.git('merge', '-q', 'origin/main')
    w.allowed('an honest merge')
    w.again(); w.add(lesson()); w.commit(); theirs(w)
    w.git('pull', '-q', '--no-rebase')
    w.allowed('an honest merge, as git pull words it')
    w.again(); w.add(lesson()); w.commit(); theirs(w); w.git('pull', '-q', '--rebase')
    w.allowed('an honest rebase of its own work')
    w.again(); w.add(lesson()); w.commit(); w.git('revert', '--no-edit', 'HEAD', by='ecole-loire')
    w.refused('its own lesson taken away again by a revert', 'H142')
    w.again(); theirs(w); w.git('pull', '-q'); w.git('revert', '--no-edit', 'HEAD', by='weidner')
    w.allowed('a revert by staff', by='weidner')
    # Two of the office, one after the other, each on a branch of the server's.
    w.again(); w.git('push', '-q', 'origin', 'HEAD:refs/heads/side', by='import', MLOC_BY='import')
    w.git('checkout', '-qb', 'side'); w.add(lesson()); w.commit(); w.allowed('a lesson on a branch that is there', 'origin', 'side')
    w.git('checkout', '-q', 'main'); w.replace(FILE, 'amount: "83.34"', 'amount: "83.33"'); w.commit('amend', 'weidner')
    w.git('merge', '-q', 'side', by='weidner')
    w.allowed('staff merges what the school was allowed to bring', 'origin', 'main', by='weidner')
    w.git('checkout', '-q', 'side'); w.git('merge', '-q', 'main')
    w.allowed('the school takes up the branch of the law', 'origin', 'side')
    # Conflicts: both added to the same place, mloc's driver merges them.
    w.again(); w.git('config', 'merge.mloc.driver', f'{w.mloc} merge-driver %O %A %B %P')
    w.add(lesson('cccc')); w.commit()
    w.git('checkout', '-qb', 'theirs', 'origin/main'); w.add('---\nrecord: contact/1\nid: "2010-08-01-bbbb"\nby: weidner\nchannel: rdv\nday: "2010-08-01"\nminutes: 30\npresence: present\nstaff: weidner\n')
    w.commit('enrol contact add', 'weidner'); w.push('origin', 'theirs:main', by='weidner'); w.git('checkout', '-q', 'main')
    w.git('fetch', '-q'); w.git('merge', '-q', 'origin/main')
    w.allowed('both sides added a record after the last one')


def references(w, allow):
    w.again(); w.git('checkout', '-qb', 'school'); w.add(lesson()); w.commit()
    (w.allowed if allow else lambda what, *more: w.refused(what, 'H217', *more))('a new branch with a lesson')
    w.again(); w.git('tag', 'v1')
    (w.allowed if allow else lambda what, *more: w.refused(what, 'H217', *more))('a tag on what is there', 'origin', 'v1')
    w.allowed('a tag of an administrator\'s', 'origin', 'v1:refs/tags/v2', by='import')
    w.again(); w.git('checkout', '-qb', 'spare')
    w.allowed('a branch of an administrator\'s', by='import')
    w.allowed('which an administrator deletes', 'origin', ':spare', by='import')
    w.again(); w.git('commit', '-q', '--amend', '-m', 'first again', by='import')
    w.allowed('an administrator begins anew', '-f', 'origin', 'main', by='import')


def by_mloc(w):
    w.again(); w.git('config', 'user.name', 'x'); w.git('config', 'user.email', 'x@x')
    done = subprocess.run([w.mloc, '-C', w.clone, '--by', 'weidner', 'enrol', 'contact', 'add', CASE, 'rdv', '30', '--on', '2010-07-01', '--commit'],
                          env=w.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    holds('mloc commits', done.returncode == 0, done.stdout)
    w.allowed('what --commit wrote', by='weidner')


def no_workspace(w, mloc):
    other = os.path.join(w.folder, 'other')
    os.makedirs(other)
    w.git('init', '-q', '-b', 'main', at='other')
    with open(os.path.join(other, 'a'), 'w') as file:
        file.write('a')
    w.git('add', '-A', at='other')
    w.git('commit', '-qm', 'a', at='other')

    def said(*words):
        done = subprocess.run([mloc, 'check', *words], cwd=other, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout
    status, words = said('--range', 'HEAD..HEAD', '--as', 'weidner', '--law', 'main')
    holds('a repository without a workspace', status == 5 and '[H148]' in words, words)
    for missing in (('--range', 'HEAD..HEAD', '--as', 'weidner'), ('--range', 'HEAD..HEAD', '--law', 'main')):
        holds('--range wants --as and --law', said(*missing)[0] == 2)
    for name in ('refs/tags/v1', 'refs/remotes/origin/main', 'refs/notes/commits'):
        status, words = said('--range', 'HEAD..HEAD', '--as', 'weidner', '--law', name)
        holds('the law is a branch', status == 2 and '[H214]' in words, words)


def main():
    mloc = os.path.abspath(sys.argv[1])
    for allow in ('', 'branch tag'):
        with tempfile.TemporaryDirectory() as made:
            work = Work(made, mloc, allow=allow)
            references(work, allow)
            if allow:
                continue
            beginning(work)
            for part in (records, files, merges, by_mloc):
                part(work)
            no_workspace(work, mloc)
    return ended()


if __name__ == '__main__':
    sys.exit(main())
