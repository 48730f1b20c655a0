"""`report employment`, counted a second time: on the example's 139 jobs meetings are held in time, late or not at all, jobs end,
breaks are avoided, surveys answered, all by commands; Python keeps its own account of what it had recorded.

    /usr/bin/python3 tests/outside/employment.py build/mloc
"""
import collections, csv, datetime, io, os, random, subprocess, sys, tempfile
from decimal import ROUND_HALF_UP, Decimal

import counting
import meetings
from meetings import DAY, EXAMPLES, MLOC, jobs_of, months_later, plan

RANKS = {'insuffisant': 1, 'en_progres': 2, 'attendu': 3, 'au_dela': 4}
BREAKS = ['rupture_essai_employeur', 'rupture_essai_jeune', 'demission', 'licenciement', 'rupture_commun_accord', 'rupture_anticipee_emploi', 'abandon_poste']
REASONS = ['transport', 'absences_retards', 'garde_enfant', 'economique']
PARTIES = {'young': 'jeune', 'employer': 'employeur', 'adviser': 'conseiller'}


def ratio(part, whole, decimals):
    if not whole:
        return ''
    return str((Decimal(part) / Decimal(whole)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


class Office:
    """Records by commands and keeps an account of it."""

    def __init__(self, where):
        self.where, self.chance = where, random.Random(20120229)
        self.met, self.rated, self.ended, self.avoided = [], [], {}, []
        self.surveys, self.kept, self.owed = [], [], {}
        meetings.workspace(where)
        self.run('2012-12-31', 'import', 'job', os.path.join(EXAMPLES, 'embauches.csv'))
        listed = csv.DictReader(io.StringIO(self.run('2012-12-31', 'meeting', 'job', 'list', '-O', 'csv')))
        ids = {row['file_number']: (row['id'], row['employer']) for row in listed}
        self.jobs = [(number, hired, last, *ids[number]) for number, hired, last in jobs_of(os.path.join(EXAMPLES, 'embauches.csv'))]

    def run(self, today, *words):
        done = subprocess.run([MLOC, '-C', self.where, '-q', '--today', str(today), '--by', 'caron', *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={'LANG': 'C.UTF-8'})
        if done.returncode:
            counting.same('mloc ' + ' '.join(words), (done.returncode, done.stderr.decode()), (0, ''))
        return done.stdout.decode('utf-8')

    def meet(self, job):
        number, hired, last, _, _ = job
        for place, (day, codes) in enumerate(plan(hired, last)):
            what = self.chance.choice(('in_time', 'in_time', 'late', 'not_held', 'waiting'))
            due = held = datetime.date.fromisoformat(day)
            if what == 'waiting':
                continue
            if what == 'late':
                held = due + self.chance.randrange(1, 20) * DAY
            elif what == 'in_time' and place:
                held = due - self.chance.randrange(3) * DAY
            first = codes.split()[0]
            if what == 'not_held':
                self.run(held, 'meeting', 'miss', number, first, '--cause', 'entreprise', '--reason', 'indisponibilite')
            else:
                self.run(held, 'meeting', 'hold', number, first, *self.levels(job, held))
            self.met.append((number, codes.split(), due, held, what))

    def levels(self, job, held):
        words = []
        for option, party in PARTIES.items():
            for item in ('SB01', 'SF01'):
                level = self.chance.choice(('insuffisant', 'en_progres', 'attendu', 'au_dela', 'non_observe', None))
                if not level:
                    continue
                words += [f'--{option}', f'{item}={level}']
                if level == 'insuffisant':
                    words += ['--fact', f'{party}:{item}=retard@{held}']
                if level in RANKS:
                    self.rated.append((job[0], party, item, held, RANKS[level]))
        return words

    def end(self, job):
        number, hired, last, record, _ = job
        latest = max([held for one, _, _, held, _ in self.met if one == number], default=hired)
        day = max(hired + self.chance.randrange(10, 250) * DAY, latest)
        outcome = self.chance.choice(BREAKS + ['terme', 'transforme_cdi', 'renouvele'] * 2)
        reason = self.chance.choice(REASONS) if outcome in BREAKS else None
        self.run(day, 'meeting', 'job', 'end', number, outcome, *(('--reason', reason) if reason else ()))
        self.ended[number] = (day, outcome, reason)

    def ask(self, job):
        number, hired, last, record, employer = job
        day = hired + self.chance.randrange(30, 400) * DAY
        for party, name, answers in (('conseiller', 'job_adviser', {'placement_du': self.flag(), 'rupture_evitee': self.flag()}),
                                     ('employeur', 'job_employer', {'satisfaction': self.satisfaction(), 'recruterait': self.flag()}),
                                     ('jeune', 'job_young', {'satisfaction': self.satisfaction(), 'situation': 'emploi'})):
            if self.chance.random() < 0.5:
                continue
            wave = 't6' if party == 'jeune' else ''
            self.run(day, 'diagnose', 'add', number, name, *(('--wave', wave) if wave else ()), *(f'--set={item}={answer}' for item, answer in answers.items()))
            self.surveys.append((number, party, wave, day, answers))

    def flag(self):
        return self.chance.choice(('true', 'false'))

    def satisfaction(self):
        return self.chance.choice(('tres_satisfait', 'assez_satisfait', 'peu_satisfait'))

    def record(self):
        for place, job in enumerate(self.chance.sample(self.jobs, 26)):
            self.meet(job)
            if place % 3 == 0:
                self.end(job)
            if place % 6 == 0:
                day = job[1] + self.chance.randrange(5, 60) * DAY
                reason = self.chance.choice(REASONS)
                self.run(day, 'meeting', 'avoided', 'add', job[0], reason, '--job', job[3])
                self.avoided.append((day, reason))
            if place % 2 == 0:
                self.ask(job)
            if place % 4 == 0:
                day = job[1] + 300 * DAY
                self.run(day, 'meeting', 'support', 'add', job[4], 'issue', 'maintien_relation')
                self.kept.append((day, job[4]))
            if place % 5 < 2:
                self.owed[job[0]] = place % 5 == 0
                self.run('2012-12-31', 'amend', job[0], job[3], f'owed={"yes" if place % 5 == 0 else "no"}')

    def due(self):
        """Every planned meeting of every job: what came of it. A job that ended has another plan for what was still to come."""
        for number, codes, due, held, what in self.met:
            for code in codes:
                yield code, due, what, (held - due).days if what == 'late' else None
        for number, hired, last, _, _ in self.jobs:
            done = {code for one, codes, *_ in self.met if one == number for code in codes}
            for day, codes in plan(hired, self.ended[number][0] if number in self.ended else last):
                for code in set(codes.split()) - done:
                    yield code, datetime.date.fromisoformat(day), 'waiting', None

    def count(self, first, last):
        """Rows of the report, by section, horizon, party, item, value: number, whole, first, last, days late."""
        within = lambda day: first <= day <= last
        rows = {}
        due = [one for one in self.due() if within(one[1])]
        for item in ['', 'R1', 'R2', 'R3']:
            chosen = [one for one in due if not item or one[0] == item]
            for value, number in collections.Counter(one[2] for one in chosen).items():
                late = [one[3] for one in chosen if one[2] == value and one[3] is not None]
                rows['meeting', '', '', item, value] = (number, len(chosen), '', '', ratio(sum(late), len(late), 1))
        self.count_ratings(within, rows)
        ended = [(outcome, reason) for day, outcome, reason in self.ended.values() if within(day)]
        breaks = [reason for outcome, reason in ended if outcome in BREAKS]
        avoided = [reason for day, reason in self.avoided if within(day)]
        self.shares(rows, ('end', '', '', 'outcome'), ['rupture' if outcome in BREAKS else outcome for outcome, _ in ended])
        self.shares(rows, ('end', '', '', 'break'), [outcome for outcome, _ in ended if outcome in BREAKS])
        self.shares(rows, ('end', '', '', 'break_reason'), breaks)
        self.shares(rows, ('end', '', '', 'avoided_reason'), avoided)
        if avoided:
            self.shares(rows, ('end', '', '', 'threat'), ['avoided'] * len(avoided) + ['came'] * len(breaks))
        self.shares(rows, ('six_months', '', '', 'outcome'), [self.at_six_months(job) for job in self.jobs if within(months_later(job[1], 6))])
        self.shares(rows, ('hired', '', '', 'owed'), [{None: 'not_recorded', True: 'yes', False: 'no'}[self.owed.get(job[0])] for job in self.jobs if within(job[1])])
        self.count_supports(within, last, rows)
        former = {job[4] for job in self.jobs if job[0] in self.ended and self.ended[job[0]][0] <= last}
        if former:
            rows['employer', '', '', 'relation_kept', ''] = (len({employer for day, employer in self.kept if within(day)} & former), len(former), '', '', '')
        return rows

    def at_six_months(self, job):
        number, hired, last, _, _ = job
        day = months_later(hired, 6)
        if number in self.ended:
            return self.ended[number][1] if self.ended[number][0] < day else 'in_post'
        return 'not_recorded' if last and last < day else 'in_post'

    @staticmethod
    def shares(rows, key, values):
        for value, number in collections.Counter(values).items():
            rows[(*key, value)] = (number, len(values), '', '', '')

    def count_ratings(self, within, rows):
        said = collections.defaultdict(list)
        for number, party, item, day, rank in self.rated:
            said[number, party, item].append((day, rank))
        for wanted in ('', 'SB01', 'SF01'):
            for party in PARTIES.values():
                series = [sorted(levels, key=lambda one: one[0]) for (_, who, item), levels in said.items() if who == party and wanted in ('', item)]
                series = [levels for levels in series if within(levels[-1][0])]
                pairs = [levels for levels in series if len(levels) > 1]
                if series:
                    rows['rating', '', party, wanted, ''] = (len(pairs), len(series), ratio(sum(levels[0][1] for levels in pairs), len(pairs), 2),
                                                             ratio(sum(levels[-1][1] for levels in pairs), len(pairs), 2), '')

    def count_supports(self, within, last, rows):
        begun = {}
        for number, _, _, held, what in self.met:
            if what != 'not_held':
                begun[number] = min(held, begun.get(number, held))
        made = {number for number, day in begun.items() if within(day)}
        answered = lambda who: len({number for number, party, _, day, _ in self.surveys if party == who and day <= last} & made)
        if made:
            rows['support', '', '', 'made', ''] = (len(made), '', '', '', '')
            rows['support', '', '', 'analysed', ''] = (answered('conseiller'), len(made), '', '', '')
            for party in PARTIES.values():
                rows['support', '', party, 'answered', ''] = (answered(party), len(made), '', '', '')
        given = collections.defaultdict(list)
        for _, party, wave, day, answers in self.surveys:
            for item, answer in answers.items() if within(day) else ():
                given[wave, party, item].append(answer)
        for (wave, party, item), answers in given.items():
            self.shares(rows, ('survey', wave, party, item), answers)


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = Office(os.path.join(folder, 'office'))
        office.record()
        seen = collections.Counter()
        for period in ('2010-01..2012-12', '2010-09..2010-12', '2011-03', '2011', '2009'):
            said = csv.DictReader(io.StringIO(office.run('2012-12-31', 'report', 'employment', period, '-O', 'csv')))
            got = {tuple(row[name] for name in ('section', 'horizon', 'party', 'item', 'value')): row for row in said}
            start, _, end = period.partition('..')
            first = datetime.date.fromisoformat((start + '-01-01')[:10] if len(start) == 4 else start + '-01')
            end = end or start
            last = datetime.date(int(end), 12, 31) if len(end) == 4 else months_later(datetime.date.fromisoformat(end + '-01'), 1) - DAY
            wanted = office.count(first, last)
            counting.same(f'{period}: the same rows', sorted(got), sorted(wanted))
            for key in sorted(set(got) & set(wanted)):
                row, (number, whole, at_start, at_end, late) = got[key], wanted[key]
                shown = tuple(row[name] for name in ('number', 'whole', 'share', 'first', 'last', 'days_late'))
                counting.same(f'{period}: {" ".join(key)}', shown, (str(number), str(whole), ratio(number, whole or 0, 3), at_start, at_end, late))
                seen[key[0]] += 1
        counting.same('every section was compared', set(seen), {'meeting', 'rating', 'end', 'six_months', 'hired', 'support', 'employer', 'survey'})


if __name__ == '__main__':
    sys.exit(counting.count(main))
