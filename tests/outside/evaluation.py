"""`report effect` on synthetic AUTOnomie: every figure as R's estimatr 1.0 gave it, to 1e-7 of its size.

    python3 tests/outside/evaluation.py build/mloc
"""
import json, os, re, subprocess, sys, tempfile

import counting

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(TOP, 'tests', 'fixtures', 'evaluation', 'autonomie_synth.csv')
# estimate, std_error, p_value, conf_low, conf_high, df; lm_robust (HC2), difference_in_means with blocks, lm_lin, iv_robust (HC2)
R = {
    'licence': {
        'itt': (0.2247644512, 0.04065426696, 4.950012193e-08, 0.1449112744, 0.3046176281, 561),
        'itt_blocked': (0.2255306511, 0.04069054279, 4.605174782e-08, 0.1456049803, 0.3054563219, 557),
        'lin': (0.2255625903, 0.04089042763, 5.324558655e-08, 0.1452430342, 0.3058821464, 553),
        'late': (0.281371314, 0.0501106556, 3.100013317e-08, 0.182943122, 0.379799506, 559),
        'response': (0.07998166386, 0.02956122579, 0.006984927388, 0.0219415046, 0.1380218231, 694),
        'lee_lower': (0.1742424242,), 'lee_upper': (0.2781385281,)},
    'employed': {
        'itt': (0.08177998472, 0.04211195126, 0.05264139347, -0.0009363779399, 0.1644963474, 561),
        'itt_blocked': (0.08179799485, 0.04219501636, 0.05305854476, -0.001082811227, 0.1646788009, 557),
        'lin': (0.07607842114, 0.04209886727, 0.07128426069, -0.006614828308, 0.1587716706, 553),
        'late': (0.1019209915, 0.05241018948, 0.05231478889, -0.001023983596, 0.2048659666, 559),
        'lee_lower': (0.02922077922,), 'lee_upper': (0.1331168831,)}}
# The four contrasts that Pass'Accompagnement published, in per cent of who answered; 495 were drawn to the control arm, 486 to the test arm.
PASS = {'logement_convenable': (43.9, 51.8), 'aucun_probleme': (39.1, 48.0), 'satisfait_logement': (34.7, 44.3), 'satisfait_quartier': (44.4, 51.0)}
ARMS = (495, 486)
FIELDS = ('estimate', 'std_error', 'p_value', 'conf_low', 'conf_high', 'df')


def run(*words):
    done = subprocess.run([os.path.abspath(sys.argv[1]), 'report', 'effect', '--data', DATA, '--assign', 'z', '--stratum', 'stratum', '--received', 'd', '--responded', 'responded', '--covariate', 'age', '--covariate', 'diploma', '-O', 'json', *words],
                          stdout=subprocess.PIPE, check=True, env={'LANG': 'C.UTF-8'})
    return json.loads(done.stdout)['rows']


def near(what, found, wanted):
    counting.same(f'{what}: {found} for {wanted}', found is not None and abs(float(found) - wanted) <= 1e-7 * max(abs(wanted), 1e-3), True)


def answers(percent, arm, wanted=None):
    """(yes, answers): the most answers of an arm that give the percentage and, where it is given, the difference."""
    for n in range(arm, 0, -1):
        yes = round(percent * n / 100)
        if round(100 * yes / n, 1) == percent and (wanted is None or round(100 * yes / n - wanted[0], 1) == wanted[1]):
            return yes, n


def check_contrasts(folder):
    """Each published pair as points with interval, p and family."""
    columns = {}
    for outcome, (control, test) in PASS.items():
        low = answers(control, ARMS[0])
        high = answers(test, ARMS[1], (100 * low[0] / low[1], round(test - control, 1)))
        columns[outcome] = [['1'] * yes + ['0'] * (n - yes) + [''] * (arm - n) for (yes, n), arm in zip((low, high), ARMS)]
    path = os.path.join(folder, 'pass.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('z,' + ','.join(columns) + '\n')
        for arm in (0, 1):
            file.writelines(f'{arm},' + ','.join(row) + '\n' for row in zip(*(both[arm] for both in columns.values())))
    done = subprocess.run([os.path.abspath(sys.argv[1]), 'report', 'effect', '--data', path, '--assign', 'z',
                           *(word for outcome in PASS for word in ('--outcome', outcome))], stdout=subprocess.PIPE, check=True, env={'LANG': 'C.UTF-8'})
    said = done.stdout.decode().splitlines()
    counting.holds('never the word alone', 'signific' not in done.stdout.decode().lower())
    family = ', '.join(PASS)
    for line, (outcome, (control, test)) in zip(said, PASS.items()):
        wanted = rf'{outcome}: {control} → {test}%, \+{test - control:.1f} points \[\d+\.\d; \d+\.\d\], p = 0\.\d{{4}}, Holm p = 0\.\d{{4}} \(family {family}\)'
        counting.holds(f'{outcome} in points', re.fullmatch(wanted, line), line)


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_contrasts(folder)
    rows = {(row['outcome'], row['estimate_name']): row for row in run('--outcome', 'licence', '--outcome', 'employed')}
    for outcome, estimates in R.items():
        for name, wanted in estimates.items():
            for field, value in zip(FIELDS, wanted):
                near(f'{outcome} {name} {field}', rows[outcome, name][field], value)
    for outcome, wanted in (('licence', 9.210349565e-08), ('employed', 0.05305854476)):
        near(f'{outcome}: Holm', rows[outcome, 'itt_blocked']['p_holm'], wanted)
    arms = {row['arm']: row for row in run('--outcome', 'licence', '--show', 'flow')}
    counting.same('drawn', [arms[arm]['drawn'] for arm in ('control', 'test')], [400, 300])
    counting.same('answered', [arms[arm]['answered'] for arm in ('control', 'test')], [308, 255])
    counting.same('all are answered or lost', [arms[arm]['answered'] + arms[arm]['lost'] for arm in ('control', 'test')], [400, 300])
    near('mean of the control arm', arms['control']['mean'], 0.288961039)
    near('mean of the test arm', arms['test']['mean'], 0.5137254902)
    balance = {row['covariate']: row for row in run('--outcome', 'licence', '--show', 'balance')}
    near('age', balance['age']['standardised'], 0.1044535423)
    near('diploma', balance['diploma']['standardised'], 0.015101782)


sys.exit(counting.count(main))
