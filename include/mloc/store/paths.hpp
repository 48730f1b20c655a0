#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/ids.hpp"

namespace mloc {

/// The kinds of files of a workspace, each with its folder.
enum class FileKind { person, identity, partner, passport, draw, programme, mapping, query, instrument, codes };

inline constexpr std::string_view settings_path = "mloc.toml";
std::string_view folder_of(FileKind kind);  ///< `cases`, `identities`, …

std::string case_path(const CaseId& id);              ///< `cases/7K/7KQ39XM4HT.yaml`
std::string identity_path(const CaseId& id);          ///< `identities/7K/7KQ39XM4HT.yaml`
std::string partner_path(std::string_view code);      ///< `partners/ecole-loire.yaml`
std::string passport_path(const CaseId& id);          ///< `passports/7K/7KQ39XM4HT.yaml`
/// `passports/7K/7KQ39XM4HT/2010-05-11-k7qm.pdf`: a reference beside its passport.
std::string reference_path(const CaseId& id, std::string_view record, std::string_view ending);
std::string journal_path(std::string_view clone);     ///< `passports/log-k7qm3x.yaml`
std::string programme_path(std::string_view code);    ///< `programmes/autonomie.toml`
std::string list_path(std::string_view name);         ///< `lists/nature_aide.yaml`
std::string mapping_path(std::string_view name);      ///< `imports/seances.toml`
std::string draw_folder(std::string_view draw);       ///< `draws/autonomie-2010`
std::string draw_path(std::string_view draw, std::string_view file);  ///< `draws/autonomie-2010/result.tsv`

/// What a path of a workspace names; no value when no file of the workspace is called so.
std::optional<FileKind> kind_of(std::string_view path);
/// The case of a dossier or an identity.
std::optional<CaseId> case_of(std::string_view path);
/// `autonomie-2010` of `draws/autonomie-2010/result.tsv`, `ecole-loire` of `partners/ecole-loire.yaml`.
std::string_view name_of(std::string_view path);

}  // namespace mloc
