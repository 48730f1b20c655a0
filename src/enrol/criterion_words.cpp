#include "mloc/enrol/eligible.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/records/schema.hpp"

namespace mloc::enrol {
namespace {

constexpr std::string_view on_the_day = "à la date de la candidature";

std::string french_field(const std::string& field) {
  const Schema::Property* property = find_kind("application")->schema->find(field);
  return property ? property->schema->french : field;
}

std::string either(const std::vector<std::string>& texts) {
  std::string made;
  for (std::size_t i = 0; i < texts.size(); ++i) made += (i == 0 ? "" : i + 1 == texts.size() ? " ou " : ", ") + texts[i];
  return made;
}

/// Says what is asked of one field.
struct Words {
  const std::string& field;
  const FrenchLabel& label;

  std::string operator()(const Between& range) const {
    if (is_age()) return fmt::format("{} à {} ans {}", range.least, range.most, on_the_day);
    return fmt::format("{} : de {} à {}", name(), range.least, range.most);
  }
  std::string operator()(const Is& flag) const { return fmt::format("{} : {}", name(), flag.wanted ? "oui" : "non"); }
  std::string operator()(const AtMost& most) const { return limit(most.limit, "au plus"); }
  std::string operator()(const AtLeast& least) const { return limit(least.limit, "au moins"); }
  std::string operator()(const OneOf& choice) const {
    std::vector<std::string> labels;
    for (const std::string& code : choice.codes) {
      const std::string known = label(field, code);
      labels.push_back(known.empty() ? code : known);
    }
    return fmt::format("{} : {}", name(), either(labels));
  }
  std::string operator()(const StartsWith& start) const { return fmt::format("{} : code qui commence par {}", name(), either(start.beginnings)); }
  std::string operator()(const NotAfter& other) const { return fmt::format("{} : au plus tard {}", name(), day(other.limit)); }
  std::string operator()(const Before& other) const { return fmt::format("{} : avant {}", name(), day(other.limit)); }

 private:
  bool is_age() const { return field == "age"; }
  std::string name() const { return french_field(field); }
  std::string limit(const Quantity& limit, std::string_view side) const {
    if (is_age()) return fmt::format("{} ans {} {}", limit.text(), side, on_the_day);
    const Schema::Property* property = find_kind("application")->schema->find(field);
    const bool money = property && property->schema->definition == "money";
    return money ? fmt::format("{} : {} € {}", name(), limit.amount.french(), side) : fmt::format("{} : {} {}", name(), limit.text(), side);
  }
  static std::string day(const std::string& said) {
    if (const auto day = Date::parse(said)) return "le " + day->french();
    return said == "received" ? "le jour de la candidature" : fmt::format("la date « {} »", french_field(said));
  }
};

}  // namespace

std::string french_criterion(const Criterion& criterion, const FrenchLabel& label) {
  std::vector<std::string> asked;
  for (const Comparison& one : criterion.any_of) asked.push_back(std::visit(Words{one.field, label}, one.rule));
  const std::string all = joined(asked, " ; ou ");
  return criterion.label.empty() || folded(criterion.label) == folded(all) ? all : fmt::format("{} ({})", criterion.label, all);
}

std::string french_reason(const Programme& programme, std::string_view code, const FrenchLabel& label) {
  if (code == "window") return "reçue hors de la période des candidatures";
  const auto found = std::ranges::find(programme.criteria, code, &Criterion::code);
  if (found != programme.criteria.end()) return french_criterion(*found, label);
  if (code == "consent") return "accord donné pour prendre part à l'évaluation";
  if (code == "t0") return "réponse à l'enquête de départ";
  if (code == second_application) return "autre candidature d'une personne qui y prend part";
  if (code == after_announcement) return "candidature reçue ou complétée après l'annonce du tirage";
  return std::string(code);
}

}  // namespace mloc::enrol
