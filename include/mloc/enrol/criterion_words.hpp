#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "mloc/programme/programme.hpp"

namespace mloc::enrol {

/// The French label of a code that a field of the application may hold; empty when nobody knows it.
using FrenchLabel = std::function<std::string(const std::string& field, const std::string& code)>;

/// What a criterion asks, said from its values: `16 à 17 ans à la date de la candidature`. The office's own label stands before
/// it where there is one.
std::string french_criterion(const Criterion& criterion, const FrenchLabel& label);
/// By its code: one of the programme's, or `consent`, `t0`, `window`. The code itself when the programme has no such criterion.
std::string french_reason(const Programme& programme, std::string_view code, const FrenchLabel& label);

}  // namespace mloc::enrol
