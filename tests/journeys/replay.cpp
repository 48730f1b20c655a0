// What version 0.1.0 said to its own transcripts, asked again of today's program: the old command in the words of today,
// by the table that answers to old words. A transcript that is written anew with its program hides a regression; this
// one cannot be written anew. What is said otherwise today stands in changed.tsv, each with its reason.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "mloc/cli/nouns.hpp"
#include "player.hpp"

namespace {

using mloc::cli::renamed;
using mloc::cli::renamed_options;

const std::filesystem::path folder = std::filesystem::path(MLOC_SOURCE) / "tests/fixtures/replay/0.1.0";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// As a shell parts them, each with its quotes.
std::vector<std::string> words_of(const std::string& line) {
  static const std::regex word(R"re((?:[^\s'"]|'[^']*'|"[^"]*")+)re");
  std::vector<std::string> words;
  for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at) words.push_back(at->str());
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

bool is_command(const std::string& words) {
  for (const mloc::cli::Noun& noun : mloc::cli::nouns())
    for (const mloc::cli::Verb& verb : noun.verbs())
      if (words == std::string(noun.name) + (verb.name.empty() ? "" : " ") + std::string(verb.name)) return true;
  return false;
}

/// The arguments of one command of 0.1.0 as they are written today.
class Arguments {
 public:
  explicit Arguments(std::string command) : command_(std::move(command)) {}

  void take(std::vector<std::string>::const_iterator& at, std::vector<std::string>::const_iterator end) {
    const std::string word = *at++;
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto known = std::ranges::find_if(renamed_options(), [&](const auto& option) { return option.command == command_.substr(0, command_.find(" missing:")) && option.before == name; });
    if (!name.starts_with("--") || known == renamed_options().end()) return rest_.push_back(word);
    const std::string now(known->now);
    std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (takes_value(now) && equals == std::string::npos && at != end) value = *at++;
    put(now, value);
  }

  std::vector<std::string> all() const {
    std::vector<std::string> words = first_;
    words.insert(words.end(), rest_.begin(), rest_.end());
    words.insert(words.begin() + (second_.empty() || words.empty() ? 0 : 1), second_.begin(), second_.end());
    return words;
  }

 private:
  /// `-o FILE.pdf` says the form by the name, which --pdf named; --owing and --late were flags.
  bool takes_value(const std::string& now) const {
    static const std::set<std::string> flags{"open:true", "overdue:true", "warned:true", "late:1..", "open:0.01..", "owing:0.01..", "--group funder", "--group site", "contract journal"};
    return !flags.contains(now) && (!now.starts_with("--"));
  }

  void put(const std::string& now, const std::string& value) {
    const auto colon = now.find(':');
    if (now == "contract journal") return;
    if (now.starts_with("-o")) rest_.insert(rest_.end(), {"-o", value});
    else if (now.starts_with("--")) rest_.push_back(value.empty() ? now : now + "=" + value);
    else if (now == "RECORD") second_.push_back(value);
    else if (now == "CASE" || now == "CODE" || now == "SCHOOL" || now == "PARTNER") (now == "CODE" && command_ == "passport contribution add" ? rest_ : now == "PARTNER" ? second_ : first_).push_back(value);
    else if (const auto equals = now.find('='); equals != std::string::npos) rest_.push_back(now.substr(0, equals + 1) + value);
    else if (colon == std::string::npos) rest_.push_back(value);
    else if (!takes_value(now)) rest_.push_back(now);
    else if (now.find("..") != std::string::npos) rest_.push_back(now.substr(0, colon + 1) + "..+" + value);
    else rest_.push_back(now.substr(0, colon + 1) + value);
  }

  std::string command_;
  std::vector<std::string> first_, second_, rest_;
};

/// `mloc -C DIR contract pay C --amount 5` is `mloc -C DIR contract pay C 5`.
std::string in_words_of_today(const std::string& line) {
  static const std::set<std::string> flags{"-q", "-n", "--dry-run", "--version", "--help", "--commit", "--explain"};
  const std::vector<std::string> words = words_of(line);
  const auto program = std::ranges::find(words, "mloc");
  if (program == words.end() || program > words.begin() + 2) return line;
  auto at = program + 1;
  while (at < words.end() && at->starts_with("-")) at += flags.contains(*at) || at->find('=') != std::string::npos ? 1 : 2;
  for (std::ptrdiff_t count = 3; count > 0; --count) {
    if (words.end() - at < count) continue;
    const std::string said = joined({at, at + count});
    const auto old = std::ranges::find(renamed(), said, &mloc::cli::Renamed::before);
    if (old == renamed().end() && !is_command(said)) continue;
    const std::string now = old == renamed().end() ? said : std::string(old->now);
    Arguments arguments(now);
    for (auto next = at + count; next != words.end();) arguments.take(next, words.end());
    return joined({joined({words.begin(), at}), now, joined(arguments.all())});
  }
  return line;
}

/// Random words follow the commands that were before, so that one record more gives all later ones other words.
const std::regex random_word(R"re(\b(\d{4}-\d\d-\d\d-[0-9a-z]{4}|[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}|[0-9A-HJKMNP-TV-Z]{10})\b)re");

/// Lines without their widths, for a column more moves all others, and without the rule below the heads of a table; of a
/// message its code, for today's name the field and the way out, and the transcripts of today hold their words. Remarks
/// on how something was read came later.
std::vector<std::string> lines_of(const std::string& text) {
  static const std::regex rule(R"re(-+( +-+)*\s*)re"), blanks(" +"), remark("! mloc: (.*(read as|taken as one|are not there|was said: |were said: ).*)"), message(R"re((error|warning)(\[[A-Z]\d{3}\]).*)re");
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (std::regex_match(line, rule) || std::regex_match(line, remark)) continue;
    line = std::regex_replace(line, blanks, " ");
    if (line.starts_with("! ")) line = std::regex_replace(line, message, "$1$2");
    if (line.ends_with(' ')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// Why a command is said, or answered, otherwise today; the commands to ask instead, with && between them, where its words
/// alone do not do: the last one's answer is compared.
struct Change {
  std::string reason, command;
};
using Changes = std::map<std::string, Change>;  ///< by `STEM:LINE`

Changes changes() {
  Changes all;
  std::ifstream file(folder / "changed.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    const auto tab = line.find('\t'), next = line.find('\t', tab + 1);
    all[line.substr(0, tab)] = {line.substr(tab + 1, next - tab - 1), next == std::string::npos ? "" : line.substr(next + 1)};
  }
  return all;
}

/// Plays one transcript of 0.1.0.
class Replay {
 public:
  Replay(const std::filesystem::path& path, const Changes& changes)
      : stem_(path.stem().string()), text_(read(path)), changes_(changes), player_(MLOC_SOURCE) {}

  struct Difference {
    std::string command, was, now;
  };
  std::map<std::string, Difference> differences;
  std::size_t commands = 0;

  void play() {
    std::istringstream stream(text_);
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
      ++number;
      const char mark = line.empty() ? ' ' : line[0];
      if (mark == '$') compare(), begin(line, number);
      else if (mark == '#' || mark == '=' || mark == '<' || mark == '|') compare(), take(line);
      else if (mark == '%' && command_.empty()) take(line);
      else if (!command_.empty() && !line.empty()) expected_ += line + "\n";
    }
    compare();
  }

 private:
  void take(const std::string& line) {
    try {
      player_.take(renamed_words(line));
    } catch (const std::exception& error) {
      trouble_ += std::string("! ") + error.what() + "\n";
    }
  }

  void begin(const std::string& line, int number) {
    player_.taken();
    trouble_.clear();
    command_ = line.substr(2);
    place_ = stem_ + ":" + std::to_string(number);
    const auto known = changes_.find(place_);
    const std::string today = known == changes_.end() || known->second.command.empty() ? in_words_of_today(command_) : known->second.command;
    std::string said;
    for (std::size_t at = 0; at != std::string::npos;) {
      const auto next = today.find(" && ", at);
      player_.taken();
      take("$ " + today.substr(at, next == std::string::npos ? next : next - at));
      said = player_.taken();
      at = next == std::string::npos ? next : next + 4;
    }
    const auto end = said.find('\n', said.find("$ "));
    said_ = (end == std::string::npos ? "" : said.substr(end + 1)) + trouble_;
    ++commands;
  }

  void compare() {
    if (command_.empty()) return;
    if (const std::string command = std::exchange(command_, {}), expected = std::exchange(expected_, {}); expected != said_) compare(command, expected);
  }

  void compare(const std::string& command, const std::string& expected) {
    const std::vector<std::string> was = lines_of(renamed_words(expected)), now = lines_of(said_);
    for (std::size_t i = 0; i < std::min(was.size(), now.size()); ++i) learn(was[i], now[i]);
    const std::vector<std::string> again = lines_of(renamed_words(expected));
    if (again == now) return;
    std::size_t i = 0;
    while (i < std::min(again.size(), now.size()) && again[i] == now[i]) ++i;
    differences[place_] = {command, i < again.size() ? again[i] : "", i < now.size() ? now[i] : ""};
  }

  /// Two lines that are alike but for their random words say which word stands for which.
  void learn(const std::string& was, const std::string& now) {
    static const std::regex amount(R"re(\d+\.\d\d)re");
    const auto shape = [](const std::string& line) { return std::regex_replace(std::regex_replace(line, random_word, "?"), amount, "?"); };
    if (was == now || shape(was) != shape(now)) return;
    std::sregex_iterator a(was.begin(), was.end(), random_word), b(now.begin(), now.end(), random_word), end;
    for (; a != end && b != end; ++a, ++b)
      if (a->str() != b->str()) words_[a->str()] = b->str();
  }

  std::string renamed_words(const std::string& text) const {
    if (words_.empty()) return text;
    std::string result;
    std::ptrdiff_t after = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), random_word), end; at != end; ++at) {
      result.append(text, static_cast<std::size_t>(after), static_cast<std::size_t>(at->position() - after));
      const auto known = words_.find(at->str());
      result += known == words_.end() ? at->str() : known->second;
      after = at->position() + at->length();
    }
    return result.append(text, static_cast<std::size_t>(after));
  }

  std::string stem_, text_, command_, place_, expected_, said_, trouble_;
  std::map<std::string, std::string> words_;  ///< the random words of 0.1.0 and those of today
  const Changes& changes_;
  mloc::Player player_;
};

/// For whoever fills changed.tsv.
void write_differences(const char* file, const Replay& replay) {
  std::ofstream out(file, std::ios::app);
  for (const auto& [place, found] : replay.differences) out << place << '\t' << found.command << '\t' << found.was << '\t' << found.now << '\n';
}

}  // namespace

TEST_CASE("Every transcript says what 0.1.0 said, or the reason is known") {
  const Changes known = changes();
  const char* one = std::getenv("MLOC_TRANSCRIPT");
  std::size_t commands = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string stem = entry.path().stem().string();
    if (entry.path().extension() != ".transcript" || (one && stem != one)) continue;
    Replay replay(entry.path(), known);
    replay.play();
    commands += replay.commands;
    for (const auto& [place, found] : replay.differences)
      if (!known.contains(place)) FAIL_CHECK(place << ": " << found.command << "\n  0.1.0: " << found.was << "\n  today: " << found.now);
    for (const auto& [place, change] : known)
      if (place.starts_with(stem + ":") && change.command.empty() && !replay.differences.contains(place))
        FAIL_CHECK(place << " says what 0.1.0 said: take it out of changed.tsv");
    if (const char* file = std::getenv("MLOC_REPLAY")) write_differences(file, replay);
  }
  CHECK((one || commands > 1700));
}
