#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/facts/fact_target.hpp"

namespace mloc::enrol {
namespace {

/// Rows that say who left a programme: each ends the open participation, or finds it ended so already.
class ExitTarget final : public facts::FactTarget {
 public:
  using facts::FactTarget::FactTarget;

 protected:
  std::vector<imports::Known>* known() override { return nullptr; }

  Result<imports::Verdict> place_in(imports::Draft& draft, facts::Touched& touched) override {
    const Node& values = values_of(draft);
    const Node *open = nullptr, *left = nullptr;
    for (const Node* record : live(touched)) {
      if (!record->get("record").starts_with("participation/") || record->get("programme") != values.get("programme")) continue;
      if (record->get("exited") == values.get("exited"))
        return record->get("exit_reason") == values.get("exit_reason") ? imports::Verdict::same : correct(draft, touched, *record);
      if (!record->has("exited")) open = record;
      else if (record->has("exit_source") && record->find("exit_source")->get("import") == import_.mapping.name) left = record;
    }
    if (open) return put(draft, touched, ended(draft, *open), imports::Verdict::changed);
    if (left && !has_row(draft, *left)) return correct(draft, touched, *left);
    return reject(draft, "participation.programme", problem("P110"_m, draft.file_number, fmt::format("participation {}", values.get("programme"))));
  }

 private:
  Node* ended(const imports::Draft& draft, const Node& record) const {
    Node* made = import_.arena.copy(record);
    for (const std::string_view field : {"exited", "exit_reason"})
      if (values_of(draft).has(field)) import_.arena.set(*made, field, import_.arena.text(values_of(draft).get(field)));
    import_.arena.set(*made, "exit_source", imports::origin_of(import_.arena, import_.mapping, draft));
    return made;
  }

  /// Whether another row of the person says the exit as it is recorded.
  bool has_row(const imports::Draft& draft, const Node& record) const {
    return std::ranges::any_of(import_.drafts, [&](const imports::Draft& other) {
      if (!other.valid() || other.file_number != draft.file_number) return false;
      return values_of(other).get("exited") == record.get("exited") && values_of(other).get("programme") == record.get("programme");
    });
  }

  /// The exit that this mapping brought, when nobody edited it since.
  Result<imports::Verdict> correct(imports::Draft& draft, facts::Touched& touched, const Node& record) {
    const Node* source = record.find("exit_source");
    if (!source || source->get("hash") != imports::content_hash({{"participation", &record}}, import_.mapping))
      return reject(draft, "participation.exit_reason", problem("P113"_m, record.get("id"), record.get("exit_reason")));
    const imports::Parts parts{{"participation", &record}};
    draft.corrects = true;
    TRY(verdict, put(draft, touched, ended(draft, record), imports::Verdict::changed));
    if (verdict != imports::Verdict::changed) return verdict;
    return imports::changed_or_corrected(import_, draft, parts, fmt::format("participation {}", record.get("id")));
  }
};

}  // namespace

std::unique_ptr<imports::ImportTarget> exit_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<ExitTarget>(workspace, import, actor, *facts::find_fact_kind("participation"));
}

}  // namespace mloc::enrol
