#include "proof.hpp"

#include <algorithm>
#include <cctype>

#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/clone.hpp"

namespace mloc::privacy {
namespace {

/// Too short a text stands everywhere by chance.
constexpr std::size_t shortest = 5;
constexpr std::size_t largest_file = 1u << 30;

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return text;
}

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; }

/// How a text is written elsewhere: as recorded, without accents, in capitals.
std::vector<std::string> ways_to_write(std::string_view value) {
  const std::string plain = folded(value);
  return {std::string(value), in_capitals(std::string(value)), plain, in_capitals(plain)};
}

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
    const std::size_t before = proof_.traces.size();
    for (const KnownTexts::Text& text : known_.texts())
      if (std::ranges::any_of(text.spellings, [&](const std::string& one) { return stands_in(bytes, one); }))
        proof_.traces.push_back({place, text.field, text.alone});
    // A surname and a day of birth in one place are this person.
    if (proof_.traces.size() > before + 1)
      for (std::size_t i = before; i < proof_.traces.size(); ++i) proof_.traces[i].certain = true;
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

void KnownTexts::put(const std::string& field, std::vector<std::string> spellings, bool alone) {
  if (spellings.front().size() < shortest) return;
  for (std::size_t i = 0, count = spellings.size(); i < count; ++i)
    if (auto windows = to_windows_1252(spellings[i])) spellings.push_back(std::move(*windows));
  Text text{field, {}, alone};
  for (std::string& one : spellings)
    if (one.size() >= shortest && std::ranges::find(text.spellings, one) == text.spellings.end()) text.spellings.push_back(std::move(one));
  texts_.insert(std::move(text));
}

/// Surname and first name in either order, each written in its own way.
void KnownTexts::put_name(std::string_view first, std::string_view surname) {
  std::vector<std::string> names;
  for (const std::string& one : ways_to_write(first))
    for (const std::string& other : ways_to_write(surname))
      for (const char* between : {" ", ";", ", "}) {
        names.push_back(one + between + other);
        names.push_back(other + between + one);
      }
  put("name", std::move(names), true);
}

void KnownTexts::add(const Dossier& identities) {
  for (const Record& record : identities.records) {
    if (record.is("source")) put("hash", {std::string(record.root->get("hash"))}, true);
    if (!record.is("identity")) continue;
    const Node& root = *record.root;
    put("surname", ways_to_write(root.get("surname")), false);
    put_name(root.get("first_name"), root.get("surname"));
    const std::string birth(root.get("birth_date"));
    put("birth_date", {birth, birth.substr(8, 2) + "/" + birth.substr(5, 2) + "/" + birth.substr(0, 4)}, false);
    for (const char* field : {"phone", "email"}) put(field, {std::string(root.get(field))}, true);
    if (const Node* numbers = root.find("external"))
      for (const Node& number : *numbers) put("external", {std::string(number.text)}, true);
    const Node* address = root.find("address");
    if (const Node* lines = address ? address->find("lines") : nullptr)
      for (const Node& line : *lines) put("address", ways_to_write(line.text), true);
  }
}

Result<Proof> search_everywhere(const Workspace& workspace, const KnownTexts& known) { return Searcher(workspace, known).search(); }

}  // namespace mloc::privacy
