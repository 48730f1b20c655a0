#!/bin/bash
# Two jobs, by commands alone: one from the employer's need to the last meeting, and one that breaks.
#   bash examples/emploi/make.sh DIR            mloc from the PATH, or MLOC=/path/to/mloc
# The people and the restaurant do not exist. DIR/livret-*.html are the booklets of the first, DIR/rencontres.ics the calendar.
set -euo pipefail
office=${1:?the folder to make}
m() { "${MLOC:-mloc}" -C "$office" -q "$@"; }
id_of() { "${MLOC:-mloc}" -C "$office" "$@" -O csv | tail -n 1 | cut -d, -f3 | tr -d '\r'; }
"${MLOC:-mloc}" init "$office" --template autonomie -q

# Before anybody is named: what the employer needs, what it does well, the offer and its contract.
m partner add quai --name "Restaurant du Quai" --kind EMPLOYEUR --siret 97433904600076 --site orleans
m --by caron meeting support add quai amont prise_contact --on 2012-01-09 --minutes 30
m --by caron meeting need add quai remplacement --on 2012-01-09 --rome G1602 --positions 1
m --by caron meeting support add quai amont choix_contrat --on 2012-01-16 --minutes 45
m --by caron meeting offer add quai G1602 cdd --on 2012-01-16 --hours 35 --starts 2012-01-31 --need "$(id_of meeting need list)"
m --by caron meeting practice add quai tuteur_designe --on 2012-01-16
m --by caron meeting practice add quai visite_prealable --on 2012-01-24

# Zoé: hired on 31 January, so the first month ends on 29 February.
m enrol add --file-number AU-2012-0001 --surname Martin --first-name Zoé --born 13/08/1990 --sex F --site orleans --on 2012-01-05 --referent caron
m --by caron meeting job add AU-2012-0001 97433904600076 --on 2012-01-31 --until 2012-07-30 --contract cdd --hours 35 --rome G1602 --tutor t1 \
  --offer "$(id_of meeting offer list)" --owed yes
m --by caron meeting offer end quai pourvue --on 2012-01-31
m --by caron --today 2012-01-31 meeting hold AU-2012-0001 R1
m --by caron --today 2012-01-31 meeting signature add AU-2012-0001 jeune employeur conseiller
m --by caron --today 2012-02-20 meeting add AU-2012-0001 R2 --on 2012-02-29 --time 15:30
m --by caron --today 2012-02-29 meeting hold AU-2012-0001 R2 \
  --young SB01=attendu --young SB08=attendu --young SF01=en_progres \
  --employer SB01=insuffisant --employer SB08=attendu --employer SF01=attendu \
  --adviser SB01=en_progres --adviser SB08=attendu --fact employeur:SB01=retard@2012-02-14 --acquired SF01 --acquired SB08
second=$("${MLOC:-mloc}" -C "$office" meeting list AU-2012-0001 -O csv | tail -n 1 | cut -d, -f2)
m --by caron --today 2012-02-29 meeting axis add AU-2012-0001 SB01 aide_transport --meeting "$second" --owner conseiller --due 2012-03-15
m --by caron --today 2012-02-29 meeting signature add AU-2012-0001 jeune employeur conseiller
m --by caron --today 2012-03-14 meeting axis end AU-2012-0001 SB01 done
m --by caron meeting avoided add AU-2012-0001 transport --on 2012-03-14 --job "$(id_of meeting job list)"
m --by caron --today 2012-07-23 meeting hold AU-2012-0001 R3 --young SB01=attendu --employer SB01=attendu --adviser SB01=attendu --acquired SB01
m --by caron --today 2012-07-23 meeting signature add AU-2012-0001 jeune employeur conseiller
m --by caron --today 2012-07-30 meeting job end AU-2012-0001 transforme_cdi
m --by caron meeting support add quai issue maintien_relation --on 2012-09-03

# Karim: the trial period ends after ten days; the meeting at the end of the first month falls away.
m enrol add --file-number AU-2012-0002 --surname Benali --first-name Karim --born 02/03/1991 --sex H --site orleans --on 2012-01-06 --referent caron
m --by caron meeting job add AU-2012-0002 quai --on 2012-06-01 --until 2012-08-31 --contract cdd --hours 24 --rome G1803
m --by caron --today 2012-06-01 meeting hold AU-2012-0002 R1
m --by caron --today 2012-06-11 meeting job end AU-2012-0002 rupture_essai_jeune --reason transport
m --by caron --today 2012-06-12 meeting miss AU-2012-0002 R3 --cause jeune --reason rupture_contrat

# Each of the three is asked about Zoé's job, and she again six months after hiring; the adviser about Karim's.
m --by caron --today 2012-07-30 diagnose add AU-2012-0001 job_employer --set satisfaction=tres_satisfait --set garde_sans_appui=non --set recruterait=oui
m --by caron --today 2012-07-30 diagnose add AU-2012-0001 job_young --set satisfaction=assez_satisfait --set reste_sans_appui=non
m --by caron --today 2012-07-31 diagnose add AU-2012-0001 job_young --wave t6 --set satisfaction=tres_satisfait --set situation=emploi
m --by caron --today 2012-07-31 diagnose add AU-2012-0001 job_adviser --set placement_du=oui --set rupture_evitee=oui --set relation_suivie=oui
m --by caron --today 2012-06-20 diagnose add AU-2012-0002 job_adviser --set placement_du=oui --set rupture_evitee=non --set obstacles=distance+temps

for whom in young employer adviser; do m meeting booklet AU-2012-0001 --for "$whom" --output "$office/livret-$whom.html"; done
"${MLOC:-mloc}" -C "$office" --today 2012-03-01 meeting calendar >"$office/rencontres.ics"
m report employment 2012
m check
