#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::partner {

struct PartnerAddArgs {
  std::string code, name, kind, siret;
  std::optional<std::string> category, site, commune, town, approval, programme;
  std::optional<Date> approved_until, starts, ends;
  std::optional<int> capacity;
  std::vector<Named<Money>> prices;
};
/// A partner, with its agreement when a programme is named.
Result<Exit> add_partner(World& world, const Globals& globals, const PartnerAddArgs& args);

struct PartnerListArgs {
  std::vector<std::string> terms;  ///< field:value, as in `list`
  bool sensitive = false;
  bool fail_if_empty = false;
};
/// One row for each partner and agreement, with the learners who are assigned now.
Result<Exit> list_partners(World& world, const Globals& globals, const PartnerListArgs& args);

struct PartnerAmendArgs {
  std::string code;
  std::vector<Named<std::string>> values;  ///< FIELD=VALUE, agreement.FIELD=VALUE, price.CODE=AMOUNT
  std::optional<std::string> programme;
  bool fresh = false;  ///< a further agreement instead of a change of the last one
};
Result<Exit> amend_partner(World& world, const Globals& globals, const PartnerAmendArgs& args);

struct PartnerShowArgs {
  std::string code;
  bool sensitive = false;
};
/// Everything about one partner on one page.
Result<Exit> show_partner(World& world, const Globals& globals, const PartnerShowArgs& args);

}  // namespace mloc::partner
