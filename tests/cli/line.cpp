#include "catch.hpp"
#include "cli/line.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/say.hpp"
#include "mloc/workspace/print.hpp"

using namespace mloc;
using namespace mloc::cli;

namespace {

struct Add {
  std::string place;
  std::vector<std::string> files;
  std::optional<std::string> last;
  int minutes = 60;
  std::string kind;
  std::vector<std::string> skills;
  bool excused = false;
};
struct List {
  std::vector<std::string> terms;
};

std::string seen;  // what the verb was given; each test begins with an empty one

Result<Exit> add(World& world, const Globals& globals, const Add& args) {
  seen = args.place + " [" + joined(args.files, " ") + "] " + std::to_string(args.minutes) + " " + args.kind + " [" +
         joined(args.skills, " ") + "]" + (args.excused ? " excused" : "") + (globals.dry_run ? " dry" : "") + " " +
         globals.directory + " " + globals.by.value_or("nobody") + " " + world.today().text();
  return Exit::done;
}

Result<Exit> list(World& world, const Globals& globals, const List& args) {
  CHECKED(print(world, globals, {"things", {{"thing"}, {"size", Column::Kind::integer}}, {{"a", "2"}, {"b", "1"}}}));
  CHECKED(say(world, globals, std::to_string(args.terms.size()) + " terms"));
  return Exit::partial;
}

std::vector<Verb> thing_verbs() {
  return {verb<Add>("add", "Add a thing.", add, {"mloc thing add here"},
                    {argument("PLACE", &Add::place, "where"), argument("[FILE...]", &Add::files, "what"),
                     option("-m, --minutes N", &Add::minutes, "how long"),
                     option("--kind CODE", &Add::kind, "kind").one_of({"big", "small"}).required(),
                     option("--skill CODE", &Add::skills, "may be repeated"),
                     flag("-e, --excused", &Add::excused, "excused")}),
          verb<List>("list", "List things.", list, {"mloc thing list"}, {argument("[TERM...]", &List::terms, "which")},
                     listing)};
}

constexpr Noun only[] = {{"thing", "Things", thing_verbs}};

class Text final : public Output {
 public:
  std::string text;
  Result<> write(std::string_view bytes) override { return text += bytes, Result<>{}; }
};

/// What one line said: what the verb saw and wrote, or the problem.
std::string said(std::vector<std::string> texts, std::map<std::string, std::string> environment = {}) {
  MemoryDisk disk;
  Text out, err;
  class Zero final : public Random {
    std::uint32_t below(std::uint32_t) override { return 0; }
  } random;
  World world{disk, {}, {}, {}, out, err, [] { return *Date::of(2010, 5, 11); }, random, std::move(environment)};
  Globals globals;
  seen.clear();
  const auto done = run_line(world, only, std::move(texts), globals);
  if (done) return seen + out.text + err.text;
  const Problem& first = done.error().problems.front();
  CHECK(done.error().exit == Exit::usage);
  return first.text.english + (first.hint.empty() ? "" : "; " + first.hint.english);
}

}  // namespace

TEST_CASE("A verb gets its arguments, options and flags") {
  CHECK(said({"thing", "add", "here", "--kind", "big"}) == "here [] 60 big [] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "-em5", "--skill=a", "here", "x", "--skill", "b", "--kind=small", "-"}) ==
        "here [x -] 5 small [a b] excused . nobody 2010-05-11");
  CHECK(said({"thing", "add", "--kind=big", "--minutes=-5", "-30d", "--", "-x", "--"}) ==
        "-30d [-x --] -5 big [] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "--kind", "big", "[a,b]", "[c,d]"}) ==
        "[a,b] [[c,d]] 60 big [] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "--kind", "big", "here", "--skill", "[a,b]", "--skill", ""}) ==
        "here [] 60 big [[a,b] ] . nobody 2010-05-11");
}

TEST_CASE("Global options stand before the noun, before the verb and after it") {
  CHECK(said({"-C", "D", "-n", "thing", "--by=x", "add", "here", "--today", "2010-01-02", "--kind=big"}) ==
        "here [] 60 big [] dry D x 2010-01-02");
  CHECK(said({"-nCD", "thing", "add", "here", "--kind=big"}, {{"MLOC_BY", "e"}, {"MLOC_TODAY", "2009-01-01"}}) ==
        "here [] 60 big [] dry D e 2009-01-01");
  CHECK(said({"thing", "add", "here", "--kind=big", "--by", "x", "--today=today"},
             {{"MLOC_BY", "e"}, {"MLOC_TODAY", "2009-01-01"}}) == "here [] 60 big [] . x 2010-05-11");
}

TEST_CASE("A verb's words are checked before it runs") {
  CHECK(said({"thing", "add", "--kind", "big"}) == "PLACE is missing");
  CHECK(said({"thing", "add", "here"}) == "--kind is missing");
  CHECK(said({"thing", "add", "here", "--kind", "bigg"}) == "'bigg' is not one of big, small; did you mean 'big'?");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--kind", "big"}) == "--kind is given 2 times");
  CHECK(said({"thing", "add", "here", "--kind", "big", "-m"}) == "-m: its value is missing");
  CHECK(said({"thing", "add", "here", "--kind", "--excused"}) == "--kind: its value is missing");
  CHECK(said({"thing", "add", "here", "--kind", "--", "big"}) == "--kind: its value is missing");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--minute", "5"}) ==
        "unknown option '--minute'; did you mean '--minutes'?");
  CHECK(said({"thing", "add", "here", "--kind", "big", "-5"}) == "here [-5] 60 big [] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "here", "--kind", "big", "-ex"}) == "unknown option '-x'");
  CHECK(said({"thing", "--excused", "add", "here"}) == "unknown option '--excused'; it stands after 'add'");
}

TEST_CASE("Words that are not known get the nearest and are never corrected") {
  CHECK(said({"thign", "add"}) == "unknown command 'thign'; did you mean 'thing'?");
  CHECK(said({"thing", "lst"}) == "unknown command 'thing lst'; did you mean 'list'?");
  CHECK(said({"thing", "lst", "--help"}) == "unknown command 'thing lst'; did you mean 'list'?");
  CHECK(said({"thing"}) == "the verb of 'thing' is missing; one of add, list");
}

TEST_CASE("Help shows the verbs of a noun, the examples of a verb first") {
  CHECK(said({"thing", "--help"}).starts_with("Things.\n\nUsage: mloc thing VERB [OPTIONS]\n\nVerbs:\n"));
  const std::string help = said({"thing", "add", "-h"});
  CHECK(help.starts_with("Add a thing.\n\nExamples:\n  mloc thing add here\n\n"
                         "Usage: mloc thing add PLACE [FILE...] --kind CODE [OPTIONS]\n"));
  CHECK(help.find("  --kind CODE      kind (big, small)\n") != std::string::npos);
  CHECK(help.find("--columns") == std::string::npos);
  CHECK(said({"thing", "list", "--help"}).find("Formats of -O: table, csv, json (default: the first); also --columns") !=
        std::string::npos);
}

TEST_CASE("A listing takes the formats that it has and the options of listings") {
  CHECK(said({"thing", "list"}) == "thing  size\n-----  ----\na         2\nb         1\nmloc: 0 terms\n");
  CHECK(said({"thing", "list", "-q", "-O", "csv", "--sort", "size", "--columns=thing, size", "--limit", "1"}) ==
        "thing,size\r\nb,1\r\n");
  CHECK(said({"thing", "list", "-q", "--excel"}) == "\xEF\xBB\xBFthing;size\r\na;2\r\nb;1\r\n");
  CHECK(said({"thing", "list", "-O", "xlsx"}) == "'xlsx' is not one of table, csv, json");
  CHECK(said({"thing", "list", "--excel", "-O", "json"}) == "--excel goes with -O csv only");
  CHECK(said({"thing", "list", "--sort", "siez"}) == "unknown column 'siez'; did you mean 'size'?");
  CHECK(said({"thing", "list", "--limit", "-1"}) == "--limit is at least 0");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--excel"}) ==
        "--excel does not apply: this command makes no listing");
}

TEST_CASE("Options keep their values wherever hyphens, signs and brackets stand") {
  CHECK(said({"thing", "add", "--kind", "big", "--", "here", "-x"}) == "here [-x] 60 big [] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--skill=--dry-run"}) == "here [] 60 big [--dry-run] . nobody 2010-05-11");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--skill", "--dry-run"}) == "--skill: its value is missing");
  CHECK(said({"thing", "add", "here", "--kind", "big", "-C-D"}) == "here [] 60 big [] -D nobody 2010-05-11");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--skill=", "x"}) == "here [x] 60 big [] . nobody 2010-05-11");
  CHECK(said({"--by=", "thing", "add", "here", "--kind", "big"}) == "here [] 60 big [] .  2010-05-11");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--excused=yes"}) == "--excused takes no value");
  CHECK(said({"thing", "add", "here", "--kind", "big", "--excused="}) == "--excused takes no value");
  CHECK(said({"thing", "list", "a", "-n", "b", "-q"}).find("thing") == 0);
  CHECK(said({"thing", "-n", "--excused", "-q", "add"}) == "unknown option '--excused'; it stands after 'add'");
}
