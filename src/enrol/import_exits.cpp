#include "mloc/base/text.hpp"
#include "mloc/facts/fact_target.hpp"

namespace mloc::enrol {
namespace {

/// Rows that say who left a programme: each ends the open participation, or finds it ended so already.
class ExitTarget final : public facts::FactTarget {
 public:
  using facts::FactTarget::FactTarget;

 protected:
  Result<imports::Verdict> place_in(imports::Draft& draft, facts::Touched& touched) override {
    const Node& values = values_of(draft);
    const Node* open = nullptr;
    for (const Node* record : live(touched)) {
      if (!record->get("record").starts_with("participation/") || record->get("programme") != values.get("programme")) continue;
      if (record->get("exited") == values.get("exited"))
        return record->get("exit_reason") == values.get("exit_reason")
                   ? imports::Verdict::same
                   : reject(draft, "participation.exit_reason", problem("P113"_m, record->get("id"), record->get("exit_reason")));
      if (!record->has("exited")) open = record;
    }
    if (!open)
      return reject(draft, "participation.programme", problem("P110"_m, draft.file_number, fmt::format("participation {}", values.get("programme"))));
    Node* ended = import_.arena.copy(*open);
    for (const std::string_view field : {"exited", "exit_reason"})
      if (values.has(field)) import_.arena.set(*ended, field, import_.arena.text(values.get(field)));
    return put(draft, touched, ended, imports::Verdict::changed);
  }
};

}  // namespace

std::unique_ptr<imports::ImportTarget> exit_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<ExitTarget>(workspace, import, actor, *facts::find_fact_kind("participation"));
}

}  // namespace mloc::enrol
