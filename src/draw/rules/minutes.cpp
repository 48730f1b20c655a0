#include "mloc/draw/rules/minutes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"

namespace mloc::draw {
namespace {

/// French typography: a no-break space before the high punctuation and inside the quotation marks.
std::string french(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> pairs[] = {
      {" :", "\u00a0:"}, {" ;", "\u00a0;"}, {"« ", "«\u00a0"}, {" »", "\u00a0»"}};
  for (const auto& [plain, bound] : pairs)
    for (auto at = text.find(plain); at != std::string::npos; at = text.find(plain, at + bound.size()))
      text.replace(at, plain.size(), bound);
  return text;
}

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count < 2 ? one : many);
}

std::string_view rule_of(Policy policy) {
  switch (policy) {
    case Policy::stop: return "le premier foyer qui n'entre plus dans les places restantes arrête le tirage du site";
    case Policy::over:
      return "le premier foyer qui n'entre plus dans les places restantes est retenu en entier et arrête le tirage du site";
    default: return "un foyer qui n'entre plus dans les places restantes est passé et le tirage continue";
  }
}

/// Writes the minutes one section after the other.
class MinutesWriter {
 public:
  MinutesWriter(const Minutes& minutes, const Roster& roster, const std::vector<Placement>& placements)
      : minutes_(minutes),
        roster_(roster),
        placements_(placements),
        summaries_(summarise(roster, minutes.terms.quotas, placements)) {
    for (const Applicant& applicant : roster.applicants()) label_of_[applicant.id] = unit_label(applicant);
  }

  std::string write() {
    say("# Procès-verbal de tirage au sort");
    stamp();
    write_heading();
    write_numbers();
    write_places();
    write_sources();
    write_digests();
    write_result();
    write_exceptions();
    write_events();
    write_verification();
    write_signatures();
    stamp();
    return std::move(text_);
  }

 private:
  void say(std::string paragraph) { text_ += french(std::move(paragraph)) + "\n\n"; }
  /// A line of a table or list; `end_block` closes it.
  void line(std::string row) { text_ += french(std::move(row)) + '\n'; }
  void end_block() { text_ += '\n'; }
  void code(std::string_view language, std::string_view content) {
    text_ += fmt::format("```{}\n{}{}```\n\n", language, content, content.ends_with('\n') ? "" : "\n");
  }
  void stamp() {
    if (minutes_.rehearsal) say("> **RÉPÉTITION — sans valeur**");
  }
  /// Each section starts a page when printed, so each carries the stamp.
  void section(std::string_view title) {
    say(fmt::format("## {}. {}", ++sections_, title));
    stamp();
  }
  std::string site(const std::string& stratum) const {
    const auto found = minutes_.site_names.find(stratum);
    return found == minutes_.site_names.end() ? stratum : found->second;
  }

  void write_heading() {
    line("- Organisme : " + minutes_.organisation);
    line("- Dispositif : " + minutes_.programme);
    line(fmt::format("- Tirage : `{}`", minutes_.terms.draw_id));
    line("- Annoncé le : " + minutes_.announced.french());
    line("- Effectué le : " + minutes_.drawn.french() + ", une seule fois");
    line(fmt::format("- Méthode : `{}`", draw_algorithm));
    end_block();
    say("Ce procès-verbal ne contient aucun nom : chaque candidat retrouve son numéro de dossier sur son récépissé.");
  }

  bool is_trial() const { return !minutes_.control.empty(); }

  void write_numbers() {
    section("Candidatures");
    line("| | Nombre |");
    line("|---|---:|");
    line(fmt::format("| Candidatures enregistrées | {} |", minutes_.registered));
    for (const auto& [reason, count] : minutes_.excluded) line(fmt::format("| Écartées : {} | {} |", reason, count));
    line(fmt::format("| Prenant part au tirage | {} |", roster_.applicants().size()));
    end_block();
    say("Une candidature écartée pour plusieurs motifs est comptée une fois, au premier : période de candidature, puis "
        "critères dans l'ordre du dispositif.");
  }

  void write_places() {
    section("Places et règles");
    line(fmt::format("| Site | Code | Candidats | Places | {} | {} | Non pourvues |", is_trial() ? minutes_.test : std::string("Retenus"), is_trial() ? minutes_.control : std::string("En attente")));
    line("|---|---|---:|---:|---:|---:|---:|");
    StratumSummary total;
    std::uint32_t unfilled = 0;
    for (const StratumSummary& s : summaries_) {
      line(fmt::format("| {} | `{}` | {} | {} | {} | {} | {} |", site(s.stratum), s.stratum, s.applicants, s.places,
                       s.selected, s.applicants - s.selected, s.unfilled()));
      total.applicants += s.applicants;
      total.places += s.places;
      total.selected += s.selected;
      unfilled += s.unfilled();
    }
    line(fmt::format("| **Ensemble** | | {} | {} | {} | {} | {} |", total.applicants, total.places, total.selected,
                     total.applicants - total.selected, unfilled));
    end_block();
    say(fmt::format("Les candidats d'un même foyer forment une unité et partagent un ticket ; {}. Les places non "
                    "pourvues d'un site ne sont pas reportées sur un autre.",
                    rule_of(minutes_.terms.policy)));
  }

  void write_sources() {
    section("Hasard public");
    if (minutes_.rehearsal) {
      say("La graine d'une répétition est fixe et connue de tous ; elle ne décide de rien.");
    } else {
      say("Les sources étaient annoncées avant que leurs résultats existent. Les valeurs sont celles qui ont été publiées.");
      line("| Source | Date | Bits | Valeur publiée |");
      line("|---|---|---:|---|");
      Decibits bits = 0;
      for (const MinutesSource& s : minutes_.sources) {
        if (!s.fallback) bits += s.source.bits;
        line(fmt::format("| {}{} | {} | {} | {} |", s.label, s.fallback ? " (secours)" : "", s.source.date.french(),
                         french_bits(s.source.bits), s.value.empty() ? "non utilisée" : "`" + s.value + "`"));
      }
      end_block();
      say(fmt::format("Entropie annoncée : {} bits.", french_bits(bits)));
    }
    line(fmt::format("- Graine : `{}`", minutes_.terms.seed));
    line(fmt::format("- En hexadécimal : `{}`", hex(minutes_.terms.seed)));
    end_block();
  }
  static std::string french_bits(Decibits bits) {
    std::string text = bits_text(bits);
    std::ranges::replace(text, '.', ',');
    return text;
  }

  void write_digests() {
    section("Empreintes SHA-256");
    say("À comparer avec la sortie de `sha256sum announcement.yaml roster.tsv result.tsv` dans le répertoire du tirage :");
    code("", fmt::format("{}  announcement.yaml\n{}  roster.tsv\n{}  result.tsv\n", minutes_.announcement_sha256,
                         roster_.sha256(), hex(sha256(result_bytes(placements_)))));
  }

  void write_result() {
    section("Résultat");
    say("Par site, dans l'ordre des tickets. Les membres d'un foyer ont le même rang.");
    for (const StratumSummary& s : summaries_) {
      write_list(s.stratum, true, plural(s.selected, "retenu", "retenus"));
      write_list(s.stratum, false, fmt::format("{}, {}", is_trial() ? minutes_.control : "liste d'attente", plural(s.applicants - s.selected, "candidat", "candidats")));
    }
  }
  void write_list(const std::string& stratum, bool selected, const std::string& title) {
    say(fmt::format("### {} : {}", site(stratum), title));
    const auto belongs = [&](const Placement& p) { return p.stratum == stratum && p.selected == selected; };
    if (std::ranges::none_of(placements_, belongs)) return;
    line("| Rang | Dossier | Ticket |");
    line("|---:|---|---|");
    for (const Placement& p : placements_)
      if (belongs(p)) line(fmt::format("| {} | {} | `{}` |", p.rank, p.id, p.ticket));
    end_block();
  }

  void write_exceptions() {
    section("Foyers passés et places non pourvues");
    bool any = false;
    for (const StratumSummary& s : summaries_) {
      for (const std::string& label : s.passed_over) {
        const Unit unit = unit_of(label);
        line(fmt::format("- {} : foyer {} passé au rang {} ({}), faute de places pour tous", site(s.stratum),
                         label.substr(1), unit.rank, joined(unit.ids, ", ")));
        any = true;
      }
      if (s.unfilled() == 0) continue;
      line(fmt::format("- {} : {} sur {}", site(s.stratum), plural(s.unfilled(), "place non pourvue", "places non pourvues"),
                       s.places));
      any = true;
    }
    if (!any) line("- Aucun foyer passé, aucune place non pourvue.");
    end_block();
  }
  struct Unit {
    std::uint32_t rank = 0;
    std::vector<std::string> ids;
  };
  Unit unit_of(const std::string& label) const {
    Unit unit;
    for (const Placement& p : placements_) {
      const auto found = label_of_.find(p.id);
      if (found == label_of_.end() || found->second != label) continue;
      unit.rank = p.rank;
      unit.ids.push_back(p.id);
    }
    return unit;
  }

  void write_events() {
    section("Depuis le tirage");
    if (minutes_.events.empty()) return say("Aucun retrait, aucune admission. Il n'y a jamais de second tirage.");
    if (is_trial()) say("Une place libérée reste vide : le " + minutes_.control + " n'est pas une liste d'attente. Il n'y a jamais de second tirage.");
    else say("Une place libérée revient à la première unité en attente du même site qui y entre. Il n'y a jamais de second tirage.");
    line("| Date | Dossier | Événement | Motif | Appelés |");
    line("|---|---|---|---|---|");
    for (const MinutesEvent& event : minutes_.events)
      line(fmt::format("| {} | {} | {} | {} | {} |", event.day.french(), event.applicant,
                       event.kind == MinutesEvent::Kind::withdrawal ? "retrait" : "admission",
                       event.broken.empty() ? event.reason : event.reason + " ; affectation rompue : " + event.broken,
                       event.promoted.empty() ? "—" : joined(event.promoted, ", ")));
    end_block();
  }

  void write_verification() {
    section("Vérifier");
    say("Chacun peut refaire ce tirage avec Python 3, sans ce logiciel. Enregistrer ces lignes sous le nom `verify.py` "
        "à côté de `roster.tsv` et de `result.tsv` :");
    code("python", embedded("src/draw/rules/verify.py").value_or(""));
    if (minutes_.terms.policy == Policy::skip) {
      say("puis lancer ces commandes ; la dernière affiche `conforme` :");
      code("sh", verify_command(minutes_.terms) + " > recalcul.tsv\ntail -n +2 result.tsv | cmp - recalcul.tsv && echo conforme");
      return;
    }
    say(fmt::format("Le script suit la règle « un foyer trop grand est passé ». Ici {} : il refait les rangs et les "
                    "tickets, que ces commandes comparent ; les statuts en découlent par la règle. La dernière commande "
                    "affiche `conforme` :",
                    rule_of(minutes_.terms.policy)));
    code("sh", verify_command(minutes_.terms) +
                   " | cut -f1-4 > recalcul.tsv\ntail -n +2 result.tsv | cut -f1-4 | cmp - recalcul.tsv && echo conforme");
  }

  void write_signatures() {
    section("Observations et signatures");
    say("Anomalies constatées et contrôles effectués :");
    say("Fait à                          , le");
    line("| Pour l'organisme | Témoin |");
    line("|---|---|");
    line("| | |");
    end_block();
  }

  const Minutes& minutes_;
  const Roster& roster_;
  const std::vector<Placement>& placements_;
  std::vector<StratumSummary> summaries_;
  std::map<std::string, std::string> label_of_;
  std::string text_;
  int sections_ = 0;
};

}  // namespace

std::string minutes_markdown(const Minutes& minutes, const Roster& roster, const std::vector<Placement>& placements) {
  std::string text = MinutesWriter(minutes, roster, placements).write();
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::string verify_command(const DrawTerms& terms) {
  std::string command = fmt::format("python3 verify.py {} {}", terms.draw_id, terms.seed);
  for (const auto& [stratum, quota] : terms.quotas) command += fmt::format(" {}={}", stratum, quota);
  return command + " < roster.tsv";
}

}  // namespace mloc::draw
