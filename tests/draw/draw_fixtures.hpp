#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "mloc/draw/rules/draw.hpp"

inline const std::string seed_of_rfc3797 = "9319./2.5.8.10.12./9.18.26.34.41.45./";

inline std::string fixture(const std::string& name) {
  std::ifstream in(std::string(MLOC_SOURCE "/tests/fixtures/draw/") + name, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

inline mloc::draw::Roster roster_of(std::vector<mloc::draw::Applicant> applicants) {
  return mloc::draw::Roster::make(std::move(applicants)).value();
}

inline std::vector<mloc::draw::Placement> drawn(const mloc::draw::Roster& roster, const mloc::draw::DrawTerms& terms) {
  return mloc::draw::run_draw(roster, terms).value();
}

inline std::string ids(const std::vector<mloc::draw::Placement>& placements, bool only_selected = false) {
  std::string text;
  for (const auto& placement : placements)
    if (placement.selected || !only_selected) text += (text.empty() ? "" : " ") + placement.id;
  return text;
}

inline std::string codes(const mloc::Failure& failure) {
  std::string text;
  for (const auto& problem : failure.problems) {
    if (!text.empty()) text += ' ';
    text += mloc::code_of(problem.code);
    if (problem.place.line) text += ':' + std::to_string(problem.place.line);
  }
  return text;
}
template <class T>
std::string codes(const mloc::Result<T>& result) {
  return result ? "" : codes(result.error());
}
