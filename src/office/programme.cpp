#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/diagnose/outcomes.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/programme_file.hpp"
#include "programme_verbs.hpp"
#include "programme_words.hpp"

namespace mloc::office {
namespace {

using K = Column::Kind;

struct Rules {
  Programme programme;
  std::vector<Section> sections;
};

Result<Rules> rules_at(const Workspace& workspace, const std::string& path, const std::string& code) {
  TRY(programme, workspace.programme_at(path, code));
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(tree, read_settings(file.bytes, path, "programme", arena));
  TRY(lists, workspace.lists());
  std::vector<Problem> told_by_check;
  TRY(instruments, diagnose::Instruments::readable(workspace.store(), told_by_check));
  const auto named = [&](const std::string& name) { return name.empty() ? nullptr : instruments.named(name).value_or(nullptr); };
  const enrol::FrenchLabel labels = enrol::french_labels(workspace);
  auto sections = french_rules(programme, *tree, {workspace.settings(), *lists, labels, named(programme.diagnosis), programme.trial ? named(programme.trial->baseline) : nullptr});
  return Rules{std::move(programme), std::move(sections)};
}

/// The rules that a draw keeps; today's for one that is older than copies.
Result<Rules> rules_of_draw(const Workspace& workspace, const std::string& draw, const std::string& code) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  TRY(programme, programme_of_draw(workspace, draw));
  if (programme.code != code) return fail(Exit::usage, problem("W214"_m, draw, programme.code));
  TRY(copied, workspace.store().holds(draw_path(draw, "programme.toml")));
  return rules_at(workspace, copied ? draw_path(draw, "programme.toml") : programme_path(code), code);
}

Result<Rules> rules_of(const Workspace& workspace, const ProgrammeArgs& args) {
  return args.draw ? rules_of_draw(workspace, *args.draw, args.code) : rules_at(workspace, programme_path(args.code), args.code);
}

std::string short_digest(const Programme& programme) { return programme.digest.substr(0, 12); }

std::vector<std::string> lines_of(const Rules& rules) {
  std::vector<std::string> lines;
  for (const Section& section : rules.sections)
    for (const std::string& sentence : section.sentences) lines.push_back(section.title + " — " + sentence);
  return lines;
}

/// The last draw of the programme that was announced and is no rehearsal.
Result<std::string> last_draw(const Workspace& workspace, const std::string& code) {
  TRY(listing, workspace.store().list(FileKind::draw));
  std::string last, day;
  for (const FoundFile& file : listing.files) {
    if (!file.path.ends_with("/announcement.yaml")) continue;
    TRY(open, workspace.read(file.path));
    for (const Record& record : open.dossier->records)
      if (record.root->get("programme") == code && record.root->get("rehearsal") != "true" && record.root->get("announced") >= day) {
        day = record.root->get("announced");
        last = name_of(file.path);
      }
  }
  if (last.empty()) return fail(Exit::unknown, problem("W215"_m, code));
  return last;
}

Result<> faults_of(const Workspace& workspace, const std::string& code) {
  CHECKED(check_programme_file(workspace, code));
  return diagnose::check_outcomes(workspace, code);
}

}  // namespace

Result<Exit> list_programmes(World& world, const Globals& globals, const ProgrammesArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(codes, workspace.programme_codes());
  Table table{"programmes",
              {{"programme", K::text, "Programme", "Dispositif"}, {"name", K::text, "Name", "Nom"}, {"version", K::integer, "Version", "Version"},
               {"digest", K::text, "Digest", "Empreinte"}, {"starts", K::day, "Starts", "Début"}, {"ends", K::day, "Ends", "Fin"},
               {"admission", K::text, "Admission", "Attribution"}, {"places", K::integer, "Places", "Places"}},
              {}};
  for (const std::string& code : codes) {
    TRY(one, workspace.programme(code));
    std::uint32_t places = 0;
    for (const auto& [site, number] : one.quotas) places += number;
    table.rows.push_back({code, one.name, std::to_string(one.version), short_digest(one), one.runs.first.text(), one.runs.last.text(),
                          one.trial ? "trial" : one.is_drawn ? "draw" : "first_come", one.quotas.empty() ? Cell() : Cell(std::to_string(places))});
  }
  return print_passing(workspace, std::move(table), Terms::of(args.terms), {{"admission", {"trial", "draw", "first_come"}}});
}

Result<Exit> show_programme(World& world, const Globals& globals, const ProgrammeArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(rules, rules_of(workspace, args));
  std::string text = fmt::format("# {}\n\n{}, version {} ({})\n", rules.programme.name, workspace.settings().organisation, rules.programme.version, short_digest(rules.programme));
  for (const Section& section : rules.sections) {
    text += fmt::format("\n## {}\n\n", section.title);
    for (const std::string& sentence : section.sentences) text += fmt::format("- {}\n", sentence);
  }
  CHECKED(world.out.write(text));
  return Exit::done;
}

Result<Exit> diff_programme(World& world, const Globals& globals, const ProgrammeArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(now, rules_at(workspace, programme_path(args.code), args.code));
  TRY(last, args.draw ? Result<std::string>(*args.draw) : last_draw(workspace, args.code));
  TRY(before, rules_of_draw(workspace, last, args.code));
  const std::vector<std::string> old = lines_of(before), fresh = lines_of(now);
  std::string text;
  for (const std::string& line : old)
    if (std::ranges::find(fresh, line) == fresh.end()) text += "- " + line + "\n";
  for (const std::string& line : fresh)
    if (std::ranges::find(old, line) == old.end()) text += "+ " + line + "\n";
  if (!globals.quiet)
    remark(world, phrase("{}: version {} ({}) of the draw {}, version {} ({}) now", args.code, before.programme.version, short_digest(before.programme), last,
                         now.programme.version, short_digest(now.programme)));
  CHECKED(world.out.write(text));
  return text.empty() ? Exit::done : Exit::no;
}

Result<Exit> check_programmes(World& world, const Globals& globals, const CheckProgrammeArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(codes, workspace.programme_codes());
  if (args.code) codes = {*args.code};
  Failure failure;
  for (const std::string& code : codes)
    if (auto read = faults_of(workspace, code); !read) {
      failure.exit = read.error().exit;
      failure.problems.insert(failure.problems.end(), read.error().problems.begin(), read.error().problems.end());
    }
  if (!failure.problems.empty()) return tl::make_unexpected(std::move(failure));
  CHECKED(say(workspace, phrase("{} programmes: no fault", codes.size())));
  return Exit::done;
}

}  // namespace mloc::office
