#pragma once
#include <string>
#include <utility>
#include <vector>

#include "mloc/render/page.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

// What papers have in common: who writes, to whom, who signs.

using PaperFacts = std::vector<std::pair<std::string, std::string>>;

/// The office with its address, phone, mail, opening hours and the day it was founded, as far as mloc.toml says them.
PaperFacts sender_on_paper(const Workspace& workspace);
/// The office's logo, ready for a page; no value without one. S163 when it is not there, or is neither PNG nor JPEG.
struct Logo {
  std::string_view type;
  std::string bytes;
};
Result<std::optional<Logo>> logo_of(const Workspace& workspace);
/// The same with the logo above it. S163 when the logo is not there, or is neither PNG nor JPEG.
Result<> put_sender(Page& page, const Workspace& workspace);
/// Who signs for the office, on its own line; nothing when mloc.toml names nobody.
void put_signatory(Page& page, const Workspace& workspace);
/// A site by its name, with its address; the code where the settings do not have it.
std::string site_on_paper(const Workspace& workspace, std::string_view code);
/// A member of staff with phone and mail, or the code where the settings have no name.
std::string staff_on_paper(const Workspace& workspace, std::string_view code);

/// First name and the name that the person uses.
std::string name_on_paper(const Node& identity);
/// The postal address, in one line; empty when it is not known.
std::string address_on_paper(const Node& identity);
/// The legal representative; empty when none is known.
std::string representative_on_paper(const Node& identity);

}  // namespace mloc
