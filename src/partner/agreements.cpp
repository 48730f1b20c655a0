#include "mloc/partner/agreements.hpp"

#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc::partner {

std::vector<Assigned> assignments_of(const Dossier& dossier) {
  std::vector<Assigned> all;
  for (const Record& record : dossier.records)
    if (record.is("assignment") && !record.voided())
      all.push_back({*Date::parse(record.root->get("starts")), std::string(record.root->get("school"))});
  return all;
}

std::vector<AgreementPeriod> agreements_of(const Dossier& partner) {
  std::vector<AgreementPeriod> all;
  for (const Record& record : partner.records) {
    const Node& root = *record.root;
    if (record.is("agreement") && !record.voided())
      all.push_back({std::string(root.get("programme")), *Date::parse(root.get("starts")), *Date::parse(root.get("ends"))});
  }
  return all;
}

void warn_of_missing_agreement(Workspace& workspace, const std::string& school, const std::string& programme) {
  warn(workspace.world(), problem("L101"_m, school, programme));
}

Result<> check_agreement(Workspace& workspace, const std::string& school, const std::string& programme, Date day) {
  TRY(partner, workspace.find(partner_path(school)));
  if (!partner) return fail(Exit::unknown, problem("I119"_m, school));
  switch (agreed_on(agreements_of(*partner->dossier), programme, day)) {
    case Agreed::outside: return fail(Exit::rule, problem("I120"_m, school, programme, day.text()));
    case Agreed::missing: warn_of_missing_agreement(workspace, school, programme); break;
    case Agreed::yes: break;
  }
  return {};
}

Result<std::string> programme_of(const Dossier& dossier, const std::optional<std::string>& wanted) {
  std::set<std::string> programmes;
  for (const Record& record : dossier.records)
    if (record.is("application") && !record.voided()) programmes.emplace(record.root->get("programme"));
  if (wanted && programmes.contains(*wanted)) return *wanted;
  if (wanted || programmes.empty()) return fail(Exit::rule, problem("L102"_m, wanted ? Phrase(*wanted) : phrase("any programme")));
  if (programmes.size() == 1) return *programmes.begin();
  const std::vector<std::string> names(programmes.begin(), programmes.end());
  return fail(Exit::usage, problem("C102"_m, phrase("say which with --programme: {}", joined(names, ", "))));
}

}  // namespace mloc::partner
