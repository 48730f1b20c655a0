#pragma once
#include <cstdint>

namespace mloc {

/// When the day of a field can lie (`x-when` of its schema): somebody did it; it is part of a life; it is planned; anything.
enum class When : std::uint8_t { act, life, planned, any };

}  // namespace mloc
