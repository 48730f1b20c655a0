#include "mloc/base/record.hpp"
#include "mloc/workspace/holders.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::partner {
namespace {

/// Which partners have a SIRET, with what was assumed of some files.
class Sirets {
 public:
  static Sirets of(Knowledge& known) {
    Sirets made;
    const auto rows = known.rows("SELECT code, siret FROM partner WHERE siret IS NOT NULL AND voided_day IS NULL ORDER BY code", {});
    if (rows)
      for (const auto& row : rows->rows) made.holders_.add(text_of(row[1]), text_of(row[0]));
    return made;
  }

  /// Another partner that has it; or empty.
  std::string other(Knowledge& known, const std::string& siret, const std::string& but) {
    holders_.follow(known, [&](const std::string& path) { follow(known, path); });
    return holders_.other(siret, but);
  }

 private:
  void follow(Knowledge& known, const std::string& path) {
    if (kind_of(path) != FileKind::partner) return;
    const std::string code(name_of(path));
    holders_.drop(code);
    const Dossier* partner = known.partner(code);
    if (!partner) return;
    for (const Node* record : live_records(*partner))
      if (is_kind(*record, "partner")) holders_.add(std::string(record->get("siret")), code);
  }

  Holders holders_;
};

/// One SIRET, one partner. Said, not refused: a file may bring a partner under the code that another office gave it.
void judge_sirets(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (kind_of(judged.path) != FileKind::partner) return;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "partner")) continue;
    auto& sirets = judged.known.kept<Sirets>("sirets", [&] { return Sirets::of(judged.known); });
    const std::string other = sirets.other(judged.known, std::string(record->get("siret")), std::string(record->get("code")));
    if (!other.empty()) broken.push_back({record, "siret", problem("L109"_m, record->get("code"), other)});
  }
}

/// A partner is found by the name of its file.
void judge_codes(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (kind_of(judged.path) != FileKind::partner) return;
  for (const Node* record : judged.records)
    if (is_kind(*record, "partner") && record->get("code") != name_of(judged.path))
      broken.push_back({record, "code", problem("L246"_m, record->get("code"), name_of(judged.path))});
}

}  // namespace

std::span<const Rule> partner_rules() {
  static constexpr Rule rules[] = {{"partner.siret", "L109", judge_sirets, Severity::warn}, {"partner.code", "L246", judge_codes}};
  return rules;
}

}  // namespace mloc::partner
