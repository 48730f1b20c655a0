#include "commands/proof.hpp"

#include <algorithm>
#include <cctype>

#include "commands/git_setup.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"

namespace mloc {
namespace {

/// Too short a text stands everywhere by chance.
constexpr std::size_t shortest = 5;
constexpr std::size_t largest_file = 1u << 30;

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return text;
}

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; }

/// As a word of its own, not within another.
bool stands_in(std::string_view bytes, std::string_view word) {
  for (auto at = bytes.find(word); at != std::string_view::npos; at = bytes.find(word, at + 1)) {
    const bool begins = at == 0 || !is_letter_or_digit(bytes[at - 1]) || !is_letter_or_digit(word.front());
    const auto end = at + word.size();
    if (begins && (end == bytes.size() || !is_letter_or_digit(bytes[end]) || !is_letter_or_digit(word.back()))) return true;
  }
  return false;
}

class Searcher {
 public:
  Searcher(const Workspace& workspace, const KnownTexts& known) : workspace_(workspace), known_(known) {}

  Result<Proof> search() {
    CHECKED(search_files());
    if (const auto history = history_of(workspace_)) CHECKED(search_git(*history));
    return std::move(proof_);
  }

 private:
  void look(const std::string& place, std::string_view bytes) {
    for (const KnownTexts::Text& text : known_.texts())
      if (std::ranges::any_of(text.spellings, [&](const std::string& one) { return stands_in(bytes, one); }))
        proof_.traces.push_back({place, text.field, text.alone});
    if (known_.files().contains(hex(blake2b(bytes)))) proof_.traces.push_back({place, "reference", true});
  }

  Result<> search_files() {
    Disk& disk = sealed_disk(workspace_.disk()).raw();
    TRY(files, disk.walk(""));
    for (const FoundFile& file : files) {
      const bool other = file.path.starts_with(".git/") || kind_of(file.path) == FileKind::identity;
      if (other || file.state.kind != FileState::Kind::file) continue;
      TRY(bytes, disk.read(file.path, largest_file));
      look(file.path, bytes);
      ++proof_.files;
    }
    return {};
  }

  /// Objects are packed: they are read by libgit2; logs, messages and the rest as they lie there.
  Result<> search_git(const History& history) {
    proof_.has_git = true;
    TRY(disk, workspace_.world().open(history.git_folder()));
    TRY(files, disk->walk(""));
    for (const FoundFile& file : files) {
      if (file.path.starts_with("objects/") || file.state.kind != FileState::Kind::file) continue;
      TRY(bytes, disk->read(file.path, largest_file));
      look(".git/" + file.path, bytes);
      ++proof_.files;
    }
    return history.each_object([this](const std::string& id, std::string_view bytes) {
      look("git object " + id.substr(0, 10), bytes);
      ++proof_.objects;
    });
  }

  const Workspace& workspace_;
  const KnownTexts& known_;
  Proof proof_;
};

}  // namespace

void KnownTexts::put(const std::string& field, std::string_view value, bool alone) {
  if (value.size() < shortest) return;
  Text text{field, {std::string(value)}, alone};
  const std::string plain = folded(value);
  std::vector<std::string> others = {plain, in_capitals(plain), in_capitals(std::string(value))};
  if (auto windows = to_windows_1252(value)) others.push_back(std::move(*windows));
  for (std::string& one : others)
    if (one.size() >= shortest && std::ranges::find(text.spellings, one) == text.spellings.end()) text.spellings.push_back(std::move(one));
  texts_.insert(std::move(text));
}

void KnownTexts::add(const Dossier& identities) {
  for (const Record& record : identities.records) {
    if (record.is("source")) put("hash", record.root->get("hash"), true);
    if (!record.is("identity")) continue;
    const Node& root = *record.root;
    const std::string surname(root.get("surname")), first(root.get("first_name"));
    put("surname", surname, false);
    put("name", first + " " + surname, true);
    put("name", surname + " " + first, true);
    put("birth_date", root.get("birth_date"), false);
    if (const auto birth = Date::parse(root.get("birth_date"))) {
      const std::string text = birth->text();
      put("birth_date", text.substr(8, 2) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4), false);
    }
    for (const char* field : {"phone", "email"}) put(field, root.get(field), true);
    if (const Node* numbers = root.find("external"))
      for (const Node& number : *numbers) put("external", number.text, true);
    const Node* address = root.find("address");
    if (const Node* lines = address ? address->find("lines") : nullptr)
      for (const Node& line : *lines) put("address", line.text, true);
  }
}

Result<Proof> search_everywhere(const Workspace& workspace, const KnownTexts& known) { return Searcher(workspace, known).search(); }

}  // namespace mloc
