#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <tl/expected.hpp>

#include "mloc/base/message.hpp"
#include "mloc/base/phrase.hpp"

namespace mloc {

/// The exit statuses of every command; the table stands in mloc(1).
enum class Exit : int {
  done = 0, no = 1, usage = 2, partial = 3, conflict = 4, rule = 5, unknown = 6,
  no_workspace = 10, locked = 11, newer = 12, disk = 13, bug = 70,
};

/// Where a problem is: file, line and column count from 1 (0: not known); `header` is a CSV column's name.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string header;
  auto operator<=>(const Place&) const = default;
};

/// One thing that is wrong, with its stable code, its words and, where there is one, the remedy.
struct Problem {
  Message code;
  Phrase text;
  Place place;
  Phrase hint;
};

/// What a function that fails gives back: every problem found, in the order of the input, and the exit status.
struct Failure {
  Exit exit = Exit::no;
  std::vector<Problem> problems;
};

template <class T = void>
using Result = tl::expected<T, Failure>;

template <class T>
const T& in(const T& argument, Language) { return argument; }
inline const std::string& in(const Phrase& argument, Language language) { return argument.in(language); }

/// The words of `code` with its arguments put in.
template <class... Args>
Problem problem(Message code, const Args&... args) {
  const auto put = [&](Language language) { return fmt::vformat(words(code, language), fmt::make_format_args(in(args, language)...)); };
  return {code, {put(Language::english), put(Language::french)}, {}, {}};
}
Problem at(Place place, Problem problem);
Problem hinted(Problem problem, Phrase hint);

tl::unexpected<Failure> fail(Exit exit, Problem problem);
tl::unexpected<Failure> fail(Exit exit, std::vector<Problem> problems);

/// The result; its problems name the option or field that they are about.
template <class T>
Result<T> about(const std::string& name, Result<T> result) {
  if (!result)
    for (Problem& one : result.error().problems) one.text = prefixed(name, std::move(one.text));
  return result;
}

}  // namespace mloc

#define MLOC_JOIN2(a, b) a##b
#define MLOC_JOIN(a, b) MLOC_JOIN2(a, b)
/// TRY(name, expression): `name` is the value of `expression`, or the function returns its failure.
#define TRY(name, ...)                                                                  \
  auto MLOC_JOIN(try_, __LINE__) = (__VA_ARGS__);                                       \
  if (!MLOC_JOIN(try_, __LINE__)) return tl::make_unexpected(std::move(MLOC_JOIN(try_, __LINE__)).error()); \
  auto name = std::move(*MLOC_JOIN(try_, __LINE__))
/// CHECKED(expression): for expressions without a value.
#define CHECKED(...)                                                                    \
  do {                                                                                  \
    if (auto checked_ = (__VA_ARGS__); !checked_) return tl::make_unexpected(std::move(checked_).error()); \
  } while (false)
