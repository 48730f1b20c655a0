#include "mloc/facts/fact_words.hpp"

#include <algorithm>
#include <cctype>

namespace mloc::facts {

using namespace cli;

namespace {

/// The day that names the record is --on, its last day --until, an occupation --rome, whatever the fields are called.
std::string option_name(const FactField& field, const FactKind& kind) {
  if (field.name == kind.day || field.name == "day") return "--on";
  if (field.name == "ends") return "--until";
  if (field.is_rome) return "--rome";
  std::string name = "--" + field.name;
  std::ranges::replace(name, '_', '-');
  return name;
}

std::string argument_name(const FactField& field, const FactKind& kind) {
  if (kind.arguments.size() == 1 && field.value == "CODE") return field.value;
  std::string name = field.name;
  std::ranges::transform(name, name.begin(), [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return name;
}

/// Whose dossier it goes into; what is added may go into those of a file.
template <class Args>
Bound<Args> owner_word(const FactKind& kind, const char* of_cases = "whole id or file number") {
  if (is_of_partners(kind)) return argument("PARTNER", &Args::case_text, "code or SIRET");
  auto person = argument("CASE", &Args::case_text, of_cases);
  person.word.type = Type::person;
  return person;
}

/// What a record keeps of a value.
template <class Value>
Result<std::string> kept_as(const std::string& text, const Given& given) {
  TRY(value, As<Value>::read(text, given));
  if constexpr (std::is_same_v<Value, int>) return std::to_string(value);
  else return value.text();
}
Result<std::string> kept(Type type, const std::string& text, const Given& given) {
  switch (type) {
    case Type::day: return kept_as<Date>(text, given);
    case Type::amount: return kept_as<Money>(text, given);
    case Type::number: return kept_as<int>(text, given);
    default: return text;
  }
}
Result<std::string> kept_pair(Type type, const std::string& text, const Given& given) {
  TRY(pair, As<Named<std::string>>::read(text, given));
  TRY(value, about(pair.name, kept(type, pair.value, given)));
  return pair.name + "=" + value;
}

Source source_named(std::string_view reference) {
  static constexpr std::pair<std::string_view, Source> named[] = {{"case", Source::person}, {"draw", Source::draw}, {"partner", Source::partner},
                                                                  {"programme", Source::programme}, {"record", Source::record}, {"staff", Source::staff}};
  const auto found = std::ranges::find(named, reference, &std::pair<std::string_view, Source>::first);
  return found == std::end(named) ? Source::none : found->second;
}

void take_lists(Word& word, const FactField& field) {
  word.source = source_named(field.reference);
  if (word.type == Type::text && !field.lists.empty()) word.type = Type::code;
  word.lists = field.lists;
  word.value_lists = field.value_lists;
}

Bound<FactArgs> word_of(Word::Kind kind, std::string spelling, const FactField& field) {
  Word word = make_word(kind, std::move(spelling), field.help);
  word.many = field.many;
  word.must = word.must || field.required;
  word.type = type_said_by(field.value);
  take_lists(word, field);
  if (field.flag) word.choices = {"yes", "no"};
  const bool pairs = field.value.find('=') != std::string::npos;
  return {std::move(word), [name = field.name, type = word.type, pairs](FactArgs& args, const Given& given) -> Result<> {
            for (const std::string& text : given.values) {
              TRY(value, about(given, pairs ? kept_pair(type, text, given) : kept(type, text, given)));
              args.values[name].push_back(std::move(value));
            }
            return {};
          }};
}

}  // namespace

std::vector<Bound<FactArgs>> fact_words(const FactKind& kind) {
  std::vector<Bound<FactArgs>> words = {owner_word<FactArgs>(kind, "whole id or file number; @FILE: each of a file, one a line, @- from standard input")};
  for (const std::string_view name : kind.arguments) {
    const FactField field = fact_field(kind, name);
    words.push_back(word_of(Word::Kind::argument, argument_name(field, kind), field));
  }
  for (const FactField& field : fact_fields(kind)) {
    if (std::ranges::find(kind.arguments, field.name) != kind.arguments.end()) continue;
    words.push_back(word_of(Word::Kind::option, option_name(field, kind) + " " + field.value, field));
    if (field.name == kind.day) words.back().word.help += "; default: today";
  }
  return words;
}

std::vector<Bound<FactListArgs>> fact_list_words(const FactKind& kind) {
  using L = FactListArgs;
  return {is_of_partners(kind) ? terms(&L::terms) : terms_or_cases(&L::terms), flag("--sensitive", &L::sensitive, "show sensitive codes")};
}

namespace {

std::vector<Bound<FactEndArgs>> end_words(const FactKind& kind) {
  using E = FactEndArgs;
  std::vector<Bound<FactEndArgs>> words = {owner_word<E>(kind)};
  const auto of_field = [&](Bound<E> bound, std::string_view name) {
    const FactField field = fact_field(kind, name);
    bound.word.help += field.help;
    take_lists(bound.word, field);
    words.push_back(std::move(bound));
  };
  if (!kind.ending.match.empty()) of_field(argument("CODE", &E::match, "which one: "), kind.ending.match);
  if (!kind.ending.state.empty()) of_field(argument("STATE", &E::state, ""), kind.ending.state);
  words.push_back(option("--on DAY", &E::on, fact_field(kind, kind.ending.day).help + "; default: today"));
  if (!kind.ending.reason.empty()) of_field(option("--reason CODE", &E::reason, ""), kind.ending.reason);
  words.push_back(option("--record RECORD", &E::record, "its id, when several are open"));
  return words;
}

}  // namespace

void add_fact_verbs(std::vector<Verb>& verbs, const FactWords& said) {
  const FactKind& kind = *find_fact_kind(said.kind);
  const auto bound = [&kind](auto function) {
    return [&kind, function](World& world, const Globals& globals, const auto& args) { return function(world, globals, kind, args); };
  };
  const std::string name(said.kind);
  verbs.push_back(verb<FactArgs>(name + " add", said.help, bound(add_fact), said.examples, fact_words(kind)).writing());
  if (!kind.ending.day.empty())
    verbs.push_back(verb<FactEndArgs>(name + " end", said.end_help, bound(end_fact), said.end_examples, end_words(kind)).writing());
  verbs.push_back(verb<FactListArgs>(name + " list", said.list_help, bound(list_facts), said.list_examples, fact_list_words(kind), listing));
}

}  // namespace mloc::facts
