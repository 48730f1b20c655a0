"""Asks for a diagnosis on a real terminal, as a person would be asked, and looks at the bars of a report: Python's pty drives mloc.

    python3 tests/outside/terminal.py build/mloc
"""
import os, pty, select, shutil, subprocess, sys, tempfile, time

from counting import ended, holds

mloc = os.path.abspath(sys.argv[1])
work = tempfile.mkdtemp(prefix='mloc-terminal.')
home = os.path.join(work, 'w')
plain = {'MLOC_BY': 'leroy', 'LANG': 'C.UTF-8', 'TERM': 'xterm', 'NO_COLOR': '1', 'PATH': os.environ.get('PATH', '')}


def run(*words):
    return subprocess.run([mloc, '-C', home, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain)


class Terminal:
    """mloc at a terminal; `see` waits until the text has come."""

    def __init__(self, *words, **environment):
        self.said = ''
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.execve(mloc, [mloc, '-C', home, *words], {**plain, **environment})

    def see(self, text, seconds=20):
        end = time.monotonic() + seconds
        while text not in self.said and time.monotonic() < end:
            if not select.select([self.descriptor], [], [], 0.1)[0]:
                continue
            try:
                part = os.read(self.descriptor, 4096)
            except OSError:  # Linux says so when the other side has gone
                break
            if not part:
                break
            self.said += part.decode('utf-8', 'replace').replace('\r\n', '\n')
        found = text in self.said
        if found:
            self.said = self.said.split(text, 1)[1]
        return found

    def type(self, text):
        os.write(self.descriptor, text.encode('utf-8'))

    def status(self):
        self.see('\0 never')
        _, status = os.waitpid(self.process, 0)
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(status)


subprocess.run([mloc, 'init', home, '--template', 'autonomie'], check=True, stdout=subprocess.DEVNULL, env=plain)
run('enrol', 'add', '--file-number', 'AU-1', '--surname', 'Martin', '--first-name', 'Zoé', '--born', '13/08/1987', '--sex', 'F',
    '--site', 'orleans', '--on', '05/02/2010')

terminal = Terminal('--lang', 'fr', 'diagnose', 'add', 'AU-1', 'budget')
holds('the first question is asked', terminal.see('Ressources du mois') and terminal.see('1 Salaire (salaire)') and terminal.see('> '))
holds('another mloc may write meanwhile', run('--lock-wait', '1s', 'diagnose', 'add', 'AU-1', 'housing', '--set', 'logement=x').returncode == 2)
terminal.type('fortune\n')
holds('a wrong answer is told and asked again', terminal.see('«\u00a0fortune\u00a0»') and terminal.see('> '))
terminal.type('1\n')
holds('the amount of what was chosen is asked next', terminal.see('Salaire : montant mensuel') and terminal.see('> '))
terminal.type('850,5x\x7f0\n')  # a slip and the key that takes it back
holds('charges follow at once: no other amount is asked', terminal.see('Charges du mois') and terminal.see('> '))
terminal.type('aucune\n')
holds('the last question is asked', terminal.see('Personnes qui vivent') and terminal.see('> '))
terminal.type('1\n')
holds('it is recorded', terminal.see('4 réponses') and terminal.see('reste_a_vivre 850.50') and terminal.status() == 0)

terminal = Terminal('diagnose', 'add', 'AU-1', 'budget')
holds('asked again', terminal.see('Income of the month') and terminal.see('> '))
terminal.type('salaire\n')
holds('and again', terminal.see('amount a month') and terminal.see('> '))
terminal.type('\x04')
holds('who leaves has recorded nothing', terminal.see('error[G118]') and terminal.status() == 2)

terminal = Terminal('diagnose', 'add', 'AU-1', 'mobility')
holds('who may not sign is told before the first question', terminal.see('error[G111]') and terminal.status() == 5)

done = run('diagnose', 'add', 'AU-1', 'budget')
holds('nobody is asked without a terminal', done.returncode == 2 and b'G114' in done.stderr)
listed = run('diagnose', 'list', '-O', 'csv').stdout.decode().splitlines()
holds('one diagnosis is there', len(listed) == 2 and ',budget,1,' in listed[1])
holds('the workspace has no fault', run('check').returncode == 0)

run('lesson', 'exam', 'add', 'AU-1', 'pratique_b', '--result', 'favorable', '--on', '22/03/2010')
terminal = Terminal('report', 'school', '2010-02..2010-04', LC_ALL='C.UTF-8')
holds('a terminal that can shows the months as bars', terminal.see('Licences by month') and terminal.see('█' * 8) and terminal.status() == 0)
terminal = Terminal('report', 'school', '2010-02..2010-04', LC_ALL='C')
holds('one that cannot shows none', not terminal.see('Licences by month') and terminal.status() == 0)
terminal = Terminal('report', 'school', '2010-02..2010-04', LC_ALL='C.UTF-8')
holds('what has no room is named', terminal.see('No room here for: ') and terminal.see('--columns, -O csv') and terminal.status() == 0)
holds('and no line is longer than the terminal', all(len(line) <= 80 for line in terminal.said.splitlines() if '--' in line or 'Month' in line))
holds('and a file has none', b'Licences by month' not in run('report', 'school', '2010-02..2010-04').stdout)

shutil.rmtree(work)
sys.exit(ended())
