#include "globals.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "office_words.hpp"
#include "veil.hpp"

namespace mloc::cli {
namespace {

/// What the global words are bound to: texts first, understood afterwards.
struct Raw {
  std::optional<std::string> directory, by, as, format, language, color, columns, sort;
  std::optional<std::chrono::milliseconds> lock_wait;
  std::optional<Date> today;
  std::optional<int> limit;
  bool quiet = false, dry_run = false, commit = false, explain = false, excel = false, fail_if_empty = false, fail_if_any = false, help = false;
};

const std::vector<Bound<Raw>>& bound_words() {
  static const std::vector<Bound<Raw>> words = {
      option("-C DIR", &Raw::directory, "the workspace; default: here"),
      option("--today DAY", &Raw::today, "the day to take for today (MLOC_TODAY)"),
      option("--by CODE", &Raw::by, "the staff code of whoever makes the record (MLOC_BY)"),
      flag("-n, --dry-run", &Raw::dry_run, "do everything but write"),
      flag("--commit", &Raw::commit, "make one commit of git of what was written"),
      flag("-q, --quiet", &Raw::quiet, "say nothing on success"),
      flag("--explain", &Raw::explain, "show the text, the place and the remedy with each problem"),
      option("--lock-wait DURATION", &Raw::lock_wait, "how long to wait for another mloc: 30s, 2m"),
      option("--lang CODE", &Raw::language, "language of messages, help and labels").one_of({"en", "fr"}),
      option("--color WHEN", &Raw::color, "colours in messages").one_of({"auto", "always", "never"}),
      flag("-h, --help", &Raw::help, "show examples, arguments and options"),
      option("--as CODE", &Raw::as, "show a listing as this member of staff, partner or young person may see it"),
      option("-O, --format FORMAT", &Raw::format, "the form of the listing"),
      option("--columns NAMES", &Raw::columns, "only these columns, separated by commas"),
      option("--sort NAMES", &Raw::sort, "order by these columns; NAME:desc turns one round"),
      option("--limit N", &Raw::limit, "at most so many rows"),
      flag("--excel", &Raw::excel, "CSV as a French Excel opens it"),
      flag("--fail-if-empty", &Raw::fail_if_empty, "status 1 when there is no row"),
      flag("--fail-if-any", &Raw::fail_if_any, "status 1 when there is a row"),
  };
  return words;
}

Result<Raw> read_raw(const std::vector<std::vector<std::string>>& values, Date today) {
  Raw raw;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Bound<Raw>& bound = bound_words()[i];
    if (values[i].empty()) continue;
    if (bound.word.kind == Word::Kind::option) CHECKED(check_count(bound.word, values[i].size()));
    CHECKED(check_choices(bound.word, values[i]));
    CHECKED(bound.put(raw, {bound.word.name(), values[i], today, bound.word.value_name()}));
  }
  return raw;
}

std::optional<std::string> from_environment(const World& world, const char* name) {
  const auto found = world.environment.find(name);
  return found == world.environment.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> list_of(const std::optional<std::string>& names) {
  std::vector<std::string> all;
  if (names)
    for (const std::string_view name : split(*names, ',')) all.emplace_back(trimmed(name));
  return all;
}

Result<Format> format_of(const Raw& raw, const Formats& formats) {
  if (formats.empty()) return Format::table;
  std::vector<std::string> names;
  for (const Format format : formats) names.emplace_back(name_of(format));
  const std::string asked = raw.format.value_or(raw.excel ? "csv" : names.front());
  if (raw.excel && asked != "csv") return fail(Exit::usage, problem("C102"_m, phrase("--excel goes with -O csv only")));
  const auto found = std::ranges::find(names, asked);
  if (found == names.end()) return fail(Exit::usage, problem("C103"_m, asked, joined(names, ", ")));
  return formats[static_cast<std::size_t>(found - names.begin())];
}

Result<View> view_of(const World& world, const Raw& raw, const Formats& formats) {
  TRY(format, format_of(raw, formats));
  if (raw.limit && *raw.limit < 0) return fail(Exit::usage, problem("C102"_m, phrase("--limit is at least 0")));
  return View{format, raw.excel, list_of(raw.columns), list_of(raw.sort), raw.limit, world.language};
}

Result<> check_listing_options(const std::vector<std::vector<std::string>>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!values[i].empty() && shapes_listing(global_words()[i]))
      return fail(Exit::usage, problem("C121"_m, global_words()[i].name()));
  return {};
}

}  // namespace

namespace {

std::string directory_among(const std::vector<std::string>& texts) {
  const auto values = values_among(global_words(), texts);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (global_words()[i].name() == "-C" && !values[i].empty()) return values[i].back();
  return ".";
}

}  // namespace

Manner manner_of(const World& world, const std::vector<std::string>& texts) {
  std::optional<std::string> language;
  Manner manner{};
  const bool says = std::ranges::any_of(texts, [](const std::string& text) { return text.starts_with("--lang") || text == "--explain"; });
  const auto values = says ? values_among(global_words(), texts) : std::vector<std::vector<std::string>>();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (global_words()[i].name() == "--lang" && !values[i].empty()) language = values[i].back();
    if (global_words()[i].name() == "--explain") manner.explain = !values[i].empty();
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (!language) language = from_environment(world, name);
  // Under cron no locale says anything: the office's language holds.
  const bool says_nothing = !language || *language == "C" || *language == "POSIX";
  if (const auto office = says_nothing ? office_words(world, directory_among(texts)).language : std::nullopt) manner.language = *office;
  else manner.language = language && language->starts_with("fr") ? Language::french : Language::english;
  return manner;
}

const std::vector<Word>& global_words() {
  static const std::vector<Word> words = [] {
    std::vector<Word> all;
    for (const auto& bound : bound_words()) all.push_back(bound.word);
    return all;
  }();
  return words;
}

bool shapes_listing(const Word& word) {
  static const std::vector<std::string> names = {"--format", "--columns", "--sort", "--limit", "--excel", "--as", "--fail-if-empty", "--fail-if-any"};
  return std::ranges::find(names, word.name()) != names.end();
}

bool asks_for_help(const std::vector<std::vector<std::string>>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (global_words()[i].name() == "--help" && !values[i].empty()) return true;
  return false;
}

Result<> check_choices(const Word& word, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (word.choices.empty() || std::ranges::find(word.choices, value) != word.choices.end()) continue;
    Problem wrong = problem("C103"_m, value, joined(word.choices, ", "));
    if (const auto near = nearest(value, word.choices)) wrong.hint = did_you_mean(*near);
    return fail(Exit::usage, std::move(wrong));
  }
  return {};
}

Result<> check_count(const Word& word, std::size_t count) {
  if (count <= 1 || word.many) return {};
  return fail(Exit::usage, problem("C114"_m, word.name(), count));
}

Result<Globals> read_globals(const World& world, const Verb& verb, const std::vector<std::vector<std::string>>& values) {
  if (verb.formats.empty()) CHECKED(check_listing_options(values));
  TRY(raw, read_raw(values, world.today()));
  Globals globals;
  if (const auto day = from_environment(world, "MLOC_TODAY"); day && !raw.today) {
    TRY(parsed, about("MLOC_TODAY", parse_day(*day, world.today())));
    raw.today = parsed;
  }
  globals.directory = raw.directory.value_or(".");
  globals.today = raw.today;
  globals.by = raw.by ? raw.by : from_environment(world, "MLOC_BY");
  globals.as = raw.as;
  TRY(view, view_of(world, raw, verb.formats));
  globals.view = std::move(view);
  if (raw.language) globals.language = globals.view.language;
  globals.fail_if_empty = raw.fail_if_empty;
  globals.fail_if_any = raw.fail_if_any;
  globals.quiet = raw.quiet;
  globals.dry_run = raw.dry_run;
  globals.commit = raw.commit;
  globals.explain = raw.explain;
  if (raw.color) globals.color = raw.color == "always" ? Globals::Color::always
                               : raw.color == "never"  ? Globals::Color::never
                                                       : Globals::Color::automatic;
  globals.lock_wait = raw.lock_wait;
  return globals;
}

}  // namespace mloc::cli
