#include "stage.hpp"

#include <stdexcept>

#include "folder_disk.hpp"
#include "mloc/cli/run.hpp"

namespace mloc {
namespace {

class TextOutput final : public Output {
 public:
  TextOutput(std::string& text, bool is_full) : text_(text), is_full_(is_full) {}
  Result<> write(std::string_view bytes) override {
    if (is_full_) return fail(Exit::disk, problem("D102"_m, "standard output", "/dev/full"));
    text_ += bytes;
    return {};
  }

 private:
  std::string& text_;
  bool is_full_;
};

/// `a/./b/` as `a/b`.
std::string tidy(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  for (auto dot = path.find("/./"); dot != std::string::npos; dot = path.find("/./")) path.erase(dot, 2);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path == "." ? std::string{} : path;
}

/// The words of a line after the quotes of a shell; `<` and `>` stand alone.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool begun = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && quote != '\'' && i + 1 < line.size()) word += line[++i], begun = true;
    else if (quote && c == quote) quote = 0;
    else if (quote) word += c;
    else if (c == '\'' || c == '"') quote = c, begun = true;
    else if (c != ' ') word += c, begun = true;
    else if (begun) words.push_back(std::exchange(word, {})), begun = false;
  }
  if (quote) throw std::runtime_error("a quote is not closed: " + line);
  if (begun) words.push_back(word);
  return words;
}

/// Takes `mark FILE` out of the words.
std::string take_redirection(std::vector<std::string>& words, const std::string& mark) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == mark) {
      const std::string file = words[i + 1];
      const auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
      words.erase(at, at + 2);
      return file;
    }
  return {};
}

std::string contents(const MemoryDisk& disk, const std::string& path) {
  const auto files = disk.files();
  const auto found = files.find(tidy(path));
  if (found == files.end()) throw std::runtime_error("no such file: " + path);
  return found->second;
}

}  // namespace

std::uint32_t Stage::Generator::below(std::uint32_t bound) {
  // Knuth's linear congruence; its high bits are good enough for distinct ids.
  state_ = state_ * 6364136223846793005u + 1442695040888963407u;
  return static_cast<std::uint32_t>((state_ >> 33) % bound);
}

namespace {

/// As on a terminal: a locale that speaks, unless the line names one.
std::map<std::string, std::string> speaking(std::map<std::string, std::string> environment) {
  const bool says = environment.contains("LC_ALL") || environment.contains("LC_MESSAGES") || environment.contains("LANG");
  if (!says) environment["LANG"] = "C.UTF-8";
  return environment;
}

/// The next day has begun already where the sun rises first.
std::optional<Date> day_in(const std::string& zone, Date clock) {
  if (zone == "Pacific/Kiritimati") return clock.plus_days(1);
  return zone.starts_with("Nowhere/") ? std::nullopt : std::optional(clock);
}

}  // namespace

Said Stage::run_mloc(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment,
                     const std::string& input, bool is_full) {
  Said said;
  TextOutput out(said.out, is_full), err(said.err, false);
  TroubledDisk troubled(disk, std::exchange(trouble_, {}));
  FolderDisk caller(troubled, "");
  World world{
      caller,
      [this, &troubled](const std::string& folder) -> Result<std::unique_ptr<Disk>> {
        const std::string path = tidy(folder);
        if (!path.empty()) {
          TRY(state, disk.state(path));
          if (!state || state->kind != FileState::Kind::folder)
            return fail(Exit::disk, problem("D101"_m, folder, "No such file or directory"));
        }
        return std::make_unique<FolderDisk>(troubled, path);
      },
      [](const std::string& folder) -> Result<Repository> {
        // The real one is tried by a unit test; here the folder's name says what happened.
        if (folder == "no-libgit2") return Repository::no_library;
        if (folder == "refused") return fail(Exit::disk, problem("D111"_m, folder, "failed to make directory"));
        return folder == "inside" ? Repository::there_already : Repository::made;
      },
      [&](std::size_t limit) -> Result<std::string> {
        if (input.size() > limit) return fail(Exit::disk, problem("D104"_m, "standard input", limit));
        return input;
      },
      out,
      err,
      [day = clock_] { return day; },
      random_,
      speaking(environment)};
  world.today_in = [day = clock_](const std::string& zone) { return day_in(zone, day); };
  said.status = mloc::run(world, arguments);
  said.changed_files = troubled.was_changed();
  if (troubled.is_waiting()) throw std::runtime_error("the trouble did not happen to: " + arguments.at(0));
  // What it said while it was ended is the test's doing; a real process says nothing more.
  if (troubled.killed()) said.err.clear(), said.status = 137;
  return said;
}

/// Whether the words were one of the commands that prepare trouble.
bool Stage::make_trouble(const std::vector<std::string>& words) {
  static const std::map<std::string, Trouble::What> kinds = {
      {"break", Trouble::What::io_error}, {"fill", Trouble::What::no_space}, {"kill", Trouble::What::kill}};
  const std::string& verb = words.at(0);
  if (const auto kind = kinds.find(verb); kind != kinds.end()) {
    trouble_ = {kind->second, words.at(1), tidy(words.at(2)), {}};
    if (trouble_.call != "create" && trouble_.call != "rename" && trouble_.call != "sync")
      throw std::runtime_error("no call of a disk: " + trouble_.call);
  } else if (verb == "meanwhile") {
    trouble_.edit = [this, rest = std::vector(words.begin() + 1, words.end())] { run_other(rest); };
  } else if (verb == "lock") {
    auto held = disk.lock(tidy(words.at(1)), Lock::Kind::exclusive, {}, [] {});
    if (!held) throw std::runtime_error("cannot be locked: " + words[1]);
    held_[words[1]] = std::move(*held);
  } else if (verb == "unlock") {
    if (held_.erase(words.at(1)) == 0) throw std::runtime_error("not locked: " + words[1]);
  } else {
    return false;
  }
  return true;
}

Said Stage::run_other(const std::vector<std::string>& words) {
  Said said;
  const std::string& verb = words.at(0);
  if (verb == "cat") {
    for (std::size_t i = 1; i < words.size(); ++i) said.out += contents(disk, words[i]);
  } else if (verb == "rm") {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (!disk.state(tidy(words[i])).value()) throw std::runtime_error("no such file: " + words[i]);
      disk.take_away(tidy(words[i]));
    }
  } else if (verb == "ls") {
    const std::string folder = words.size() > 1 ? tidy(words[1]) + "/" : "";
    for (const auto& [path, bytes] : disk.files())
      if (path.starts_with(folder)) said.out += path + "\n";
  } else if (verb == "clock") {
    clock_ = Date::parse(words.at(1)).value();
  } else if (verb == "link") {
    disk.put_link(tidy(words.at(1)));
  } else if (verb == "replace") {
    std::string bytes = contents(disk, words.at(1));
    const auto at = bytes.find(words.at(2));
    if (at == std::string::npos || bytes.find(words[2], at + 1) != std::string::npos)
      throw std::runtime_error("not once in " + words[1] + ": " + words[2]);
    std::string changed;
    for (int times = words.size() > 4 ? std::stoi(words[4]) : 1; times > 0; --times) changed += words.at(3);
    disk.put(tidy(words[1]), bytes.replace(at, words[2].size(), changed));
  } else if (!make_trouble(words)) {
    throw std::runtime_error("unknown command: " + verb);
  }
  return said;
}

Said Stage::run(const std::string& line) {
  auto words = words_of(line);
  const std::string from = take_redirection(words, "<"), to = take_redirection(words, ">");
  std::map<std::string, std::string> environment;
  std::size_t first = 0;
  for (; first < words.size() && words[first] != "mloc" && words[first].find('=') != std::string::npos; ++first) {
    const auto equals = words[first].find('=');
    environment[words[first].substr(0, equals)] = words[first].substr(equals + 1);
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first));
  if (words.empty()) throw std::runtime_error("no command: " + line);
  const bool is_full = to == "/dev/full";
  Said said = words[0] == "mloc"
                  ? run_mloc({words.begin() + 1, words.end()}, environment,
                             from.empty() ? std::string{} : contents(disk, from), is_full)
                  : run_other(words);
  if (!to.empty() && !is_full) disk.put(tidy(to), std::exchange(said.out, {}));
  return said;
}

}  // namespace mloc
