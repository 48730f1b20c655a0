#pragma once
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/records/dossier.hpp"

namespace mloc::passport {

/// What stays of a passport when its owner is forgotten: it is closed on `day` at the latest, and what leads to the owner is
/// gone: the access code, the references, and what was handed over, whose digests tell which page was whose.
std::vector<const Node*> without_owner(Arena& arena, const Dossier& passport, Date day);

}  // namespace mloc::passport
