#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {
class Workspace;
struct Field;
}  // namespace mloc

namespace mloc::facts {

/// A simple record of a person's or a partner's dossier: its words on the command line are the fields of its schema. One
/// row of a table makes its verbs add, list, import and end.
struct FactKind {
  std::string_view kind;       ///< its schema: `participation`
  std::string_view listing;    ///< `participations`
  std::string_view day;        ///< the field whose day names the record; default: today
  std::string_view person;     ///< the field that says who, by default the actor's; or empty
  std::vector<std::string_view> arguments;  ///< fields that stand as arguments, in their order
  std::vector<std::pair<std::string_view, std::string_view>> initial;  ///< values of fields that are left out

  /// How an open one is ended: which fields say the state, the day, the reason. No `day`: it has no end.
  struct Ending {
    std::string_view day;
    std::string_view state = {}, reason = {};
    std::string_view match = {};  ///< the field that says which one is meant
  };
  Ending ending = {};

  using Records = std::vector<const Node*>;
  /// Fills in what its writer may leave out and only its room can tell; `dossier` holds the records that are not voided.
  Result<> (*complete)(Workspace& workspace, const Records& dossier, Arena& arena, Node& record) = nullptr;
  /// Fields that `complete` fills in.
  std::vector<std::string_view> completed = {};
  /// What is wrong with a record beside its schema and what it refers to.
  Result<> (*faults)(Workspace& workspace, const Node& record, std::vector<Problem>& problems) = nullptr;
  /// The columns that its listing has beside its fields.
  std::vector<Field> (*further)(Date today) = nullptr;
  /// A listing of its own for some terms; no value for the others.
  std::optional<Result<Exit>> (*instead)(World& world, const Globals& globals, const std::vector<std::string>& terms) = nullptr;
};

/// The simple kinds of all rooms.
const std::vector<const FactKind*>& fact_kinds();
/// Its records lie in the dossiers of partners.
bool is_of_partners(const FactKind& kind);
/// nullptr when the kind is none of them.
const FactKind* find_fact_kind(std::string_view kind);

/// A field of a kind as a command line shows it.
struct FactField {
  std::string name;   ///< `working_time`
  std::string value;  ///< what stands for its value: `CODE`, `DAY`, `N`
  std::string help;   ///< `Contract: code of {}`
  bool many = false, flag = false, required = false;
  bool is_rome = false;  ///< the code of an occupation
  std::vector<std::string> lists = {}, value_lists = {};  ///< the code lists that it takes: of a map for its keys, and its values
  std::string reference = {};  ///< what a value names: `partner`, `staff`, `record`
};
/// All that a person may say, in the order of the schema.
std::vector<FactField> fact_fields(const FactKind& kind);
FactField fact_field(const FactKind& kind, std::string_view name);

struct FactArgs {
  OwnerText case_text;  ///< the case, or the partner when the kind lives with partners
  std::map<std::string, std::vector<std::string>> values;  ///< field to what was written, days and amounts as records keep them
};
/// Records one fact; all its rules hold afterwards or nothing is written.
Result<Exit> add_fact(World& world, const Globals& globals, const FactKind& kind, const FactArgs& args);

struct FactListArgs {
  std::vector<std::string> terms;  ///< field:value, field:least..most, not:field:value
  bool sensitive = false;
};
Result<Exit> list_facts(World& world, const Globals& globals, const FactKind& kind, const FactListArgs& args);
/// The same for records that fulfil a condition of SQL, in which `t` is the kind's table.
Result<Exit> list_facts_where(World& world, const Globals& globals, const FactKind& kind, const FactListArgs& args, std::string_view condition);

struct FactEndArgs {
  OwnerText case_text;
  std::optional<std::string> match, state, reason, record;
  std::optional<Date> on;
};
/// Ends the one that is open; P110 when there is none, P111 when there are several and none is named.
Result<Exit> end_fact(World& world, const Globals& globals, const FactKind& kind, const FactEndArgs& args);

/// Other values for one record of a partner or a case, whose id is given; an empty value takes the field away.
Result<Exit> amend_fact(Workspace workspace, const OwnerText& said, const std::string& record, const std::vector<Named<std::string>>& values);

}  // namespace mloc::facts
