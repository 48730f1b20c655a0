#!/bin/bash
# Seven people of a Pass'Accompagnement, from who spotted them to the survey two years later, by commands alone.
#   bash examples/pass/make.sh DIR            mloc from the PATH, or MLOC=/path/to/mloc
# They do not exist.
set -euo pipefail
office=${1:?the folder to make}
m() { "${MLOC:-mloc}" -C "$office" -q "$@"; }
on() { m --today "$@"; }
"${MLOC:-mloc}" init "$office" --template pass-accompagnement -q
# Three places in Strasbourg for five people: a draw that can be followed by eye.
sed -i 's/^strasbourg = 286/strasbourg = 3/' "$office/programmes/pass-accompagnement.toml"

# Who spotted whom: a couple, and five others. All are 18 to 25, without their families and far from work.
add() { m enrol add --commune 67482 --site strasbourg --family-breakdown --work-difficulty "$@"; }
add --file-number PA-2009-0001 --surname Muller --first-name Inès --born 14/04/1988 --sex F --on 2009-10-05 --prescriber UTAMS --housing amis_tiers --household F1
add --file-number PA-2009-0002 --surname Weber --first-name Marc --born 02/09/1987 --sex H --on 2009-10-05 --prescriber UTAMS --housing amis_tiers --household F1
add --file-number PA-2009-0003 --surname Schmitt --first-name Yanis --born 30/01/1990 --sex H --on 2009-10-07 --prescriber PREVENTION --housing sans_hebergement
add --file-number PA-2009-0004 --surname Bauer --first-name Clara --born 21/06/1989 --sex F --on 2009-10-08 --prescriber ML --housing fjt
add --file-number PA-2009-0005 --surname Fischer --first-name Tom --born 11/11/1990 --sex H --on 2009-10-08 --prescriber PJJ --housing hotel
add --file-number PA-2009-0006 --surname Klein --first-name Léna --born 05/03/1986 --sex F --on 2009-10-12 --prescriber ML --housing amis_tiers
add --file-number PA-2009-0007 --surname Roth --first-name Hugo --born 17/08/1989 --sex H --on 2009-10-13 --prescriber E2C --housing parents

# The evaluation is explained. Clara refuses; Tom agrees, but is not met again for the baseline.
for number in 1 2 3 5 6 7; do m --by keller enrol trial add PA-2009-000$number accepte --on 2009-10-20; done
m --by keller enrol trial add PA-2009-0004 refuse --on 2009-10-20
baseline() { m --by enquete diagnose add "$1" outcomes --on 2009-10-27 --wave t0 --set logement="$2" --set precaire=true --set subi=true --set situation=recherche_emploi --set gestion_budget=difficile --set bien_etre="$3"; }
baseline PA-2009-0001 amis_tiers 4
baseline PA-2009-0002 amis_tiers 4
baseline PA-2009-0003 sans_hebergement 2
baseline PA-2009-0004 fjt 5
baseline PA-2009-0006 amis_tiers 5
baseline PA-2009-0007 parents 6

# The draw: the couple together, and one more; the two who wait are the control group.
on 2009-11-02 draw announce pass-novembre-2009 --programme pass-accompagnement --source loto@2009-11-04 --source euromillions@2009-11-06
on 2009-11-09 draw reveal pass-novembre-2009 --value loto="3 12 23 31 44 + 9" --value euromillions="3 18 24 36 47 + 2 7"
on 2009-11-09 draw run pass-novembre-2009
for wave in t0 t12 t24; do on 2009-11-09 diagnose wave add pass-novembre-2009 --wave $wave; done

# One referent each; one contract for the couple, signed by both, and one for Yanis.
on 2009-11-16 contract add --draw pass-novembre-2009
on 2009-11-16 --by wolff enrol household add PA-2009-0001 concubinage --adults 2
for number in 1 2; do on 2009-11-16 contract referent add PA-2009-000$number wolff; done
on 2009-11-16 contract referent add PA-2009-0003 heitz
for party in jeune conjoint institution; do on 2009-11-16 --by wolff contract step add PA-2009-0001 signature --party $party; done
for party in jeune institution; do on 2009-11-18 --by heitz contract step add PA-2009-0003 signature --party $party; done
for number in 1 2; do on 2009-11-20 enrol participation add PA-2009-000$number pass-accompagnement --adviser wolff; done

# Inès and Marc: help with the deposit, then a monthly aid for the rent, guaranteed to the landlord.
m partner add foyer-67 --name "Foyer du Rhin" --kind BAILLEUR --siret 38349867200039
on 2009-12-01 --by wolff contract aid add PA-2009-0001 310,00 --nature logement --for landlord --payee foyer-67
request=$("${MLOC:-mloc}" -C "$office" query "SELECT id FROM aid WHERE periodicity = 'ponctuelle'" -O csv | tail -n 1 | tr -d '\r')
on 2009-12-02 --by keller contract aid end PA-2009-0001 "$request" acceptee --reason acces_logement
on 2009-12-02 --by keller contract commit PA-2009-0001 --aid "$request"
on 2009-12-04 --by keller contract pay PA-2009-0001 310,00 --means virement --voucher M0001
on 2009-12-05 --by wolff enrol tenancy add PA-2009-0001 locataire_social --precarious no --suffered no --good-quality yes
on 2009-12-05 --by wolff enrol tenancy add PA-2009-0002 locataire_social --precarious no --suffered no --good-quality yes
on 2009-12-05 contract guarantee add PA-2009-0001 foyer-67 420,00
on 2009-12-07 --by wolff contract aid add PA-2009-0002 150,00 --months 6 --nature logement --for landlord --payee foyer-67
request=$("${MLOC:-mloc}" -C "$office" query "SELECT id FROM aid WHERE periodicity = 'mensuelle'" -O csv | tail -n 1 | tr -d '\r')
on 2009-12-08 --by keller contract aid end PA-2009-0002 "$request" acceptee --reason acces_logement
on 2009-12-08 --by keller contract commit PA-2009-0002 --aid "$request" --on 2010-01-05
on 2010-01-05 --by keller contract pay PA-2009-0002 150,00 --means virement --voucher M0002
on 2010-02-05 --by keller contract pay PA-2009-0002 100,00 --means virement --voucher M0003
on 2010-02-19 --by keller contract pay PA-2009-0002 50,00 --means virement --voucher M0004
on 2010-03-05 --by keller contract pay PA-2009-0002 150,00 --means virement --voucher M0005
guarantee=$("${MLOC:-mloc}" -C "$office" query "SELECT id FROM guarantee" -O csv | tail -n 1 | tr -d '\r')
on 2010-04-12 contract call add PA-2009-0001 "$guarantee" 420,00 --reason loyer_impaye
on 2010-05-17 --by wolff contract step add PA-2009-0002 point
on 2010-09-01 contract handover --from wolff --to heitz
on 2010-11-15 --by heitz contract step add PA-2009-0001 point

# Yanis signs and does not enter; meetings missed, a warning, a hearing, a breach with its reason.
for day in 2009-12-02 2009-12-09 2009-12-16 2010-01-06; do on $day --by heitz enrol contact add PA-2009-0003 rdv 0 --presence absent_non_excuse; done
on 2009-12-10 --by heitz contract step add PA-2009-0003 avertissement --engagement rencontres
on 2010-01-13 --by heitz contract step add PA-2009-0003 audition --engagement rencontres
on 2010-01-20 --by keller contract step add PA-2009-0003 rupture --engagement rencontres --reason plus_de_contact

# After a year and after two, both groups are asked.
survey() { on "$3" --by enquete diagnose add "$1" outcomes --wave "$2" --set logement="$4" --set precaire="$5" --set subi="$6" --set situation="$7" --set bien_etre="$8"; }
survey PA-2009-0001 t12 2010-11-10 locataire_social false false cdd_temps_plein 7
survey PA-2009-0002 t12 2010-11-10 locataire_social false false formation 7
survey PA-2009-0006 t12 2010-11-12 amis_tiers true true recherche_emploi 5
on 2010-12-15 diagnose wave end PA-2009-0003 --wave t12 --reason injoignable
on 2010-12-15 diagnose wave end PA-2009-0007 --wave t12 --reason refus
survey PA-2009-0001 t24 2011-11-10 locataire_social false false cdi_temps_plein 8
survey PA-2009-0006 t24 2011-11-14 locataire_prive false false cdd_temps_plein 6

# The couple's contract comes to its term.
on 2011-11-15 --by heitz contract step add PA-2009-0001 fin --reason terme
for number in 1 2; do on 2011-11-15 --by heitz enrol participation end PA-2009-000$number pass-accompagnement --reason emploi_durable; done
m check
