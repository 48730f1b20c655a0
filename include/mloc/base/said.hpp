#pragma once
#include <string>

namespace mloc {

/// What a user wrote for a young person: whole id, file number, and where nothing is written also a unique prefix or a name.
struct CaseText {
  std::string text;
};

/// What a user wrote for whoever has a dossier: a case, or a partner by code or SIRET.
struct OwnerText {
  std::string text;
};

}  // namespace mloc
