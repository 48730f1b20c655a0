#include "mloc/records/communes.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <set>
#include <vector>

#include "mloc/base/embedded.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

std::string_view list() {
  static const std::string_view bytes = embedded("schemas/communes.tsv").value_or("");
  return bytes;
}

Commune of_line(std::string_view line) {
  const auto parts = split(line, '\t');
  return {parts[0], parts[1], parts[2], static_cast<Commune::Type>(parts[3][0]), parts[4]};
}

// Two communes of Guadeloupe that became collectivities in 2007: their first codes are in no list.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> renumbered = {{{"97123", "97701"}, {"97127", "97801"}}};

bool is_abroad(std::string_view code) { return code.size() == 5 && code.starts_with("99") && code[2] >= '1' && code[2] <= '5' && is_digits(code); }
bool has_ended(std::string_view code) { return code.starts_with("20") && is_digits(code); }

std::string without_brackets(std::string_view text) {
  std::string kept;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    else if (c == ')' && depth > 0) --depth;
    else if (depth == 0) kept += c;
  }
  return kept;
}

/// `10e`, `1er`, `20`: the number of an arrondissement.
std::string number_of(std::string_view word) {
  const auto end = word.find_first_not_of("0123456789");
  const std::string_view rest = end == word.npos ? std::string_view() : word.substr(end);
  if (end == 0 || !(rest.empty() || rest == "e" || rest == "er" || rest == "eme")) return std::string(word);
  const auto first = std::min(word.find_first_not_of('0'), end);
  return std::string(word.substr(first == word.npos ? 0 : first, end == word.npos ? end : end - first));
}

/// A name as it is compared: without accents, case, brackets, articles and CEDEX; St is Saint.
std::string key_of(std::string_view name) {
  std::string text = folded(without_brackets(name));
  for (const auto& [sign, letters] : {std::pair("œ", "oe"), std::pair("æ", "ae"), std::pair("/", " "), std::pair(".", " "), std::pair(",", " ")})
    for (auto at = text.find(sign); at != text.npos; at = text.find(sign)) text.replace(at, std::string_view(sign).size(), letters);
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) {
    if (word == "cedex") break;
    const bool article = words.empty() && (word == "le" || word == "la" || word == "les" || word == "l");
    if (word.empty() || article || word == "arrondissement" || word == "arr") continue;
    words.push_back(word == "st" ? "saint" : word == "ste" ? "sainte" : word == "s" ? "sur" : number_of(word));
  }
  return joined(words, " ");
}

/// The codes by the keys of their names; made when a name is looked up that is not the commune's own.
const std::multimap<std::string, std::string_view>& codes_by_name() {
  static const auto made = [] {
    std::multimap<std::string, std::string_view> codes;
    for (const std::string_view line : split(list(), '\n')) {
      if (line.empty()) continue;
      const Commune commune = of_line(line);
      codes.emplace(key_of(commune.name), commune.code);
    }
    return codes;
  }();
  return made;
}

/// Whether a number of five digits is a postal code, by the third column of the list.
const std::bitset<100'000>& postcodes() {
  static const auto made = [] {
    std::bitset<100'000> codes;
    for (const std::string_view line : split(list(), '\n')) {
      const auto begin = line.find('\t', line.find('\t') + 1) + 1;
      for (std::size_t at = begin, end = std::min(line.find('\t', begin), line.size()); at + 5 <= end; at += 6)
        if (const auto number = whole_number<unsigned>(line.substr(at, 5))) codes.set(*number);
    }
    return codes;
  }();
  return made;
}

/// `Bourg` for Bourg-en-Bresse, but not `Saint`.
bool begins(std::string_view key, std::string_view whole) {
  return key.size() > 3 && key != "saint" && key != "sainte" && whole.starts_with(key) && whole.substr(key.size()).starts_with(' ');
}

bool has_name(const Commune& commune, std::string_view name) {
  const std::string key = key_of(name), own = key_of(commune.name);
  if (key == own || begins(key, own) || begins(own, key)) return true;
  if (const auto whole = find_commune(commune.successor); whole && key == key_of(whole->name)) return true;
  // A part of the commune, or what it was before a merger.
  const auto [first, last] = codes_by_name().equal_range(key);
  return std::any_of(first, last, [&](const auto& entry) { return counted_commune(entry.second) == commune.code; });
}

bool has_postcode(const Commune& commune, std::string_view postcode) {
  const auto whole = find_commune(commune.successor);
  for (const std::string_view codes : {commune.postcodes, whole ? whole->postcodes : std::string_view()})
    if (!codes.empty() && std::ranges::count(split(codes, ' '), postcode) > 0) return true;
  return false;
}

/// The one living commune of a name, one of the code's department before all others.
std::optional<std::string> code_of_name(std::string_view name, std::string_view code) {
  const auto [first, last] = codes_by_name().equal_range(key_of(name));
  std::set<std::string> everywhere, here;
  for (auto entry = first; entry != last; ++entry) {
    const std::string counted(counted_commune(entry->second));
    everywhere.insert(counted);
    if (counted.starts_with(code.substr(0, 2))) here.insert(counted);
  }
  const auto& found = here.size() == 1 ? here : everywhere;
  return found.size() == 1 ? std::optional(*found.begin()) : std::nullopt;
}

std::optional<std::string> successor_of(std::string_view code) {
  const auto found = std::ranges::find(renumbered, code, &std::pair<std::string_view, std::string_view>::first);
  if (found != renumbered.end()) return std::string(found->second);
  const auto commune = has_ended(code) ? find_commune(code) : std::nullopt;
  return commune ? std::optional(std::string(commune->successor)) : std::nullopt;
}

Phrase meant(const std::optional<std::string>& code) {
  if (!code) return {};
  const auto commune = find_commune(*code);
  return phrase("{} is {}", commune ? commune->name : "", *code);
}

tl::unexpected<Failure> unknown(std::string_view text, std::string_view code, CommuneBeside beside) {
  auto found = beside.name.empty() ? std::nullopt : code_of_name(beside.name, code);
  if (!found) found = successor_of(code);
  Problem problem_found = problem("I163"_m, printable(text));
  problem_found.hint = meant(found);
  if (!found && is_postcode(code)) problem_found.hint = phrase("it is a postal code");
  return fail(Exit::usage, std::move(problem_found));
}

}  // namespace

std::optional<Commune> find_commune(std::string_view code) {
  if (code.size() != 5) return std::nullopt;
  const std::string_view all = list();
  std::size_t low = 0, high = all.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const auto before = all.rfind('\n', middle == 0 ? 0 : middle - 1);
    const std::size_t begin = middle == 0 || before == all.npos || before < low ? low : before + 1;
    const std::string_view line = all.substr(begin, all.find('\n', begin) - begin);
    const int order = line.substr(0, 5).compare(code);
    if (order == 0) return of_line(line);
    if (order < 0) low = begin + line.size() + 1;
    else high = begin;
  }
  return std::nullopt;
}

std::string_view counted_commune(std::string_view code) {
  const auto commune = find_commune(code);
  return commune && !commune->successor.empty() ? commune->successor : code;
}

bool commune_is_known(std::string_view code) { return is_abroad(code) || (!has_ended(code) && find_commune(code)); }
bool is_postcode(std::string_view code) {
  const auto number = code.size() == 5 && is_digits(code) ? whole_number<unsigned>(code) : std::nullopt;
  return number && postcodes().test(*number);
}

Result<ReadCommune> read_commune(std::string_view text, CommuneBeside beside) {
  ReadCommune read;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u00a0") ++i;
    else if (text.substr(i, 3) == "\u202f") i += 2;
    else if (text[i] != ' ') read.code += text[i] == 'a' || text[i] == 'b' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
  }
  if (read.code.size() == 4 && find_commune("0" + read.code)) {
    read.code.insert(0, "0");
    read.zero_restored = true;
  }
  if (is_abroad(read.code)) return read;
  const auto commune = find_commune(read.code);
  if (!commune || has_ended(read.code)) return unknown(text, read.code, beside);
  const bool alone = beside.name.empty() && beside.postcode.empty();
  if (alone || (!beside.name.empty() && has_name(*commune, beside.name)) || has_postcode(*commune, beside.postcode)) return read;
  const std::string_view said = beside.name.empty() ? beside.postcode : beside.name;
  Problem differs = problem("I164"_m, read.code, commune->name, printable(said));
  if (!beside.name.empty()) differs.hint = meant(code_of_name(beside.name, read.code));
  return fail(Exit::usage, std::move(differs));
}

}  // namespace mloc
