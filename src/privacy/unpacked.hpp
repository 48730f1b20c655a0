#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace mloc::privacy {

/// Hands over what bytes say in every form that a search must see: as they are, and what is packed or written otherwise in them
/// (gzip, members of zip files and so of xlsx, ods, docx; streams of PDF; UTF-16; Base64; texts of XML without their tags; letters
/// as JSON escapes them), one in the other. `how` names the form, empty for the bytes themselves. False when something packed
/// could not be looked into.
bool each_form(std::string_view bytes, const std::function<void(const std::string& how, std::string_view bytes)>& take);

}  // namespace mloc::privacy
