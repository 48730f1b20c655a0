#include "mloc/draw/rules/seed.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc::draw {
namespace {

using Numbers = std::vector<std::string>;  ///< in decimal without leading zeros, of any length

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_zeros(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

bool is_less(const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

Result<Numbers> parse_group(std::string_view text, std::string_view value) {
  Numbers numbers;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    if (!is_digits(word)) return fail(Exit::usage, problem("W130"_m, printable(value)));
    numbers.push_back(without_zeros(word));
  }
  if (numbers.empty()) return fail(Exit::usage, problem("W130"_m, printable(value)));
  std::ranges::sort(numbers, is_less);
  return numbers;
}

Result<std::vector<Numbers>> parse_value(std::string_view value) {
  // As long as events.yaml can hold it.
  if (value.size() > 200) return fail(Exit::usage, problem("W130"_m, printable(value.substr(0, 200))));
  std::vector<Numbers> groups;
  for (const std::string_view text : split(value, '+')) {
    TRY(group, parse_group(text, value));
    groups.push_back(std::move(group));
  }
  return groups;
}

bool is_drawn_from(const Numbers& numbers, NumberGroup rule) {
  if (numbers.size() != rule.pick || std::ranges::adjacent_find(numbers) != numbers.end()) return false;
  return std::ranges::all_of(numbers, [&](const std::string& text) {
    const auto number = whole_number<unsigned>(text);
    return number && *number >= 1 && *number <= rule.of;
  });
}

std::string rule_text(const SourceRule& rule) {
  std::vector<std::string> parts;
  for (const NumberGroup group : rule.groups) parts.push_back(fmt::format("{} of 1..{}", group.pick, group.of));
  return joined(parts, " + ");
}

const DrawSource* find_source(std::span<const DrawSource> known, std::string_view code) {
  const auto found = std::ranges::find(known, code, &DrawSource::code);
  return found == known.end() ? nullptr : &*found;
}
const SourceRule* find_rule(std::span<const DrawSource> known, std::string_view code, Date day) {
  const DrawSource* source = find_source(known, code);
  return source ? source->rule_on(day) : nullptr;
}

bool is_source_name(std::string_view text) {
  const auto lower = [](char c) { return 'a' <= c && c <= 'z'; };
  return !text.empty() && text.size() <= 32 && lower(text[0]) &&
         std::ranges::all_of(text, [&](char c) { return lower(c) || ('0' <= c && c <= '9') || c == '-'; });
}

std::optional<SourceRule> read_rule(const Node& tree) {
  const auto since = Date::parse(tree.get("since"));
  const auto bits = parse_bits(tree.get("bits"));
  const Node* groups = tree.find("groups");
  if (!since || !bits || !groups || groups->size() == 0) return std::nullopt;
  SourceRule rule{*since, {}, *bits};
  for (const Node& group : *groups) {
    const auto pick = whole_number<unsigned>(group.get("pick")), of = whole_number<unsigned>(group.get("of"));
    if (!pick || !of || *pick == 0 || *pick > *of) return std::nullopt;
    rule.groups.push_back({*pick, *of});
  }
  return rule;
}

Decibits sum_of_bits(std::span<const AnnouncedSource> sources) {
  return std::accumulate(sources.begin(), sources.end(), 0,
                         [](Decibits sum, const AnnouncedSource& source) { return sum + source.bits; });
}

std::vector<Problem> entropy_warnings(std::span<const AnnouncedSource> sources,
                                      const std::optional<AnnouncedSource>& fallback) {
  std::vector<Problem> warnings;
  const Decibits sum = sum_of_bits(sources);
  if (sum < enough_entropy)
    warnings.push_back(problem("W124"_m, bits_text(sum), bits_text(enough_entropy)));
  if (!fallback) return warnings;
  const Decibits strongest = std::ranges::max(sources, {}, &AnnouncedSource::bits).bits;
  if (const Decibits least = sum - strongest + fallback->bits; least < least_entropy)
    warnings.push_back(problem("W125"_m, fallback->name, bits_text(least)));
  return warnings;
}

/// The revealed values by source; refuses what was not announced or is given twice.
Result<std::map<std::string_view, std::string_view>> values_by_source(
    std::span<const AnnouncedSource> sources, const std::optional<AnnouncedSource>& fallback,
    std::span<const RevealedValue> values) {
  std::map<std::string_view, std::string_view> found;
  for (const RevealedValue& value : values) {
    const bool announced = std::ranges::find(sources, value.source, &AnnouncedSource::name) != sources.end() ||
                           (fallback && fallback->name == value.source);
    if (!announced) return fail(Exit::usage, problem("W132"_m, printable(value.source)));
    if (!found.emplace(value.source, value.value).second)
      return fail(Exit::usage, problem("W133"_m, value.source));
  }
  return found;
}

}  // namespace

std::optional<Decibits> parse_bits(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view tenth = point == std::string_view::npos ? "0" : text.substr(point + 1);
  const auto bits = whole_number<unsigned>(whole);
  if (!bits || *bits > 9999 || tenth.size() != 1 || !is_digits(tenth)) return std::nullopt;
  const Decibits all = static_cast<Decibits>(*bits) * 10 + (tenth[0] - '0');
  return all > 0 ? std::optional(all) : std::nullopt;
}
std::string bits_text(Decibits bits) { return fmt::format("{}.{}", bits / 10, bits % 10); }

const SourceRule* DrawSource::rule_on(Date day) const {
  const SourceRule* in_force = nullptr;
  for (const SourceRule& rule : rules)
    if (rule.since <= day && (!in_force || in_force->since < rule.since)) in_force = &rule;
  return in_force;
}

Result<std::vector<DrawSource>> read_draw_sources(const Node& list) {
  std::vector<DrawSource> sources;
  const Node* items = list.find("items");
  if (!items) return fail(Exit::no, problem("W126"_m, "items"));
  for (const Node& item : *items) {
    DrawSource source{std::string(item.get("code")), {}};
    const Node* rules = item.find("rules");
    if (!rules || rules->size() == 0) return fail(Exit::no, problem("W126"_m, source.code));
    for (const Node& tree : *rules) {
      auto rule = read_rule(tree);
      if (!rule) return fail(Exit::no, problem("W126"_m, source.code));
      source.rules.push_back(std::move(*rule));
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<WrittenSource> parse_source(std::string_view text, Date today) {
  const auto mark = text.find('@');
  const auto colon = text.find(':', mark == std::string_view::npos ? 0 : mark);
  const std::string_view name = text.substr(0, mark);
  if (mark == std::string_view::npos || !is_source_name(name))
    return fail(Exit::usage, problem("W120"_m, printable(text)));
  TRY(date, parse_day(text.substr(mark + 1, colon == std::string_view::npos ? colon : colon - mark - 1), today));
  if (colon == std::string_view::npos) return WrittenSource{std::string(name), date, std::nullopt};
  const auto bits = parse_bits(text.substr(colon + 1));
  if (!bits) return fail(Exit::usage, problem("W120"_m, printable(text)));
  return WrittenSource{std::string(name), date, bits};
}

Result<AnnouncedSource> announced_source(const WrittenSource& written, std::span<const DrawSource> known) {
  const SourceRule* rule = find_rule(known, written.name, written.date);
  if (!rule && !written.bits) return fail(Exit::usage, problem("W121"_m, written.name));
  if (rule && written.bits && rule->bits != *written.bits)
    return fail(Exit::usage, problem("W127"_m, written.name, bits_text(rule->bits), bits_text(*written.bits)));
  return AnnouncedSource{written.name, written.date, rule ? rule->bits : *written.bits};
}

Result<std::vector<Problem>> check_sources(std::span<const AnnouncedSource> sources,
                                           const std::optional<AnnouncedSource>& fallback, Date today) {
  std::vector<AnnouncedSource> all(sources.begin(), sources.end());
  if (fallback) all.push_back(*fallback);
  std::vector<Problem> problems;
  std::set<std::string_view> names;
  for (const AnnouncedSource& source : all) {
    if (source.date <= today)
      problems.push_back(problem("W122"_m, source.name, source.date.text(), today.text()));
    if (!names.insert(source.name).second) problems.push_back(problem("W128"_m, source.name));
  }
  if (const Decibits sum = sum_of_bits(sources); sum < least_entropy)
    problems.push_back(problem("W123"_m, bits_text(sum), bits_text(least_entropy)));
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  return entropy_warnings(sources, fallback);
}

Result<std::string> seed_part(std::string_view value) {
  TRY(groups, parse_value(value));
  std::string part;
  for (const Numbers& group : groups) {
    for (const std::string& number : group) part += number + '.';
    part += '/';
  }
  return part;
}

Result<> check_value(const AnnouncedSource& source, std::string_view value, std::span<const DrawSource> known) {
  TRY(groups, parse_value(value));
  const SourceRule* rule = find_rule(known, source.name, source.date);
  if (!rule) return {};
  bool valid = groups.size() == rule->groups.size();
  for (std::size_t i = 0; valid && i < groups.size(); ++i) valid = is_drawn_from(groups[i], rule->groups[i]);
  if (valid) return {};
  return fail(Exit::usage, problem("W131"_m, source.name, value, source.date.text(), rule_text(*rule)));
}

Result<std::string> seed_string(std::span<const AnnouncedSource> sources, const std::optional<AnnouncedSource>& fallback,
                                std::span<const RevealedValue> values, std::span<const DrawSource> known) {
  TRY(found, values_by_source(sources, fallback, values));
  const bool fallback_given = fallback && found.contains(fallback->name);
  const AnnouncedSource* replaced = nullptr;
  std::string seed;
  for (const AnnouncedSource& announced : sources) {
    const AnnouncedSource* source = &announced;
    if (!found.contains(announced.name)) {
      if (!fallback_given || replaced) return fail(Exit::usage, problem("W134"_m, announced.name));
      replaced = &announced;
      source = &*fallback;
    }
    const std::string_view value = found.at(source->name);
    CHECKED(check_value(*source, value, known));
    TRY(part, seed_part(value));
    seed += part;
  }
  if (fallback_given && !replaced) return fail(Exit::usage, problem("W135"_m, fallback->name));
  return seed;
}

}  // namespace mloc::draw
