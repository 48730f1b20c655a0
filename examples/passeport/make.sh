#!/bin/bash
# A network of three partners around three passports, over one year, by commands alone.
#   bash examples/passeport/make.sh DIR       mloc from the PATH, or MLOC=/path/to/mloc
# People, companies and bodies do not exist. The pages are made beside DIR: DIR.pages/.
set -euo pipefail
office=${1:?the folder to make}
pages=$office.pages
mkdir -p "$pages"
# on DAY WHO COMMAND...
on() { local day=$1 who=$2; shift 2; "${MLOC:-mloc}" -C "$office" -q --today "$day" --by "$who" "$@"; }
refused() { if "$@" 2>/dev/null; then echo "not refused: $*" >&2; exit 1; fi; }
"${MLOC:-mloc}" init "$office" --template pole -q
# In this template brun has done the coaching training and faure has not.

# The network: three partners of three categories, two companies beside it.
partner() { on 2010-01-04 import partner add "$1" --name "$2" --kind "$3" --category "$4" --siret "$5"; }
partner greta "GRETA du Centre" OF formation 97433904600076
partner chrs "CHRS des Oliviers" CHRS hebergement 38349867200039
partner pjj "PJJ, unité éducative" PJJ justice 38329564900024
partner boulangerie "Boulangerie du Port" EMPLOYEUR entreprise 73282932000074
partner menuiserie "Menuiserie Rossi" EMPLOYEUR entreprise 27738774200046
on 2010-01-12 import passport gathering add greta chrs pjj
for code in greta chrs pjj; do on 2010-01-12 import passport charter add "$code"; done
for code in greta chrs; do on 2010-01-26 import passport training add "$code"; done

# Three young people; Inès is under 18.
add() { on 2010-02-01 brun enrol add --file-number "$1" --surname "$2" --first-name "$3" --born "$4" --sex "$5" --site cournon --on 2010-02-01 --referent brun; }
add PE-0001 Martin Zoé 13/08/1990 F
add PE-0002 Benali Karim 02/03/1989 H
add PE-0003 Rossi Inès 21/11/1993 F
on 2010-02-02 brun passport add PE-0001
on 2010-02-03 brun passport add PE-0002 --list savoir_etre_base
on 2010-02-04 brun passport add PE-0003
refused on 2010-02-05 faure passport end PE-0003 --reason demande_jeune

# Rights: a partner writes within the young person's consent, with charter, training and a permit for a time.
consent() { on "$1" brun passport consent add "$2" --for "$3" --part competences --part experiences --part references --until 2010-12-31 "${@:4}"; }
refused on 2010-02-08 import passport permit add pjj PE-0003 --until 2010-12-31
refused on 2010-02-08 import passport permit add greta PE-0001 --until 2010-12-31
consent 2010-02-08 PE-0001 greta
consent 2010-02-08 PE-0002 chrs
on 2010-02-08 import passport permit add greta PE-0001 --until 2010-12-31
on 2010-02-08 import passport permit add chrs PE-0002 --until 2010-06-30
on 2010-03-02 import passport training add pjj
consent 2010-03-02 PE-0003 pjj --given-by representant_legal
on 2010-03-02 import passport permit add pjj PE-0003 --until 2010-12-31
on 2010-06-01 import passport permit end pjj PE-0003
refused on 2010-06-02 pjj passport show PE-0003

# Zoé: a placement, confirmed levels, a certificate; then another list, work, and the end.
first=(73282932000074 stage D1106 --on 2010-03-01 --until 2010-03-12 --hours 70)
facts() { echo --employer-role "$1" --employer-day "$2" --exchange-day "$3" --referent-day "$4"; }
on 2010-03-15 greta passport experience add PE-0001 "${first[@]}" $(facts tuteur 2010-03-12 2010-03-15 2010-03-12)
id=$(on 2010-03-15 greta passport experience list PE-0001 -O csv | tail -n 1 | cut -d, -f1)
on 2010-03-15 greta passport level add PE-0001 SE07 en_cours --experience "$id" $(facts tuteur 2010-03-12 2010-03-15 2010-03-12)
on 2010-03-15 greta passport level add PE-0001 SE03 acquis --experience "$id" $(facts tuteur 2010-03-12 2010-03-15 2010-03-12)
refused on 2010-07-15 chrs passport level add PE-0001 SE03 acquis --experience "$id" $(facts tuteur 2010-03-12 2010-03-15 2010-03-12)
printf '%%PDF-1.4\n%%%%EOF\n' >"$pages/attestation.pdf"
on 2010-03-16 greta passport attachment add PE-0001 "$pages/attestation.pdf" --kind attestation_stage --employer 73282932000074
on 2010-03-20 import passport contribution add PE-0001 greta experience_suivie
on 2010-03-20 import passport contribution add PE-0001 boulangerie periode_proposee
on 2010-09-01 brun passport relisting add PE-0001 savoir_etre_16
on 2010-09-06 greta passport experience add PE-0001 73282932000074 emploi D1106 --on 2010-09-01 $(facts dirigeant 2010-09-06 2010-09-06 2010-09-06)
id=$(on 2010-09-06 greta passport experience list PE-0001 -O csv | tail -n 1 | cut -d, -f1)
on 2010-09-30 greta passport level add PE-0001 SP07 acquis --experience "$id" $(facts dirigeant 2010-09-29 2010-09-30 2010-09-28)
on 2010-09-06 brun enrol situation add PE-0001 emploi --on 2010-09-01 --contract cdi --working-time full_time
on 2010-12-15 brun passport end PE-0001 --reason emploi

# Karim consents to a company reading his passport, and withdraws it.
on 2010-04-12 chrs passport experience add PE-0002 27738774200046 pmsmp H2206 --on 2010-04-05 --until 2010-04-09 --hours 35 $(facts responsable 2010-04-09 2010-04-12 2010-04-09)
on 2010-04-12 import passport contribution add PE-0002 chrs levee_de_frein
on 2010-05-03 brun passport consent add PE-0002 --for 27738774200046 --part competences --part experiences --until 2010-12-31
on 2010-05-03 brun passport handout add PE-0002 --for 27738774200046 -o "$pages/karim-menuiserie.html"
id=$(on 2010-06-01 brun passport consent list PE-0002 -O csv | tail -n 1 | cut -d, -f1)
on 2010-06-01 brun passport consent end PE-0002 "$id"
refused on 2010-06-01 brun passport handout add PE-0002 --for 27738774200046 -o "$pages/no.html"

# Inès: her legal representative consents.
refused on 2010-05-10 brun passport consent add PE-0003 --for greta --part competences --until 2010-12-31
on 2010-05-10 brun passport consent add PE-0003 --for greta --part competences --until 2010-12-31 --given-by representant_legal

# What the owners take home, and the figures of the year.
on 2010-12-15 brun passport print PE-0002 -o "$pages/karim.html"
if command -v weasyprint >/dev/null; then on 2010-12-15 brun passport print PE-0002 -o "$pages/karim.pdf"; fi
on 2010-12-15 import passport export PE-0001 -o "$pages/zoe.json"
on 2010-12-15 brun --lang en passport page PE-0001 -o "$pages/zoe.html" --card "$pages/zoe-card.html" | sed -n 's/^key of this page: \(.*\) (said once)$/\1/p' >"$pages/zoe.key"
on 2010-12-31 import report passport 2010
on 2010-12-31 import check
