// What the charter of the passport promises, tried on every command and every field: no narrative, rights by role, nobody
// betrayed, no line of the journal changed unseen. Commands and fields are those of the program itself.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "catch.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/records/schema.hpp"

using namespace mloc;

namespace {

using Files = std::map<std::string, std::string>;
using Line = std::vector<std::string>;

const std::vector<std::string> preparation = {
    "mloc init DIR --template autonomie",
    "mloc -C DIR enrol add --file-number A-1 --surname Un --first-name Zoé --born 01/08/1987 --sex F --site orleans --on 2010-02-05 --prescriber PJJ",
    "mloc -C DIR enrol add --file-number A-2 --surname Deux --first-name Ali --born 02/08/1987 --sex H --site orleans --on 2010-02-05",
    "mloc -C DIR partner add greta --name Greta --kind OF --category formation --siret 97433904600076",
    "mloc -C DIR partner add pjj --name Justice --kind PJJ --category justice --siret 38329564900024",
    "mloc -C DIR passport charter add greta --on 2010-01-12",
    "mloc -C DIR passport training add greta --on 2010-01-26",
    "mloc -C DIR --by leroy passport add A-1 --on 2010-03-01",
    "mloc -C DIR passport consent add A-1 --for greta --part competences --part experiences --part references --until 2010-12-31 --on 2010-03-01",
    "mloc -C DIR passport permit add greta A-1 --from 2010-03-01 --until 2010-12-31",
    "mloc -C DIR --by greta passport experience add A-1 73282932000074 stage D1212 --on 2010-04-05 --employer-role tuteur --employer-day 2010-04-16 "
    "--exchange-day 2010-04-20",
    "mloc -C DIR --by greta passport attachment add A-1 reference.pdf --kind diplome",
    "mloc -C DIR passport consent add A-1 --for 73282932000074 --part competences --part experiences --part references --until 2010-12-31",
    "mloc -C DIR passport contribution add A-1 pjj levee_de_frein",
};

/// The template with two members of staff of each role: `r-ROLE`, and `c-ROLE` who has done the coaching training.
std::string with_every_role(std::string settings) {
  std::string staff;
  for (const Code& role : code_list("role")->items) {
    std::string code(role.code);
    std::ranges::replace(code, '_', '-');
    staff += fmt::format("[[staff]]\ncode = \"r-{0}\"\nrole = \"{1}\"\n\n[[staff]]\ncode = \"c-{0}\"\nrole = \"{1}\"\ncoaching = 2010-01-01\n\n", code, role.code);
  }
  return settings.insert(settings.find("[actor]"), staff);
}

constexpr const char* columns[] = {"employer", "nature", "rome", "starts", "referent", "referent_day", "employer_role", "employer_day", "exchange_day"};
const std::vector<std::string> cells = {"73282932000074", "emploi", "D1212", "2010-05-03", "greta", "2010-05-10", "tuteur", "2010-05-10", "2010-05-10"};

std::string mapping_of_periods() {
  std::string text = "version = 1\nname = \"periodes\"\nmakes = \"experience\"\nkey = [\"application.file_number\", \"experience.starts\"]\n"
                     "[[columns]]\nheader = \"dossier\"\nfield = \"application.file_number\"\n";
  for (const char* column : columns) text += fmt::format("[[columns]]\nheader = \"{0}\"\nfield = \"experience.{0}\"\n", column);
  return text;
}
/// One row for A-1, with another cell in the place of one.
std::string periods(std::size_t changed = 99, const std::string& cell = {}) {
  std::string header = "dossier", row = changed == 0 ? cell : "A-1";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    header += fmt::format(";{}", columns[i]);
    row += ";" + (changed == i + 1 ? cell : cells[i]);
  }
  return header + "\n" + row + "\n";
}

struct Prepared {
  Files files;
  std::string access_code, experience, attachment, consent;
};

std::string first_id(const Files& files, const std::string& kind) {
  const std::string mark = "record: " + kind + "/1\nid: \"";
  for (const auto& [path, bytes] : files)
    if (const auto at = bytes.find(mark); path.starts_with("DIR/passports/") && at != bytes.npos) return bytes.substr(at + mark.size(), 15);
  FAIL("no " << kind);
  return {};
}

const Prepared& prepared() {
  static const Prepared made = [] {
    Stage stage;
    Prepared all;
    stage.disk.put("reference.pdf", "%PDF-1.4\n%%EOF\n");
    stage.disk.put("periodes.csv", periods());
    for (const std::string& line : preparation) {
      const Said said = stage.run(line);
      if (said.status != 0) FAIL(line << "\n" << said.err);
      if (line.starts_with("mloc init")) stage.disk.put("DIR/mloc.toml", with_every_role(stage.disk.files().at("DIR/mloc.toml")));
      if (line.starts_with("mloc init")) stage.disk.put("DIR/imports/periodes.toml", mapping_of_periods());
      if (const auto at = said.out.find("access code of "); at != said.out.npos) all.access_code = said.out.substr(said.out.find(": ", at) + 2, 9);
    }
    all.files = stage.disk.files();
    all.experience = first_id(all.files, "experience");
    all.attachment = first_id(all.files, "attachment");
    all.consent = first_id(all.files, "consent");
    return all;
  }();
  return made;
}

/// For each verb of the passport and its network a value for each of its words, with which it works.
const std::map<std::string, std::map<std::string, std::string>>& good_values() {
  static const auto made = [] {
    const Prepared& p = prepared();
    std::map<std::string, std::map<std::string, std::string>> all = {
        {"passport add", {{"CASE", "A-2"}, {"--list", "savoir_etre_16"}, {"--on", "2010-05-01"}, {"--exchange", "2010-05-01"}}},
        {"passport end", {{"--reason", "emploi"}, {"--on", "2010-05-11"}}},
        {"passport relisting add", {{"LIST", "savoir_etre_16"}, {"--on", "2010-05-01"}, {"--exchange", "2010-05-01"}}},
        {"passport renew", {}},
        {"passport show", {}},
        {"passport list", {{"TERM", "open:true"}}},
        {"passport experience add", {{"SIRET", "73282932000074"}, {"NATURE", "emploi"}, {"ROME", "D1212"}, {"--on", "2010-05-03"}, {"--until", "2010-05-07"}, {"--hours", "35"}}},
        {"import", {{"KIND|MAPPING", "experience"}, {"FILE", "periodes.csv"}, {"--rejects", "out"}, {"--gone", "gone"}, {"--empty", "employer"}}},
        {"passport experience list", {{"TERM", "not:id:x"}}},
        {"passport level add", {{"COMPETENCE", "SE07"}, {"LEVEL", "acquis"}, {"--experience", p.experience}}},
        {"passport attachment add", {{"FILE", "reference.pdf"}, {"--kind", "diplome"}, {"--employer", "73282932000074"}, {"--on", "2010-04-05"}, {"--until", "2010-04-16"}}},
        {"passport attachment fetch", {{"RECORD", p.attachment}, {"--output", "out"}}},
        {"passport consent add", {{"--for", "greta"}, {"--part", "competences"}, {"--until", "2010-12-31"}, {"--given-by", "jeune"}, {"--on", "2010-05-01"}}},
        {"passport consent end", {{"RECORD", p.consent}, {"--given-by", "jeune"}}},
        {"passport consent list", {{"TERM", "not:id:x"}}},
        {"passport handout add", {{"--for", "73282932000074"}, {"--output", "out"}}},
        {"passport print", {{"--output", "out"}}},
        {"passport export", {{"--output", "out"}}},
        {"passport page", {{"--output", "out"}, {"--card", "card"}, {"--address", "https://exemple.fr/p.html"}}},
        {"passport contribution add", {{"PARTNER", "pjj"}, {"CODE", "formation"}, {"--on", "2010-05-01"}}},
        {"passport access list", {{"TERM", "A-1"}}},
        {"passport charter add", {{"PARTNER", "pjj"}, {"--on", "2010-05-01"}}},
        {"passport training add", {{"PARTNER", "pjj"}, {"--on", "2010-05-01"}}},
        {"passport gathering add", {{"PARTNER", "pjj"}, {"--on", "2010-05-01"}}},
        {"passport charter end", {{"PARTNER", "greta"}, {"--on", "2010-05-01"}}},
        {"passport permit add", {{"PARTNER", "greta"}, {"--from", "2010-05-11"}, {"--until", "2010-12-31"}}},
        {"passport permit end", {{"PARTNER", "greta"}, {"--on", "2010-05-11"}}},
        {"amend", {{"OWNER", "A-1"}, {"RECORD", p.experience}, {"FIELD=VALUE", "hours=70"}}}};
    for (const char* listed : {"level", "relisting", "attachment", "contribution", "handout", "permit"}) all[fmt::format("passport {} list", listed)] = {{"TERM", "not:id:x"}};
    for (auto& [verb, values] : all) {
      values["PASSPORT"] = "A-1";
      for (const auto& [name, value] : std::map<std::string, std::string>{{"--referent", "greta"}, {"--referent-day", "2010-05-10"}, {"--employer-role", "tuteur"},
                                                                          {"--employer-day", "2010-05-10"}, {"--exchange-day", "2010-05-10"}})
        values[name] = value;
    }
    return all;
  }();
  return made;
}

struct Command {
  std::string name;
  cli::Verb verb;
};
std::vector<Command> commands() {
  std::vector<Command> all;
  for (const cli::Noun& noun : cli::nouns())
    for (const cli::Verb& verb : noun.verbs()) {
      const std::string name = std::string(noun.name) + (verb.name.empty() ? "" : " " + verb.name);
      if (noun.name == "passport" || good_values().contains(name)) all.push_back({name, verb});
    }
  return all;
}

/// The command with all its words, `changed` in the place of one; flags and the access code only when they are named.
Line line_of(const Command& command, const std::string& by, const std::map<std::string, std::string>& changed = {}) {
  Line line = {"-C", "DIR", "--by", by, "-q"};
  for (const std::string_view word : split(command.name, ' ')) line.emplace_back(word);
  const auto& values = good_values().at(command.name);
  for (const cli::Word& word : command.verb.words) {
    const auto other = changed.find(word.name());
    if (word.kind == cli::Word::Kind::flag || (word.name() == "--code" && other == changed.end())) continue;
    const std::string& value = other != changed.end() ? other->second : values.at(word.name());
    if (word.kind == cli::Word::Kind::option) line.push_back(word.name() + "=" + value);
    else line.push_back(value);
  }
  return line;
}

Said run(const Line& line, Files* after = nullptr) {
  Stage stage(7);
  for (const auto& [path, bytes] : prepared().files) stage.disk.put(path, bytes);
  const Said said = stage.run_mloc(line, {{"PATH", MLOC_SOURCE "/tests/fixtures/programs"}});
  if (after) *after = stage.disk.files();
  return said;
}

/// Who can do this at all: the first of leroy (coached), import (administrator), greta.
std::string able(const std::string& command) {
  static const std::set<std::string> administrators = {"passport access list", "passport export", "passport charter add", "passport training add",
                                                       "passport gathering add", "passport permit add", "passport permit end", "passport permit list",
                                                       "passport charter end"};
  if (administrators.contains(command)) return "import";
  return "leroy";
}

std::string refused_by(const Said& said) {
  for (const std::string code : {"A104", "A105", "A106", "A107", "A108", "A219"})
    if (said.err.find("[" + code + "]") != said.err.npos) return code;
  return "";
}

void look_for_texts(const Schema& schema, const std::string& place, std::vector<std::string>& all) {
  for (const auto& property : schema.properties) look_for_texts(*property.schema, place + "." + property.name, all);
  if (schema.keys) look_for_texts(*schema.keys, place + ".KEY", all);
  if (schema.items) look_for_texts(*schema.items, place + ".ITEM", all);
  if (schema.type != Schema::Type::text) return;
  for (const std::string sentence : {"Il boit et se bat", "Boit", "il boit", "Il ne vient jamais à l'heure.", "a b"}) {
    Arena arena;
    std::vector<Problem> problems;
    const Node& value = *arena.text(sentence);
    check_value(value, schema, "x", "", problems);
    // A field with the office's own codes takes a word of their form, and every door asks whether a list has it.
    if (problems.empty() && (sentence.find(' ') != sentence.npos || stray_codes(value, schema, Lists()).empty())) all.push_back(place + " takes '" + sentence + "'");
  }
}

}  // namespace

TEST_CASE("every command of the passport works with the values that the other tests change") {
  for (const Command& command : commands()) {
    INFO(command.name);
    REQUIRE(good_values().contains(command.name));
    const Said said = run(line_of(command, able(command.name)));
    CHECK(said.err == "");
    CHECK(said.status == 0);
  }
}

TEST_CASE("no field of a passport's records takes a sentence") {
  std::vector<std::string> all;
  std::size_t kinds = 0;
  for (const std::string& name : kind_names()) {
    if (find_kind(name)->folder != Folder::passports) continue;
    ++kinds;
    look_for_texts(*find_kind(name)->schema, name, all);
  }
  CHECK(kinds >= 13);
  CHECK(all == std::vector<std::string>{});
}

TEST_CASE("no word of any command of the passport carries a sentence into the workspace") {
  // Files of the caller are not the workspace, a printed address is not kept, and a wrong code is forgotten.
  const std::set<std::string> not_kept = {"--output", "--card", "--address", "--rejects", "--gone"};
  std::size_t tried = 0;
  for (const Command& command : commands())
    for (const cli::Word& word : command.verb.words) {
      if (word.kind == cli::Word::Kind::flag) continue;
      for (const std::string sentence : {"Il boit et se bat avec tous", "Ne vient jamais a l heure", "menteur"}) {
        Files after;
        const Said said = run(line_of(command, able(command.name), {{word.name(), sentence}}), &after);
        INFO(command.name << " " << word.name() << " '" << sentence << "'");
        ++tried;
        if (!not_kept.contains(word.name())) CHECK(said.status != 0);
        for (const auto& [path, bytes] : after)
          if (path.starts_with("DIR/")) CHECK((path + bytes).find(sentence) == std::string::npos);
      }
    }
  CHECK(tried > 200);
}

TEST_CASE("no cell of an imported file carries a sentence into the workspace") {
  for (std::size_t cell = 0; cell <= cells.size(); ++cell)
    for (const std::string sentence : {"Il boit et se bat avec tous", "menteur"}) {
      Stage stage(7);
      for (const auto& [path, bytes] : prepared().files) stage.disk.put(path, bytes);
      stage.disk.put("periodes.csv", periods(cell, sentence));
      const Said said = stage.run("mloc -C DIR --by leroy import experience periodes.csv");
      INFO("cell " << cell << " '" << sentence << "'");
      CHECK(said.status != 0);
      for (const auto& [path, bytes] : stage.disk.files())
        if (path.starts_with("DIR/")) CHECK((path + bytes).find(sentence) == std::string::npos);
    }
}

TEST_CASE("each role may do with a passport what the charter says, and nothing else") {
  // Free: without training. Coached: after it. By partners: with charter, training, a permit and consent. Owner: with the code.
  struct Expected {
    std::set<std::string> free, coached;
    bool partner = false, owner = false;
  };
  const std::set<std::string> desk = {"administrateur", "conseiller", "referent_unique"}, advisers = {"conseiller", "referent_unique"};
  const std::map<std::string, Expected> table = {
      {"passport add", {{"administrateur"}, advisers}}, {"passport end", {{"administrateur"}, advisers}}, {"passport relisting add", {{"administrateur"}, advisers}},
      {"passport renew", {desk, {}}}, {"passport show", {desk, {}, true, true}}, {"passport list", {{"administrateur", "conseiller", "referent_unique", "dpo"}, {}, true}},
      {"passport experience add", {{}, desk, true}}, {"import", {{}, desk, true}},
      {"passport experience list", {desk, {}, true, true}}, {"passport level add", {{}, desk, true}},
      {"passport attachment add", {{"administrateur"}, advisers, true}}, {"passport attachment fetch", {desk, {}, true, true}}, {"passport consent add", {desk, {}, false, true}},
      {"passport consent end", {desk, {}, false, true}}, {"passport consent list", {desk, {}, false, true}}, {"passport handout add", {desk, {}, false, true}},
      {"passport print", {desk, {}, true, true}}, {"passport export", {{"administrateur", "dpo"}, {}, false, true}}, {"passport page", {desk, {}, false, true}},
      {"passport contribution add", {desk, {}}}, {"passport access list", {{"administrateur", "dpo"}, {}}}, {"passport charter add", {{"administrateur"}, {}}},
      {"passport training add", {{"administrateur"}, {}}}, {"passport gathering add", {{"administrateur"}, {}}}, {"passport permit add", {{"administrateur"}, {}}},
      {"passport permit end", {{"administrateur"}, {}}}, {"passport permit list", {{"administrateur"}, {}}}, {"passport charter end", {{"administrateur"}, {}}},
      {"amend", {{}, desk, true}}, {"passport level list", {desk, {}, true, true}}, {"passport relisting list", {desk, {}, true, true}},
      {"passport attachment list", {desk, {}, true, true}}, {"passport contribution list", {desk, {}}}, {"passport handout list", {desk, {}, false, true}}};
  for (const Command& command : commands()) {
    INFO(command.name);
    REQUIRE(table.contains(command.name));
    const Expected& expected = table.at(command.name);
    for (const Code& role : code_list("role")->items) {
      std::string code(role.code);
      std::ranges::replace(code, '_', '-');
      const std::string name(role.code);
      const bool partner = name == "partenaire_referent" && expected.partner;
      const bool owner = name == "jeune" && expected.owner;
      const std::string plain = owner || expected.free.contains(name) ? "" : expected.coached.contains(name) ? "A105" : partner ? "A106" : "A104";
      INFO(name);
      CHECK(refused_by(run(line_of(command, "r-" + code))) == plain);
      CHECK(refused_by(run(line_of(command, "c-" + code))) == (plain == "A105" ? "" : plain));
    }
    CHECK(refused_by(run(line_of(command, "greta"))) == (expected.partner ? "" : "A104"));
    CHECK(refused_by(run(line_of(command, "pjj"))) == (expected.partner ? "A106" : "A104"));
    const bool desk_word = std::ranges::any_of(command.verb.words, [](const cli::Word& word) { return word.name() == "--code"; });
    CHECK(desk_word == expected.owner);
    if (desk_word) CHECK(refused_by(run(line_of(command, "r-auto-ecole", {{"--code", prepared().access_code}}))) == "");
  }
}

TEST_CASE("nothing that is shown or handed out says who wrote or prescribed, nor of what category they are") {
  const std::set<std::string> outputs = {"passport show", "passport experience list", "passport attachment fetch", "passport consent list", "passport handout add", "passport print",
                                         "passport export", "passport page", "passport list", "passport level list", "passport relisting list",
                                         "passport attachment list", "passport handout list"};
  for (const Command& command : commands()) {
    if (!outputs.contains(command.name)) continue;
    // A consent says to whom it was given.
    const std::string receiver = command.name == "passport consent list" ? "greta" : "";
    Files after;
    const Said said = run(line_of(command, able(command.name)), &after);
    std::string shown = said.out + said.err;
    for (const char* file : {"out", "paper", "card"})
      if (after.contains(file)) shown += after.at(file);
    INFO(command.name);
    CHECK(said.status == 0);
    for (const char* hidden : {"greta", "Greta", "GRETA", "leroy", "Leroy", "pjj", "PJJ", "Justice", "justice", "Organismes de formation", "prescri"})
      if (hidden != receiver && shown.find(hidden) != shown.npos) FAIL_CHECK("it says '" << hidden << "'");
  }
}

TEST_CASE("a reading is noted before anything is shown, and a refusal, too; with --dry-run nothing is shown") {
  const auto noted = [](const Line& line) {
    Files after;
    run(line, &after);
    std::size_t lines = 0;
    for (const auto& [path, bytes] : after)
      if (path.starts_with("DIR/passports/log-"))
        for (std::size_t at = bytes.find("record: reading/1"); at != bytes.npos; at = bytes.find("record: reading/1", at + 1)) ++lines;
    return lines;
  };
  const std::size_t before = noted({"-C", "DIR", "schema"});
  for (const Command& command : commands()) {
    INFO(command.name);
    CHECK(noted(line_of(command, able(command.name))) == before + 1);
    CHECK(noted(line_of(command, "r-auto-ecole")) == before + 1);
  }
  const std::set<std::string> reading = {"passport show", "passport list", "passport experience list", "passport level list", "passport relisting list",
                                         "passport attachment list", "passport attachment fetch", "passport contribution list", "passport handout list",
                                         "passport handout add", "passport permit list", "passport consent list", "passport print", "passport export",
                                         "passport page", "passport access list"};
  for (const Command& command : commands()) {
    if (!reading.contains(command.name)) continue;
    INFO(command.name);
    Line line = line_of(command, able(command.name));
    line.push_back("-n");
    CHECK(noted(line) == before);
    Files after;
    const Said said = run(line, &after);
    CHECK(said.status == 0);
    const std::set<std::string> content = {"Zoé", "SE01", "D1212", "savoir_etre", "leroy"};
    for (const std::string& text : content)
      if (command.name != "passport handout add") CHECK(said.out.find(text) == std::string::npos);
    for (const char* file : {"out", "paper", "card"}) CHECK_FALSE(after.contains(file));
  }
  // Who is refused is noted with --dry-run, too: else a wrong code cost nothing.
  CHECK(noted({"-C", "DIR", "-n", "--by", "leroy", "passport", "show", "A-1", "--code", "0000-0000"}) == before + 1);
}

namespace {

/// The records of a file, as they stand in it.
std::vector<std::string> records_of(const std::string& file) {
  std::vector<std::string> records;
  for (std::size_t at = 0; file.compare(at, 4, "---\n") == 0;) {
    const std::size_t next = std::min(file.find("\n---\n", at), file.find("\n...\n", at)) + 1;
    records.push_back(file.substr(at, next - at));
    at = next;
  }
  return records;
}

/// One way in which a partner's right is there, or not.
struct RightState {
  std::string name;
  std::string kind;                                      ///< of the record that is changed; empty: none
  std::function<std::string(std::string)> changed = {};  ///< none: the record is taken away
};
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}
std::string with_line(const std::string& record, const std::string& line) { return record + line + "\n"; }
const std::string voided = "voided:\n  day: \"2010-05-10\"\n  by: import\n  reason: erreur_saisie";
const auto and_voided = [](std::string record) { return with_line(record, voided); };

const std::vector<RightState> charters = {{"charter", "", {}},
                                          {"charter ended", "charter", [](std::string one) { return with_line(one, "ended: \"2010-05-11\""); }},
                                          {"charter still to begin", "charter", [](std::string one) { return replaced(one, "day: \"2010-01-12\"", "day: \"2010-05-12\""); }},
                                          {"charter voided", "charter", and_voided},
                                          {"no charter", "charter", {}}};
const std::vector<RightState> trainings = {{"training", "", {}}, {"training voided", "training", and_voided}, {"no training", "training", {}}};
const std::vector<RightState> grants = {
    {"permit", "", {}},
    {"permit over", "permit", [](std::string one) { return replaced(one, "until: \"2010-12-31\"", "until: \"2010-05-10\""); }},
    {"permit revoked", "permit", [](std::string one) { return with_line(one, "ended: \"2010-05-11\""); }},
    {"permit still to begin", "permit", [](std::string one) { return replaced(one, "starts: \"2010-03-01\"", "starts: \"2010-05-12\""); }},
    {"a shorter second permit over", "permit", [](std::string one) {
       return one + replaced(replaced(replaced(one, "id: \"2010-", "id: \"2011-"), "starts: \"2010-03-01\"", "starts: \"2010-04-01\""), "until: \"2010-12-31\"", "until: \"2010-05-10\"");
     }},
    {"permit voided", "permit", and_voided},
    {"no permit", "permit", {}}};
const std::vector<RightState> accords = {
    {"consent", "", {}},
    {"consent over", "consent", [](std::string one) { return replaced(one, "until: \"2010-12-31\"", "until: \"2010-05-10\""); }},
    {"consent withdrawn", "consent", [](std::string one) {
       const std::string id = one.substr(one.find("id: \"") + 5, 15);
       return one + "---\nrecord: revocation/1\nid: \"2011-05-10-aaaa\"\nby: leroy\nconsent: \"" + id + "\"\nday: \"2010-05-11\"\ngiven_by: jeune\n";
     }},
    {"consent to another", "consent", [](std::string one) { return replaced(one, "partner: greta", "partner: pjj"); }},
    {"consent voided", "consent", and_voided},
    {"no consent", "consent", {}}};

/// The prepared files with what the state changes; what is asked to come first stands at its id's place.
Files with_state(Files files, const RightState& state) {
  if (state.kind.empty()) return files;
  for (auto& [path, bytes] : files) {
    if (!path.starts_with("DIR/partners/greta") && !(path.starts_with("DIR/passports/") && path.find("log-") == path.npos && path.ends_with(".yaml"))) continue;
    std::map<std::string, std::string> by_id;
    for (const std::string& one : records_of(bytes)) {
      const bool meant = one.starts_with("---\nrecord: " + state.kind + "/") && (state.kind != "consent" || one.find("partner: greta") != one.npos);
      const std::string now = !meant ? one : state.changed ? state.changed(one) : "";
      for (const std::string& record : records_of(now + "...\n")) by_id[record.substr(record.find("id: \"") + 5, 15)] = record;
    }
    std::string text;
    for (const auto& [id, record] : by_id) text += record;
    bytes = text + "...\n";
  }
  return files;
}

/// Every verb that a partner may use, in every state of charter, training, permit and consent. A state with several hindrances is
/// tried at every verb, or at two of them in turn. Gives how many were tried.
enum class Verbs { all, two };
std::size_t try_every_state(Verbs at_several) {
  std::vector<Command> partners;
  for (const Command& command : commands())
    if (refused_by(run(line_of(command, "greta"))).empty()) partners.push_back(command);
  CHECK(partners.size() >= 13);
  std::size_t tried = 0, states = 0;
  for (const RightState& charter : charters)
    for (const RightState& training : trainings)
      for (const RightState& grant : grants)
        for (const RightState& accord : accords) {
          const Files files = with_state(with_state(with_state(with_state(prepared().files, charter), training), grant), accord);
          const std::string expected = !charter.kind.empty() ? "A106" : !training.kind.empty() ? "A107" : !grant.kind.empty() ? "A108" : !accord.kind.empty() ? "A219" : "";
          const int hindrances = !charter.kind.empty() + !training.kind.empty() + !grant.kind.empty() + !accord.kind.empty();
          ++states;
          for (std::size_t verb = 0; verb < partners.size(); ++verb) {
            const Command& command = partners[verb];
            if (hindrances > 1 && at_several == Verbs::two && (verb + states) % partners.size() > 1) continue;
            INFO(command.name << ": " << charter.name << ", " << training.name << ", " << grant.name << ", " << accord.name);
            Stage stage(7);
            for (const auto& [path, bytes] : files) stage.disk.put(path, bytes);
            const Said said = stage.run_mloc(line_of(command, "greta"), {{"PATH", MLOC_SOURCE "/tests/fixtures/programs"}});
            ++tried;
            std::string shown = said.out;
            // What an import could not take it gives back: that is its own file.
            for (const char* file : {"out", "paper"})
              if (command.name != "import" && stage.disk.files().contains(file)) shown += stage.disk.files().at(file);
            if (expected.empty()) {
              CHECK(said.err == "");
              CHECK(said.status == 0);
              continue;
            }
            const bool listed = command.name == "passport list" && (expected == "A108" || expected == "A219");
            CHECK(refused_by(said) == (listed ? "" : expected));
            for (const char* content : {"Zoé", "SE01", "D1212", "savoir_etre"}) CHECK(shown.find(content) == std::string::npos);
            // A refusal is a line of the journal, and how far that one has come stands in journals.yaml.
            for (const auto& [path, bytes] : stage.disk.files())
              if (path.starts_with("DIR/passports/") && path.find("log-") == path.npos && path != "DIR/passports/journals.yaml") CHECK(files.at(path) == bytes);
          }
        }
  CHECK(states == charters.size() * trainings.size() * grants.size() * accords.size());
  return tried;
}

}  // namespace

TEST_CASE("a partner's right to a passport is there with charter, training, permit and consent alone, at every verb") {
  CHECK(try_every_state(Verbs::two) > 1400);
}
TEST_CASE("a partner's right, every verb in every state", "[.]") { CHECK(try_every_state(Verbs::all) > 8000); }

TEST_CASE("a partner sees of a passport what the owner's consent names") {
  const RightState only{"experiences only", "consent", [](std::string one) { return replaced(replaced(one, "  - competences\n", ""), "  - references\n", ""); }};
  const Files files = with_state(prepared().files, only);
  const auto said = [&](const std::string& name) {
    Stage stage(7);
    for (const auto& [path, bytes] : files) stage.disk.put(path, bytes);
    for (const Command& command : commands())
      if (command.name == name) return stage.run_mloc(line_of(command, "greta"), {{"PATH", MLOC_SOURCE "/tests/fixtures/programs"}});
    return Said();
  };
  CHECK(said("passport show").out.find("D1212") != std::string::npos);
  CHECK(said("passport show").out.find("SE01") == std::string::npos);
  CHECK(said("passport experience list").status == 0);
  CHECK(said("passport level list").err.find("[A218]") != std::string::npos);
  CHECK(said("passport attachment list").err.find("[A218]") != std::string::npos);
  CHECK(said("passport attachment fetch").err.find("[A218]") != std::string::npos);
}

TEST_CASE("an altered, removed or swapped line of the journal is named") {
  Stage stage;
  for (const auto& [path, bytes] : prepared().files) stage.disk.put(path, bytes);
  std::string path, whole;
  for (const auto& [name, bytes] : stage.disk.files())
    if (name.starts_with("DIR/passports/log-")) path = name, whole = bytes;
  std::vector<std::string> lines;
  for (std::size_t at = 0, next = 0; at < whole.size(); at = next) {
    next = std::min(whole.find("---\n", at + 1), whole.size() - 4);
    if (at < whole.size() - 4) lines.push_back(whole.substr(at, next - at));
    if (next == whole.size() - 4) break;
  }
  REQUIRE(lines.size() > 6);
  const auto id_of = [](const std::string& line) { return line.substr(line.find("id: \"") + 5, 15); };
  const auto altered_line = [&](const std::string& line) { return "[A123]: reading " + id_of(line) + ": line " + id_of(line); };
  const auto said = [&](const std::vector<std::string>& changed) {
    std::string text;
    for (const std::string& line : changed) text += line;
    stage.disk.put(path, text + "...\n");
    return stage.run("mloc -C DIR check").err;
  };
  CHECK(said(lines) == "");
  for (std::size_t at = 1; at < lines.size(); ++at) {
    INFO("line " << at << " of " << lines.size());
    auto altered = lines;
    altered[at].replace(altered[at].find("role: ") + 6, altered[at].find('\n', altered[at].find("role: ")) - altered[at].find("role: ") - 6, "dpo");
    CHECK(said(altered).find(altered_line(lines[at])) != std::string::npos);
    auto removed = lines;
    removed.erase(removed.begin() + static_cast<std::ptrdiff_t>(at));
    const bool last = at + 1 == lines.size();
    const std::string shorter = said(removed), before = id_of(lines[at - 1]);
    CHECK(shorter.find(last ? "[A124]: reading " + before + ": lines after " + before : altered_line(lines[at + 1])) != std::string::npos);
    // What is remembered of the journal beside it says so, too.
    CHECK(shorter.find("[A188]") != std::string::npos);
    if (last) continue;
    auto swapped = lines;
    std::swap(swapped[at], swapped[at + 1]);
    CHECK(said(swapped).find(altered_line(lines[at])) != std::string::npos);
  }
}
