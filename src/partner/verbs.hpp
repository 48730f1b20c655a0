#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::partner {

struct AgreementTerms {
  std::optional<Date> starts, ends;
  std::optional<int> capacity;
  std::vector<Named<Money>> prices;
};

struct PartnerAddArgs : AgreementTerms {
  std::string code, name, kind, siret;
  std::optional<std::string> category, site, commune, town, approval, programme;
  std::optional<Date> approved_until;
};
/// A partner, with its agreement when a programme is named.
Result<Exit> add_partner(World& world, const Globals& globals, const PartnerAddArgs& args);

struct PartnerListArgs {
  std::vector<std::string> terms;  ///< field:value, as in `list`
  bool sensitive = false;
};
/// One row for each partner and agreement, with the learners who are assigned now.
Result<Exit> list_partners(World& world, const Globals& globals, const PartnerListArgs& args);

struct AgreementAddArgs : AgreementTerms {
  OwnerText partner;
  std::string programme;
};
/// An agreement of a partner with a programme: the first one, or a further one.
Result<Exit> add_agreement(World& world, const Globals& globals, const AgreementAddArgs& args);

}  // namespace mloc::partner
