#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"

namespace mloc::facts {

/// What one dossier was and what it gets.
struct Touched {
  OpenDossier open;
  std::vector<const Node*> changed;
};

/// Rows that become simple records, or end them.
class FactTarget : public imports::ImportTarget {
 public:
  FactTarget(Workspace& workspace, imports::Import& import, std::string actor, const FactKind& kind)
      : workspace_(workspace), import_(import), actor_(std::move(actor)), kind_(kind), known_now_(known_of(workspace)) {}

  Result<> load() override;
  Result<imports::Verdict> place(imports::Draft& draft) override;
  Result<Change> change() override;
  bool completes(std::string_view kind) const override { return kind == kind_.kind; }
  std::vector<imports::Known>* known() override { return &known_; }
  std::string scope_of(const imports::Draft& draft) const override;
  Result<imports::Parts> stored(const imports::Known& known) override;
  std::pair<std::string, std::optional<Date>> subject_of(const imports::Draft& draft) const override;
  Result<> void_gone(const std::vector<imports::Gone>& gone) override;

 protected:
  virtual Result<imports::Verdict> place_in(imports::Draft& draft, Touched& touched);
  /// What of the workspace the row stands for.
  virtual imports::Parts parts_of(const Node& stored) const { return {{std::string(kind_.kind), &stored}}; }
  /// Fields of a record that follow from the row without being mapped.
  virtual void finish(const imports::Draft&, Node&) const {}

  const Node& values_of(const imports::Draft& draft) const { return *draft.records.at(std::string(kind_.kind)); }
  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) const;
  std::vector<const Node*> live(const Touched& touched) const;
  /// The record goes in when it keeps every rule.
  Result<imports::Verdict> put(imports::Draft& draft, Touched& touched, const Node* record, imports::Verdict verdict);

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  const FactKind& kind_;
  std::map<std::string, Touched> touched_;
  std::unique_ptr<Knowledge> known_now_;  ///< what rules look at

 private:
  Result<Touched*> touch(const std::string& case_id);
  std::string free_id(const Touched& touched, Date day) const;
  Result<imports::Verdict> place_known(imports::Draft& draft, Touched& touched, const imports::Known& known);

  std::vector<imports::Known> known_;
  std::map<std::string, std::string> case_of_;
};

/// For the simple kinds that no room makes otherwise; nullptr for all others.
std::unique_ptr<imports::ImportTarget> fact_target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor);

}  // namespace mloc::facts
