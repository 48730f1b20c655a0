#include "veil.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "mloc/base/text.hpp"

namespace mloc::cli {
namespace {

using Texts = std::vector<std::string>;

/// A line in the hands of CLI11.
class TypedLine {
 public:
  TypedLine(std::span<const Word> words, const Texts& texts, bool whole = true) : words_(words), texts_(texts) {
    app_.set_help_flag();
    app_.allow_extras();
    // Arguments belong to a verb: the first text that is no option ends what stands before it.
    if (!whole) app_.prefix_command();
    for (const Word& word : words_) options_.push_back(declare(word));
    try {
      app_.parse(Texts(texts.rbegin(), texts.rend()));  // it reads from the back
    } catch (const CLI::ParseError&) {
      // Words are repeatable and none is required here, so that only the last text of the line can lack its value.
      cut_ = true;
    }
  }

  bool is_cut() const { return cut_; }
  const Texts& values(std::size_t word) const { return options_[word]->results(); }
  Texts left() const { return app_.remaining(); }

 private:
  CLI::Option* declare(const Word& word) {
    if (word.kind == Word::Kind::flag) return app_.add_flag(joined(word.names(), ","))->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    // A name of an argument is for its own help, which nobody sees.
    const std::string name = word.kind == Word::Kind::argument ? "a" + std::to_string(options_.size()) : joined(word.names(), ",");
    constexpr int any = 1 << 20;
    CLI::Option* option = app_.add_option(name)->expected(word.kind == Word::Kind::argument && word.many ? any : 1);
    return option->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  CLI::App app_;
  std::span<const Word> words_;
  const Texts& texts_;
  std::vector<CLI::Option*> options_;
  bool cut_ = false;
};

const Word* find_word(std::span<const Word> words, const std::string& name) {
  const auto found = std::ranges::find_if(words, [&](const Word& word) {
    const auto names = word.names();
    return word.kind != Word::Kind::argument && std::ranges::find(names, name) != names.end();
  });
  return found == words.end() ? nullptr : &*found;
}

/// `--by --dry-run`: CLI11 takes what begins with a hyphen for the value, which has to be joined as in `--by=--dry-run`.
bool is_swallowed(const Word& word, const std::string& value, const Texts& texts) {
  if (!is_option(value)) return false;
  return std::ranges::none_of(word.names(), [&](const std::string& name) {
    return std::ranges::any_of(texts, [&](const std::string& text) {
      return name.starts_with("--") ? text == name + "=" + value : !text.starts_with("--") && text.ends_with(name.substr(1) + value);
    });
  });
}

Result<> check_values(const Word& word, const Texts& values, const Texts& texts) {
  const bool plain = std::ranges::all_of(values, [](const std::string& value) { return value == "true"; });
  if (word.kind == Word::Kind::flag && (!plain || std::ranges::find(texts, word.name() + "=") != texts.end()))
    return fail(Exit::usage, problem("C113"_m, word.name()));
  if (word.kind == Word::Kind::option && std::ranges::any_of(values, [&](const std::string& value) { return is_swallowed(word, value, texts); }))
    return fail(Exit::usage, problem("C112"_m, word.name()));
  return {};
}

/// What nothing took: options, which are unknown, and arguments. Behind `--` everything is an argument.
Result<Texts> arguments_left(const TypedLine& line, std::span<const Word> words, const Texts& texts) {
  const auto mark = std::ranges::find(texts, "--");
  Texts arguments;
  for (const std::string& text : line.left()) {
    if (text == "--") continue;
    if (is_option(text) && std::find(mark, texts.end(), text) == texts.end())
      return unknown_option(text.starts_with("--") ? text.substr(0, text.find('=')) : text, words);
    arguments.push_back(text);
  }
  return arguments;
}

/// `[RECORD] FIELD=VALUE...`: CLI11 gives the first text to the optional word; it was meant for the pairs when it is one, or
/// when none is left for them.
void give_way_to_pairs(std::span<const Word> words, std::vector<Texts>& values) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const Word &optional = words[i], &pairs = words[i + 1];
    const bool are_arguments = optional.kind == Word::Kind::argument && pairs.kind == Word::Kind::argument;
    if (!are_arguments || optional.must || optional.many || !pairs.many || pairs.value_name().find('=') == std::string::npos) continue;
    if (values[i].empty() || (values[i].front().find('=') == std::string::npos && !values[i + 1].empty())) continue;
    values[i + 1].insert(values[i + 1].begin(), values[i].front());
    values[i].clear();
  }
}

}  // namespace

bool is_option(std::string_view text) { return text.size() > 1 && text[0] == '-' && (text[1] < '0' || text[1] > '9'); }

tl::unexpected<Failure> unknown_option(const std::string& text, std::span<const Word> words) {
  Texts known = {"--help"};
  for (const Word& word : words)
    if (word.kind != Word::Kind::argument) known.push_back(word.name());
  Problem unknown = problem("C111"_m, text);
  if (const auto near = text.starts_with("--") ? nearest(text, known) : std::nullopt)
    unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

Texts split_empty_values(std::span<const Word> words, const Texts& texts) {
  Texts split;
  const auto mark = std::ranges::find(texts, "--");
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    const bool ends_in_equals = text < mark && text->starts_with("--") && text->find('=') + 1 == text->size();
    const Word* word = ends_in_equals ? find_word(words, text->substr(0, text->size() - 1)) : nullptr;
    const bool is_value_empty = word && word->kind == Word::Kind::option;
    split.push_back(is_value_empty ? word->name() : *text);
    if (is_value_empty) split.emplace_back();
  }
  return split;
}

Result<Parsed> parse(std::span<const Word> words, const Texts& line_of_texts) {
  const Texts texts = split_empty_values(words, line_of_texts);
  const TypedLine line(words, texts);
  Parsed parsed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    parsed.values.push_back(line.values(i));
    CHECKED(check_values(words[i], parsed.values.back(), texts));
  }
  give_way_to_pairs(words, parsed.values);
  TRY(left, arguments_left(line, words, texts));
  if (line.is_cut()) return fail(Exit::usage, problem("C112"_m, texts.back()));
  parsed.left = std::move(left);
  return parsed;
}

std::vector<Texts> values_among(std::span<const Word> words, const Texts& texts) {
  const TypedLine line(words, texts);
  std::vector<Texts> values;
  for (std::size_t i = 0; i < words.size(); ++i) values.push_back(line.values(i));
  return values;
}

Texts after_options(std::span<const Word> words, const Texts& texts) { return TypedLine(words, texts, false).left(); }

}  // namespace mloc::cli
