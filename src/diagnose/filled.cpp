#include "filled.hpp"

#include <algorithm>

#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::diagnose {
namespace {

std::size_t indent_of(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? 0 : first;
}

/// A line `  key:` or `  key: # remark`.
bool has_no_value(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || line.find_first_not_of(' ') == std::string_view::npos) return false;
  const std::string_view rest = trimmed(line.substr(colon + 1));
  const std::string_view key = trimmed(line.substr(0, colon));
  return (rest.empty() || rest.front() == '#') && !key.empty() && key.front() != '#' && key.find_first_of("{[\"' ") == std::string_view::npos;
}

/// Keys left empty are blanked, so that every other line keeps its place; one that opens a deeper block stays.
std::string without_empty_keys(std::string_view bytes) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(bytes, '\n')) lines.emplace_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
  const auto opens_block = [&](std::size_t at) {
    for (std::size_t next = at + 1; next < lines.size(); ++next) {
      const std::string_view text = trimmed(lines[next]);
      if (text.empty() || text.front() == '#') continue;
      return indent_of(lines[next]) > indent_of(lines[at]) || text.starts_with("- ");
    }
    return false;
  };
  // From below: a key whose whole block was empty is empty itself.
  for (std::size_t at = lines.size(); at-- > 0;)
    if (has_no_value(lines[at]) && !opens_block(at)) lines[at].clear();
  return joined(lines, "\n");
}

std::string text_of_node(const Node& node) {
  if (node.kind == Node::Kind::text) return std::string(node.text);
  std::vector<std::string> codes;
  for (const Node& one : node) codes.emplace_back(one.text);
  return joined(codes, "+");
}

bool is_nothing(const Node& node) {
  return node.kind == Node::Kind::text && (node.text.empty() || (!node.quoted && (node.text == "null" || node.text == "~")));
}

std::string choices_text(const Item& item, Language language) {
  const bool french = language == Language::french;
  std::string text;
  for (const Choice& choice : item.choices)
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", choice.code, french ? choice.french : choice.english);
  switch (item.type) {
    case Item::Type::codes: return (french ? "plusieurs, séparés par + : " : "several, joined by +: ") + text;
    case Item::Type::integer: return text.empty() ? fmt::format("{}..{}", item.minimum, item.maximum) : text;
    case Item::Type::money:
      return fmt::format("{}..{}", Money::of_cents(item.minimum)->text(), Money::of_cents(item.maximum)->text());
    case Item::Type::day: return french ? "jour, 2010-05-11" : "day, 2010-05-11";
    case Item::Type::flag: return french ? "oui, non" : "yes, no";
    default: return text;
  }
}

std::string conditions_text(const Item& item, Language language) {
  std::string text;
  for (const Condition& one : item.conditions) {
    text += text.empty() ? (language == Language::french ? "seulement si " : "only when ") : ", ";
    text += one.item;
    if (!one.is.empty()) text += " = " + joined(one.is, "|");
    if (!one.is_not.empty()) text += " ≠ " + joined(one.is_not, "|");
    if (one.at_least) text += fmt::format(" ≥ {}", *one.at_least);
    if (one.at_most) text += fmt::format(" ≤ {}", *one.at_most);
  }
  return text;
}

/// On a terminal choices may be answered by their number in the list.
std::string by_number(const Item& item, const std::string& typed) {
  if (item.type == Item::Type::integer || item.choices.empty()) return typed;
  std::string text = typed;
  std::ranges::replace(text, ',', '+');
  std::vector<std::string> codes;
  for (const std::string_view part : split(text, '+')) {
    const std::string_view word = trimmed(part);
    const std::size_t number = whole_number<unsigned>(word).value_or(0);
    codes.emplace_back(!item.find(word) && number >= 1 && number <= item.choices.size() ? item.choices[number - 1].code : std::string(word));
  }
  return joined(codes, "+");
}

Result<> put_question(World& world, const Item& item, Language language) {
  std::string text = fmt::format("\n{}\n", label_of(item, language));
  if (item.choices.empty() || item.type == Item::Type::integer) text += "  " + choices_text(item, language) + "\n";
  else if (item.type == Item::Type::codes) text += language == Language::french ? "  plusieurs, séparés par +\n" : "  several, joined by +\n";
  if (item.type != Item::Type::integer)
    for (std::size_t i = 0; i < item.choices.size(); ++i)
      text += fmt::format("  {} {} ({})\n", i + 1, language == Language::french ? item.choices[i].french : item.choices[i].english,
                          item.choices[i].code);
  return world.err.write(text);
}

}  // namespace

Result<Filled> read_filled(std::string bytes, const std::string& file) {
  const std::string text = bytes.find_first_not_of(" \n\r") != std::string::npos && bytes[bytes.find_first_not_of(" \n\r")] == '{'
                               ? bytes : without_empty_keys(bytes);
  Arena arena;
  TRY(root, read_plain_yaml(text, file, arena));
  Filled filled;
  const std::map<std::string_view, std::optional<std::string>*> known = {
      {"instrument", &filled.instrument}, {"version", &filled.version}, {"day", &filled.day},
      {"signed_by", &filled.signed_by},   {"wave", &filled.wave},       {"draw", &filled.draw},
      {"job", &filled.job}};
  std::vector<Problem> problems;
  const auto place = [&](const Node& node) { return Place{file, node.mark.line, node.mark.column, {}}; };
  if (root->kind != Node::Kind::map) return fail(Exit::usage, at(place(*root), problem("R204"_m, phrase("a value"), phrase("a map"))));
  for (const Node& child : *root) {
    const auto field = known.find(child.key);
    if (child.key == "answers" && child.kind == Node::Kind::map) {
      for (const Node& one : child) {
        if (is_nothing(one)) continue;
        filled.answers[std::string(one.key)] = text_of_node(one);
        filled.places[std::string(one.key)] = place(one);
      }
    } else if (field == known.end()) {
      problems.push_back(at({file, child.key_mark.line, child.key_mark.column, {}}, problem("R201"_m, printable(child.key))));
    } else if (!is_nothing(child)) {
      *field->second = text_of_node(child);
    }
  }
  if (!problems.empty()) return fail(Exit::usage, std::move(problems));
  return filled;
}

void put_values(Filled& filled, const std::vector<Named<std::string>>& values) {
  for (const auto& [item, value] : values) {
    filled.places.erase(item);
    filled.answers[item] = value;
  }
}

Result<Answers> stored_answers(const Instrument& instrument, const Filled& filled, Date today) {
  if (filled.answers.empty()) return fail(Exit::usage, problem("G114"_m));
  Answers answers;
  std::vector<Problem> problems;
  std::vector<std::string> known;
  for (const Item& item : instrument.items) known.push_back(item.code);
  const auto report = [&](const std::string& code, Problem found) {
    const auto place = filled.places.find(code);
    problems.push_back(place == filled.places.end() ? std::move(found) : at(place->second, std::move(found)));
  };
  for (const auto& [code, text] : filled.answers) {
    if (trimmed(text).empty()) continue;
    const Item* item = instrument.find(code);
    if (!item) {
      Problem unknown = problem("G103"_m, instrument.text(), printable(code));
      if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
      report(code, std::move(unknown));
    } else if (auto answer = read_answer(*item, text, today)) {
      answers.emplace(code, *std::move(answer));
    } else {
      report(code, answer.error().problems.front());
    }
  }
  // What does not depend on a wrong answer is told only when none is wrong.
  if (problems.empty())
    for (AnswerProblem& one : check_answers(instrument, answers)) report(one.item, std::move(one.problem));
  if (!problems.empty()) return fail(Exit::usage, std::move(problems));
  if (answers.empty()) return fail(Exit::usage, problem("G114"_m));
  return answers;
}

Result<Answers> ask_answers(World& world, const Instrument& instrument, Language language) {
  Answers answers;
  for (const Item& item : instrument.items) {
    if (!is_relevant(item, answers)) continue;
    CHECKED(put_question(world, item, language));
    for (bool answered = false; !answered;) {
      CHECKED(world.err.write("> "));
      TRY(line, world.read_line());
      if (!line) return fail(Exit::usage, problem("G118"_m));
      if (trimmed(*line).empty()) {
        answered = item.optional || instrument.is_survey;
        if (!answered) CHECKED(world.err.write(problem("G110"_m, item.code).text.in(language) + "\n"));
        continue;
      }
      auto answer = read_answer(item, by_number(item, *line), world.today());
      if (answer) {
        answers.emplace(item.code, *std::move(answer));
        answered = true;
      } else {
        const Problem& wrong = answer.error().problems.front();
        CHECKED(world.err.write(wrong.text.in(language) + (wrong.hint.empty() ? "" : "; " + wrong.hint.in(language)) + "\n"));
      }
    }
  }
  if (answers.empty()) return fail(Exit::usage, problem("G114"_m));
  return answers;
}

std::string template_text(const Instrument& instrument, Date today, Language language) {
  const bool french = language == Language::french;
  std::string text = fmt::format("# {}\ninstrument: {}\nversion: {}\nday: \"{}\"\n", french ? instrument.french : instrument.english,
                                 instrument.name, instrument.version, today.text());
  text += instrument.signed_by.empty() ? "signed_by:\n" : fmt::format("signed_by:   # {}\n", joined(instrument.signed_by, ", "));
  if (instrument.is_survey) text += "draw:\nwave:   # t0, t6, t12, t24\n";
  if (!instrument.party.empty()) text += "wave:   # t6\njob:\n";
  text += "answers:\n";
  for (const Item& item : instrument.items) {
    text += fmt::format("  # {}\n  #   {}\n", label_of(item, language), choices_text(item, language));
    const std::string condition = conditions_text(item, language);
    if (!condition.empty()) text += "  #   " + condition + "\n";
    text += fmt::format("  {}:\n", item.code);
  }
  return text;
}

}  // namespace mloc::diagnose
