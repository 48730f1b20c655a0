#!/bin/bash
# Three people of a Pôle mobilité, from the problem that was detected to the survey a year later, by commands alone.
#   bash examples/pole/make.sh DIR            mloc from the PATH, or MLOC=/path/to/mloc
# They do not exist. office/ holds what it made once, as a clone of an office has it: without the names.
set -euo pipefail
office=${1:?the folder to make}
m() { "${MLOC:-mloc}" -C "$office" -q "$@"; }
"${MLOC:-mloc}" init "$office" --template pole -q


# Zoé: spotted by a prevention service, referred, accepted, diagnosed, followed, in work a year later.
m enrol add --file-number PM-2010-0001 --surname Martin --first-name Zoé --born 13/08/1990 --sex F --site cournon --on 2010-02-05 --referent brun
m --by brun enrol problem add PM-2010-0001 sans_permis --on 2010-02-05 --spotted-by PREVENTION
m --by brun enrol problem add PM-2010-0001 horaires_decales --on 2010-02-05 --spotted-by PREVENTION
m --by brun enrol situation add PM-2010-0001 recherche_emploi --on 2010-01-04
m --by brun enrol tenancy add PM-2010-0001 parents --on 2008-09-01 --precarious no --suffered yes --good-quality yes
m --by brun enrol referral add PM-2010-0001 pole-mobilite --on 2010-02-09 --problems sans_permis --problems horaires_decales
m --by morel enrol referral end PM-2010-0001 pole-mobilite acceptee --on 2010-02-16
m --by brun enrol piece add PM-2010-0001 piece_identite --on 2010-02-16
m --by brun enrol piece add PM-2010-0001 justificatif_domicile --on 2010-02-16
m --by brun enrol piece add PM-2010-0001 justificatif_ressources --on 2010-02-16
m --by brun enrol participation add PM-2010-0001 pole-mobilite --on 2010-02-22
m --by morel diagnose add PM-2010-0001 mobility --on 2010-02-24 --set sante=apte --set situation_personnelle=2 --set competences_mobilite=2 --set langue=3 --set apprentissage=2 --set stress=1 --set code_route=1 --set budget=1 --set moyens=0 --set disponibilite=3 --set projet=3 --set transports=aucun --set besoin_permis=oui --set raison_oui=horaires --set alternatives=covoiturage --set parcours_adapte=false
m --by morel enrol objective add PM-2010-0001 mobilite --on 2010-02-24 --due 2010-11-30
m --by brun enrol objective add PM-2010-0001 emploi --on 2010-02-24 --due 2010-12-31
m --by morel enrol recommendation add PM-2010-0001 accompagnement_permis --on 2010-02-24 --due 2010-10-31
m --by brun enrol recommendation add PM-2010-0001 a13 --on 2010-02-24 --due 2010-06-30
m --by morel enrol contact add PM-2010-0001 rdv 60 --on 2010-03-10
m --by morel enrol contact add PM-2010-0001 telephone 10 --on 2010-03-31 --colleague brun
m --by morel enrol contact add PM-2010-0001 rdv 45 --on 2010-04-14
m --by brun enrol act add PM-2010-0001 acces_emploi --on 2010-05-19 --action a16 --minutes 30
m --by brun enrol recommendation end PM-2010-0001 a13 done --on 2010-05-31
m --by morel enrol contact add PM-2010-0001 rdv 45 --on 2010-07-07
m --by morel enrol recommendation end PM-2010-0001 accompagnement_permis done --on 2010-10-12
m --by morel enrol objective end PM-2010-0001 mobilite done --on 2010-10-12
m --by brun enrol situation end PM-2010-0001 recherche_emploi --on 2010-10-31 --reason nouvelle_situation
m --by brun enrol situation add PM-2010-0001 emploi --on 2010-11-01 --contract cdi --working-time full_time --hours 35 --rome K1304 --commune 63124
m --by brun enrol objective end PM-2010-0001 emploi done --on 2010-11-02
m --by brun enrol participation end PM-2010-0001 pole-mobilite --on 2010-11-30 --reason emploi_durable
m --by brun diagnose add PM-2010-0001 outcomes --on 2011-02-23 --wave t12 --set logement=locataire_prive --set precaire=false --set subi=false --set bonne_qualite=true --set problemes=aucun --set situation=cdi_temps_plein --set contrat=cdi --set temps_travail=full_time --set permis_obtenu=true --set transports=permis_b_vehicule --set bien_etre=8

# Karim: refused, for there was no place; asked after a year all the same.
m enrol add --file-number PM-2010-0002 --surname Benali --first-name Karim --born 02/03/1989 --sex H --site billom --on 2010-02-12 --referent faure
m --by faure enrol problem add PM-2010-0002 transport_absent --on 2010-02-12
m --by faure enrol situation add PM-2010-0002 sortie_precoce --on 2009-06-30
m --by faure enrol referral add PM-2010-0002 pole-mobilite --on 2010-02-15 --problems transport_absent
m --by morel enrol referral end PM-2010-0002 pole-mobilite refusee --on 2010-03-04 --reason plus_de_place
m --by faure diagnose add PM-2010-0002 outcomes --on 2011-02-28 --wave t12 --set logement=parents --set precaire=false --set subi=true --set situation=recherche_emploi --set permis_obtenu=false --set transports=transport_commun --set bien_etre=4

# Léa: accepted and diagnosed, then nothing: a diagnosis only.
m enrol add --file-number PM-2010-0003 --surname Petit --first-name Léa --born 21/11/1991 --sex F --site cournon --on 2010-03-01 --referent brun
m --by brun enrol problem add PM-2010-0003 peur --on 2010-03-01 --spotted-by UTAMS
m --by brun enrol referral add PM-2010-0003 pole-mobilite --on 2010-03-02 --problems peur
m --by morel enrol referral end PM-2010-0003 pole-mobilite acceptee --on 2010-03-08
m --by brun enrol participation add PM-2010-0003 pole-mobilite --on 2010-03-10
m --by morel diagnose add PM-2010-0003 mobility --on 2010-03-12 --set sante=a_confirmer --set situation_personnelle=1 --set competences_mobilite=1 --set langue=2 --set apprentissage=1 --set stress=0 --set code_route=0 --set budget=1 --set moyens=1 --set disponibilite=2 --set projet=1 --set transports=transport_commun --set besoin_permis=plus_tard --set raison_plus_tard=projet --set alternatives=transport_commun --set parcours_adapte=true --set amenagements=rythme
m --by morel enrol contact add PM-2010-0003 rdv 0 --on 2010-03-26 --presence absent_non_excuse
m --by morel enrol contact add PM-2010-0003 rdv 0 --on 2010-04-02 --presence absent_non_excuse

# She does not come back. A year later all three are asked.
m --by brun enrol participation end PM-2010-0003 pole-mobilite --on 2010-09-01 --reason non_respect
m --by brun diagnose add PM-2010-0003 outcomes --on 2011-03-14 --wave t12 --set logement=parents --set precaire=false --set subi=false --set situation=recherche_formation --set permis_obtenu=false --set transports=transport_commun --set bien_etre=5
m check
