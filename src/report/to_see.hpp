#pragma once
#include <string>
#include <vector>

#include "mloc/base/phrase.hpp"
#include "run_view.hpp"

namespace mloc::report {

/// One line of what is to be seen first: `3` `jeunes de …`, with the page that shows more.
struct ToSee {
  std::string count, fact;
  std::string file, words;  ///< the page and the words of the link to it
};

/// What waits (the report `attention`), then the schools of the report `monthly` whose presence is low.
std::vector<ToSee> what_to_see(const RunView& attention, const RunView* monthly, const std::vector<Programme>& programmes, Language language);

}  // namespace mloc::report
