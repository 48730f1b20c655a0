#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"

namespace mloc {

/// What one dossier was and what it gets.
struct Touched {
  OpenDossier open;
  std::vector<const Node*> changed;
};

/// Rows that become simple records, or end them.
class FactTarget : public ImportTarget {
 public:
  FactTarget(Workspace& workspace, Import& import, std::string actor, const FactKind& kind)
      : workspace_(workspace), import_(import), actor_(std::move(actor)), kind_(kind) {}

  Result<> load() override;
  Result<Verdict> place(Draft& draft) override;
  Result<Change> change() override;
  bool completes(std::string_view kind) const override { return kind == kind_.kind; }

 protected:
  virtual Result<Verdict> place_in(Draft& draft, Touched& touched);
  /// What of the workspace the row stands for.
  virtual std::map<std::string, const Node*> parts_of(const Node& stored) const { return {{std::string(kind_.kind), &stored}}; }
  /// Fields of a record that follow from the row without being mapped.
  virtual void finish(const Draft&, Node&) const {}

  const Node& values_of(const Draft& draft) const { return *draft.records.at(std::string(kind_.kind)); }
  Verdict reject(Draft& draft, std::string_view field, Problem found) const;
  std::vector<const Node*> live(const Touched& touched) const;
  /// The record goes in when it keeps every rule.
  Result<Verdict> put(Draft& draft, Touched& touched, const Node* record, Verdict verdict);

  Workspace& workspace_;
  Import& import_;
  std::string actor_;
  const FactKind& kind_;
  std::map<std::string, Touched> touched_;

 private:
  Result<Touched*> touch(const std::string& case_id);
  std::string free_id(const Touched& touched, Date day) const;
  Result<Verdict> place_known(Draft& draft, Touched& touched, const Known& known);

  std::map<std::string, Known> known_;
  std::map<std::string, std::string> case_of_;
};

/// For the simple kinds that no room makes otherwise; nullptr for all others.
std::unique_ptr<ImportTarget> fact_target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor);

}  // namespace mloc
