#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::privacy {

struct RetentionArgs {
  std::vector<std::string> terms;
  std::optional<Date> at;
};
/// The dossiers that a rule of retention has reached, each with the rule, what it counts from, and who still asks for it.
Result<Exit> list_retention_due(World& world, const Globals& globals, const RetentionArgs& args);

struct RetentionApplyArgs {
  std::optional<CaseText> case_text;  ///< only this one
  std::optional<Date> at;
};
/// Carries out what `due` lists and nobody else asks for, person by person, each with the proof of `forget`. Exit::no when
/// a rule refuses somebody or something is left.
Result<Exit> apply_retention(World& world, const Globals& globals, const RetentionApplyArgs& args);

struct RegisterArgs {
  std::vector<std::string> terms;
};
/// The register of processing (RGPD art. 30), in French: every field that a schema calls personal, with whom it is about, its
/// purpose, who receives it and how long it is kept. Needs no workspace.
Result<Exit> show_register(World& world, const Globals& globals, const RegisterArgs& args);

struct ImpactArgs {
  std::optional<std::string> output;  ///< a page when it ends in .html, else Markdown
};
/// The impact sheet (art. 35): the same by purpose, the rights, the risks with the measures of the program, and blanks for what
/// only the body that is responsible can say.
Result<Exit> show_impact(World& world, const Globals& globals, const ImpactArgs& args);

struct DossierArgs {
  CaseText case_text;
  std::optional<std::string> output;  ///< a file for the page, `-` for standard output
};
/// Everything that is kept about one person, for who asks for it (RGPD art. 15): identity, records, draws, history.
Result<Exit> show_dossier(World& world, const Globals& globals, const DossierArgs& args);

struct ForgetArgs {
  CaseText case_text;
  std::optional<std::string> basis;  ///< code of base_effacement; needed but for `lift`
  bool lift = false;
};
/// Destroys the keys of a person, takes out what identifies, leaves a tombstone, and searches everything that is here for
/// what was known. Repeated, it takes out what came back. Exit::no when something is left.
Result<Exit> forget_person(World& world, const Globals& globals, const ForgetArgs& args);

struct SealArgs {};
/// Encrypts identities/ and the references of passports under one key for each person, and lets git track them.
Result<Exit> seal_identities(World& world, const Globals& globals, const SealArgs& args);

struct SealUndoArgs {
  std::string reason;
};
/// The way back, with every key: names and references lie in clear again, and git passes the names over.
Result<Exit> undo_sealing(World& world, const Globals& globals, const SealUndoArgs& args);

}  // namespace mloc::privacy
