#include "exam_terms.hpp"
#include "mloc/facts/fact_target.hpp"

namespace mloc::lesson {
namespace {

/// Tests of the licence; what only warns is counted, once for all rows.
class ExamTarget final : public facts::FactTarget {
 public:
  using facts::FactTarget::FactTarget;

  Result<Change> change() override {
    std::size_t warned = 0;
    for (const auto& [case_id, touched] : touched_)
      for (const Node* exam : touched.changed) warned += !exam_warnings(live(touched), exam->get("id")).empty();
    if (warned > 0) warn(workspace_.world(), problem("N113"_m, warned));
    return facts::FactTarget::change();
  }
};

}  // namespace

std::unique_ptr<imports::ImportTarget> exam_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<ExamTarget>(workspace, import, actor, *facts::find_fact_kind("exam"));
}

}  // namespace mloc::lesson
