#include "header.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc::imports {

std::size_t column_of(const Csv& csv, std::string_view header) {
  const std::string key = header_key(header);
  const auto found = std::ranges::find_if(csv.header.cells, [&](const std::string& cell) { return header_key(cell) == key; });
  return found == csv.header.cells.end() ? Header::npos : static_cast<std::size_t>(found - csv.header.cells.begin());
}

Header::Header(const Csv& csv, const Mapping& mapping) : csv_(csv), mapping_(mapping) {
  for (const std::string& cell : csv.header.cells) keys_.push_back(header_key(cell));
  for (const ColumnRule& rule : mapping.columns) columns_.push_back(column_of(csv, rule.header));
  width_ = keys_.size();
  while (width_ > 0 && keys_[width_ - 1].empty()) --width_;
}

Problem Header::about(std::size_t column, const Phrase& words) const {
  Problem found = problem("I103"_m, words);
  found.place = {csv_.file, csv_.header.line, static_cast<std::uint32_t>(column + 1), printable(csv_.header.cells[column])};
  return found;
}

std::vector<Problem> Header::check(std::vector<Phrase>& remarks) const {
  std::vector<Problem> problems;
  std::map<std::string_view, std::size_t> seen;
  std::set<std::string> wanted;
  for (const ColumnRule& rule : mapping_.columns) wanted.insert(header_key(rule.header));
  for (std::size_t i = 0; i < width_; ++i) {
    const std::string& name = csv_.header.cells[i];
    const auto [first, fresh] = seen.emplace(keys_[i], i);
    if (keys_[i].empty()) check_unnamed(i, problems);
    else if (!fresh && csv_.header.cells[first->second] == name) problems.push_back(about(i, phrase("the column stands twice")));
    else if (!fresh) problems.push_back(about(i, phrase("the column reads like '{}'", printable(csv_.header.cells[first->second]))));
    else if (!wanted.contains(keys_[i]) && !name.starts_with("mloc_")) unknown(i, problems, remarks);
  }
  std::vector<std::string> passed;
  for (const std::string& name : absent()) {
    const bool optional = std::ranges::all_of(mapping_.columns, [&](const ColumnRule& one) { return one.header != name || one.optional; });
    if (optional) passed.push_back(printable(name));
    else problems.push_back(at({csv_.file, csv_.header.line, 0, name}, problem("I103"_m, phrase("the column is missing"))));
  }
  if (!passed.empty()) remarks.push_back(phrase("{}: columns that are not there ({}), what is known of them stays: {}", printable(csv_.file), passed.size(), joined(passed, ", ")));
  return problems;
}

std::vector<std::string> Header::absent() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i] == npos && std::ranges::find(names, mapping_.columns[i].header) == names.end()) names.push_back(mapping_.columns[i].header);
  return names;
}

/// An empty column without a name is passed over.
void Header::check_unnamed(std::size_t column, std::vector<Problem>& problems) const {
  const auto filled = [&](const CsvRow& row) { return column < row.cells.size() && !row.cells[column].empty(); };
  if (std::ranges::any_of(csv_.rows, filled)) problems.push_back(about(column, phrase("the column has cells and no name")));
}

void Header::unknown(std::size_t column, std::vector<Problem>& problems, std::vector<Phrase>& remarks) const {
  const std::string& name = csv_.header.cells[column];
  if (mapping_.unknown_columns == Mapping::Unknown::error) {
    Problem found = about(column, phrase("the mapping does not know the column"));
    std::vector<std::string> headers;
    for (const ColumnRule& rule : mapping_.columns) headers.push_back(rule.header);
    if (const auto near = nearest(name, headers)) found.hint = did_you_mean(*near);
    problems.push_back(std::move(found));
  } else if (mapping_.unknown_columns == Mapping::Unknown::warn) {
    remarks.push_back(phrase("{}: the column '{}' is not read", printable(csv_.file), printable(name)));
  }
}

}  // namespace mloc::imports
