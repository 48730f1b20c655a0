#include "veil.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "mloc/base/text.hpp"

namespace mloc::cli {
namespace {

// CLI11 takes `-30d` for an option, `--by=` for a request to swallow the next text, and `--by --dry-run` for a value.
// Texts that cannot be options carry this byte through it; what comes back as a value without the byte is looked at.
constexpr char sealed = '\x1f';

std::string seal(std::string_view text) { return sealed + std::string(text); }

bool is_option(std::string_view text) { return text.size() > 1 && text[0] == '-'; }
bool is_number(std::string_view text) { return is_option(text) && text[1] >= '0' && text[1] <= '9'; }

const Word* find_word(std::span<const Word> words, const std::string& name) {
  const auto found = std::ranges::find_if(words, [&](const Word& word) {
    if (word.kind == Word::Kind::argument) return false;
    const auto names = word.names();
    return std::ranges::find(names, name) != names.end();
  });
  return found == words.end() ? nullptr : &*found;
}

/// `--name=value` as two texts, numbers and everything after `--` sealed.
Result<std::vector<std::string>> sealed_texts(std::span<const Word> words, const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  bool only_arguments = false;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (only_arguments || is_number(text) || !is_option(text)) result.push_back(seal(text));
    else if (text == "--") {
      if (const Word* word = result.empty() ? nullptr : find_word(words, result.back());
          word && word->kind == Word::Kind::option)
        return fail(Exit::usage, problem("C112"_m, word->name()));
      only_arguments = true;
    }
    else if (!text.starts_with("--") || equals == std::string::npos) result.push_back(text);
    else {
      const std::string name = text.substr(0, equals);
      const Word* word = find_word(words, name);
      if (!word) return unknown_option(name, words);
      if (word->kind == Word::Kind::flag) return fail(Exit::usage, problem("C113"_m, name));
      result.push_back(name);
      result.push_back(seal(text.substr(equals + 1)));
    }
  }
  return result;
}

std::string cli11_names(const Word& word) {
  const auto names = word.names();
  return joined(names, ",");
}

std::vector<CLI::Option*> declare(CLI::App& app, std::span<const Word> words) {
  std::vector<CLI::Option*> options;
  for (const Word& word : words) {
    CLI::Option* option = nullptr;
    if (word.kind == Word::Kind::option) option = app.add_option(cli11_names(word))->allow_extra_args(false);
    if (word.kind == Word::Kind::flag) option = app.add_flag(cli11_names(word));
    if (option) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    options.push_back(option);
  }
  return options;
}

Result<std::vector<std::string>> values_of(const Word& word, const CLI::Option& option) {
  if (word.kind == Word::Kind::flag) return std::vector<std::string>(option.count());
  std::vector<std::string> values;
  for (std::string value : option.results()) {
    if (value.starts_with(sealed)) value.erase(0, 1);
    else if (is_option(value)) return fail(Exit::usage, problem("C112"_m, word.name()));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace

tl::unexpected<Failure> unknown_option(const std::string& text, std::span<const Word> words) {
  std::vector<std::string> known = {"--help"};
  for (const Word& word : words)
    if (word.kind != Word::Kind::argument) known.push_back(word.name());
  Problem unknown = problem("C111"_m, text);
  if (const auto near = text.starts_with("--") ? nearest(text, known) : std::nullopt)
    unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

Result<Parsed> parse_options(std::span<const Word> words, const std::vector<std::string>& texts) {
  TRY(line, sealed_texts(words, texts));
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  const auto options = declare(app, words);
  try {
    std::ranges::reverse(line);  // it reads from the back
    app.parse(line);
  } catch (const CLI::ParseError&) {
    // Options are repeatable and unchecked here, so that only the last text of the line can lack its value.
    return fail(Exit::usage, problem("C112"_m, texts.empty() ? "--" : texts.back()));
  }
  Parsed parsed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    parsed.values.emplace_back();
    if (!options[i]) continue;
    TRY(values, values_of(words[i], *options[i]));
    parsed.values.back() = std::move(values);
  }
  for (const std::string& text : app.remaining()) {
    if (!text.starts_with(sealed)) return unknown_option(text, words);
    parsed.arguments.push_back(text.substr(1));
  }
  return parsed;
}

}  // namespace mloc::cli
