#include "mloc/diagnose/instruments.hpp"

#include <algorithm>

#include "mloc/base/embedded.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::diagnose {
namespace {

constexpr std::string_view shipped = "schemas/instruments/";

/// What is wrong with a file of lists/ is told by whoever reads them first.
Lists lists_among(const std::map<std::string, std::string>& files) {
  Lists lists;
  std::vector<Problem> told;
  for (const auto& [path, bytes] : files)
    if (kind_of(path) == FileKind::codes) lists.read(bytes, path, told);
  return lists;
}

std::vector<Choice> choices_of(const Lists& lists, std::string_view name) {
  std::vector<Choice> choices;
  if (const CodeList* list = lists.find(name))
    for (const Code& code : list->items) {
      Choice choice{std::string(code.code), std::string(code.fr), std::string(code.en), code.sensitive};
      choice.points = whole_number<std::int64_t>(code.node->get("rank"));
      choices.push_back(std::move(choice));
    }
  return choices;
}

/// The file's name without folder and ending is what it must call itself.
Result<Instrument> read_instrument(std::string_view bytes, const std::string& path, std::string_view stem, const Lists& lists) {
  Arena arena;
  TRY(root, read_plain_yaml(bytes, path, arena));
  std::vector<Problem> problems;
  check_value(*root, *find_kind("instrument")->schema, "", path, problems);
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  TRY(instrument, Instrument::from(*root, path, [&](std::string_view name) { return choices_of(lists, name); }));
  if (instrument.text() != stem) return fail(Exit::no, at({path, 1, 1, {}}, problem("G115"_m, instrument.text())));
  return instrument;
}

}  // namespace

void Instruments::add(Instrument instrument) {
  auto key = std::pair(instrument.name, instrument.version);
  instruments_.emplace(std::move(key), std::move(instrument));
}

Result<Instruments> Instruments::readable(const Store& store, std::vector<Problem>& problems) {
  TRY(listing, store.list(FileKind::instrument));
  problems.insert(problems.end(), listing.problems.begin(), listing.problems.end());
  std::map<std::string, std::string> files;
  for (const FoundFile& file : listing.files) {
    TRY(read, store.read(file.path));
    files[file.path] = std::move(read.bytes);
  }
  TRY(lists, store.list(FileKind::codes));
  for (const FoundFile& file : lists.files) {
    TRY(read, store.read(file.path));
    files[file.path] = std::move(read.bytes);
  }
  return readable(files, problems);
}

Result<Instruments> Instruments::readable(const std::map<std::string, std::string>& files, std::vector<Problem>& problems) {
  Instruments made;
  const Lists lists = lists_among(files);
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(shipped)) continue;
    const std::string_view stem = file.path.substr(shipped.size(), file.path.size() - shipped.size() - 5);
    TRY(instrument, read_instrument(file.bytes, std::string(file.path), stem, lists));
    made.add(std::move(instrument));
  }
  for (const auto& [path, bytes] : files) {
    if (kind_of(path) == FileKind::codes) continue;
    auto instrument = read_instrument(bytes, path, name_of(path), lists);
    if (instrument && made.find(instrument->name, instrument->version))
      instrument = fail(Exit::no, at({path, 1, 1, {}}, problem("G116"_m, instrument->text())));
    if (instrument) made.add(*std::move(instrument));
    else problems.insert(problems.end(), instrument.error().problems.begin(), instrument.error().problems.end());
  }
  return made;
}

Result<Instruments> Instruments::of(const Store& store) {
  std::vector<Problem> problems;
  TRY(made, readable(store, problems));
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return made;
}

Result<const Instrument*> Instruments::named(std::string_view name) const {
  const Instrument* newest = nullptr;
  std::vector<std::string> known;
  for (const auto& [key, instrument] : instruments_) {
    if (key.first == name || instrument.text() == name) newest = &instrument;
    known.push_back(key.first);
  }
  if (newest) return newest;
  Problem unknown = problem("G102"_m, name);
  const auto near = nearest(name, known);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(known);
  return fail(Exit::unknown, std::move(unknown));
}

const Instrument* Instruments::find(std::string_view name, int version) const {
  const auto found = instruments_.find({std::string(name), version});
  return found == instruments_.end() ? nullptr : &found->second;
}

const Instrument* Instruments::of_record(const Node& record) const {
  return find(record.get("instrument"), checked_number(record.get("version")));
}

std::vector<const Instrument*> Instruments::all() const {
  std::vector<const Instrument*> found;
  for (const auto& [key, instrument] : instruments_) found.push_back(&instrument);
  return found;
}

Answers answers_of(const Node& record) {
  Answers answers;
  if (const Node* map = record.find("answers"))
    for (const Node& one : *map) answers.emplace(one.key, one.text);
  return answers;
}

std::string_view label_of(const Item& item, Language language) {
  return language == Language::french ? item.french : item.english;
}

bool is_sensitive(const Item& item, std::string_view answer) {
  if (item.sensitive) return true;
  const auto codes = split(answer, '+');
  return std::ranges::any_of(codes, [&](std::string_view code) {
    const Choice* choice = item.find(code);
    return choice && choice->sensitive;
  });
}

std::string answer_label(const Item& item, std::string_view answer, Language language, bool sensitive) {
  const bool french = language == Language::french;
  if (item.sensitive && !sensitive) return "masked";
  if (item.type == Item::Type::flag) return answer == "true" ? (french ? "oui" : "yes") : (french ? "non" : "no");
  if (item.choices.empty()) return printable(answer);
  std::string text;
  for (const std::string_view code : split(answer, '+')) {
    const Choice* choice = item.find(code);
    if (!text.empty()) text += ", ";
    if (!choice) text += printable(code);
    else if (choice->sensitive && !sensitive) text += "masked";
    else if (item.type == Item::Type::integer) text += fmt::format("{} ({})", code, french ? choice->french : choice->english);
    else text += fmt::format("{} ({})", french ? choice->french : choice->english, code);
  }
  return text;
}

Result<> check_signer(const Settings& settings, const Instrument& instrument, std::string_view signer) {
  if (instrument.signed_by.empty()) return {};
  const auto member = std::ranges::find(settings.staff, signer, &StaffMember::code);
  const std::string role = member == settings.staff.end() ? "" : member->role;
  if (std::ranges::find(instrument.signed_by, role) != instrument.signed_by.end()) return {};
  return fail(Exit::rule, problem("G111"_m, signer, instrument.text(), joined(instrument.signed_by, ", ")));
}

std::vector<AnswerProblem> check_diagnosis(const Settings& settings, const Instruments& instruments, const Node& record) {
  const Instrument* instrument = instruments.of_record(record);
  if (!instrument)
    return {{"instrument", problem("G102"_m, fmt::format("{}.{}", record.get("instrument"), record.get("version")))}};
  std::vector<AnswerProblem> problems;
  if (auto signer = check_signer(settings, *instrument, record.get("signed_by")); !signer)
    problems.push_back({"signed_by", signer.error().problems.front()});
  if (instrument->is_survey && !record.has("wave")) problems.push_back({"instrument", problem("G117"_m, instrument->text())});
  // Before there is a job the three are asked about what they need.
  if (record.get("party") != instrument->party || (record.has("job") && instrument->party.empty()))
    problems.push_back({"instrument", problem("M173"_m, instrument->text(), instrument->party.empty() ? phrase("no job") : Phrase(instrument->party))});
  if (record.has("draw") && !record.has("wave")) problems.push_back({"draw", problem("G117"_m, record.get("draw"))});
  for (AnswerProblem& one : check_answers(*instrument, answers_of(record))) problems.push_back(std::move(one));
  return problems;
}

std::string diagnosis_page(const Instruments& instruments, const Record& record, Language language, bool sensitive) {
  const bool french = language == Language::french;
  const Node& root = *record.root;
  const Instrument* instrument = instruments.of_record(root);
  std::string text = fmt::format("\n{} {}{}\n", french ? record.kind->schema->french : record.kind->schema->title, record.id,
                                 record.voided() ? (french ? " (annulé)" : " (voided)") : "");
  const auto line = [&](std::string_view label, std::string_view value) {
    const std::size_t columns = width(label);
    text += fmt::format("  {}{} {}\n", label, std::string(columns < 44 ? 44 - columns : 0, ' '), value);
  };
  const std::string name = instrument ? (french ? instrument->french : instrument->english) : "?";
  line(french ? "Instrument" : "Instrument", fmt::format("{} ({}.{})", name, root.get("instrument"), root.get("version")));
  for (const std::string_view key : {"day", "signed_by", "draw", "wave", "job", "party"}) {
    const auto& schema = *record.kind->schema->find(key)->schema;
    if (root.has(key)) line(french ? schema.french : schema.title, root.get(key));
  }
  const Answers answers = answers_of(root);
  if (!instrument) return text;
  std::size_t hidden = 0;
  for (const Item& item : instrument->items) {
    const auto found = answers.find(item.code);
    if (found == answers.end()) continue;
    // Not even the question: that it was asked can tell the answer.
    if (item.sensitive && !sensitive) ++hidden;
    else line(label_of(item, language), answer_label(item, found->second, language, sensitive));
  }
  if (hidden) line(french ? "Réponses sensibles" : "Sensitive answers", "masked");
  for (const Score& score : instrument->scores)
    if (const auto value = score_text(*instrument, score, answers))
      line(french ? score.french : score.english, score.sensitive && !sensitive ? "masked" : *value);
  return text;
}

}  // namespace mloc::diagnose
