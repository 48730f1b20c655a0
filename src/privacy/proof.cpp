#include "proof.hpp"

#include <algorithm>
#include <cctype>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/clone.hpp"
#include "unpacked.hpp"

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

/// A day as offices write it: `2010-05-01`, `01/05/2010`, `1.5.2010`, `01 05 2010`, `20100501`, `1er mai 2010`.
std::vector<std::string> ways_to_write_day(const std::string& day) {
  const std::string year = day.substr(0, 4), month = day.substr(5, 2), date = day.substr(8, 2);
  const auto brief = [](const std::string& two) { return two[0] == '0' ? two.substr(1) : two; };
  std::vector<std::string> ways = {day, year + month + date, date + month + year};
  for (const char* mark : {"/", ".", "-", " "}) {
    ways.push_back(date + mark + month + mark + year);
    ways.push_back(brief(date) + mark + brief(month) + mark + year);
  }
  static const std::vector<std::string> months = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"};
  const std::string& word = months[static_cast<std::size_t>(whole_number(month).value_or(1) + 11) % 12];
  for (const std::string& number : {date, brief(date), brief(date) + "er"}) ways.push_back(number + " " + word + " " + year);
  return ways;
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

/// Lines as blanks, letters alone; of bytes that are no text in a known encoding nothing.
std::string folded_text(std::string_view bytes) {
  std::string text;
  if (is_utf8(bytes)) text = bytes;
  else if (auto windows = from_windows_1252(bytes)) text = std::move(*windows);
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == '\0'; }, ' ');
  return folded(text);
}

/// Digits with nothing between them where at most two marks stood, as in `06 12.34-56 78` or `+33 (0)6`; a line for all else.
std::string digits_of(std::string_view bytes) {
  constexpr std::string_view marks = " .-/()'\xc2\xa0\xe2\x80\xaf\t_";
  std::string digits;
  std::size_t between = 0;
  for (const char c : bytes) {
    if (c >= '0' && c <= '9') {
      if (between > 4 && !digits.empty() && digits.back() != '\n') digits += '\n';
      between = 0;
      digits += c;
    } else if (marks.find(c) != marks.npos) {
      ++between;
    } else {
      between = 5;
    }
  }
  return digits;
}

class Searcher {
 public:
  Searcher(const Workspace& workspace, const KnownTexts& known) : workspace_(workspace), known_(known) {}

  Result<Proof> search() {
    CHECKED(search_files());
    TRY(history, history_to_search(workspace_));
    if (history) CHECKED(search_git(*history));
    return std::move(proof_);
  }

 private:
  void look(const std::string& place, std::string_view bytes) {
    const bool whole = each_form(bytes, [&](const std::string& how, std::string_view form) { look_at_form(how.empty() ? place : place + " (" + how + ")", form); });
    if (!whole) proof_.unsearched.push_back(place);
    if (known_.files().contains(hex(blake2b(bytes)))) proof_.traces.push_back({place, "reference", true});
  }

  void look_at_form(const std::string& place, std::string_view bytes) {
    const std::string letters = folded_text(bytes), digits = digits_of(bytes);
    std::vector<Trace> found;
    for (const KnownTexts::Text& text : known_.texts())
      if (std::ranges::any_of(text.spellings, [&](const std::string& one) { return stands_in(bytes, one); }) ||
          std::ranges::any_of(text.folded, [&](const std::string& one) { return stands_in(letters, one); }) ||
          std::ranges::any_of(text.digits, [&](const std::string& one) { return digits.find(one) != digits.npos; }))
        found.push_back({place, text.field, text.alone});
    for (Trace& one : found) {
      // A surname and a day of birth in one place are this person.
      one.certain = one.certain || found.size() > 1;
      keep(std::move(one));
    }
  }

  /// Once for a place, however many of its forms say it.
  void keep(Trace found) {
    const auto same = std::ranges::find_if(proof_.traces, [&](const Trace& one) { return one.place == found.place && one.field == found.field; });
    if (same == proof_.traces.end()) proof_.traces.push_back(std::move(found));
    else same->certain = same->certain || found.certain;
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

namespace {

/// A number as it may be dialled or typed: of a telephone with each way to begin it.
std::vector<std::string> numbers_in(const std::string& text) {
  constexpr std::size_t fewest = 7;
  if (text.find_first_not_of("0123456789 .-+/()") != text.npos) return {};
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.size() < fewest || (text.size() == 10 && text[4] == '-')) return {};  // a day is looked for as such
  std::string national = digits;
  for (const char* before : {"0033", "33", "0"})
    if (national.size() > 9 && national.starts_with(before)) national.erase(0, std::string(before).size());
  if (national.size() != 9) return {digits};
  return {"0" + national, "33" + national, "330" + national};
}

}  // namespace

void KnownTexts::put(const std::string& field, std::vector<std::string> spellings, bool alone) {
  if (spellings.front().size() < shortest) return;
  for (std::size_t i = 0, count = spellings.size(); i < count; ++i)
    if (auto windows = to_windows_1252(spellings[i])) spellings.push_back(std::move(*windows));
  Text text{field, {}, alone};
  for (const std::string& one : spellings)
    if (const std::string letters = mloc::folded(one); is_utf8(one) && letters.size() >= shortest && std::ranges::find(text.folded, letters) == text.folded.end())
      text.folded.push_back(letters);
  text.digits = numbers_in(spellings.front());
  for (std::string& one : spellings)
    if (one.size() >= shortest && std::ranges::find(text.spellings, one) == text.spellings.end()) text.spellings.push_back(std::move(one));
  texts_.insert(std::move(text));
}

namespace {

/// `+33612345678` as it is kept, and as people write it.
std::vector<std::string> ways_to_dial(std::string_view phone) {
  std::vector<std::string> ways = {std::string(phone)};
  if (!phone.starts_with("+33") || phone.size() != 12) return ways;
  const std::string national = "0" + std::string(phone.substr(3));
  ways.push_back(national);
  for (const char* between : {" ", ".", "-"}) {
    std::string pairs;
    for (std::size_t i = 0; i < national.size(); i += 2) pairs += (i > 0 ? between : "") + national.substr(i, 2);
    ways.push_back(pairs);
  }
  return ways;
}

}  // namespace

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
    put("birth_date", ways_to_write_day(birth), false);
    put("phone", ways_to_dial(root.get("phone")), true);
    for (const char* field : {"email", "neph"}) put(field, {std::string(root.get(field))}, true);
    if (root.has("use_name")) {
      put("use_name", ways_to_write(root.get("use_name")), false);
      put_name(root.get("first_name"), root.get("use_name"));
    }
    if (const Node* other = root.find("representative")) {
      put_name(other->get("first_name"), other->get("surname"));
      put("representative.phone", ways_to_dial(other->get("phone")), true);
      put("representative.email", {std::string(other->get("email"))}, true);
    }
    if (const Node* numbers = root.find("external"))
      for (const Node& number : *numbers) put("external", {std::string(number.text)}, true);
    const Node* address = root.find("address");
    if (const Node* lines = address ? address->find("lines") : nullptr)
      for (const Node& line : *lines) put("address", ways_to_write(line.text), true);
  }
}

Result<std::optional<History>> history_to_search(const Workspace& workspace) {
  auto history = history_if_any(workspace);
  if (!history) return fail(Exit::disk, problem("H230"_m, history.error().problems.front().text));
  return std::move(*history);
}

Result<Proof> search_everywhere(const Workspace& workspace, const KnownTexts& known) { return Searcher(workspace, known).search(); }

}  // namespace mloc::privacy
