#include "own_office.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/programme/programme.hpp"
#include "mloc/programme/settings.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/paths.hpp"

namespace mloc::office {
namespace {

/// `CODE=NAME`.
struct Pair {
  std::string code, name;
};
Result<Pair> pair_of(std::string_view option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return fail(Exit::usage, problem("C231"_m, option, printable(text)));
  Pair pair{std::string(trimmed(text.substr(0, equals))), std::string(trimmed(text.substr(equals + 1)))};
  const auto faults = [](const std::string& code) {
    Arena arena;
    std::vector<Problem> found;
    check_value(*arena.text(code), *find_kind("settings")->schema->find("organisation")->schema->find("code")->schema, "", "", found);
    return found;
  };
  std::vector<Problem> wrong = faults(pair.code);
  if (wrong.empty()) return pair;
  if (const std::string plain = folded(pair.code); faults(plain).empty()) wrong.front().hint = did_you_mean(plain);
  wrong.front().place = {};
  return about<Pair>(std::string(option), fail(Exit::usage, std::move(wrong.front())));
}

/// What a label may not hold is refused by the schema afterwards.
std::string line(std::string_view key, std::string_view text) { return fmt::format("{} = {}\n", key, toml_text(text)); }

Result<std::string> settings_text(const InitArgs& args) {
  std::string text = "# Réglages de cet espace de travail. Les codes s'écrivent en minuscules, sans accent ni espace.\nversion = 1\n";
  text += line("language", "fr") + line("timezone", "Europe/Paris") + "\n[organisation]\n" + line("name", args.name.value_or("Mission locale"));
  for (const std::string& one : args.sites) {
    TRY(site, pair_of("--site", one));
    text += "\n[[sites]]\n" + line("code", site.code) + line("name", site.name);
  }
  std::string first;
  for (const std::string& one : args.staff) {
    TRY(member, pair_of("--staff", one));
    text += "\n[[staff]]\n" + line("code", member.code) + line("name", member.name) + line("role", first.empty() ? "administrateur" : "conseiller");
    if (first.empty()) first = member.code;
  }
  if (first.empty()) text += "\n[[staff]]\n" + line("code", "import") + line("role", "administrateur");
  text += "\n[actor]\n" + line("default", first.empty() ? "import" : first);
  return text + "\n# En dessous de ces effectifs, un rapport n'écrit pas le nombre.\n[thresholds]\npartners = 5\npublic = 11\n";
}

/// `16-25`.
Result<std::string> ages_of(const std::string& text) {
  const auto dash = text.find('-');
  const auto is_number = [](std::string_view one) { return !one.empty() && one.size() < 4 && std::ranges::all_of(one, [](char c) { return c >= '0' && c <= '9'; }); };
  if (dash == std::string::npos || !is_number(trimmed(text.substr(0, dash))) || !is_number(trimmed(text.substr(dash + 1))))
    return fail(Exit::usage, problem("C232"_m, printable(text)));
  return fmt::format("[{}, {}]", trimmed(text.substr(0, dash)), trimmed(text.substr(dash + 1)));
}

Result<std::string> programme_text(const InitArgs& args, const Pair& named) {
  const std::string kind = args.admission.value_or("first_come");
  if (!args.starts || !args.ends) return fail(Exit::usage, problem("C115"_m, args.starts ? "--to" : "--from"));
  std::string text = "# Toutes les clés : man 5 mloc-programme. Ce que disent les règles : mloc programme show " + named.code + "\nversion = 1\n";
  text += line("code", named.code) + line("name", named.name) + fmt::format("starts = {}\nends = {}\n", args.starts->text(), args.ends->text());
  text += line("admission", kind == "first_come" ? "first_come" : "draw");
  if (!args.places.empty()) text += "\n# Places par site.\n[quotas]\n";
  for (const std::string& one : args.places) {
    TRY(places, pair_of("--places", one));
    text += fmt::format("{} = {}\n", places.code, places.name);
  }
  if (args.ages) {
    TRY(ages, ages_of(*args.ages));
    text += "\n# Tous les critères doivent être remplis.\n[[criteria]]\n" + line("code", "age") + line("field", "age") + "between = " + ages + "\n";
  }
  if (kind == "trial") text += "\n# Personne n'entre dans le tirage sans accord ni réponse à l'enquête de départ.\n[trial]\n" + line("baseline", "outcomes");
  if (kind != "first_come") text += "\n[draw]\n" + line("policy", "skip") + line("shortfall", "lost");
  return text;
}

/// The reader of any file judges what was said.
Result<> check(const std::string& path, std::string_view kind, const std::string& bytes) {
  Arena arena;
  TRY(root, read_settings(bytes, path, kind, arena));
  if (kind == "programme") CHECKED(Programme::from(*root, path));
  return {};
}

Result<> check_places(const InitArgs& args, const std::string& settings) {
  Arena arena;
  TRY(root, read_settings(settings, std::string(settings_path), "settings", arena));
  const Settings known = Settings::from(*root);
  for (const std::string& one : args.places) {
    TRY(places, pair_of("--places", one));
    if (auto unknown = unknown_site(known, places.code)) return fail(Exit::usage, *std::move(unknown));
  }
  return {};
}

/// Questions on standard error, answers from the terminal; an empty answer takes what stands in brackets.
class Interview {
 public:
  explicit Interview(World& world) : world_(world) {}

  Result<std::string> ask(const Phrase& question, const std::string& usual) {
    CHECKED(world_.err.write(question.in(world_.language) + (usual.empty() ? "" : " [" + usual + "]") + " : "));
    TRY(answer, world_.read_line());
    const std::string said(answer ? trimmed(*answer) : std::string_view());
    return said.empty() ? usual : said;
  }
  Result<std::vector<std::string>> ask_list(const Phrase& question) {
    TRY(answer, ask(question, ""));
    std::vector<std::string> all;
    for (const std::string_view one : split(answer, ','))
      if (!trimmed(one).empty()) all.emplace_back(trimmed(one));
    return all;
  }
  Result<Date> ask_day(const Phrase& question, const std::string& usual) {
    TRY(answer, ask(question, usual));
    return parse_day(answer, world_.today());
  }

 private:
  World& world_;
};

}  // namespace

bool says_own_office(const InitArgs& args) {
  return args.name || args.programme || args.admission || args.ages || args.starts || args.ends || !args.sites.empty() || !args.staff.empty() || !args.places.empty();
}

Result<InitArgs> asked(World& world, InitArgs args) {
  Interview interview(world);
  TRY(name, interview.ask(phrase("Name of the office"), "Mission locale"));
  args.name = name;
  TRY(sites, interview.ask_list(phrase("Sites, as code=Name, code=Name")));
  args.sites = sites;
  TRY(staff, interview.ask_list(phrase("Staff, as code=Name; the first one administers")));
  args.staff = staff;
  TRY(programme, interview.ask(phrase("First programme, as code=Name (nothing: none yet)"), ""));
  if (programme.empty()) return args;
  args.programme = programme;
  TRY(admission, interview.ask(phrase("How its places are given: draw, trial or first_come"), "first_come"));
  args.admission = admission;
  const std::string year = std::to_string(world.today().year());
  TRY(starts, interview.ask_day(phrase("First day"), year + "-01-01"));
  TRY(ends, interview.ask_day(phrase("Last day"), year + "-12-31"));
  args.starts = starts;
  args.ends = ends;
  TRY(ages, interview.ask(phrase("Ages, as 16-25 (nothing: any)"), ""));
  if (!ages.empty()) args.ages = ages;
  TRY(places, interview.ask_list(phrase("Places by site, as code=40, code=25 (nothing: not limited)")));
  args.places = places;
  return args;
}

Result<Change> own_office(const InitArgs& args) {
  Change change;
  const std::vector<std::string> kinds = {"draw", "trial", "first_come"};
  if (args.admission && std::ranges::find(kinds, *args.admission) == kinds.end()) return fail(Exit::usage, problem("C103"_m, *args.admission, joined(kinds, ", ")));
  TRY(settings, settings_text(args));
  CHECKED(check(std::string(settings_path), "settings", settings));
  CHECKED(check_places(args, settings));
  if (args.programme) {
    TRY(named, pair_of("--programme", *args.programme));
    TRY(programme, programme_text(args, named));
    CHECKED(check(programme_path(named.code), "programme", programme));
    change.put(programme_path(named.code), programme, std::nullopt);
  }
  change.put(std::string(settings_path), settings, std::nullopt);
  return change;
}

}  // namespace mloc::office
